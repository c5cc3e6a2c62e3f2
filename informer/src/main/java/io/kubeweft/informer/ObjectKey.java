package io.kubeweft.informer;

import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.ObjectMeta;
import org.jspecify.annotations.Nullable;

/**
 * Where an object is: what tells it apart from all others of its resource.
 *
 * @param namespace of the object; empty if it belongs to the cluster
 * @param name of the object
 */
public record ObjectKey(String namespace, String name) {
  /**
   * Returns the key of an object.
   *
   * @param object must have metadata
   */
  public static ObjectKey of(KubernetesObject object) {
    ObjectMeta metadata = object.metadata();
    return new ObjectKey(metadata.namespace(), metadata.name());
  }

  /**
   * Reads {@code namespace/name}, or {@code name} alone.
   *
   * @param text as {@link #toString} writes it
   * @throws IllegalArgumentException if it has more than two parts
   */
  public static ObjectKey parse(String text) {
    int slash = text.indexOf('/');
    if (slash != text.lastIndexOf('/')) {
      throw new IllegalArgumentException("not of the form namespace/name: \"" + text + "\"");
    }
    return slash < 0
        ? new ObjectKey("", text)
        : new ObjectKey(text.substring(0, slash), text.substring(slash + 1));
  }

  // In plain code: the first calls of the implicit methods link trees of method handles.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof ObjectKey that
            && name.equals(that.name)
            && namespace.equals(that.namespace);
  }

  @Override
  public int hashCode() {
    return 31 * namespace.hashCode() + name.hashCode();
  }

  /** Returns {@code namespace/name}, or {@code name} alone. */
  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
