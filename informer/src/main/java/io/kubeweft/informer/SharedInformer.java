package io.kubeweft.informer;

import io.kubeweft.informer.InformerState.Phase;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.ResourceVersion;
import io.kubeweft.resource.ListWatch;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.DeadlineExceededException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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
 * <p>Only {@link #close} ends it, or that of its client, after which it reads no more and is in the
 * phase {@code CLOSED}. Whatever the server does, it tries again with growing pauses, and {@link
 * #state} says how it does. It can be used by any number of threads.
 *
 * @param <T> the Java type of the objects
 */
public final class SharedInformer<T extends KubernetesObject> implements AutoCloseable {
  private static final Duration JOIN = Duration.ofSeconds(5);

  /** Guards starting and closing. */
  private final ReentrantLock lifecycle = new ReentrantLock();

  private final IndexedStore<T> store = new IndexedStore<>();
  private final Distributor<T> distributor;
  private final Lister<T> lister = new Lister<>(store);
  private final AtomicInteger handlers = new AtomicInteger();
  private final String name;
  private final InformerStatus status;

  /** By namespace; just an empty one if all there is is read as a whole. */
  private final Map<String, Source<T>> sources = new LinkedHashMap<>();

  private final Consumer<SharedInformer<T>> onClose;
  private boolean started;
  private boolean closed;

  /** What is read by one thread. */
  private record Source<T extends KubernetesObject>(
      SourceStatus<T> status, Reflector<T> reflector, Thread thread) {
    void close() {
      reflector.close();
      if (!isCurrent()) {
        thread.interrupt();
      }
    }

    /** A listener, a transform or an index function may close its own informer. */
    boolean isCurrent() {
      return Thread.currentThread() == thread;
    }

    void join(Duration timeout) throws InterruptedException {
      if (!isCurrent() && !thread.join(timeout)) {
        System.getLogger(SharedInformer.class.getName())
            .log(Level.ERROR, status.name() + " does not end, blocked by code that it calls");
      }
    }
  }

  SharedInformer(
      Map<String, ListWatch<T>> from,
      InformerOptions options,
      @Nullable UnaryOperator<T> transform,
      Seams seams,
      Consumer<SharedInformer<T>> onClose) {
    this.onClose = onClose;
    ListWatch<T> first = from.values().iterator().next();
    this.name =
        "informer of "
            + (from.size() == 1 ? first : first.type() + " in namespaces " + from.keySet())
            + options.selection();
    this.distributor = new Distributor<>(store, from.keySet());
    this.status = new InformerStatus(this::state, name);
    from.forEach(
        (namespace, source) -> {
          String part = "informer of " + source + options.selection();
          SourceStatus<T> state =
              new SourceStatus<>(distributor, transform, seams, status, namespace, part);
          Reflector<T> reflector = new Reflector<>(source, options, state, seams);
          Thread thread = Thread.ofVirtual().name("kubeweft-" + source).unstarted(reflector::run);
          sources.put(namespace, new Source<>(state, reflector, thread));
        });
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
    return new SharedInformer<>(Map.of("", source), options, null, Seams.REAL, closed -> {});
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
    return new SharedInformer<>(Map.of("", source), options, transform, Seams.REAL, closed -> {});
  }

  /** Begins, and returns at once. A second call does nothing. */
  public void start() {
    if (!startUnlessClosed()) {
      throw new IllegalStateException(name + " is closed");
    }
  }

  boolean startUnlessClosed() {
    lifecycle.lock();
    try {
      if (!closed && !started) {
        started = true;
        sources.values().forEach(source -> source.thread.start());
      }
      return !closed;
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
   * @param handler is told of one change after another, by a virtual thread of its own, which is
   *     another one each time that there was nothing to tell
   * @return removes it
   */
  public HandlerRegistration addHandler(ResourceHandler<T> handler) {
    return addHandler(HandlerOptions.DEFAULT, handler);
  }

  /**
   * Adds a handler, at any time: it is told of all objects there are, then of each change.
   *
   * @param options how it is told
   * @param handler is told of one change after another, by a virtual thread of its own, which is
   *     another one each time that there was nothing to tell
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

  /** Returns how it does: if it follows several namespaces, how the worst of them does. */
  public InformerState state() {
    return InformerState.worst(
        sources.values().stream().map(source -> source.status.state()).toList());
  }

  /**
   * Returns how each of its namespaces does, by a name that says what is read; just one if it
   * follows a single namespace, or all as a whole.
   */
  public Map<String, InformerState> states() {
    Map<String, InformerState> states = new LinkedHashMap<>();
    sources.values().forEach(s -> states.put(s.status.name(), s.status.state()));
    return Collections.unmodifiableMap(states);
  }

  /** The parts that have not had all objects. */
  Map<String, InformerState> notSynced() {
    Map<String, InformerState> missing = new LinkedHashMap<>(states());
    missing.values().removeIf(InformerState::synced);
    return missing;
  }

  boolean isStarted() {
    lifecycle.lock();
    try {
      return started && !closed;
    } finally {
      lifecycle.unlock();
    }
  }

  boolean isClosed() {
    lifecycle.lock();
    try {
      return closed;
    } finally {
      lifecycle.unlock();
    }
  }

  /** Returns whether it has had all objects once. */
  public boolean isSynced() {
    return state().synced();
  }

  /**
   * Waits until it has all objects.
   *
   * @param timeout how long to wait at most
   * @throws NotSyncedException if it has not; it says why, and the informer goes on trying
   * @throws CancelledException if the thread is interrupted
   */
  public void awaitSync(Duration timeout) {
    if (!await(timeout, this::isSynced)) {
      throw new NotSyncedException(timeout, notSynced());
    }
  }

  /**
   * Waits until the store has seen a write of one's own.
   *
   * @param written the object that the write returned
   * @param timeout how long to wait at most
   * @throws DeadlineExceededException if it has not; its cause is what went wrong last
   * @throws CancelledException if the thread is interrupted
   */
  public void await(T written, Duration timeout) {
    Source<T> own = sources.get(written.metadata().namespace());
    List<Source<T>> relevant = own == null ? List.copyOf(sources.values()) : List.of(own);
    await(relevant, written.metadata().resourceVersion(), timeout);
  }

  /**
   * Waits until the store has seen a write of one's own. If the informer follows several
   * namespaces, it waits for all of them, which takes a minute where nothing happens: {@link
   * #await(KubernetesObject, Duration)} knows better.
   *
   * @param resourceVersion of the object that the write returned
   * @param timeout how long to wait at most
   * @throws DeadlineExceededException if it has not; its cause is what went wrong last
   * @throws CancelledException if the thread is interrupted
   */
  public void await(String resourceVersion, Duration timeout) {
    await(List.copyOf(sources.values()), resourceVersion, timeout);
  }

  private void await(List<Source<T>> relevant, String resourceVersion, Duration timeout) {
    if (!ResourceVersion.isComparable(resourceVersion)) {
      throw new IllegalArgumentException("not comparable: \"" + resourceVersion + "\"");
    }
    if (!await(timeout, () -> relevant.stream().allMatch(s -> s.status.hasSeen(resourceVersion)))) {
      InformerState now = state();
      throw new DeadlineExceededException(
          "%s has not seen version %s after %s, and is %s"
              .formatted(name, resourceVersion, timeout, now.phase()),
          now.lastError());
    }
  }

  private boolean await(Duration timeout, BooleanSupplier condition) {
    try {
      return status.await(Seams.nanos(timeout), condition);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("interrupted while waiting for the " + name, e);
    }
  }

  /**
   * Ends it and waits until its threads are gone: the handlers are told what waits for them before
   * they end. One that does not return in 5 seconds is interrupted, and not told the rest; the log
   * says so. The objects stay readable.
   */
  @Override
  public void close() {
    if (beginClose()) {
      endClose();
    }
  }

  /** Ends the readers, without waiting; false if it was closed before. */
  boolean beginClose() {
    lifecycle.lock();
    try {
      if (closed) {
        return false;
      }
      closed = true;
    } finally {
      lifecycle.unlock();
    }
    sources.values().forEach(Source::close);
    return true;
  }

  /** Waits for the readers, then ends the handlers and waits for them. */
  void endClose() {
    try {
      if (started) {
        for (Source<T> source : sources.values()) {
          source.join(JOIN);
        }
      }
      for (HandlerRegistration handler : distributor.close()) {
        handler.joinOrInterrupt(JOIN);
      }
    } catch (InterruptedException e) {
      distributor.close().forEach(HandlerRegistration::interrupt);
      Thread.currentThread().interrupt();
    } finally {
      sources.values().forEach(source -> source.status.phase(Phase.CLOSED));
      onClose.accept(this);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
