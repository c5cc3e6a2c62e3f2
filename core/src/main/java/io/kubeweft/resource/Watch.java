package io.kubeweft.resource;

import io.kubeweft.KubernetesException;
import io.kubeweft.internal.call.RetryRules;
import io.kubeweft.internal.time.Backoff;
import io.kubeweft.internal.time.Droppable;
import io.kubeweft.json.DecodeException;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.ResourceVersion;
import io.kubeweft.meta.StatusDetails;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.TransportException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a collection, as they happen.
 *
 * <p>A watch outlives its connection: when that ends, breaks or is silent for too long, the watch
 * goes on from the last version it has seen, after a growing pause, until it is closed. It ends by
 * itself only with a {@link WatchEvent.Error} (the version is too old: list again) or with an
 * exception (access was taken away). With {@link WatchOptions#resume} off it ends with its
 * connection.
 *
 * <p>A watch that does not say where to begin lists the objects that are there, tells of them as
 * added, and goes on from the list's version: what a server tells first by itself has no order, so
 * that a watch could not go on from the middle of it.
 *
 * <p>To keep a copy of a collection, use an informer. One thread reads; any thread may close.
 *
 * @param <T> the Java type of the watched objects
 */
public final class Watch<T extends KubernetesObject>
    implements Iterable<WatchEvent<T>>, AutoCloseable {
  private final Endpoint<T> endpoint;
  private final WatchOptions options;
  private final Backoff backoff;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** The objects that were there when the watch began, until they are told of. */
  private final Queue<WatchEvent<T>> initial = new ArrayDeque<>(1);

  private volatile @Nullable WatchConnection<T> connection;

  /** The try to connect anew; it has a thread of its own, so that {@link #close} can end it. */
  private volatile @Nullable Droppable<WatchConnection<T>> connecting;

  private volatile String resourceVersion;

  /**
   * Whether {@link #resourceVersion} is a place to go on from. A watch that began without one first
   * tells of the objects that are there, in any order, and their versions say nothing.
   */
  private boolean resumable;

  /** How long the server has asked to wait before the next try; null if it has not. */
  private @Nullable Duration asked;

  private boolean ended;

  private Watch(Endpoint<T> endpoint, WatchOptions options, Backoff backoff) {
    this.endpoint = endpoint;
    this.options = options;
    this.backoff = backoff;
    String from = options.resourceVersion();
    this.resourceVersion = from == null ? "" : from;
    // The objects that come first are older than the version that was asked for, and not repeated.
    this.resumable =
        from != null
            && !from.isEmpty()
            && !from.equals("0")
            && !Boolean.TRUE.equals(options.sendInitialEvents());
  }

  /** Connects, and fails as any request does. */
  static <T extends KubernetesObject> Watch<T> open(Endpoint<T> endpoint, WatchOptions options) {
    Backoff backoff =
        Backoff.ofWatch(System::nanoTime, () -> ThreadLocalRandom.current().nextDouble());
    return open(endpoint, options, backoff);
  }

  static <T extends KubernetesObject> Watch<T> open(
      Endpoint<T> endpoint, WatchOptions options, Backoff backoff) {
    Watch<T> watch = new Watch<>(endpoint, options, backoff);
    if (options.resume()
        && options.resourceVersion() == null
        && options.sendInitialEvents() == null) {
      watch.list();
    } else {
      watch.opened(WatchConnection.open(endpoint, options));
    }
    return watch;
  }

  /** Tells of the objects that are there, and connects to what comes after them. */
  private void list() {
    ListOptions selection =
        ListOptions.of(
            o ->
                o.labelSelector(options.labelSelector())
                    .fieldSelector(options.fieldSelector())
                    .shardSelector(options.shardSelector())
                    .decode(options.decode()));
    try (ItemStream<T> items = new ItemStream<>(endpoint, selection)) {
      Iterator<T> iterator = items.iterator();
      while (iterator.hasNext()) {
        initial.add(item(iterator));
      }
      resourceVersion = items.metadata().resourceVersion();
    }
    resumable = !resourceVersion.isEmpty();
    WatchOptions from = options.toBuilder().resourceVersion(resourceVersion).build();
    opened(WatchConnection.open(endpoint, from));
  }

  private static <T extends KubernetesObject> WatchEvent<T> item(Iterator<T> items) {
    try {
      return new WatchEvent.Added<>(items.next());
    } catch (DecodeException e) {
      return new WatchEvent.Undecodable<>("ADDED", "", "", "", e);
    }
  }

  private void opened(WatchConnection<T> opened) {
    backoff.connected();
    connection = opened;
    if (isClosed()) {
      opened.close();
    }
  }

  /**
   * Returns the last version that was seen, from which another watch can go on; empty if none was.
   */
  public String resourceVersion() {
    return resourceVersion;
  }

  /**
   * Waits for the next event.
   *
   * @return the event; null when the watch has ended or was closed
   * @throws ApiException if the server refuses to go on
   * @throws TransportException if the connection is lost and the watch can not go on
   * @throws CancelledException if the thread is interrupted
   */
  public @Nullable WatchEvent<T> next() {
    WatchEvent<T> first = isClosed() ? null : initial.poll();
    if (first != null) {
      return first;
    }
    while (!ended && !isClosed()) {
      try {
        WatchConnection<T> current = connection;
        if (current == null) {
          reconnect();
          continue;
        }
        WatchEvent<T> event = current.next();
        if (event == null) {
          connectionEnded(null);
        } else if (accept(event)) {
          return event;
        }
      } catch (TransportException e) {
        connectionEnded(e);
      }
    }
    return null;
  }

  /** Notes what an event means for going on; false if the caller need not see it. */
  private boolean accept(WatchEvent<T> event) {
    return switch (event) {
      case WatchEvent.Added<T>(T object) -> !resumable || advance(object);
      case WatchEvent.Modified<T>(T object) -> advance(object);
      case WatchEvent.Deleted<T>(T object) -> advance(object);
      case WatchEvent.Error<T> error -> acceptError(error);
      case WatchEvent.Bookmark<T> bookmark -> {
        resumable = true;
        resourceVersion = bookmark.resourceVersion();
        yield true;
      }
      case WatchEvent.Undecodable<T> undecodable -> {
        if (resumable && !undecodable.resourceVersion().isEmpty()) {
          resourceVersion = undecodable.resourceVersion();
        }
        yield true;
      }
    };
  }

  /** False for what was seen before: a server may repeat itself after a reconnect. */
  private boolean advance(T object) {
    String version = object.metadata().resourceVersion();
    if (resumable
        && ResourceVersion.isComparable(version)
        && ResourceVersion.isComparable(resourceVersion)
        && ResourceVersion.compare(version, resourceVersion) <= 0) {
      return false;
    }
    if (!version.isEmpty()) {
      resumable = true;
      resourceVersion = version;
    }
    return true;
  }

  /** 410 ends the watch; the server's own trouble does not, if it can go on later. */
  private boolean acceptError(WatchEvent.Error<T> error) {
    if (canResume() && RetryRules.mayPass(error.status().code())) {
      StatusDetails details = error.status().details();
      asked = details == null ? null : Duration.ofSeconds(details.retryAfterSeconds());
      connectionEnded(null);
      return false;
    }
    ended = true;
    close();
    return true;
  }

  private boolean canResume() {
    return options.resume() && resumable;
  }

  private void connectionEnded(@Nullable TransportException failure) {
    WatchConnection<T> old = connection;
    connection = null;
    if (old != null) {
      old.close();
    }
    if (isClosed() || canResume()) {
      return;
    }
    ended = true;
    if (failure != null) {
      throw failure;
    }
    if (options.resume()) {
      throw new TransportException(
          "a watch of "
              + endpoint.type().resource()
              + " ended before it had a version to go on from: begin it again",
          false,
          null);
    }
  }

  private void reconnect() {
    Duration delay = backoff.next(asked);
    asked = null;
    if (pause(delay)) {
      return;
    }
    WatchOptions from =
        options.toBuilder()
            .resourceVersion(resourceVersion)
            .sendInitialEvents(null)
            .resourceVersionMatch(null)
            .build();
    try {
      connectAnew(from);
    } catch (ApiException e) {
      if (isClosed()) {
        return;
      }
      if (e.isExpired() || e.isGone() || !Trouble.mayPass(e)) {
        ended = true;
        throw e;
      }
      asked = e.retryAfter();
    } catch (KubernetesException e) {
      if (e instanceof CancelledException) {
        throw e;
      }
      // no connection, or no answer in time: try again, later
    }
  }

  private void connectAnew(WatchOptions from) {
    Droppable<WatchConnection<T>> attempt =
        new Droppable<>(() -> WatchConnection.open(endpoint, from), WatchConnection::close);
    connecting = attempt;
    // Whichever comes second, this or close, sees the other.
    if (isClosed()) {
      return;
    }
    Thread unused = Thread.ofVirtual().name("kubeweft-watch").start(attempt);
    try {
      opened(attempt.get());
    } catch (InterruptedException e) {
      attempt.drop();
      Thread.currentThread().interrupt();
      throw new CancelledException("interrupted while a watch connected anew", e);
    } catch (ExecutionException e) {
      throw rethrown(e);
    } catch (CancellationException e) {
      // By close, which the caller looks for.
    } finally {
      connecting = null;
    }
  }

  private static RuntimeException rethrown(ExecutionException failure) {
    return switch (failure.getCause()) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      case null, default -> throw new AssertionError(failure);
    };
  }

  /** True if the watch was closed meanwhile. */
  private boolean pause(Duration delay) {
    try {
      return closed.await(delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("interrupted while a watch waited to reconnect", e);
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Returns the events to come, once; it ends when {@link #next} returns null. */
  @Override
  public Iterator<WatchEvent<T>> iterator() {
    return new Iterator<>() {
      private @Nullable WatchEvent<T> ahead;

      @Override
      public boolean hasNext() {
        if (ahead == null) {
          ahead = Watch.this.next();
        }
        return ahead != null;
      }

      @Override
      public WatchEvent<T> next() {
        WatchEvent<T> event = hasNext() ? ahead : null;
        if (event == null) {
          throw new NoSuchElementException();
        }
        ahead = null;
        return event;
      }
    };
  }

  /**
   * Ends the watch: a blocked {@link #next} returns null at once, whether it reads, waits or
   * connects anew. May be called by any thread.
   */
  @Override
  public void close() {
    closed.countDown();
    WatchConnection<T> current = connection;
    if (current != null) {
      current.close();
    }
    Droppable<WatchConnection<T>> attempt = connecting;
    if (attempt != null) {
      attempt.cancel(true);
    }
  }
}
