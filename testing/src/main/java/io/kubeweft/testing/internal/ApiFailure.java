package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.testing.internal.validation.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An answer that is an error, with the Status that kube-apiserver would send. */
final class ApiFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String message;
  private final transient JsonObject status;

  private ApiFailure(int code, String message, JsonObject status) {
    super(message);
    this.code = code;
    this.message = message;
    this.status = status;
  }

  private ApiFailure(int code, String reason, String message, @Nullable JsonObject details) {
    super(message);
    this.code = code;
    this.message = message;
    JsonObject.Builder builder =
        JsonObject.builder()
            .put("kind", "Status")
            .put("apiVersion", "v1")
            .put("metadata", JsonObject.EMPTY)
            .put("status", "Failure")
            .put("message", message);
    if (!reason.isEmpty()) {
      builder.put("reason", reason);
    }
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

  static ApiFailure alreadyExists(Resource resource, String name, boolean terminating) {
    return new ApiFailure(
        409,
        "AlreadyExists",
        (terminating ? "object is being deleted: " : "")
            + resource.storageName()
            + " \""
            + name
            + "\" already exists",
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

  /** A condition of a delete that is not met; it names the kind instead of the resource. */
  static ApiFailure precondition(Resource resource, String name, String problem) {
    String subject =
        resource.group().isEmpty() ? resource.kind() : resource.kind() + "." + resource.group();
    return new ApiFailure(
        409,
        "Conflict",
        "Operation cannot be fulfilled on " + subject + " \"" + name + "\": " + problem,
        details(resource.group(), resource.kind(), name));
  }

  /** What is said where a field of an object is not what a request has named. */
  static String unmet(String field, String wanted, String actual) {
    return "Precondition failed: "
        + field
        + " in precondition: "
        + wanted
        + ", "
        + field
        + " in object meta: "
        + actual;
  }

  static ApiFailure modified(Resource resource, String name) {
    return conflict(
        resource,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  static ApiFailure invalid(Resource resource, String name, List<Cause> causes) {
    return invalid(resource.group(), resource.kind(), name, causes);
  }

  /** Options of a request that are invalid. */
  static ApiFailure invalidOptions(String kind, List<Cause> causes) {
    return invalid("meta.k8s.io", kind, "", causes);
  }

  static ApiFailure invalid(String group, String kind, String name, List<Cause> causes) {
    JsonObject details = kind.isEmpty() ? JsonObject.EMPTY : details(group, kind, name);
    String subject = group.isEmpty() ? kind : kind + "." + group;
    String message = subject + " \"" + name + "\" is invalid: " + Cause.text(causes);
    return new ApiFailure(422, "Invalid", message, details.with("causes", Cause.json(causes)));
  }

  static ApiFailure applyConflict(List<Cause> conflicts) {
    String count = conflicts.size() == 1 ? "1 conflict: " : conflicts.size() + " conflicts: ";
    return new ApiFailure(
        409,
        "Conflict",
        "Apply failed with " + count + text(conflicts),
        JsonObject.of("causes", Cause.json(conflicts)));
  }

  /** One conflict is a line; several are listed by their managers. */
  private static String text(List<Cause> conflicts) {
    if (conflicts.size() == 1) {
      return conflicts.getFirst().message() + ": " + conflicts.getFirst().field();
    }
    Map<String, List<String>> byManager = new TreeMap<>();
    for (Cause conflict : conflicts) {
      String manager = conflict.message().replaceFirst("conflict", "conflicts") + ":";
      byManager.computeIfAbsent(manager, m -> new ArrayList<>()).add("- " + conflict.field());
    }
    List<String> lines = new ArrayList<>();
    byManager.forEach(
        (manager, fields) -> {
          lines.add(manager);
          fields.stream().sorted().forEach(lines::add);
        });
    return String.join("\n", lines);
  }

  static ApiFailure badRequest(String message) {
    return new ApiFailure(400, "BadRequest", message, null);
  }

  /** A body that does not say which object it is. */
  static ApiFailure noName(String expected) {
    return badRequest(
        "the name of the object ("
            + expected
            + " based on URL) was undeterminable: name must be provided");
  }

  static ApiFailure tooManyRequests(String message, List<Cause> causes) {
    return new ApiFailure(
        429, "TooManyRequests", message, JsonObject.of("causes", Cause.json(causes)));
  }

  /** A list that can only go on with what is there now, and how. */
  static ApiFailure expiredContinue(String token) {
    ApiFailure failure =
        expired(
            "The provided continue parameter is too old to display a consistent list result. You"
                + " can start a new list without the continue parameter, or use the continue token"
                + " in this response to retrieve the remainder of the results. Continuing with the"
                + " provided token results in an inconsistent list - objects that were created,"
                + " modified, or deleted between the time the first chunk was returned and now may"
                + " show up in the list.");
    JsonObject metadata = JsonObject.builder().put("continue", token).build();
    return new ApiFailure(410, failure.message, failure.status.with("metadata", metadata));
  }

  static ApiFailure internal(String message) {
    return new ApiFailure(500, "", message, null);
  }

  /** Nothing is created in a namespace that goes. */
  static ApiFailure terminating(Resource resource, String name, String namespace) {
    Cause cause =
        new Cause(
            "NamespaceTerminating",
            "metadata.namespace",
            "namespace " + namespace + " is being terminated");
    return new ApiFailure(
        403,
        "Forbidden",
        resource.storageName()
            + (name.isEmpty() ? "" : " \"" + name + "\"")
            + " is forbidden: unable to create new content in namespace "
            + namespace
            + " because it is being terminated",
        details(resource, name).with("causes", Cause.json(List.of(cause))));
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
        504,
        "Timeout",
        "Timeout: Too large resource version: " + wanted + ", current: " + current,
        details);
  }

  static ApiFailure unauthorized() {
    return new ApiFailure(401, "Unauthorized", "Unauthorized", null);
  }

  static ApiFailure forbidden(String message) {
    return new ApiFailure(403, "Forbidden", message, JsonObject.EMPTY);
  }

  static ApiFailure forbidden(Resource resource, String name, String problem) {
    String subject = name.isEmpty() ? "" : " \"" + name + "\"";
    return new ApiFailure(
        403,
        "Forbidden",
        resource.storageName() + subject + " is forbidden: " + problem,
        details(resource, name));
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

  /** A patch of a type that is not known, or not for custom resources. */
  static ApiFailure unsupportedPatch(boolean custom) {
    return new ApiFailure(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include:"
            + " application/json-patch+json, application/merge-patch+json, "
            + (custom ? "" : "application/strategic-merge-patch+json, ")
            + "application/apply-patch+yaml",
        null);
  }

  static ApiFailure tooLarge(String problem) {
    return new ApiFailure(
        413, "RequestEntityTooLarge", "Request entity too large: " + problem, null);
  }

  static ApiFailure of(int code, String reason, String message) {
    return new ApiFailure(code, reason, message, JsonObject.EMPTY);
  }
}
