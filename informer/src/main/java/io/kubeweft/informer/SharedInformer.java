package io.kubeweft.informer;

import io.kubeweft.informer.InformerState.Phase;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.ResourceVersion;
import io.kubeweft.resource.ListWatch;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.DeadlineExceededException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * A local copy of a resource that follows the API server, and tells handlers of every change.
 *
 * <pre>{@code
 * try (SharedInformer<Pod> pods = SharedInformer.of(api.coreV1().pods("default"))) {
 *   pods.start();
 *   pods.awaitSync(Duration.ofSeconds(30));
 *   Pod web = pods.lister().get("default", "web-0");
 * }
 * }</pre>
 *
 * <p>Only {@link #close} ends it. Whatever the server does, it tries again with growing pauses, and
 * {@link #state} says how it does. It can be used by any number of threads.
 *
 * @param <T> the Java type of the objects
 */
public final class SharedInformer<T extends KubernetesObject> implements AutoCloseable {
  private static final Duration JOIN = Duration.ofSeconds(5);

  /** Guards starting and closing. */
  private final ReentrantLock lifecycle = new ReentrantLock();

  private final IndexedStore<T> store = new IndexedStore<>();
  private final Distributor<T> distributor = new Distributor<>(store);
  private final Lister<T> lister = new Lister<>(store);
  private final AtomicInteger handlers = new AtomicInteger();
  private final String name;
  private final Seams seams;
  private final boolean ownsSeams;
  private final InformerStatus<T> status;
  private final Reflector<T> reflector;
  private final Thread thread;
  private boolean started;
  private boolean closed;

  SharedInformer(
      ListWatch<T> source,
      InformerOptions options,
      UnaryOperator<T> transform,
      Seams seams,
      boolean ownsSeams) {
    this.name = "informer of " + source;
    this.seams = seams;
    this.ownsSeams = ownsSeams;
    this.status = new InformerStatus<>(store, distributor, transform, seams, name);
    this.reflector = new Reflector<>(source, options, status, seams);
    this.thread = Thread.ofVirtual().name("kubeweft-" + source.type()).unstarted(reflector::run);
  }

  /**
   * Creates an informer of all objects; {@link #start} begins.
   *
   * @param source of the objects
   */
  public static <T extends KubernetesObject> SharedInformer<T> of(ListWatch<T> source) {
    return of(source, InformerOptions.DEFAULT);
  }

  /**
   * Creates an informer; {@link #start} begins.
   *
   * @param source of the objects
   * @param options which of them, and how
   */
  public static <T extends KubernetesObject> SharedInformer<T> of(
      ListWatch<T> source, InformerOptions options) {
    return of(source, options, UnaryOperator.identity());
  }

  /**
   * Creates an informer that changes objects before it keeps them, such as to save memory; {@link
   * #start} begins.
   *
   * @param source of the objects
   * @param options which of them, and how
   * @param transform returns what is kept of an object, with the same name and namespace; an object
   *     with which it fails is left out and counted
   */
  public static <T extends KubernetesObject> SharedInformer<T> of(
      ListWatch<T> source, InformerOptions options, UnaryOperator<T> transform) {
    return new SharedInformer<>(
        source, options, transform, Seams.real("kubeweft-informer-timer"), true);
  }

  /** Begins, and returns at once. A second call does nothing. */
  public void start() {
    lifecycle.lock();
    try {
      if (closed) {
        throw new IllegalStateException(name + " is closed");
      }
      if (!started) {
        started = true;
        thread.start();
      }
    } finally {
      lifecycle.unlock();
    }
  }

  /** Returns the objects, by key and by index. */
  public Indexer<T> indexer() {
    return store;
  }

  /** Returns the objects, by name, namespace and labels. */
  public Lister<T> lister() {
    return lister;
  }

  /**
   * Adds a handler, at any time: it is told of all objects there are, then of each change.
   *
   * @param handler is told, by a thread of its own
   * @return removes it
   */
  public HandlerRegistration addHandler(ResourceHandler<T> handler) {
    return addHandler(HandlerOptions.DEFAULT, handler);
  }

  /**
   * Adds a handler, at any time: it is told of all objects there are, then of each change.
   *
   * @param options how it is told
   * @param handler is told, by a thread of its own
   * @return removes it
   */
  public HandlerRegistration addHandler(HandlerOptions options, ResourceHandler<T> handler) {
    return distributor.add(handler, options, name + " handler " + handlers.incrementAndGet());
  }

  /**
   * Adds a listener.
   *
   * @param listener is told how the informer does
   */
  public void addListener(InformerListener listener) {
    status.add(listener);
  }

  /** Returns how it does. */
  public InformerState state() {
    return status.state();
  }

  /** Returns whether it has had all objects once. */
  public boolean isSynced() {
    return state().synced();
  }

  /**
   * Waits until it has all objects.
   *
   * @param timeout how long to wait at most
   * @throws DeadlineExceededException if it has not; its cause is what went wrong last
   * @throws CancelledException if the thread is interrupted
   */
  public void awaitSync(Duration timeout) {
    await(timeout, this::isSynced, "synced");
  }

  /**
   * Waits until the store has seen a write of one's own.
   *
   * @param resourceVersion of the object that the write returned
   * @param timeout how long to wait at most
   * @throws DeadlineExceededException if it has not; its cause is what went wrong last
   * @throws CancelledException if the thread is interrupted
   */
  public void await(String resourceVersion, Duration timeout) {
    if (!ResourceVersion.isComparable(resourceVersion)) {
      throw new IllegalArgumentException("not comparable: " + resourceVersion);
    }
    await(timeout, () -> status.hasSeen(resourceVersion), "at version " + resourceVersion);
  }

  private void await(Duration timeout, BooleanSupplier condition, String what) {
    try {
      if (!status.await(timeout.toNanos(), condition)) {
        InformerState now = state();
        throw new DeadlineExceededException(
            name + " is not " + what + " after " + timeout + ", but " + now.phase(),
            now.lastError());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("interrupted while waiting for the " + name, e);
    }
  }

  /**
   * Ends it and waits for its threads: the handlers are told what waits for them before they end. A
   * handler that does not return in 5 seconds is not waited for. The objects stay readable.
   */
  @Override
  public void close() {
    lifecycle.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
    } finally {
      lifecycle.unlock();
    }
    reflector.close();
    thread.interrupt();
    try {
      if (started) {
        thread.join(JOIN);
      }
      List<HandlerRegistration> rest = distributor.close();
      for (HandlerRegistration handler : rest) {
        handler.join(JOIN);
      }
    } catch (InterruptedException e) {
      distributor.close();
      Thread.currentThread().interrupt();
    } finally {
      status.phase(Phase.CLOSED);
      if (ownsSeams) {
        seams.close();
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
