package io.kubeweft.informer;

import io.kubeweft.meta.KubernetesObject;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The objects that an informer keeps, found by key or by an index. Only the informer writes.
 *
 * <p>No read blocks for long or waits for the network. The lists are unmodifiable and in no order;
 * each is as the store was at one moment as far as single objects and whole relists are concerned:
 * an object that moves between two values of an index is for an instant found under both, never
 * under none. Two reads are two moments: what an index shows already, a list after it may not show
 * yet.
 *
 * @param <T> the Java type of the objects
 */
public interface Indexer<T extends KubernetesObject> {
  /** The name of the index by namespace, which is always there. */
  String NAMESPACE = "namespace";

  /**
   * Returns an object; null if there is none.
   *
   * @param key namespace and name
   */
  @Nullable T get(ObjectKey key);

  /** Returns all objects. */
  List<T> list();

  /** Returns the keys of all objects. */
  Set<ObjectKey> keys();

  /** Returns the number of objects. */
  int size();

  /**
   * Returns the objects with a value of an index; empty if there are none.
   *
   * @param index its name
   * @param value to look for
   * @throws IllegalArgumentException if there is no such index
   */
  List<T> byIndex(String index, String value);

  /**
   * Returns the values of an index that at least one object has.
   *
   * @param index its name
   * @throws IllegalArgumentException if there is no such index
   */
  Set<String> indexValues(String index);

  /** Returns the names of all indexes. */
  Set<String> indexes();

  /**
   * Adds an index, at any time. A function that throws finds no values: the object is in the store,
   * but not in this index, and the log says so.
   *
   * @param index its name
   * @param values returns the values of an object, always the same ones for the same object
   * @throws IllegalArgumentException if there is an index of this name
   */
  void addIndex(String index, Function<? super T, ? extends Collection<String>> values);

  /** Returns the newest resourceVersion that the store has seen; empty before the first. */
  String resourceVersion();
}
