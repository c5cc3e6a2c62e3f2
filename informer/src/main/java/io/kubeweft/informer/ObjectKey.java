package io.kubeweft.informer;

import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.ObjectMeta;
import org.jspecify.annotations.Nullable;

/**
 * Where an object is: what tells it apart from all others of its resource. Immutable.
 *
 * <p>It knows its hash, so that a store is asked without a look at the texts, which are elsewhere
 * in memory.
 */
public final class ObjectKey {
  /** The namespace of the object, as Kotlin reads it; empty if it belongs to the cluster. */
  public final String namespace;

  /** The name of the object, as Kotlin reads it. */
  public final String name;

  private final int hash;

  /**
   * Creates a key.
   *
   * @param namespace of the object; empty if it belongs to the cluster
   * @param name of the object
   */
  public ObjectKey(String namespace, String name) {
    this.namespace = namespace;
    this.name = name;
    this.hash = 31 * namespace.hashCode() + name.hashCode();
  }

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

  /** Returns the namespace of the object; empty if it belongs to the cluster. */
  public String namespace() {
    return namespace;
  }

  /** Returns the name of the object. */
  public String name() {
    return name;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof ObjectKey that
            && hash == that.hash
            && name.equals(that.name)
            && namespace.equals(that.namespace);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Returns {@code namespace/name}, or {@code name} alone. */
  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
