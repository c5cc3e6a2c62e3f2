package io.kubeweft.meta;

/**
 * An object of the Kubernetes API: it has a kind and metadata.
 *
 * <p>Generated models and {@code Unstructured} implement it. A class of your own may, too.
 */
public interface KubernetesObject {
  /** Returns the group and version, such as {@code apps/v1}, or {@code v1} in the core group. */
  String apiVersion();

  /** Returns the kind, such as {@code Deployment}. */
  String kind();

  /** Returns the metadata; {@link ObjectMeta#EMPTY} if there is none. */
  ObjectMeta metadata();
}
