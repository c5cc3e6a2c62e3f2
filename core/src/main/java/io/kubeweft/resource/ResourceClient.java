package io.kubeweft.resource;

import io.kubeweft.meta.DeleteOptions;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.rest.RestClient;
import java.time.Duration;

/**
 * All verbs on a resource, in one namespace or in the cluster: those on single objects, and the
 * deletion of many at once.
 *
 * @param <T> the Java type of the objects
 */
public class ResourceClient<T extends KubernetesObject> extends ObjectClient<T> {
  private ResourceClient(Endpoint<T> endpoint) {
    super(endpoint);
  }

  /**
   * Creates a client for one namespace.
   *
   * @param rest sends the requests
   * @param type the resource
   * @param namespace of the objects
   */
  public ResourceClient(RestClient rest, ResourceType.Namespaced<T> type, String namespace) {
    super(rest, type, namespace);
  }

  /**
   * Creates a client for a cluster-scoped resource.
   *
   * @param rest sends the requests
   * @param type the resource
   */
  public ResourceClient(RestClient rest, ResourceType.Cluster<T> type) {
    super(rest, type);
  }

  /**
   * Creates the same client with another timeout; for {@link #within} of subclasses.
   *
   * @param other client
   * @param timeout of each call, its retries included
   */
  protected ResourceClient(ResourceClient<T> other, Duration timeout) {
    super(other, timeout);
  }

  @Override
  public ResourceClient<T> within(Duration timeout) {
    return new ResourceClient<>(endpoint().within(timeout));
  }

  /**
   * Deletes the selected objects of the collection.
   *
   * @param selection label and field selectors; {@link ListOptions#ALL} for every object
   */
  public final void deleteCollection(ListOptions selection) {
    deleteCollection(selection, DeleteOptions.EMPTY);
  }

  /**
   * Deletes the selected objects of the collection.
   *
   * @param selection label and field selectors; {@link ListOptions#ALL} for every object
   * @param options how to delete each of them
   * @throws IllegalArgumentException if it is to be a shard or a page of the collection
   */
  public final void deleteCollection(ListOptions selection, DeleteOptions options) {
    endpoint().rest().send(endpoint().requests().deleteCollection(selection, options));
  }
}
