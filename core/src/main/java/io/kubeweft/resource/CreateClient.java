package io.kubeweft.resource;

import io.kubeweft.json.JsonCodec;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.rest.RestClient;
import java.time.Duration;

/**
 * The one verb of resources that are questions to the server, such as {@code subjectaccessreviews}:
 * what is created is answered and not stored.
 *
 * @param <T> the Java type of the objects
 */
public final class CreateClient<T extends KubernetesObject> {
  private final Endpoint<T> endpoint;

  private CreateClient(Endpoint<T> endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Creates a client for one namespace.
   *
   * @param rest sends the requests
   * @param type the resource
   * @param namespace of the objects
   */
  public CreateClient(RestClient rest, ResourceType.Namespaced<T> type, String namespace) {
    this(Endpoint.of(rest, type, namespace));
  }

  /**
   * Creates a client for a cluster-scoped resource.
   *
   * @param rest sends the requests
   * @param type the resource
   */
  public CreateClient(RestClient rest, ResourceType.Cluster<T> type) {
    this(Endpoint.of(rest, type, null));
  }

  /**
   * Returns the same client with another timeout for its calls.
   *
   * @param timeout of each call, its retries included
   */
  public CreateClient<T> within(Duration timeout) {
    return new CreateClient<>(endpoint.within(timeout));
  }

  /**
   * Asks the server. Errors, blocking and cancellation are those of {@link ObjectClient}.
   *
   * @param question what to ask
   * @return the question with its answer; the question itself if the server answers only that it is
   *     done, as it does for a binding
   */
  public T create(T question) {
    return create(question, WriteOptions.NONE);
  }

  /**
   * Asks the server. Errors, blocking and cancellation are those of {@link ObjectClient}.
   *
   * @param question what to ask
   * @param options how to ask it
   * @return the question with its answer; the question itself if the server answers only that it is
   *     done, as it does for a binding
   */
  public T create(T question, WriteOptions options) {
    JsonCodec<T> codec = endpoint.type().codec();
    return endpoint.answer(endpoint.requests().create(codec, question, options), codec, question);
  }

  /** Returns the resource and the namespace. */
  @Override
  public String toString() {
    return endpoint.toString();
  }
}
