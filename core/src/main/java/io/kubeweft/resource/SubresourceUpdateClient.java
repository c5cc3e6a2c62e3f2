package io.kubeweft.resource;

import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.rest.ApiException;

/**
 * The one verb of subresources that can only be replaced, such as {@code finalize} of namespaces.
 * Errors, blocking and cancellation are those of {@link ObjectClient}.
 *
 * @param <T> the Java type of the subresource's body
 */
public final class SubresourceUpdateClient<T extends KubernetesObject> {
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
  public SubresourceUpdateClient(ObjectClient<?> parent, String subresource, JsonCodec<T> codec) {
    this.endpoint = parent.endpoint();
    this.subresource = subresource;
    this.codec = codec;
  }

  /**
   * Replaces the subresource. The body must carry the resourceVersion it was read with.
   *
   * @param body with the object's name
   * @throws ApiException {@link ApiException#isConflict} if it has changed since it was read
   */
  public T update(T body) {
    return update(body, WriteOptions.NONE);
  }

  /**
   * Replaces the subresource. The body must carry the resourceVersion it was read with.
   *
   * @param body with the object's name
   * @param options how to replace it
   * @throws ApiException {@link ApiException#isConflict} if it has changed since it was read
   */
  public T update(T body, WriteOptions options) {
    String name = body.metadata().name();
    return endpoint.decode(
        endpoint.requests().update(name, subresource, codec, body, options),
        codec,
        DecodeOptions.DEFAULT);
  }

  /** Returns the resource and the subresource. */
  @Override
  public String toString() {
    return endpoint.type() + "/" + subresource;
  }
}
