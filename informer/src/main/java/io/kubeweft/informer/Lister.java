package io.kubeweft.informer;

import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.LabelSelector;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the objects of an informer by name, namespace and labels. No method waits for the network.
 *
 * @param <T> the Java type of the objects
 */
public final class Lister<T extends KubernetesObject> {
  private final Indexer<T> indexer;

  /**
   * Creates a lister.
   *
   * @param indexer has the objects
   */
  public Lister(Indexer<T> indexer) {
    this.indexer = indexer;
  }

  /**
   * Returns an object of a cluster-scoped resource; null if there is none.
   *
   * @param name of the object
   */
  public @Nullable T get(String name) {
    return indexer.get(new ObjectKey("", name));
  }

  /**
   * Returns an object; null if there is none.
   *
   * @param namespace of the object
   * @param name of the object
   */
  public @Nullable T get(String namespace, String name) {
    return indexer.get(new ObjectKey(namespace, name));
  }

  /** Returns all objects. */
  public List<T> list() {
    return indexer.list();
  }

  /**
   * Returns the selected objects.
   *
   * @param selector on their labels
   */
  public List<T> list(LabelSelector selector) {
    return select(indexer::list, selector);
  }

  /**
   * Returns the objects of a namespace.
   *
   * @param namespace of the objects
   */
  public List<T> namespace(String namespace) {
    return indexer.byIndex(Indexer.NAMESPACE, namespace);
  }

  /**
   * Returns the selected objects of a namespace.
   *
   * @param namespace of the objects
   * @param selector on their labels
   */
  public List<T> namespace(String namespace, LabelSelector selector) {
    return select(() -> namespace(namespace), selector);
  }

  private List<T> select(Supplier<List<T>> objects, LabelSelector selector) {
    if (selector.matchLabels().isEmpty() && selector.matchExpressions().isEmpty()) {
      return objects.get();
    }
    return objects.get().stream().filter(o -> selector.matches(o.metadata().labels())).toList();
  }
}
