package io.kubeweft.informer;

import io.kubeweft.informer.InformerState.Phase;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.ResourceVersion;
import io.kubeweft.resource.WatchEvent;
import io.kubeweft.rest.ApiException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes what one reflector has read to the store, and keeps what is known about it. An informer of
 * several namespaces has one for each.
 */
final class SourceStatus<T extends KubernetesObject> implements Reflector.Sink<T> {
  private static final Logger LOG = System.getLogger(SharedInformer.class.getName());

  private final Distributor<T> distributor;
  private final UnaryOperator<T> transform;
  private final Seams seams;
  private final InformerStatus status;
  private final String namespace;
  private final String name;

  /** Written by the reflector's thread alone, but for the end; as is the version. */
  private volatile InformerState state = InformerState.NEW;

  private volatile String version = "";

  /**
   * Creates the status of what is read from one namespace, or, if that is empty, of all there is.
   */
  SourceStatus(
      Distributor<T> distributor,
      UnaryOperator<T> transform,
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
  }

  InformerState state() {
    return state;
  }

  String name() {
    return name;
  }

  @Override
  public T transform(T object) {
    return transform.apply(object);
  }

  @Override
  public void replace(Map<ObjectKey, T> objects, String resourceVersion, boolean complete) {
    distributor.replace(namespace, objects, resourceVersion, complete);
    version = resourceVersion;
    state = state.complete().heard(seams.now());
    status.signal();
  }

  @Override
  public void apply(WatchEvent<T> event, String resourceVersion) {
    state = state.heard(seams.now());
    try {
      switch (event) {
        case WatchEvent.Added<T>(T object) -> distributor.put(transform(object));
        case WatchEvent.Modified<T>(T object) -> distributor.put(transform(object));
        case WatchEvent.Deleted<T>(T object) -> distributor.delete(ObjectKey.of(object), object);
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
    if (state.phase() != phase) {
      state = state.in(phase);
      status.phaseChanged();
    }
  }

  /** Logs a failure once, and not each time that it comes again. */
  @Override
  public void failed(Exception error) {
    boolean known = isSame(state.lastError(), error);
    LOG.log(known ? Level.DEBUG : Level.WARNING, name + " will try again: " + error);
    state = state.failed(error);
    status.tell(listener -> listener.onFailure(error));
  }

  /** What forbids a watch forbids the list that takes its place, in other words. */
  private static boolean isSame(@Nullable Exception before, Exception now) {
    return before instanceof ApiException a && now instanceof ApiException b
        ? a.code() == b.code() && a.reason().equals(b.reason())
        : String.valueOf(before).equals(String.valueOf(now));
  }

  @Override
  public void skipped(Exception error) {
    LOG.log(Level.WARNING, name + " leaves out an object: " + error);
    state = state.skipping(error);
    status.tell(listener -> listener.onSkipped(error));
  }

  boolean hasSeen(String resourceVersion) {
    String seen = version;
    return state.synced()
        && ResourceVersion.isComparable(seen)
        && ResourceVersion.compare(seen, resourceVersion) >= 0;
  }
}
