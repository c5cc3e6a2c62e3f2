package io.kubeweft.informer;

import io.kubeweft.meta.KubernetesObject;
import org.jspecify.annotations.Nullable;

/**
 * What a handler is yet to be told about one object.
 *
 * @param before as the handler was last told; null if it does not know the object
 * @param now as it is; null if it is gone
 * @param last as it was deleted; null if it is not, or nobody knows
 * @param initial whether it belongs to the objects that were there when the handler began
 * @param unknown whether the deletion itself was not seen
 */
record Pending<T extends KubernetesObject>(
    ObjectKey key,
    @Nullable T before,
    @Nullable T now,
    @Nullable T last,
    boolean initial,
    boolean unknown) {
  /** An object that is there. */
  static <T extends KubernetesObject> Pending<T> there(
      ObjectKey key, @Nullable T before, T now, boolean initial) {
    return new Pending<>(key, before, now, null, initial, false);
  }

  /** An object that is gone. */
  static <T extends KubernetesObject> Pending<T> gone(ObjectKey key, T before, @Nullable T last) {
    return new Pending<>(key, before, null, last, false, last == null);
  }

  /** This and then another one, as one; null if there is nothing left to tell. */
  @Nullable Pending<T> then(Pending<T> later) {
    if (before == null && later.now == null) {
      return null;
    }
    if (isOfAnother(later.last)) {
      return new Pending<>(key, before, later.now, null, initial, true);
    }
    return new Pending<>(key, before, later.now, later.last, initial, later.unknown);
  }

  /** Whether it was deleted and created anew meanwhile: the handler knows nothing of that one. */
  private boolean isOfAnother(@Nullable T state) {
    return before != null
        && state != null
        && !state.metadata().uid().equals(before.metadata().uid());
  }

  void deliver(ResourceHandler<T> handler) {
    if (before == null) {
      if (now != null) {
        handler.onAdd(now, initial);
      }
    } else if (now == null) {
      delete(handler, before, last == null ? before : last);
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

  /** What a filter lets through depends on what it has let through: the state before. */
  private void delete(ResourceHandler<T> handler, T known, T state) {
    if (!(handler instanceof FilteringHandler<T> filter)) {
      handler.onDelete(state, unknown);
    } else if (filter.condition().test(known)) {
      delete(filter.handler(), known, state);
    }
  }
}
