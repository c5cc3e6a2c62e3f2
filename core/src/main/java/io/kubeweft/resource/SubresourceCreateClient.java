package io.kubeweft.resource;

import io.kubeweft.json.JsonCodec;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.RestRequest;

/**
 * The one verb of subresources that are requests to the server, such as {@code eviction}, {@code
 * binding} or {@code token}. Errors, blocking and cancellation are those of {@link ObjectClient}.
 *
 * @param <T> the Java type of the request
 */
public final class SubresourceCreateClient<T extends KubernetesObject> {
  private final Endpoint<?> endpoint;
  private final String subresource;
  private final JsonCodec<T> codec;

  /**
   * Creates a client.
   *
   * @param parent the client of its objects
   * @param subresource its name
   * @param codec reads and writes its body
   */
  public SubresourceCreateClient(ObjectClient<?> parent, String subresource, JsonCodec<T> codec) {
    this.endpoint = parent.endpoint();
    this.subresource = subresource;
    this.codec = codec;
  }

  /**
   * Asks the server to do it.
   *
   * @param name of the object
   * @param body what to do
   * @return the server's answer, such as a token; the body itself if the server answers only that
   *     it is done, as it does for an eviction
   * @throws ApiException {@link ApiException#isNotFound} if there is no such object
   */
  public T create(String name, T body) {
    return create(name, body, WriteOptions.NONE);
  }

  /**
   * Asks the server to do it.
   *
   * @param name of the object
   * @param body what to do
   * @param options how to do it
   * @return as {@link #create(String, KubernetesObject)}
   * @throws ApiException {@link ApiException#isNotFound} if there is no such object
   */
  public T create(String name, T body, WriteOptions options) {
    RestRequest request =
        endpoint.requests().createSubresource(name, subresource, codec, body, options);
    return endpoint.answer(request, codec, body);
  }

  /** Returns the resource and the subresource. */
  @Override
  public String toString() {
    return endpoint.type() + "/" + subresource;
  }
}
