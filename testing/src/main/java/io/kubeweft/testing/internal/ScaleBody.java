package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a client wants a Scale to be, read as Go reads it. */
final class ScaleBody {
  private static final Resource SCALE =
      new Resource(
          "autoscaling", "v1", "scales", "Scale", true, Set.of(), Map.of(), List.of(), List.of());

  private ScaleBody() {}

  /**
   * The Scale that an update sends.
   *
   * @throws ApiFailure 400 if it is none
   */
  static JsonObject sent(JsonObject body, Schemas schemas) {
    BodyType.check(SCALE, body, false, schemas);
    try {
      return KnownFields.read(body, schemas.of(SCALE)).object();
    } catch (KindRules.WrongTypeException e) {
      throw ApiFailure.badRequest(
          "Scale in version \"v1\" cannot be handled as a Scale: " + e.problem());
    }
  }

  /**
   * The Scale that is applied.
   *
   * @throws ApiFailure 400 if it is none
   */
  static JsonObject applied(ApiCall call) {
    JsonObject sent = call.object("Scale");
    BodyType.checkApplied(SCALE, sent);
    return sent;
  }

  /**
   * The Scale that a patch makes.
   *
   * @throws ApiFailure 422 if it is none
   */
  static JsonObject patched(Target target, JsonObject result, Schemas schemas) {
    Target scale = new Target(SCALE, target.namespace(), target.name(), target.subresource());
    try {
      PatchedType.checkBuiltIn(scale, result, schemas);
      return KnownFields.read(result, schemas.of(SCALE)).object();
    } catch (KindRules.WrongTypeException e) {
      throw Decoding.invalidPatch(result, e.problem());
    }
  }
}
