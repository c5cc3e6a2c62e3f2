package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;

/** What a patch wants a Scale to be, read as Go reads it. */
final class ScaleBody {
  private ScaleBody() {}

  /**
   * The Scale that is applied.
   *
   * @throws ApiFailure 400 if it is none
   */
  static JsonObject applied(ApiCall call) {
    JsonObject sent = call.configuration();
    BodyType.checkApplied(ActionType.SCALE.resource(), sent);
    return sent;
  }

  /**
   * The Scale that a patch makes.
   *
   * @throws ApiFailure 422 if it is none
   */
  static JsonObject patched(Target target, JsonObject result, Schemas schemas) {
    Resource type = ActionType.SCALE.resource();
    Target scale = new Target(type, target.namespace(), target.name(), target.subresource());
    try {
      PatchedType.checkBuiltIn(scale, result, schemas);
      return KnownFields.read(result, schemas.of(type)).object();
    } catch (KindRules.WrongTypeException e) {
      throw Decoding.invalidPatch(result, e.problem());
    }
  }
}
