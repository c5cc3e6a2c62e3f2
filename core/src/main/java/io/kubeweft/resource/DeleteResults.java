package io.kubeweft.resource;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonObject;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.Status;
import io.kubeweft.rest.RestRequest;

/** Tells the two answers to a deletion apart, by their kind. */
final class DeleteResults {
  private DeleteResults() {}

  static <T extends KubernetesObject> DeleteResult<T> of(
      RestRequest request, ResourceType<T> type, byte[] body) {
    if (body.length == 0) {
      // What is done is done, even if a server behind the API server has nothing to say about it.
      return new DeleteResult.Done<>(Status.of(status -> status.status("Success")));
    }
    JsonObject answer = Json.read(JsonCodecs.OBJECT, body);
    if (!"Status".equals(answer.getString("kind"))) {
      return new DeleteResult.Deleted<>(Json.read(type.codec(), body));
    }
    Status status = Json.read(Status.CODEC, body);
    if (status.status().equals("Failure")) {
      throw Endpoint.failure(request, status);
    }
    return new DeleteResult.Done<>(status);
  }
}
