package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.testing.internal.validation.Cause;
import io.kubeweft.testing.internal.validation.Causes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes an object of a body, and says what is odd about it as the client wants it said. */
final class Decoding {
  private final Kinds kinds;
  private final Schemas schemas;

  Decoding(Kinds kinds, Schemas schemas) {
    this.kinds = kinds;
    this.schemas = schemas;
  }

  /** The object that a create or update sends. */
  JsonObject body(Target target, ApiCall call) {
    Resource resource = target.resource();
    String options = call.method().equals("POST") ? "CreateOptions" : "UpdateOptions";
    FieldValidation validation = FieldValidation.of(call, options);
    JsonObject sent = call.object(resource.kind());
    BodyType.check(resource, sent, kinds.isCustom(resource), schemas);
    String subject = subject(sent, resource);
    try {
      KindRules.Decoded decoded = kinds.of(resource).decode(sent);
      List<String> problems = new ArrayList<>();
      List<String> duplicates =
          call.contentType().contains("yaml")
              ? List.of()
              : DuplicateFields.of(new String(call.body(), StandardCharsets.UTF_8));
      duplicates.forEach(path -> problems.add("duplicate field \"" + path + "\""));
      decoded.unknown().forEach(path -> problems.add("unknown field \"" + path + "\""));
      String strict = report(validation, call, problems);
      if (!strict.isEmpty()) {
        throw ApiFailure.badRequest(subject + strict);
      }
      return decoded.object();
    } catch (KindRules.WrongTypeException e) {
      throw ApiFailure.badRequest(subject + e.problem());
    }
  }

  static String subject(JsonObject sent, Resource resource) {
    String kind = Trees.text(sent, "kind");
    return (kind.isEmpty() ? resource.kind() : kind)
        + " in version \""
        + resource.version()
        + "\" cannot be handled as a "
        + resource.kind()
        + ": ";
  }

  /** The object that a patch makes. */
  JsonObject patched(Target target, ApiCall call, JsonObject result) {
    FieldValidation validation = FieldValidation.of(call, "PatchOptions");
    Resource resource = target.resource();
    try {
      if (kinds.isCustom(resource)) {
        PatchedType.checkCustom(resource, result);
      } else {
        PatchedType.checkBuiltIn(target, result, schemas);
      }
      KindRules.Decoded decoded = kinds.of(resource).decode(result);
      List<String> problems =
          decoded.unknown().stream().map(path -> "unknown field \"" + path + "\"").toList();
      String strict = report(validation, call, problems);
      if (!strict.isEmpty()) {
        throw invalidPatch(result, strict);
      }
      return decoded.object();
    } catch (KindRules.WrongTypeException e) {
      throw invalidPatch(result, e.problem());
    }
  }

  /** The configuration that an apply sends. */
  JsonObject applied(Target target, JsonObject configuration) {
    try {
      KindRules.Decoded decoded = kinds.of(target.resource()).decodeApplied(configuration);
      if (!decoded.unknown().isEmpty()) {
        throw ApiFailure.internal(
            untyped(target, configuration)
                + "."
                + decoded.unknown().getFirst()
                + ": field not declared in schema");
      }
      String twice = DuplicateElements.find(decoded.object(), schemas.of(target.resource()));
      if (!twice.isEmpty()) {
        throw ApiFailure.internal(untyped(target, configuration) + twice);
      }
      return decoded.object();
    } catch (KindRules.WrongTypeException e) {
      throw ApiFailure.internal(untyped(target, configuration) + e.problem());
    }
  }

  private static String untyped(Target target, JsonObject configuration) {
    Resource resource = target.resource();
    return "failed to create typed patch object ("
        + Trees.namespace(configuration)
        + "/"
        + Trees.name(configuration)
        + "; "
        + (resource.group().isEmpty() ? "/" : "")
        + resource.apiVersion()
        + ", Kind="
        + resource.kind()
        + "): ";
  }

  static ApiFailure invalidPatch(JsonObject result, String problem) {
    Causes causes = new Causes();
    causes.invalid("patch", new JsonString(result.toString()), problem);
    List<Cause> list = causes.list();
    return ApiFailure.invalid("", "", "", list);
  }

  /** The text of an error, if there is to be one. */
  private static String report(FieldValidation validation, ApiCall call, List<String> problems) {
    if (validation == FieldValidation.WARN) {
      problems.forEach(call.warnings()::add);
    }
    return validation == FieldValidation.STRICT && !problems.isEmpty()
        ? "strict decoding error: " + String.join(", ", problems)
        : "";
  }
}
