package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;
import io.kubeweft.testing.internal.validation.Causes;

/** Whether an object is still what it was after a patch. */
final class PatchedType {
  private PatchedType() {}

  /**
   * Refuses what has become something else.
   *
   * @param schemas of the built-in kinds
   * @throws KindRules.WrongTypeException if it can not be read as the kind that it was
   * @throws ApiFailure 400, 422 or 500 if it does not even say what it is, or says another kind
   */
  static void checkBuiltIn(Target target, JsonObject result, Schemas schemas) {
    String apiVersion = Trees.text(result, "apiVersion");
    Resource resource = target.resource();
    String given = Trees.text(result, "kind");
    String kind = given.isEmpty() ? resource.kind() : given;
    if (apiVersion.isEmpty()) {
      // Go reads it as its internal version, which has no names of fields.
      throw ApiFailure.noName(target.objectName());
    }
    if (!schemas.isKnown(apiVersion, kind)) {
      throw new KindRules.WrongTypeException(BodyType.unregistered(apiVersion, kind));
    }
    if (!kind.equals(resource.kind()) || !apiVersion.equals(resource.apiVersion())) {
      throw new KindRules.WrongTypeException(
          BodyType.unknownConversion(resource, apiVersion, kind));
    }
  }

  /** The same of a custom resource. */
  static void checkCustom(Resource resource, JsonObject result) {
    String apiVersion = Trees.text(result, "apiVersion");
    String kind = Trees.text(result, "kind");
    if (kind.isEmpty()) {
      throw new KindRules.WrongTypeException("Object 'Kind' is missing in '" + result + "'");
    }
    if (apiVersion.isEmpty()) {
      throw ApiFailure.of(
          500,
          "InternalError",
          "Internal error occurred: Object 'apiVersion' is missing in 'object has no apiVersion"
              + " field'");
    }
    Causes causes = new Causes();
    if (!kind.equals(resource.kind())) {
      causes.invalid("kind", kind, "must be " + resource.kind());
    }
    if (!apiVersion.equals(resource.apiVersion())) {
      causes.invalid("apiVersion", apiVersion, "must be " + resource.apiVersion());
    }
    if (!causes.list().isEmpty()) {
      int slash = apiVersion.indexOf('/');
      String group = slash < 0 ? "" : apiVersion.substring(0, slash);
      throw ApiFailure.invalid(group, kind, Trees.name(result), causes.list());
    }
  }
}
