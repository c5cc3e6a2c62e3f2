package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What subresources are sent that is no part of their object.
 *
 * @param resource that has no objects, only the kind
 */
record ActionType(Resource resource) {
  static final ActionType SCALE = of("autoscaling", "Scale");
  static final ActionType EVICTION = of("policy", "Eviction");
  static final ActionType BINDING = of("", "Binding");
  static final ActionType TOKEN_REQUEST = of("authentication.k8s.io", "TokenRequest");

  private static ActionType of(String group, String kind) {
    return new ActionType(
        new Resource(group, "v1", "", kind, true, Set.of(), Map.of(), List.of(), List.of()));
  }

  /**
   * The body of a request, read as Go reads it.
   *
   * @throws ApiFailure 400 if it is something else
   */
  JsonObject sent(ApiCall call, Schemas schemas) {
    JsonObject body = call.object(resource.kind());
    if (equals(EVICTION) && Trees.text(body, "apiVersion").equals("policy/v1beta1")) {
      // The one older version that is taken still.
      body = body.with("apiVersion", new JsonString(resource.apiVersion()));
    }
    BodyType.check(resource, body, false, schemas);
    try {
      return KnownFields.read(body, schemas.of(resource)).object();
    } catch (KindRules.WrongTypeException e) {
      throw ApiFailure.badRequest(Decoding.subject(body, resource) + e.problem());
    }
  }
}
