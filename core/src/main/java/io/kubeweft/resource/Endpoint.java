package io.kubeweft.resource;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonReader;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.Status;
import io.kubeweft.meta.Table;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.RestClient;
import io.kubeweft.rest.RestRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One collection of one API server: sends the requests of {@link ResourceRequests} and decodes what
 * comes back.
 *
 * @param rest sends
 * @param type of the objects
 * @param requests makes the requests
 */
record Endpoint<T extends KubernetesObject>(
    RestClient rest, ResourceType<T> type, ResourceRequests requests) {
  static final String STATUS = "Status";
  private static final String TABLE =
      "application/json;as=Table;g=meta.k8s.io;v=v1,application/json";

  static <T extends KubernetesObject> Endpoint<T> of(
      RestClient rest, ResourceType<T> type, @Nullable String namespace) {
    RestClient client = type.isMetadataOnly() ? new MetadataOnlyClient(rest) : rest;
    return new Endpoint<>(client, type, new ResourceRequests(type.resource(), namespace, null));
  }

  Endpoint<T> within(Duration timeout) {
    return new Endpoint<>(
        rest, type, new ResourceRequests(requests.resource(), requests.namespace(), timeout));
  }

  /** Sends a request that is answered with an object of this resource. */
  T object(RestRequest request) {
    return checkKind(request, decode(request, type.codec(), DecodeOptions.DEFAULT));
  }

  /** Sends a request that is answered with a value of another type. */
  <R> R decode(RestRequest request, JsonCodec<R> codec, DecodeOptions options) {
    return rest.send(
        request,
        (head, body) -> {
          try (JsonReader reader = JsonReader.of(body, options)) {
            R value = reader.read(codec);
            if (value == null) {
              throw new DecodeException("", request + ": the answer is empty", null);
            }
            return value;
          }
        });
  }

  /**
   * Sends what asks the server to do something; the body itself is returned if the server answers
   * only that it is done, as it does for a binding or an eviction.
   */
  <R extends KubernetesObject> R answer(RestRequest request, JsonCodec<R> codec, R body) {
    R answer = decode(request, codec, DecodeOptions.DEFAULT);
    if (!answer.kind().equals(STATUS)) {
      return answer;
    }
    Status status = Json.fromTree(Status.CODEC, Json.toTree(codec, answer));
    if (!status.status().equals("Success")) {
      throw failure(request, status);
    }
    return body;
  }

  ResourceList<T> list(ListOptions options) {
    RestRequest request = requests.list(options);
    ListCodec<T> codec = new ListCodec<>(type.codec());
    ListCodec.Page<T> page = decode(request, codec, options.decode().forList());
    if (page.kind().equals(STATUS)) {
      throw failure(request, page.toStatus());
    }
    return new ResourceList<>(page.metadata(), page.items());
  }

  Table table(ListOptions options) {
    RestRequest request = requests.list(options).toBuilder().header("Accept", TABLE).build();
    return decode(request, Table.CODEC, options.decode());
  }

  /** A 2xx answer may still be a failure, or a table. */
  private T checkKind(RestRequest request, T object) {
    String kind = object.kind();
    String expected = type.kind().kind();
    if (kind.isEmpty() || kind.equals(expected)) {
      return object;
    }
    if (kind.equals(STATUS)) {
      throw failure(request, Json.fromTree(Status.CODEC, Json.toTree(type.codec(), object)));
    }
    if (expected.isEmpty()) {
      return object;
    }
    throw new DecodeException(
        "kind", request + ": expected " + expected + " but found " + kind, null);
  }

  static ApiException failure(RestRequest request, Status status) {
    return new ApiException(request + ": " + status.message(), status, null, null);
  }
}
