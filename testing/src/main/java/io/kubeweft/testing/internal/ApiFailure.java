package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer that is an error, with the Status that kube-apiserver would send. */
final class ApiFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final transient JsonObject status;

  private ApiFailure(int code, String reason, String message, @Nullable JsonObject details) {
    super(message);
    this.code = code;
    JsonObject.Builder builder =
        JsonObject.builder()
            .put("kind", "Status")
            .put("apiVersion", "v1")
            .put("metadata", JsonObject.EMPTY)
            .put("status", "Failure")
            .put("message", message)
            .put("reason", reason);
    if (details != null) {
      builder.put("details", details);
    }
    this.status = builder.put("code", code).build();
  }

  int code() {
    return code;
  }

  JsonObject status() {
    return status;
  }

  private static JsonObject details(String group, String kind, String name) {
    JsonObject.Builder details = JsonObject.builder();
    if (!name.isEmpty()) {
      details.put("name", name);
    }
    if (!group.isEmpty()) {
      details.put("group", group);
    }
    return details.put("kind", kind).build();
  }

  private static JsonObject details(Resource resource, String name) {
    return details(resource.group(), resource.plural(), name);
  }

  static ApiFailure notFound(Resource resource, String name) {
    return new ApiFailure(
        404,
        "NotFound",
        resource.storageName() + " \"" + name + "\" not found",
        details(resource, name));
  }

  static ApiFailure noSuchPath() {
    return new ApiFailure(
        404, "NotFound", "the server could not find the requested resource", JsonObject.EMPTY);
  }

  static ApiFailure alreadyExists(Resource resource, String name) {
    return new ApiFailure(
        409,
        "AlreadyExists",
        resource.storageName() + " \"" + name + "\" already exists",
        details(resource, name));
  }

  static ApiFailure conflict(Resource resource, String name, String problem) {
    return new ApiFailure(
        409,
        "Conflict",
        "Operation cannot be fulfilled on "
            + resource.storageName()
            + " \""
            + name
            + "\": "
            + problem,
        details(resource, name));
  }

  static ApiFailure modified(Resource resource, String name) {
    return conflict(
        resource,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  static ApiFailure invalid(Resource resource, String name, List<Cause> causes) {
    JsonObject details =
        details(resource.group(), resource.kind(), name)
            .with("causes", JsonArray.copyOf(causes.stream().map(Cause::json).toList()));
    String all = String.join(", ", causes.stream().map(c -> c.field + ": " + c.message).toList());
    String subject =
        resource.group().isEmpty() ? resource.kind() : resource.kind() + "." + resource.group();
    return new ApiFailure(
        422, "Invalid", subject + " \"" + name + "\" is invalid: " + all, details);
  }

  static ApiFailure applyConflict(List<Cause> conflicts) {
    String all =
        String.join("; ", conflicts.stream().map(c -> c.message() + ": " + c.field()).toList());
    String count = conflicts.size() == 1 ? "1 conflict: " : conflicts.size() + " conflicts: ";
    JsonArray causes = JsonArray.copyOf(conflicts.stream().map(Cause::json).toList());
    return new ApiFailure(
        409, "Conflict", "Apply failed with " + count + all, JsonObject.of("causes", causes));
  }

  /** Why a field is invalid. */
  record Cause(String reason, String field, String message) {
    JsonObject json() {
      return JsonObject.builder()
          .put("reason", reason)
          .put("message", message)
          .put("field", field)
          .build();
    }

    static Cause required(String field, String message) {
      return new Cause("FieldValueRequired", field, "Required value: " + message);
    }

    static Cause invalid(String field, String value, String message) {
      return new Cause(
          "FieldValueInvalid", field, "Invalid value: " + new JsonString(value) + ": " + message);
    }
  }

  static ApiFailure badRequest(String message) {
    return new ApiFailure(400, "BadRequest", message, null);
  }

  static ApiFailure expired(String message) {
    return new ApiFailure(410, "Expired", message, null);
  }

  static ApiFailure tooLargeVersion(long wanted, long current) {
    JsonObject cause =
        JsonObject.builder()
            .put("reason", "ResourceVersionTooLarge")
            .put("message", "Too large resource version")
            .build();
    JsonObject details =
        JsonObject.builder().put("causes", JsonArray.of(cause)).put("retryAfterSeconds", 1).build();
    return new ApiFailure(
        504, "Timeout", "Too large resource version: " + wanted + ", current: " + current, details);
  }

  static ApiFailure unauthorized() {
    return new ApiFailure(401, "Unauthorized", "Unauthorized", null);
  }

  static ApiFailure forbidden(String message) {
    return new ApiFailure(403, "Forbidden", message, JsonObject.EMPTY);
  }

  static ApiFailure methodNotAllowed() {
    return new ApiFailure(
        405,
        "MethodNotAllowed",
        "the server does not allow this method on the requested resource",
        JsonObject.EMPTY);
  }

  static ApiFailure unsupportedMediaType(String type) {
    return new ApiFailure(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include:"
            + " application/json, application/yaml (not "
            + type
            + ")",
        JsonObject.EMPTY);
  }

  static ApiFailure of(int code, String reason, String message) {
    return new ApiFailure(code, reason, message, JsonObject.EMPTY);
  }
}
