package io.kubeweft.testing.internal;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import io.kubeweft.json.Yaml;
import io.kubeweft.testing.internal.validation.Cause;
import io.kubeweft.testing.internal.validation.Causes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request as it arrived.
 *
 * @param method of HTTP
 * @param path without the query
 * @param query parameters
 * @param headers by their names in lower case
 * @param body empty for none
 * @param warnings what the client is told beside the answer
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ApiCall(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, List<String>> headers,
    byte[] body,
    Warnings warnings) {
  private static final Set<String> BODIES = Set.of("", "application/json", "application/yaml");

  private static final String UNTYPED = "couldn't get version/kind; json parse error: ";
  private static final String UNDECODED_PATCH = "error decoding patch: ";
  private static final String MAP = "map[string]interface {}";

  /** What is read of a body first. */
  private static final String TYPED =
      "struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string"
          + " \"json:\\\"kind,omitempty\\\"\" }";

  /** All values of a parameter. */
  List<String> values(String name) {
    return query.getOrDefault(name, List.of());
  }

  /** A parameter; empty if it is not there. */
  String parameter(String name) {
    List<String> values = values(name);
    return values.isEmpty() ? "" : values.getFirst();
  }

  /** Whether a parameter is there, if only as a name. */
  boolean has(String name) {
    return query.containsKey(name);
  }

  /** Whether a parameter is there and says nothing but no (apimachinery runtime/conversion.go). */
  boolean flag(String name) {
    String value = parameter(name);
    return has(name) && !value.equals("0") && !value.equalsIgnoreCase("false");
  }

  /** A parameter that is a number; null if it is not there. */
  @Nullable Long number(String name) {
    String value = parameter(name);
    if (value.isEmpty()) {
      return null;
    }
    if (!value.matches("\\d{1,18}")) {
      throw ApiFailure.badRequest(name + ": must be a number, not \"" + value + "\"");
    }
    return Long.valueOf(value);
  }

  /** A parameter that is a whole number of Go's; null if it is not there. */
  @Nullable Long integer(String name) {
    if (!has(name)) {
      return null;
    }
    String value = parameter(name);
    if (!value.matches("[-+]?\\d{1,18}")) {
      throw ApiFailure.badRequest(GoNumbers.problem("ParseInt", value));
    }
    return Long.valueOf(value);
  }

  /**
   * The version that is asked for; null if it is not there.
   *
   * @param failure made of what is wrong with it
   */
  @Nullable Long version(Function<String, ApiFailure> failure) {
    String value = parameter("resourceVersion");
    if (value.isEmpty()) {
      return null;
    }
    if (!value.matches("\\d{1,18}")) {
      Causes causes = new Causes();
      causes.invalid("resourceVersion", value, GoNumbers.problem("ParseUint", value));
      throw failure.apply(Cause.text(causes.list()));
    }
    return Long.valueOf(value);
  }

  /** A header; empty if it is not there. */
  String header(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return values.isEmpty() ? "" : values.getFirst();
  }

  String contentType() {
    String type = header("Content-Type");
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }

  boolean isDryRun() {
    return !parameter("dryRun").isEmpty();
  }

  /** Who writes: the parameter, else the program's name in the user agent. */
  String manager() {
    String manager = parameter("fieldManager");
    String agent = header("User-Agent");
    int slash = agent.indexOf('/');
    String program = slash < 0 ? agent : agent.substring(0, slash);
    return !manager.isEmpty() ? manager : program.isEmpty() ? "unknown" : program;
  }

  JsonObject object() {
    return object("Object");
  }

  /**
   * The body as an object; null is one that is empty.
   *
   * @param kind that is expected, for the message if it is something else
   */
  JsonObject object(String kind) {
    return object(
        BodyType.unrecognized(kind) + UNTYPED, TYPED, " (" + BodyType.summary(body) + ")");
  }

  /** The body as options; null is none. */
  JsonObject options() {
    return object(UNTYPED, TYPED, "");
  }

  /** The body as a merge patch, which is no null. */
  JsonObject mergePatch() {
    if (value(UNDECODED_PATCH, "") == JsonNull.NULL) {
      throw ApiFailure.badRequest("Invalid JSON Patch");
    }
    return object(UNDECODED_PATCH, MAP, "");
  }

  /** The body as a strategic merge patch. */
  JsonObject strategicPatch() {
    return object("", MAP, "");
  }

  /** The body as a configuration that is applied. */
  JsonObject configuration() {
    return object(
        value("error decoding YAML: error converting YAML to JSON: yaml: ", ""),
        "error decoding YAML: error unmarshaling JSON: while decoding JSON: ",
        MAP,
        "");
  }

  private JsonObject object(String begin, String type, String end) {
    return object(value(begin, end), begin, type, end);
  }

  private static JsonObject object(JsonValue value, String begin, String type, String end) {
    return switch (value) {
      case JsonObject object -> object;
      case JsonNull unused -> JsonObject.EMPTY;
      case JsonValue other ->
          throw ApiFailure.badRequest(begin + GoJson.mismatch(other, type) + end);
    };
  }

  /** The body as the operations of a JSON patch. */
  JsonArray array() {
    return switch (value(UNDECODED_PATCH, "")) {
      case JsonArray array -> array;
      case JsonNull unused -> JsonArray.EMPTY;
      case JsonValue other ->
          throw ApiFailure.badRequest(
              UNDECODED_PATCH + GoJson.mismatch(other, "[]handlers.jsonPatchOp"));
    };
  }

  private JsonValue value(String begin, String end) {
    try {
      return value();
    } catch (DecodeException e) {
      String problem = contentType().contains("yaml") ? null : GoJson.problem(body);
      throw ApiFailure.badRequest(begin + (problem == null ? e.getMessage() : problem) + end);
    }
  }

  private JsonValue value() {
    String type = contentType();
    if (!method.equals("PATCH") && !BODIES.contains(type)) {
      throw ApiFailure.unsupportedMediaType(type);
    }
    return type.contains("yaml")
        ? Yaml.parse(new String(body, StandardCharsets.UTF_8))
        : Json.parse(body);
  }
}
