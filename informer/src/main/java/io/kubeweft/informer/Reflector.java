package io.kubeweft.informer;

import io.kubeweft.informer.InformerState.Phase;
import io.kubeweft.informer.Reflection.Input;
import io.kubeweft.informer.Reflection.Step;
import io.kubeweft.internal.time.Backoff;
import io.kubeweft.json.DecodeException;
import io.kubeweft.json.DecodeOptions;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.ShardInfo;
import io.kubeweft.resource.ItemStream;
import io.kubeweft.resource.ListOptions;
import io.kubeweft.resource.ListWatch;
import io.kubeweft.resource.ResourceList;
import io.kubeweft.resource.ResourceVersionMatch;
import io.kubeweft.resource.Watch;
import io.kubeweft.resource.WatchEvent;
import io.kubeweft.resource.WatchOptions;
import io.kubeweft.rest.ApiException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Lists and watches, as {@link Reflection} says, until it is closed: nothing else ends it. All its
 * fields but {@link #closed} and {@link #watch} belong to the one thread that runs it.
 */
final class Reflector<T extends KubernetesObject> {
  /** Where what was read goes; called by the reflector's thread. */
  interface Sink<T extends KubernetesObject> {
    /** The objects are all there are, unless some could not be read. */
    void replace(Map<ObjectKey, T> objects, String resourceVersion, boolean complete);

    void apply(WatchEvent<T> event, String resourceVersion);

    void phase(Phase phase);

    void failed(Exception error);

    void skipped(Exception error);

    /** Changes an object before it is kept. */
    T transform(T object);
  }

  private final ListWatch<T> source;
  private final InformerOptions options;
  private final DecodeOptions decode;
  private final Sink<T> sink;
  private final Seams seams;
  private final Backoff backoff;
  private final CountDownLatch closed = new CountDownLatch(1);

  private Reflection state;
  private final Map<ObjectKey, T> aside = new LinkedHashMap<>();

  /** Whether everything could be read that belongs to {@link #aside}. */
  private boolean complete = true;

  private volatile @Nullable Watch<T> watch;
  private volatile boolean markOverdue;
  private volatile long heardAt;
  private @Nullable Future<?> markTimer;
  private long openedAt;
  private boolean silent;

  Reflector(ListWatch<T> source, InformerOptions options, Sink<T> sink, Seams seams) {
    this.source = source;
    this.options = options;
    this.decode = options.decode();
    this.sink = sink;
    this.seams = seams;
    this.backoff = Backoff.ofWatch(seams::nanoTime, seams::random);
    // A stream does not echo the shard that was asked for, and so can not be trusted with it.
    this.state = Reflection.begin(options.watchList() && options.shardSelector() == null);
  }

  void run() {
    try {
      while (!isClosed()) {
        announce();
        Happened<T> happened = next();
        if (isClosed()) {
          return;
        }
        Step step = state.step(happened.input);
        perform(step, happened);
        if (step.pause()) {
          pause(happened.error);
        }
      }
    } finally {
      endWatch();
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
        case LIST -> Happened.of(new Input.Listed(list()));
        case OPEN_INITIAL, OPEN_WATCH -> open();
        case INITIAL, WATCH -> {
          began = true;
          yield read();
        }
      };
    } catch (RuntimeException e) {
      if (markOverdue && state.phase() == Reflection.Phase.INITIAL) {
        return Happened.of(new Input.MarkOverdue());
      }
      return new Happened<>(new Input.Failed(Failures.sort(e), began || !aside.isEmpty()), null, e);
    }
  }

  private void perform(Step step, Happened<T> happened) {
    WatchEvent<T> event = happened.event;
    switch (step.effect()) {
      case NONE -> {}
      case COLLECT -> collect(event);
      case DISCARD -> aside.clear();
      case REPLACE -> {
        sink.replace(new LinkedHashMap<>(aside), step.state().resourceVersion(), complete);
        aside.clear();
      }
      case APPLY -> {
        if (event != null) {
          apply(event, step.state().resourceVersion());
        }
      }
    }
    state = step.state();
    if (state.phase() != Reflection.Phase.INITIAL) {
      cancelMarkTimer();
    }
    if (state.phase() != Reflection.Phase.INITIAL && state.phase() != Reflection.Phase.WATCH) {
      endWatch();
    }
    if (happened.error != null) {
      sink.failed(happened.error);
    }
  }

  private String list() {
    aside.clear();
    complete = true;
    ListOptions request =
        ListOptions.builder()
            .labelSelector(options.labelSelector())
            .fieldSelector(options.fieldSelector())
            .shardSelector(options.shardSelector())
            .limit(state.unpaged() ? null : options.pageSize())
            .resourceVersion(state.listVersion())
            .resourceVersionMatch(state.listMatch())
            .decode(decode)
            .build();
    if (state.unpaged()) {
      ResourceList<T> whole = source.list(request);
      whole.items().forEach(this::keep);
      checkShard(whole.metadata().shardInfo());
      return whole.metadata().resourceVersion();
    }
    try (ItemStream<T> items = source.items(request)) {
      Iterator<T> iterator = items.iterator();
      while (iterator.hasNext()) {
        T object;
        try {
          object = iterator.next();
        } catch (DecodeException e) {
          complete = false;
          sink.skipped(e);
          continue;
        }
        keep(object);
      }
      checkShard(items.metadata().shardInfo());
      backoff.connected();
      return items.metadata().resourceVersion();
    }
  }

  /** A server that does not know shards sends everything, and says nothing about it. */
  private void checkShard(@Nullable ShardInfo info) {
    String wanted = options.shardSelector();
    if (wanted != null && (info == null || !wanted.equals(info.selector()))) {
      throw new IllegalStateException("the server does not know the shard " + wanted);
    }
  }

  /** What one object does wrong, such as failing a transform, is no reason to stop. */
  private void keep(T object) {
    try {
      aside.put(ObjectKey.of(object), sink.transform(object));
    } catch (RuntimeException e) {
      complete = false;
      sink.skipped(e);
    }
  }

  private Happened<T> open() {
    boolean initial = state.phase() == Reflection.Phase.OPEN_INITIAL;
    String version = initial ? state.initialVersion() : state.resourceVersion();
    double spread = 1 + seams.random();
    aside.clear();
    complete = true;
    markOverdue = false;
    Watch<T> opened =
        source.watch(
            WatchOptions.builder()
                .labelSelector(options.labelSelector())
                .fieldSelector(options.fieldSelector())
                .shardSelector(options.shardSelector())
                .resourceVersion(version)
                .resourceVersionMatch(initial ? ResourceVersionMatch.NOT_OLDER_THAN : null)
                .sendInitialEvents(initial ? Boolean.TRUE : null)
                .timeoutSeconds((int) (options.watchTimeout().toSeconds() * spread))
                .idleTimeout(options.idleTimeout())
                .resume(false)
                .decode(decode)
                .build());
    watch = opened;
    if (isClosed()) {
      opened.close();
    }
    backoff.connected();
    openedAt = seams.nanoTime();
    heardAt = openedAt;
    silent = true;
    if (initial) {
      armMarkTimer(opened, options.markTimeout());
    }
    return Happened.of(new Input.Opened());
  }

  private void armMarkTimer(Watch<T> opened, Duration delay) {
    markTimer =
        seams.later(
            delay,
            () -> {
              Duration quiet = Duration.ofNanos(seams.nanoTime() - heardAt);
              Duration left = options.markTimeout().minus(quiet);
              if (watch != opened) {
                return;
              }
              if (left.isPositive()) {
                armMarkTimer(opened, left);
              } else {
                markOverdue = true;
                opened.close();
              }
            });
  }

  private Happened<T> read() {
    Watch<T> current = watch;
    WatchEvent<T> event = current == null ? null : current.next();
    if (event == null) {
      if (markOverdue && state.phase() == Reflection.Phase.INITIAL) {
        return Happened.of(new Input.MarkOverdue());
      }
      Duration lived = Duration.ofNanos(seams.nanoTime() - openedAt);
      return Happened.of(new Input.Ended(lived, silent));
    }
    silent = false;
    heardAt = seams.nanoTime();
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
    switch (event) {
      case WatchEvent.Added<T>(T object) -> keep(object);
      case WatchEvent.Modified<T>(T object) -> keep(object);
      case WatchEvent.Deleted<T>(T object) -> aside.remove(ObjectKey.of(object));
      case WatchEvent.Undecodable<T> broken -> {
        complete = false;
        sink.skipped(broken.cause());
      }
      case null, default -> {}
    }
  }

  private void apply(WatchEvent<T> event, String version) {
    try {
      sink.apply(event, version);
    } catch (RuntimeException e) {
      sink.skipped(e);
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
    Duration delay = backoff.next();
    Duration wanted = error == null ? null : Failures.retryAfter(error);
    if (wanted != null && wanted.compareTo(delay) > 0) {
      delay = wanted;
    }
    sink.phase(Phase.BACKING_OFF);
    try {
      seams.pause(closed, delay);
    } catch (InterruptedException e) {
      // By close, which the caller looks for; else the try is merely early.
    }
  }

  private void cancelMarkTimer() {
    Future<?> timer = markTimer;
    if (timer != null) {
      timer.cancel(false);
      markTimer = null;
    }
  }

  private void endWatch() {
    Watch<T> current = watch;
    watch = null;
    if (current != null) {
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
