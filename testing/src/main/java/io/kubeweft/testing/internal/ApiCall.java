package io.kubeweft.testing.internal;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.json.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

  /** A parameter; empty if it is not there. */
  String parameter(String name) {
    List<String> values = query.getOrDefault(name, List.of());
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
    String value = parameter(name);
    if (value.isEmpty()) {
      return null;
    }
    if (!value.matches("[-+]?\\d{1,18}")) {
      String problem = value.matches("[-+]?\\d+") ? "value out of range" : "invalid syntax";
      throw ApiFailure.badRequest(
          "strconv.ParseInt: parsing " + new JsonString(value) + ": " + problem);
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
   * The body as an object.
   *
   * @param kind that is expected, for the message if it is something else
   */
  JsonObject object(String kind) {
    JsonValue value;
    try {
      value = value();
    } catch (DecodeException e) {
      throw ApiFailure.badRequest(
          BodyType.unrecognized(kind)
              + "couldn't get version/kind; json parse error: "
              + e.getMessage());
    }
    if (!(value instanceof JsonObject object)) {
      throw ApiFailure.badRequest(
          BodyType.unrecognized(kind)
              + "couldn't get version/kind; json parse error: the body is no object");
    }
    return object;
  }

  JsonArray array() {
    try {
      if (value() instanceof JsonArray array) {
        return array;
      }
    } catch (DecodeException e) {
      throw ApiFailure.badRequest("error decoding patch: " + e.getMessage());
    }
    throw ApiFailure.badRequest(
        "error decoding patch: json: cannot unmarshal object into Go value of type"
            + " []handlers.jsonPatchOp");
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
