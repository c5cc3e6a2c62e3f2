package io.kubeweft.informer;

import io.kubeweft.meta.KubernetesObject;
import java.util.function.Consumer;

/**
 * Is told how the objects of an informer change. Its methods are called by one thread, one after
 * the other, and may block: that delays this handler and nobody else. What they throw is logged and
 * counted, and the next call comes nevertheless.
 *
 * <p>The calls for one object make sense as a whole: added, then updated any number of times, then
 * deleted. An object that was deleted and created again is told as deleted and added.
 *
 * @param <T> the Java type of the objects
 */
public interface ResourceHandler<T extends KubernetesObject> {
  /**
   * An object is there that was not there before.
   *
   * @param object as it is
   * @param initial whether it was there already when the handler began
   */
  default void onAdd(T object, boolean initial) {}

  /**
   * An object has changed; or has not, in a resync: then both are the same.
   *
   * @param before as the handler was last told
   * @param now as it is
   */
  default void onUpdate(T before, T now) {}

  /**
   * An object is gone.
   *
   * @param last as it was when it was deleted, if that was seen; else as it was last seen
   * @param finalStateUnknown whether {@code last} may be older than what was deleted, since the
   *     deletion itself was not seen
   */
  default void onDelete(T last, boolean finalStateUnknown) {}

  /**
   * Returns a handler that is told which object it is, and not what has happened to it: what the
   * loop of a controller needs, which looks at the object itself when it gets there.
   *
   * @param keys is told of each object that is added, updated or deleted, such as {@code
   *     queue::add}
   */
  static <T extends KubernetesObject> ResourceHandler<T> ofKeys(Consumer<ObjectKey> keys) {
    return new ResourceHandler<>() {
      @Override
      public void onAdd(T object, boolean initial) {
        keys.accept(ObjectKey.of(object));
      }

      @Override
      public void onUpdate(T before, T now) {
        keys.accept(ObjectKey.of(now));
      }

      @Override
      public void onDelete(T last, boolean finalStateUnknown) {
        keys.accept(ObjectKey.of(last));
      }
    };
  }
}
