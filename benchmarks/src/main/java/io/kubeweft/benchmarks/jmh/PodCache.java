package io.kubeweft.benchmarks.jmh;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cache of pods with two indexes, by namespace and by node.
 *
 * @param <T> its pods
 */
public interface PodCache<T> {
  /** Returns what {@link #get} looks for. */
  Object key(T pod);

  /** Returns the namespace of a pod. */
  String namespace(T pod);

  /** Returns the name of a pod. */
  String name(T pod);

  /** Returns the node of a pod. */
  String node(T pod);

  /** Returns the pod with this key. */
  @Nullable Object get(Object key);

  /** Returns a pod as a program asks for it, which has no key at hand. */
  @Nullable Object find(String namespace, String name);

  /** Returns the pods of a namespace. */
  List<T> byNamespace(String namespace);

  /** Returns the pods of a node. */
  List<T> byNode(String node);

  /** Stores a pod in the place of the one with the same key. */
  void update(T pod);

  /** Stores these pods and no others. */
  void replace(List<T> pods);
}
