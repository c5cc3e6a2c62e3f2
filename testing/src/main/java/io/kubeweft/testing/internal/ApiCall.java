package io.kubeweft.testing.internal;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import io.kubeweft.json.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it arrived.
 *
 * @param method of HTTP
 * @param path without the query
 * @param query parameters
 * @param headers by their names in lower case
 * @param body empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ApiCall(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, List<String>> headers,
    byte[] body) {

  /** A parameter; empty if it is not there. */
  String parameter(String name) {
    List<String> values = query.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.getFirst();
  }

  boolean flag(String name) {
    String value = parameter(name);
    return value.equals("true") || value.equals("1");
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
    String dryRun = parameter("dryRun");
    if (!dryRun.isEmpty() && !dryRun.equals("All")) {
      throw ApiFailure.badRequest("dryRun: must be All, not " + dryRun);
    }
    return !dryRun.isEmpty();
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
    JsonValue value = value();
    if (!(value instanceof JsonObject object)) {
      throw ApiFailure.badRequest("the body must be an object");
    }
    return object;
  }

  JsonArray array() {
    JsonValue value = value();
    if (!(value instanceof JsonArray array)) {
      throw ApiFailure.badRequest("the body must be a list");
    }
    return array;
  }

  private JsonValue value() {
    String type = contentType();
    if (type.contains("protobuf") || type.contains("cbor")) {
      throw ApiFailure.unsupportedMediaType(type);
    }
    try {
      return type.contains("yaml")
          ? Yaml.parse(new String(body, StandardCharsets.UTF_8))
          : Json.parse(body);
    } catch (DecodeException e) {
      throw ApiFailure.badRequest("the body can not be read: " + e.getMessage());
    }
  }
}
