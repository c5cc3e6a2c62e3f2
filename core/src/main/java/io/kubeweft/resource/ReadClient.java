package io.kubeweft.resource;

import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.rest.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of a resource that can be read and not watched, such as {@code componentstatuses}.
 *
 * @param <T> the Java type of the objects
 */
public final class ReadClient<T extends KubernetesObject> {
  private final ObjectClient<T> objects;

  /**
   * Creates a client for one namespace.
   *
   * @param rest sends the requests
   * @param type the resource
   * @param namespace of the objects
   */
  public ReadClient(RestClient rest, ResourceType.Namespaced<T> type, String namespace) {
    this.objects = new ObjectClient<>(rest, type, namespace);
  }

  /**
   * Creates a client for a cluster-scoped resource.
   *
   * @param rest sends the requests
   * @param type the resource
   */
  public ReadClient(RestClient rest, ResourceType.Cluster<T> type) {
    this.objects = new ObjectClient<>(rest, type);
  }

  /**
   * Reads an object, as {@link ObjectClient#get(String)} does.
   *
   * @param name of the object
   */
  public T get(String name) {
    return objects.get(name);
  }

  /**
   * Reads an object, as {@link ObjectClient#find} does.
   *
   * @param name of the object
   * @return the object; null if there is none
   */
  public @Nullable T find(String name) {
    return objects.find(name);
  }

  /** Reads all objects. */
  public ResourceList<T> list() {
    return objects.list();
  }

  /** Returns the resource. */
  @Override
  public String toString() {
    return objects.toString();
  }
}
