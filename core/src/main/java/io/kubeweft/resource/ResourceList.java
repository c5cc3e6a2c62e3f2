package io.kubeweft.resource;

import io.kubeweft.meta.ListMeta;
import java.util.Iterator;
import java.util.List;

/**
 * One answer to a list request: some or all objects of a collection at one resourceVersion.
 *
 * @param metadata the collection's resourceVersion, and where the next page begins
 * @param items the objects
 * @param <T> the Java type of the objects
 */
public record ResourceList<T>(ListMeta metadata, List<T> items) implements Iterable<T> {
  /** Makes the list immutable. */
  public ResourceList {
    items = List.copyOf(items);
  }

  /** Returns the number of objects in this answer. */
  public int size() {
    return items.size();
  }

  /** Returns whether this answer holds no objects. */
  public boolean isEmpty() {
    return items.isEmpty();
  }

  @Override
  public Iterator<T> iterator() {
    return items.iterator();
  }
}
