package io.kubeweft.informer;

import io.kubeweft.KubernetesException;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.resource.ItemStream;
import io.kubeweft.resource.ListWatch;
import io.kubeweft.resource.WatchEvent;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a list or a stream of initial objects has brought so far. Belongs to the reflector's thread.
 */
final class Aside<T extends KubernetesObject> {
  /** How many objects are looked for one by one; it is done seldom. */
  private static final int MOST_LOOKUPS = 100;

  private final ListWatch<T> source;
  private final ReflectorRequests requests;
  private final Reflector.Sink<T> sink;
  private final Map<ObjectKey, T> objects = new LinkedHashMap<>();

  /** Whether everything could be read that belongs to it. */
  private boolean complete = true;

  Aside(ListWatch<T> source, ReflectorRequests requests, Reflector.Sink<T> sink) {
    this.source = source;
    this.requests = requests;
    this.sink = sink;
  }

  void clear() {
    objects.clear();
    complete = true;
  }

  /**
   * What one object does wrong, such as failing a transform, is no reason to stop.
   *
   * @return whether it was not there yet
   */
  boolean keep(T object) {
    try {
      return objects.put(ObjectKey.of(object), sink.transform(object)) == null;
    } catch (Throwable e) {
      UserCode.rethrowIfFatal(e);
      skip(UserCode.asException(e));
      return false;
    }
  }

  /** Something could not be read. */
  void skip(Exception error) {
    complete = false;
    sink.skipped(error);
  }

  /** Returns whether it has brought an object that was not there yet. */
  boolean collect(@Nullable WatchEvent<T> event) {
    return switch (event) {
      case WatchEvent.Added<T>(T object) -> keep(object);
      case WatchEvent.Modified<T>(T object) -> keep(object);
      case WatchEvent.Deleted<T>(T object) -> {
        objects.remove(ObjectKey.of(object));
        yield false;
      }
      case WatchEvent.Undecodable<T> broken -> {
        if (broken.type().equals("DELETED") && !broken.name().isEmpty()) {
          objects.remove(new ObjectKey(broken.namespace(), broken.name()));
          sink.skipped(broken.cause());
        } else {
          skip(broken.cause());
        }
        yield false;
      }
      case null, default -> false;
    };
  }

  /** All of this is what there is at a version. */
  void replaceStore(String version, BooleanSupplier cancelled) {
    Set<ObjectKey> unknown = unknown(version, cancelled);
    sink.replace(new LinkedHashMap<>(objects), version, unknown);
    clear();
  }

  /**
   * Of what could not be read in a list nobody knows the name. So what is missing in it may be gone
   * or may not: each is looked for by its name, as long as there are not too many.
   */
  private Set<ObjectKey> unknown(String version, BooleanSupplier cancelled) {
    Set<ObjectKey> missing = complete ? Set.of() : sink.missing(objects.keySet());
    if (missing.isEmpty() || missing.size() > MOST_LOOKUPS) {
      return missing;
    }
    Set<ObjectKey> there = new HashSet<>();
    try {
      for (ObjectKey key : missing) {
        if (cancelled.getAsBoolean() || isThere(key, version)) {
          there.add(key);
        }
      }
      return there;
    } catch (KubernetesException e) {
      return missing;
    }
  }

  /** Readable or not. */
  private boolean isThere(ObjectKey key, String version) {
    try (ItemStream<T> items = source.items(requests.lookup(key, version))) {
      return items.iterator().hasNext();
    }
  }
}
