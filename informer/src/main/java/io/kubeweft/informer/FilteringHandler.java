package io.kubeweft.informer;

import io.kubeweft.meta.KubernetesObject;
import java.util.function.Predicate;

/**
 * Passes on what concerns objects of which a condition is true. One that begins to meet it is told
 * as added, one that ceases to as deleted.
 *
 * @param handler is told
 * @param condition on an object, always the same answer for the same object
 * @param <T> the Java type of the objects
 */
public record FilteringHandler<T extends KubernetesObject>(
    ResourceHandler<T> handler, Predicate<? super T> condition) implements ResourceHandler<T> {
  @Override
  public void onAdd(T object, boolean initial) {
    if (condition.test(object)) {
      handler.onAdd(object, initial);
    }
  }

  @Override
  public void onUpdate(T before, T now) {
    boolean was = condition.test(before);
    boolean is = condition.test(now);
    if (was && is) {
      handler.onUpdate(before, now);
    } else if (is) {
      handler.onAdd(now, false);
    } else if (was) {
      handler.onDelete(before, false);
    }
  }

  @Override
  public void onDelete(T last, boolean finalStateUnknown) {
    if (condition.test(last)) {
      handler.onDelete(last, finalStateUnknown);
    }
  }
}
