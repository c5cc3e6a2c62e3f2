package io.kubeweft.dynamic;

import io.kubeweft.discovery.ApiResource;
import io.kubeweft.discovery.NoMatchException;
import io.kubeweft.discovery.RestMapper;
import io.kubeweft.meta.DeleteOptions;
import io.kubeweft.meta.GroupVersionKind;
import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.meta.PartialObjectMetadata;
import io.kubeweft.resource.AllNamespaces;
import io.kubeweft.resource.ApplyOptions;
import io.kubeweft.resource.ListWatch;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.rest.RestClient;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes objects of any kind, known or unknown when the program was written.
 *
 * <p>It leads to the clients that typed resources have, with all their verbs, over {@link
 * Unstructured} objects. Where the caller names the resource, nothing else is asked for:
 *
 * <pre>{@code
 * var crontabs = new GroupVersionResource("example.com", "v1", "crontabs");
 * Unstructured tab = dynamic.namespaced(crontabs, "demo").get("backup");
 * }</pre>
 *
 * <p>Where the caller has a kind, an object or a name, the {@link RestMapper} finds the resource;
 * it remembers what it has learnt. Making a client sends nothing but what the mapper has to ask.
 * Safe for use by any number of threads.
 */
public final class DynamicClient {
  private final RestClient rest;
  private final RestMapper mapper;
  private final String defaultNamespace;

  /**
   * Creates a client.
   *
   * @param rest sends the requests
   * @param mapper finds the resources of kinds
   * @param defaultNamespace of objects that belong into one and do not say which
   */
  public DynamicClient(RestClient rest, RestMapper mapper, String defaultNamespace) {
    this.rest = rest;
    this.mapper = mapper;
    this.defaultNamespace = defaultNamespace;
  }

  // ---- a resource that the caller names

  /**
   * Returns a client for one namespace.
   *
   * @param resource a namespaced resource: group, version and plural name
   * @param namespace of the objects
   */
  public ResourceClient<Unstructured> namespaced(GroupVersionResource resource, String namespace) {
    return new ResourceClient<>(rest, Unstructured.namespaced(resource, ""), namespace);
  }

  /**
   * Returns a client for a cluster-scoped resource.
   *
   * @param resource group, version and plural name
   */
  public ResourceClient<Unstructured> cluster(GroupVersionResource resource) {
    return new ResourceClient<>(rest, Unstructured.cluster(resource, ""));
  }

  /**
   * Returns a view of all namespaces.
   *
   * @param resource a namespaced resource: group, version and plural name
   */
  public AllNamespaces<Unstructured> allNamespaces(GroupVersionResource resource) {
    return new AllNamespaces<>(rest, Unstructured.namespaced(resource, ""));
  }

  // ---- metadata alone

  /**
   * Returns a client for one namespace that reads nothing but metadata.
   *
   * @param resource a namespaced resource: group, version and plural name
   * @param namespace of the objects
   */
  public ResourceClient<PartialObjectMetadata> namespacedMetadata(
      GroupVersionResource resource, String namespace) {
    return new ResourceClient<>(
        rest, Unstructured.namespaced(resource, "").metadataOnly(), namespace);
  }

  /**
   * Returns a client for a cluster-scoped resource that reads nothing but metadata.
   *
   * @param resource group, version and plural name
   */
  public ResourceClient<PartialObjectMetadata> clusterMetadata(GroupVersionResource resource) {
    return new ResourceClient<>(rest, Unstructured.cluster(resource, "").metadataOnly());
  }

  /**
   * Returns a view of all namespaces that reads nothing but metadata.
   *
   * @param resource a namespaced resource: group, version and plural name
   */
  public AllNamespaces<PartialObjectMetadata> allNamespacesMetadata(GroupVersionResource resource) {
    return new AllNamespaces<>(rest, Unstructured.namespaced(resource, "").metadataOnly());
  }

  // ---- a resource that discovery finds

  /**
   * Returns a client for a resource that discovery has found.
   *
   * @param resource from a catalog or mapper
   * @param namespace of the objects if the resource is namespaced, and then null stands for the
   *     default namespace; else null
   * @throws IllegalArgumentException if the resource is cluster-scoped and a namespace is given
   */
  public ResourceClient<Unstructured> of(ApiResource resource, @Nullable String namespace) {
    String kind = resource.kind().kind();
    if (resource.namespaced()) {
      return new ResourceClient<>(
          rest,
          Unstructured.namespaced(resource.resource(), kind),
          namespace == null ? defaultNamespace : namespace);
    }
    if (namespace != null) {
      throw new IllegalArgumentException(
          resource.resource() + " is cluster-scoped: it has no namespace " + namespace);
    }
    return new ResourceClient<>(rest, Unstructured.cluster(resource.resource(), kind));
  }

  /**
   * Returns a view of all objects of a resource that discovery has found: of all namespaces, or of
   * the cluster.
   *
   * @param resource from a catalog or mapper
   */
  public ListWatch<Unstructured> everywhere(ApiResource resource) {
    String kind = resource.kind().kind();
    return resource.namespaced()
        ? new AllNamespaces<>(rest, Unstructured.namespaced(resource.resource(), kind))
        : of(resource, null);
  }

  /**
   * Returns a client for the resource of a kind.
   *
   * @param kind group, version and kind
   * @param namespace as for {@link #of}
   * @throws NoMatchException if the server does not serve the kind
   */
  public ResourceClient<Unstructured> forKind(GroupVersionKind kind, @Nullable String namespace) {
    return of(mapper.forKind(kind), namespace);
  }

  /**
   * Returns a client for the resource that a name stands for, as on the command line of kubectl.
   *
   * @param name such as {@code deploy}, {@code deployments} or {@code deployments.apps}
   * @param namespace as for {@link #of}
   * @throws NoMatchException if the server serves nothing of this name
   */
  public ResourceClient<Unstructured> forName(String name, @Nullable String namespace) {
    return of(mapper.forName(name), namespace);
  }

  /**
   * Returns a client for the resource and namespace of an object, such as one of a manifest.
   *
   * @param object with its apiVersion and kind; one that belongs into a namespace and does not say
   *     which is for the default namespace
   * @throws NoMatchException if the server does not serve its kind
   * @throws IllegalArgumentException if it does not say its kind, or has a namespace and belongs
   *     into none
   */
  public ResourceClient<Unstructured> forObject(Unstructured object) {
    String namespace = object.metadata().namespace();
    return forKind(object.groupVersionKind(), namespace.isEmpty() ? null : namespace);
  }

  /**
   * Returns the same with another default namespace.
   *
   * @param namespace of objects that belong into one and do not say which
   */
  public DynamicClient inNamespace(String namespace) {
    return new DynamicClient(rest, mapper, namespace);
  }

  // ---- sets of objects

  /**
   * Applies all objects of a manifest on the server side, in an order that makes sense: namespaces
   * and definitions of custom resources first. Custom resources are applied when the server serves
   * them, which is waited for, up to a minute. An object that fails does not keep the others from
   * being applied.
   *
   * @param manifest the objects
   * @param options field manager and force
   * @return what has become of each object
   */
  public Manifest.Report apply(Manifest manifest, ApplyOptions options) {
    return apply(manifest, options, progress -> {});
  }

  /**
   * Applies all objects of a manifest, as {@link #apply(Manifest, ApplyOptions)}.
   *
   * @param manifest the objects
   * @param options field manager and force
   * @param progress is told when an object is begun and when it is done, on this thread
   * @return what has become of each object
   */
  public Manifest.Report apply(
      Manifest manifest, ApplyOptions options, Consumer<Manifest.Progress> progress) {
    return new ManifestRun(this, manifest, progress).apply(options);
  }

  /**
   * Deletes all objects of a manifest, in the opposite order. One that is not there is no failure.
   * They may be there for a while: see {@link #awaitDeleted}.
   *
   * @param manifest the objects
   * @param options how to delete each of them
   * @return what has become of each object
   */
  public Manifest.Report delete(Manifest manifest, DeleteOptions options) {
    return delete(manifest, options, progress -> {});
  }

  /**
   * Deletes all objects of a manifest, as {@link #delete(Manifest, DeleteOptions)}.
   *
   * @param manifest the objects
   * @param options how to delete each of them
   * @param progress is told when an object is begun and when it is done, on this thread
   * @return what has become of each object
   */
  public Manifest.Report delete(
      Manifest manifest, DeleteOptions options, Consumer<Manifest.Progress> progress) {
    return new ManifestRun(this, manifest, progress).delete(options);
  }

  /**
   * Waits until all objects of a manifest are ready, as {@link io.kubeweft.resource.Readiness}
   * defines it. One that fails, or is not ready in time, is a failure in the report.
   *
   * @param manifest the objects
   * @param timeout for all of them together
   * @return what has become of each object
   */
  public Manifest.Report awaitReady(Manifest manifest, Duration timeout) {
    return awaitReady(manifest, timeout, progress -> {});
  }

  /**
   * Waits until all objects of a manifest are ready, as {@link #awaitReady(Manifest, Duration)}.
   *
   * @param manifest the objects
   * @param timeout for all of them together
   * @param progress is told when an object is begun and when it is done, on this thread
   * @return what has become of each object
   */
  public Manifest.Report awaitReady(
      Manifest manifest, Duration timeout, Consumer<Manifest.Progress> progress) {
    return new ManifestRun(this, manifest, progress).awaitReady(timeout);
  }

  /**
   * Waits until all objects of a manifest are gone. Objects that have a UID, as those of {@link
   * Manifest.Report#current}, are gone when another of the same name has come.
   *
   * @param manifest the objects
   * @param timeout for all of them together
   * @return what has become of each object
   */
  public Manifest.Report awaitDeleted(Manifest manifest, Duration timeout) {
    return awaitDeleted(manifest, timeout, progress -> {});
  }

  /**
   * Waits until all objects of a manifest are gone, as {@link #awaitDeleted(Manifest, Duration)}.
   *
   * @param manifest the objects
   * @param timeout for all of them together
   * @param progress is told when an object is begun and when it is done, on this thread
   * @return what has become of each object
   */
  public Manifest.Report awaitDeleted(
      Manifest manifest, Duration timeout, Consumer<Manifest.Progress> progress) {
    return new ManifestRun(this, manifest, progress).awaitDeleted(timeout);
  }

  /** Returns what finds the resources of kinds. */
  public RestMapper mapper() {
    return mapper;
  }
}
