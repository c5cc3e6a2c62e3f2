package io.kubeweft.resource;

import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.Table;
import io.kubeweft.rest.RestClient;
import java.time.Duration;

/**
 * A namespaced resource over all namespaces: it can be listed and watched, and nothing else,
 * because anything else needs a namespace.
 *
 * @param <T> the Java type of the objects
 */
public final class AllNamespaces<T extends KubernetesObject> implements ListWatch<T> {
  private final Endpoint<T> endpoint;

  private AllNamespaces(Endpoint<T> endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Creates a view of all namespaces.
   *
   * @param rest sends the requests
   * @param type the resource
   */
  public AllNamespaces(RestClient rest, ResourceType.Namespaced<T> type) {
    this(Endpoint.of(rest, type, null));
  }

  @Override
  public ResourceType<T> type() {
    return endpoint.type();
  }

  @Override
  public ResourceList<T> list(ListOptions options) {
    return endpoint.list(options);
  }

  @Override
  public ItemStream<T> items(ListOptions options) {
    return new ItemStream<>(endpoint, options);
  }

  @Override
  public Watch<T> watch(WatchOptions options) {
    return Watch.open(endpoint, options);
  }

  /**
   * Lists objects as the API server prints them for people.
   *
   * @param options which objects, and how
   * @throws io.kubeweft.json.DecodeException if the server can not print them
   */
  public Table table(ListOptions options) {
    return endpoint.table(options);
  }

  @Override
  public AllNamespaces<T> within(Duration timeout) {
    return new AllNamespaces<>(endpoint.within(timeout));
  }

  @Override
  public String toString() {
    return endpoint.type() + " in all namespaces";
  }
}
