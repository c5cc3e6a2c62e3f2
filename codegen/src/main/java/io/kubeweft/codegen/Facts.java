package io.kubeweft.codegen;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.json.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What OpenAPI v3 documents of a server say, as one document in a canonical order: without prose,
 * and without what no client is generated from. "Deprecated:" at the beginning of a description
 * becomes a flag.
 */
final class Facts {
  private static final Set<String> AS_THEY_ARE =
      Set.of("default", "enum", "required", "x-kubernetes-group-version-kind");
  private static final Set<String> OPERATION =
      Set.of("x-kubernetes-action", "x-kubernetes-group-version-kind");

  private final TreeMap<String, JsonObject> schemas = new TreeMap<>();
  private final TreeMap<String, JsonObject> paths = new TreeMap<>();

  private Facts() {}

  /**
   * Returns the facts.
   *
   * @param documents of OpenAPI v3, in any order
   * @param version of the API, such as {@code v1.36.0}
   */
  static String of(List<Generator.Input> documents, String version) {
    Facts facts = new Facts();
    documents.stream()
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .forEach(document -> facts.add((JsonObject) Yaml.parse(document.text())));
    return facts.text(version);
  }

  private void add(JsonObject document) {
    document
        .getObject("components", "schemas")
        .members()
        .forEach((name, schema) -> schemas.put(name, described((JsonObject) schema)));
    document.getObject("paths").members().forEach((path, item) -> addPath(path, (JsonObject) item));
  }

  private static JsonObject described(JsonObject schema) {
    String description = schema.getString("description");
    JsonObject facts = (JsonObject) stripped(schema);
    return OpenApiReader.isDeprecated(description)
        ? sorted(facts.with("deprecated", JsonBoolean.TRUE))
        : facts;
  }

  private static JsonObject sorted(JsonObject object) {
    return JsonObject.copyOf(new TreeMap<>(object.members()));
  }

  private static JsonValue stripped(JsonValue value) {
    return switch (value) {
      case JsonArray array ->
          JsonArray.copyOf(array.values().stream().map(Facts::stripped).toList());
      case JsonObject object -> {
        JsonObject.Builder facts = JsonObject.builder();
        new TreeMap<>(object.members())
            .forEach(
                (name, member) -> {
                  if (name.equals("properties")) {
                    facts.put(name, properties((JsonObject) member));
                  } else if (!name.equals("description")) {
                    facts.put(name, AS_THEY_ARE.contains(name) ? member : stripped(member));
                  }
                });
        yield facts.build();
      }
      default -> value;
    };
  }

  private static JsonObject properties(JsonObject properties) {
    JsonObject.Builder facts = JsonObject.builder();
    new TreeMap<>(properties.members())
        .forEach((name, property) -> facts.put(name, described((JsonObject) property)));
    return facts.build();
  }

  private void addPath(String path, JsonObject item) {
    if (path.contains("/watch/")) {
      return;
    }
    JsonObject.Builder methods = JsonObject.builder();
    new TreeMap<>(item.members())
        .forEach(
            (method, value) -> {
              if (value instanceof JsonObject operation && operation.has("x-kubernetes-action")) {
                JsonObject.Builder kept = JsonObject.builder();
                new TreeMap<>(operation.members())
                    .forEach(
                        (name, member) -> {
                          if (OPERATION.contains(name)) {
                            kept.put(name, member);
                          }
                        });
                methods.put(method, kept.build());
              }
            });
    JsonObject kept = methods.build();
    if (!kept.isEmpty()) {
      paths.put(path, kept);
    }
  }

  /** A line for each path and each property, so that a change shows as one. */
  private String text(String version) {
    StringBuilder text = new StringBuilder("{\n\"openapi\":\"3.0.0\",\n");
    text.append("\"info\":{\"title\":\"Kubernetes\",\"version\":").append(quoted(version));
    text.append("},\n\"paths\":{\n").append(lines(paths, "")).append("\n},\n");
    text.append("\"components\":{\"schemas\":{\n");
    List<String> definitions = new ArrayList<>();
    schemas.forEach((name, schema) -> definitions.add(quoted(name) + ":" + definition(schema)));
    return text.append(String.join(",\n", definitions)).append("\n}}\n}\n").toString();
  }

  private static String definition(JsonObject schema) {
    List<String> parts = new ArrayList<>();
    schema
        .members()
        .forEach(
            (name, value) -> {
              if (!name.equals("properties")) {
                parts.add(quoted(name) + ":" + Json.write(value));
              }
            });
    if (schema.has("properties")) {
      Map<String, JsonValue> properties = schema.getObject("properties").members();
      parts.add("\"properties\":{\n" + lines(properties, "  ") + "\n}");
    }
    return "{" + String.join(",", parts) + "}";
  }

  private static String lines(Map<String, ? extends JsonValue> members, String indent) {
    List<String> lines = new ArrayList<>();
    members.forEach((name, value) -> lines.add(indent + quoted(name) + ":" + Json.write(value)));
    return String.join(",\n", lines);
  }

  private static String quoted(String text) {
    return Json.write(new JsonString(text));
  }
}
