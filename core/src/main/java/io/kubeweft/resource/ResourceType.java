package io.kubeweft.resource;

import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.meta.GroupVersionKind;
import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.PartialObjectMetadata;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A resource of the API and the Java type of its objects. Its scope is part of its Java type, so
 * that a program can not ask for a node in a namespace, nor forget the namespace of a pod.
 *
 * <p>Generated clients have a constant for each resource, such as {@code CoreV1.PODS}. For a class
 * of your own, make one with {@link #namespaced(GroupVersionResource, String, Class)} or {@link
 * #cluster(GroupVersionResource, String, Class)}. Two are equal when they name the same resource
 * and Java type.
 *
 * @param <T> the Java type of its objects
 */
public abstract sealed class ResourceType<T extends KubernetesObject> {
  private final GroupVersionResource resource;
  private final String kind;
  private final Class<T> objectType;
  private final JsonCodec<T> codec;

  private final boolean metadataOnly;

  private ResourceType(
      GroupVersionResource resource,
      String kind,
      Class<T> objectType,
      JsonCodec<T> codec,
      boolean metadataOnly) {
    this.metadataOnly = metadataOnly;
    this.resource = Objects.requireNonNull(resource, "resource");
    this.kind = Objects.requireNonNull(kind, "kind");
    this.objectType = Objects.requireNonNull(objectType, "objectType");
    this.codec = Objects.requireNonNull(codec, "codec");
  }

  /**
   * A resource whose objects live in namespaces.
   *
   * @param <T> the Java type of its objects
   */
  public static final class Namespaced<T extends KubernetesObject> extends ResourceType<T> {
    private Namespaced(
        GroupVersionResource resource,
        String kind,
        Class<T> objectType,
        JsonCodec<T> codec,
        boolean metadataOnly) {
      super(resource, kind, objectType, codec, metadataOnly);
    }

    /**
     * Returns the same resource with objects of which only the metadata is read: what is not asked
     * for is neither sent nor decoded nor kept.
     */
    public Namespaced<PartialObjectMetadata> metadataOnly() {
      return new Namespaced<>(
          resource(), "", PartialObjectMetadata.class, PartialObjectMetadata.CODEC, true);
    }
  }

  /**
   * A resource whose objects belong to the cluster as a whole.
   *
   * @param <T> the Java type of its objects
   */
  public static final class Cluster<T extends KubernetesObject> extends ResourceType<T> {
    private Cluster(
        GroupVersionResource resource,
        String kind,
        Class<T> objectType,
        JsonCodec<T> codec,
        boolean metadataOnly) {
      super(resource, kind, objectType, codec, metadataOnly);
    }

    /**
     * Returns the same resource with objects of which only the metadata is read: what is not asked
     * for is neither sent nor decoded nor kept.
     */
    public Cluster<PartialObjectMetadata> metadataOnly() {
      return new Cluster<>(
          resource(), "", PartialObjectMetadata.class, PartialObjectMetadata.CODEC, true);
    }
  }

  /**
   * Returns a namespaced resource.
   *
   * @param resource group, version and plural name
   * @param kind of its objects; empty if it is not known, then any is accepted
   * @param objectType the Java type of its objects
   * @param codec reads and writes them
   */
  public static <T extends KubernetesObject> Namespaced<T> namespaced(
      GroupVersionResource resource, String kind, Class<T> objectType, JsonCodec<T> codec) {
    return new Namespaced<>(resource, kind, objectType, codec, false);
  }

  /**
   * Returns a namespaced resource whose objects Jackson databind reads and writes.
   *
   * @param resource group, version and plural name
   * @param kind of its objects; empty if it is not known, then any is accepted
   * @param objectType a record or class of yours
   */
  public static <T extends KubernetesObject> Namespaced<T> namespaced(
      GroupVersionResource resource, String kind, Class<T> objectType) {
    return namespaced(resource, kind, objectType, JsonCodecs.databind(objectType));
  }

  /**
   * Returns a cluster-scoped resource.
   *
   * @param resource group, version and plural name
   * @param kind of its objects; empty if it is not known, then any is accepted
   * @param objectType the Java type of its objects
   * @param codec reads and writes them
   */
  public static <T extends KubernetesObject> Cluster<T> cluster(
      GroupVersionResource resource, String kind, Class<T> objectType, JsonCodec<T> codec) {
    return new Cluster<>(resource, kind, objectType, codec, false);
  }

  /**
   * Returns a cluster-scoped resource whose objects Jackson databind reads and writes.
   *
   * @param resource group, version and plural name
   * @param kind of its objects; empty if it is not known, then any is accepted
   * @param objectType a record or class of yours
   */
  public static <T extends KubernetesObject> Cluster<T> cluster(
      GroupVersionResource resource, String kind, Class<T> objectType) {
    return cluster(resource, kind, objectType, JsonCodecs.databind(objectType));
  }

  /** Returns group, version and plural name. */
  public GroupVersionResource resource() {
    return resource;
  }

  /** Returns group, version and kind; the kind is empty if it is not known. */
  public GroupVersionKind kind() {
    return new GroupVersionKind(resource.group(), resource.version(), kind);
  }

  /** Returns the Java type of its objects. */
  public Class<T> objectType() {
    return objectType;
  }

  /** Returns what reads and writes its objects. */
  public JsonCodec<T> codec() {
    return codec;
  }

  /** Whether the server is asked for metadata alone. */
  boolean isMetadataOnly() {
    return metadataOnly;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ResourceType<?> that
        && getClass() == that.getClass()
        && resource.equals(that.resource)
        && objectType == that.objectType;
  }

  @Override
  public int hashCode() {
    return 31 * resource.hashCode() + objectType.hashCode();
  }

  @Override
  public String toString() {
    return resource.toString();
  }
}
