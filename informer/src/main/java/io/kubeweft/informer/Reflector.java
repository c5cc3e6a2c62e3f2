package io.kubeweft.informer;

import io.kubeweft.informer.InformerState.Phase;
import io.kubeweft.informer.Reflection.Input;
import io.kubeweft.informer.Reflection.Step;
import io.kubeweft.internal.time.Backoff;
import io.kubeweft.json.DecodeException;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.ShardInfo;
import io.kubeweft.resource.ItemStream;
import io.kubeweft.resource.ListWatch;
import io.kubeweft.resource.Watch;
import io.kubeweft.resource.WatchEvent;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.DeadlineExceededException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Lists and watches, as {@link Reflection} says, until it or its client is closed: nothing else
 * ends it. All its fields but {@link #closed} and {@link #watch} belong to the one thread that runs
 * it.
 */
final class Reflector<T extends KubernetesObject> {
  /** Where what was read goes; called by the reflector's thread. */
  interface Sink<T extends KubernetesObject> {
    /** The objects are all there are, but for those of which nobody knows. */
    void replace(Map<ObjectKey, T> objects, String resourceVersion, Set<ObjectKey> unknown);

    /** What was there, and is not among these. */
    Set<ObjectKey> missing(Set<ObjectKey> objects);

    void apply(WatchEvent<T> event, String resourceVersion);

    void phase(Phase phase);

    void failed(Exception error);

    /** The client was closed: this is the last that is told. */
    void clientClosed(Exception error);

    void skipped(Exception error);

    /** The server has sent something. */
    void heard();

    /** Whether {@link #transform} may return something else than it is given. */
    boolean transforms();

    /** Changes an object before it is kept. */
    T transform(T object);
  }

  private final ListWatch<T> source;
  private final InformerOptions options;
  private final ReflectorRequests requests;
  private final Sink<T> sink;
  private final Seams seams;
  private final Backoff backoff;
  private final CountDownLatch closed = new CountDownLatch(1);

  private Reflection state;
  private final Aside<T> aside;

  /** Whether the list that is being read has several pages. */
  private boolean laterPage;

  private volatile @Nullable Watch<T> watch;
  private @Nullable MarkDeadline mark;
  private long openedAt;
  private boolean silent;

  Reflector(ListWatch<T> source, InformerOptions options, Sink<T> sink, Seams seams) {
    this.source = source;
    this.options = options;
    this.requests = new ReflectorRequests(options, options.decode(!sink.transforms()));
    this.sink = sink;
    this.seams = seams;
    this.aside = new Aside<>(source, requests, sink);
    this.backoff = Backoff.ofWatch(seams::nanoTime, seams::random);
    // A stream does not echo the shard that was asked for, and so can not be trusted with it.
    this.state = Reflection.begin(options.watchList() && options.shardSelector() == null);
  }

  void run() {
    Throwable failure = null;
    splitStack();
    try {
      while (!isClosed()) {
        try {
          if (failure != null) {
            Exception error = UserCode.asException(failure);
            failure = null;
            recover(error);
          }
          goOn();
        } catch (Throwable e) {
          failure = e;
        }
      }
    } finally {
      cancelMark();
      endWatch();
    }
  }

  /**
   * What a virtual thread has on its stack while it waits is kept in pieces as large as what was
   * there when they were made. The frames below stay for good: without a small piece of their own
   * they keep the one of the first request, 3 kB for each informer (decision 0078).
   */
  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on who runs when
  private static void splitStack() {
    Thread.yield();
  }

  private void goOn() {
    announce();
    forgetInterrupt();
    if (isClosed()) {
      return;
    }
    Happened<T> happened = next();
    if (isClosed()) {
      return;
    }
    Exception error = happened.error;
    if (error != null && Failures.isClientClosed(error)) {
      giveUp(error);
      return;
    }
    Step step = state.step(happened.input);
    perform(step, happened);
    if (step.pause()) {
      pause(happened.error);
    }
  }

  /**
   * Code of the user may leave this thread interrupted, or may swallow the interrupt that comes
   * with the end: neither fails a request nor cuts a pause short, and the end is known by its
   * latch.
   */
  private static void forgetInterrupt() {
    boolean unused = Thread.interrupted();
  }

  /** No call of a closed client can succeed: {@link #run} ends as if this was closed. */
  private void giveUp(Exception error) {
    closed.countDown();
    sink.clientClosed(error);
  }

  /** From what no rule expects, such as a lack of memory: that does not end an informer. */
  private void recover(Exception error) {
    cancelMark();
    endWatch();
    aside.clear();
    if (Failures.isClientClosed(error)) {
      giveUp(error);
      return;
    }
    state = state.recovered();
    try {
      sink.failed(error);
    } finally {
      pause(error);
    }
  }

  /** An input of the rules, and what belongs to it. */
  private record Happened<T>(
      Input input, @Nullable WatchEvent<T> event, @Nullable Exception error) {
    static <T> Happened<T> of(Input input) {
      return new Happened<>(input, null, null);
    }
  }

  private Happened<T> next() {
    boolean began = false;
    try {
      return switch (state.phase()) {
        case LIST -> Happened.of(list());
        case OPEN_INITIAL, OPEN_WATCH -> open();
        case INITIAL, WATCH -> {
          began = true;
          yield read();
        }
      };
    } catch (RuntimeException e) {
      return isMarkOverdue()
          ? markOverdue()
          : new Happened<>(new Input.Failed(Failures.sort(e), began || laterPage), null, e);
    }
  }

  private boolean isMarkOverdue() {
    MarkDeadline deadline = mark;
    return deadline != null && deadline.isOverdue();
  }

  private Happened<T> markOverdue() {
    Exception error =
        new DeadlineExceededException(
            "watch " + source + ": the initial objects did not end; they are listed from now on",
            null);
    return new Happened<>(new Input.MarkOverdue(), null, error);
  }

  private void perform(Step step, Happened<T> happened) {
    WatchEvent<T> event = happened.event;
    switch (step.effect()) {
      case NONE -> {}
      case COLLECT -> collect(event);
      case DISCARD -> aside.clear();
      case REPLACE -> {
        aside.replaceStore(step.state().resourceVersion(), this::isClosed);
        if (step.state().phase() == Reflection.Phase.WATCH) {
          beginWatch();
        }
      }
      case APPLY -> {
        if (event != null) {
          apply(event, step.state().resourceVersion());
        }
      }
    }
    state = step.state();
    if (state.phase() != Reflection.Phase.INITIAL) {
      cancelMark();
    }
    if (state.phase() != Reflection.Phase.INITIAL && state.phase() != Reflection.Phase.WATCH) {
      endWatch();
    }
    if (happened.error != null) {
      sink.failed(happened.error);
    }
  }

  private Input list() {
    aside.clear();
    laterPage = false;
    try (ItemStream<T> items = source.items(requests.list(state))) {
      Iterator<T> iterator = items.iterator();
      while (!isClosed() && hasNext(items, iterator)) {
        T object;
        try {
          object = iterator.next();
        } catch (DecodeException e) {
          aside.skip(e);
          continue;
        }
        aside.keep(object);
      }
      checkShard(items.metadata().shardInfo());
      return new Input.Listed(items.metadata().resourceVersion(), laterPage);
    }
  }

  /** Goes to the next page, too; if that fails, it matters that it was not the first. */
  private boolean hasNext(ItemStream<T> items, Iterator<T> iterator) {
    try {
      return iterator.hasNext();
    } finally {
      laterPage |= !items.metadata().continueToken().isEmpty();
    }
  }

  /** A server that does not know shards sends everything, and says nothing about it. */
  private void checkShard(@Nullable ShardInfo info) {
    String wanted = options.shardSelector();
    if (wanted != null && (info == null || !ShardSelector.isSame(wanted, info.selector()))) {
      throw new IllegalStateException("the server does not know the shard " + wanted);
    }
  }

  private Happened<T> open() {
    boolean initial = state.phase() == Reflection.Phase.OPEN_INITIAL;
    aside.clear();
    laterPage = false;
    Watch<T> opened = source.watch(requests.watch(state, seams.random()));
    watch = opened;
    if (isClosed()) {
      opened.close();
    }
    silent = true;
    if (initial) {
      openedAt = seams.nanoTime();
      mark = new MarkDeadline(seams, options.markTimeout(), opened::close);
    } else {
      beginWatch();
    }
    return Happened.of(new Input.Opened());
  }

  /** From here on it counts how long the watch lives: a stream of initial objects says nothing. */
  private void beginWatch() {
    backoff.connected();
    openedAt = seams.nanoTime();
  }

  private Happened<T> read() {
    Watch<T> current = watch;
    WatchEvent<T> event = current == null ? null : current.next();
    if (event == null) {
      if (isMarkOverdue()) {
        return markOverdue();
      }
      Duration lived = Duration.ofNanos(seams.nanoTime() - openedAt);
      return Happened.of(new Input.Ended(lived, silent));
    }
    silent = false;
    sink.heard();
    return switch (event) {
      case WatchEvent.Added<T>(T object) -> changed(event, object, true);
      case WatchEvent.Modified<T>(T object) -> changed(event, object, false);
      case WatchEvent.Deleted<T>(T object) -> changed(event, object, false);
      case WatchEvent.Bookmark<T>(String version, boolean end) ->
          new Happened<>(new Input.Marked(version, end), event, null);
      case WatchEvent.Error<T>(var status) ->
          throw new ApiException("watch " + source + ": " + status.message(), status, null, null);
      case WatchEvent.Undecodable<T> broken ->
          new Happened<>(
              new Input.Changed(broken.resourceVersion(), broken.type().equals("ADDED")),
              event,
              null);
    };
  }

  private Happened<T> changed(WatchEvent<T> event, T object, boolean added) {
    return new Happened<>(
        new Input.Changed(object.metadata().resourceVersion(), added), event, null);
  }

  private void collect(@Nullable WatchEvent<T> event) {
    MarkDeadline deadline = mark;
    if (aside.collect(event) && deadline != null) {
      deadline.progress();
    }
  }

  private void apply(WatchEvent<T> event, String version) {
    try {
      sink.apply(event, version);
    } catch (Throwable e) {
      UserCode.rethrowIfFatal(e);
      sink.skipped(UserCode.asException(e));
    }
  }

  private void announce() {
    switch (state.phase()) {
      case LIST, OPEN_INITIAL, INITIAL -> sink.phase(Phase.SYNCING);
      case WATCH -> sink.phase(Phase.WATCHING);
      case OPEN_WATCH -> {}
    }
  }

  private void pause(@Nullable Exception error) {
    Duration delay = backoff.next(error == null ? null : Failures.retryAfter(error));
    sink.phase(Phase.BACKING_OFF);
    forgetInterrupt();
    try {
      seams.pause(closed, delay);
    } catch (InterruptedException e) {
      // By close, which the caller looks for; else the try is merely early.
    }
  }

  private void cancelMark() {
    MarkDeadline deadline = mark;
    if (deadline != null) {
      deadline.cancel();
      mark = null;
    }
  }

  private void endWatch() {
    Watch<T> current = watch;
    watch = null;
    if (current != null) {
      backoff.ended();
      current.close();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Ends {@link #run}, whose thread is to be interrupted then; any thread may call it. */
  void close() {
    closed.countDown();
    Watch<T> current = watch;
    if (current != null) {
      current.close();
    }
  }
}
