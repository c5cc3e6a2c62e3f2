package io.kubeweft.resource;

import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.RestRequest;
import java.util.function.UnaryOperator;

/**
 * The verbs on a subresource that can be read and changed, such as {@code status} or {@code scale}.
 * Errors, blocking and cancellation are those of {@link ObjectClient}.
 *
 * @param <T> the Java type of the subresource's body
 */
public final class SubresourceClient<T extends KubernetesObject> {
  private final Endpoint<?> endpoint;
  private final String subresource;
  private final JsonCodec<T> codec;

  SubresourceClient(Endpoint<?> endpoint, String subresource, JsonCodec<T> codec) {
    this.endpoint = endpoint;
    this.subresource = subresource;
    this.codec = codec;
  }

  /**
   * Creates a client for a subresource whose body is of another type than its object.
   *
   * @param parent the client of its objects
   * @param subresource its name
   * @param codec reads and writes its body
   */
  public SubresourceClient(ObjectClient<?> parent, String subresource, JsonCodec<T> codec) {
    this(parent.endpoint(), subresource, codec);
  }

  /**
   * Reads the subresource.
   *
   * @param name of the object
   * @throws ApiException {@link ApiException#isNotFound} if there is no such object
   */
  public T get(String name) {
    return send(endpoint.requests().get(name, subresource, GetOptions.NONE));
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
    return send(endpoint.requests().update(name, subresource, codec, body, options));
  }

  /**
   * Reads the subresource, changes it and writes it back; when it was changed by others meanwhile,
   * reads it and changes it anew, up to five times.
   *
   * @param name of the object
   * @param edit returns the changed body; called once for each try. If it returns an equal one,
   *     nothing is written.
   */
  public T update(String name, UnaryOperator<T> edit) {
    return Retry.onConflict(
        () -> {
          T current = get(name);
          T edited = edit.apply(current);
          return edited.equals(current) ? current : update(edited);
        });
  }

  /**
   * Changes the subresource by a patch.
   *
   * @param name of the object
   * @param patch the change
   */
  public T patch(String name, Patch patch) {
    return patch(name, patch, WriteOptions.NONE);
  }

  /**
   * Changes the subresource by a patch.
   *
   * @param name of the object
   * @param patch the change
   * @param options how to change it
   */
  public T patch(String name, Patch patch, WriteOptions options) {
    return send(endpoint.requests().patch(name, subresource, patch, options));
  }

  /**
   * Applies the subresource on the server side, as {@link ObjectClient#apply}.
   *
   * @param configuration with the object's name
   * @param options field manager and force
   */
  public T apply(T configuration, ApplyOptions options) {
    String name = configuration.metadata().name();
    byte[] body = ApplyConfigurations.body(codec, configuration);
    return send(endpoint.requests().apply(name, subresource, body, options));
  }

  private T send(RestRequest request) {
    return endpoint.decode(request, codec, DecodeOptions.DEFAULT);
  }

  @Override
  public String toString() {
    return endpoint.type() + "/" + subresource;
  }
}
