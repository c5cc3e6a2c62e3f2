package io.kubeweft.informer;

import io.kubeweft.informer.InformerState.Phase;
import io.kubeweft.internal.time.Backoff;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.ResourceVersion;
import io.kubeweft.resource.WatchEvent;
import io.kubeweft.rest.ApiException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes what one reflector has read to the store, and keeps what is known about it. An informer of
 * several namespaces has one for each.
 */
final class SourceStatus<T extends KubernetesObject> implements Reflector.Sink<T> {
  /** As long as a watch has to live to be healthy. */
  private static final Duration WELL = Duration.ofSeconds(10);

  private final Distributor<T> distributor;
  private final @Nullable UnaryOperator<T> transform;
  private final Seams seams;
  private final InformerStatus status;
  private final String namespace;
  private final String name;

  /** Written by the reflector's thread; and by who closes, after which nothing changes it. */
  private final AtomicReference<InformerState> state = new AtomicReference<>(InformerState.NEW);

  private volatile String version = "";

  // Of the reflector's thread.
  private final Warnings failures;
  private final Warnings skips;
  private long watchingSince;

  /**
   * Creates the status of what is read from one namespace, or, if that is empty, of all there is.
   *
   * @param transform null if objects are kept as they are
   */
  SourceStatus(
      Distributor<T> distributor,
      @Nullable UnaryOperator<T> transform,
      Seams seams,
      InformerStatus status,
      String namespace,
      String name) {
    this.distributor = distributor;
    this.transform = transform;
    this.seams = seams;
    this.status = status;
    this.namespace = namespace;
    this.name = name;
    this.failures = new Warnings(seams::nanoTime);
    this.skips = new Warnings(seams::nanoTime);
  }

  InformerState state() {
    return state.get();
  }

  private void change(UnaryOperator<InformerState> to) {
    state.updateAndGet(now -> now.phase() == Phase.CLOSED ? now : to.apply(now));
  }

  String name() {
    return name;
  }

  @Override
  public boolean transforms() {
    return transform != null;
  }

  @Override
  public T transform(T object) {
    if (object.metadata().name().isEmpty()) {
      throw new IllegalStateException("an object without a name: " + object.kind());
    }
    T kept = transform == null ? object : transform.apply(object);
    if (kept != object && !ObjectKey.of(kept).equals(ObjectKey.of(object))) {
      throw new IllegalStateException("the transform has renamed " + ObjectKey.of(object));
    }
    return kept;
  }

  /** As it was deleted; null if the transform fails: that is no reason to keep it. */
  private @Nullable T transformLast(T object) {
    try {
      return transform(object);
    } catch (Throwable e) {
      UserCode.rethrowIfFatal(e);
      skipped(UserCode.asException(e));
      return null;
    }
  }

  @Override
  public void heard() {
    Instant when = seams.now();
    change(now -> now.heard(when));
  }

  @Override
  public Set<ObjectKey> missing(Set<ObjectKey> objects) {
    return distributor.missing(namespace, objects);
  }

  @Override
  public void replace(Map<ObjectKey, T> objects, String resourceVersion, Set<ObjectKey> unknown) {
    distributor.replace(namespace, objects, resourceVersion, unknown);
    version = resourceVersion;
    Instant when = seams.now();
    change(now -> now.complete().heard(when));
    status.signal();
  }

  @Override
  public void apply(WatchEvent<T> event, String resourceVersion) {
    try {
      switch (event) {
        case WatchEvent.Added<T>(T object) -> distributor.put(transform(object));
        case WatchEvent.Modified<T>(T object) -> distributor.put(transform(object));
        case WatchEvent.Deleted<T>(T object) ->
            distributor.delete(ObjectKey.of(object), transformLast(object));
        case WatchEvent.Undecodable<T> broken -> {
          if (broken.type().equals("DELETED") && !broken.name().isEmpty()) {
            distributor.delete(new ObjectKey(broken.namespace(), broken.name()), null);
          }
          skipped(broken.cause());
        }
        case WatchEvent.Bookmark<T> bookmark -> {}
        case WatchEvent.Error<T> error -> {}
      }
    } finally {
      distributor.mark(resourceVersion);
      version = resourceVersion;
      status.signal();
    }
  }

  @Override
  public void phase(Phase phase) {
    if (state().phase() != phase) {
      if (phase == Phase.WATCHING) {
        watchingSince = seams.nanoTime();
      }
      change(now -> now.in(phase));
      status.phaseChanged();
    }
  }

  /** Warns of a failure once, and not each time that it comes again before all was well. */
  @Override
  public void failed(Exception error) {
    if (state().phase() == Phase.WATCHING && seams.nanoTime() - watchingSince >= WELL.toNanos()) {
      failures.over();
    }
    failures.log(kind(error), name + " will try again" + pause(error) + ": " + error);
    change(now -> now.failed(error));
    status.tell(listener -> listener.onFailure(error));
  }

  @Override
  public void clientClosed(Exception error) {
    System.getLogger(SharedInformer.class.getName())
        .log(Level.WARNING, name + " ends, because its client was closed before it: " + error);
    change(now -> now.failed(error));
    phase(Phase.CLOSED);
  }

  /** What forbids a watch forbids the list that takes its place, in other words. */
  private static String kind(Exception error) {
    return error instanceof ApiException e ? e.code() + " " + e.reason() : error.toString();
  }

  /** What a server asks for is not always done. */
  private static String pause(Exception error) {
    Duration asked = Failures.retryAfter(error);
    return asked == null || asked.compareTo(Backoff.LONGEST_ASKED) <= 0
        ? ""
        : " in " + Backoff.LONGEST_ASKED + ", though the server asks for " + asked;
  }

  /** Warns once of what is wrong with object after object, or with one each time it changes. */
  @Override
  public void skipped(Exception error) {
    skips.log(error.toString(), name + " leaves out an object: " + error);
    change(now -> now.skipping(error));
    status.tell(listener -> listener.onSkipped(error));
  }

  boolean hasSeen(String resourceVersion) {
    String seen = version;
    return state().synced()
        && ResourceVersion.isComparable(seen)
        && ResourceVersion.compare(seen, resourceVersion) >= 0;
  }
}
