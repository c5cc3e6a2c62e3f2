package io.kubeweft.informer;

import io.kubeweft.meta.KubernetesObject;
import org.jspecify.annotations.Nullable;

/**
 * What a handler is yet to be told about one object.
 *
 * @param before as the handler was last told; null if it does not know the object
 * @param now as it is; null if it is gone
 * @param initial whether it belongs to the objects that were there when the handler began
 * @param unknown whether the deletion itself was not seen
 */
record Pending<T extends KubernetesObject>(
    ObjectKey key, @Nullable T before, @Nullable T now, boolean initial, boolean unknown) {
  /** This and then another one, as one; null if there is nothing left to tell. */
  @Nullable Pending<T> then(Pending<T> later) {
    if (before == null && later.now == null) {
      return null;
    }
    return new Pending<>(key, before, later.now, initial, later.unknown);
  }

  void deliver(ResourceHandler<T> handler) {
    if (before == null) {
      if (now != null) {
        handler.onAdd(now, initial);
      }
    } else if (now == null) {
      handler.onDelete(before, unknown);
    } else if (before.metadata().uid().equals(now.metadata().uid())) {
      handler.onUpdate(before, now);
    } else {
      try {
        handler.onDelete(before, true);
      } finally {
        handler.onAdd(now, initial);
      }
    }
  }
}
