package io.kubeweft.testing.internal.openapi;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** OpenAPI v2: all resources in one document, with what v2 can say of their schemas. */
final class DocumentV2 {
  private static final String REFERENCE = "#/definitions/";
  private static final Set<String> WRITES = Set.of("post", "put", "patch");

  /** What v2 has no words for. */
  private static final Set<String> NOT_IN_V2 =
      Set.of("allOf", "anyOf", "oneOf", "not", "nullable", "default", "deprecated");

  private final Api api;
  private final Map<String, String> names;

  DocumentV2(Api api) {
    this.api = api;
    this.names = api.names();
  }

  JsonObject document() {
    JsonObject.Builder paths = JsonObject.builder();
    api.discovery().forEach((path, schema) -> paths.put(path, discovery(schema)));
    api.paths().members().forEach((path, item) -> paths.put(path, path(path, (JsonObject) item)));
    JsonObject.Builder definitions = JsonObject.builder();
    api.schemas()
        .members()
        .forEach((name, schema) -> definitions.put(name, schema((JsonObject) schema)));
    return JsonObject.builder()
        .put("swagger", "2.0")
        .put(
            "info",
            JsonObject.builder().put("title", "Kubernetes").put("version", api.version()).build())
        .put("paths", paths.build())
        .put("definitions", definitions.build())
        .build();
  }

  private static JsonObject discovery(String schema) {
    JsonObject reference = JsonObject.builder().put("$ref", REFERENCE + schema).build();
    return JsonObject.of("get", answered(reference).build());
  }

  /** What comes back, and what it may be written as. */
  private static JsonObject.Builder answered(JsonObject body) {
    JsonObject ok = JsonObject.builder().put("description", "OK").put("schema", body).build();
    return JsonObject.builder()
        .put("consumes", JsonArray.ofStrings("application/json", "application/yaml"))
        .put("produces", JsonArray.ofStrings("application/json", "application/yaml"))
        .put("responses", JsonObject.of("200", ok));
  }

  private JsonObject path(String path, JsonObject item) {
    JsonObject.Builder result = JsonObject.builder();
    item.members()
        .forEach(
            (method, operation) -> result.put(method, operation(method, (JsonObject) operation)));
    List<JsonValue> parameters = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (part.startsWith("{")) {
        String name = part.substring(1, part.length() - 1);
        parameters.add(parameter(name, "path").put("required", true).build());
      }
    }
    return parameters.isEmpty()
        ? result.build()
        : result.put("parameters", JsonArray.copyOf(parameters)).build();
  }

  private static JsonObject.Builder parameter(String name, String in) {
    return JsonObject.builder().put("name", name).put("in", in).put("type", "string");
  }

  private JsonObject operation(String method, JsonObject operation) {
    JsonObject kind = operation.getObject("x-kubernetes-group-version-kind");
    String action = operation.getString("x-kubernetes-action");
    boolean connects = "connect".equals(action);
    JsonObject body =
        connects ? typed("string") : reference(kind, "list".equals(action) ? "List" : "");
    List<JsonValue> parameters = new ArrayList<>();
    if (WRITES.contains(method) && !connects) {
      parameters.add(
          JsonObject.builder()
              .put("name", "body")
              .put("in", "body")
              .put("required", true)
              .put("schema", method.equals("patch") ? typed("object") : body)
              .build());
      for (String name : List.of("dryRun", "fieldManager", "fieldValidation")) {
        parameters.add(parameter(name, "query").build());
      }
    }
    JsonObject.Builder result = answered(body);
    if (!parameters.isEmpty()) {
      result.put("parameters", JsonArray.copyOf(parameters));
    }
    operation.members().forEach(result::put);
    return result.build();
  }

  private JsonObject reference(JsonObject kind, String suffix) {
    String name = names.get(Api.key(kind, suffix));
    return name == null
        ? typed("object")
        : JsonObject.builder().put("$ref", REFERENCE + name).build();
  }

  private static JsonObject typed(String type) {
    return JsonObject.builder().put("type", type).build();
  }

  private static JsonObject schema(JsonObject schema) {
    String referred = Api.referred(schema);
    if (referred != null) {
      JsonObject.Builder reference = JsonObject.builder().put("$ref", REFERENCE + referred);
      JsonValue description = description(schema);
      if (description != null) {
        reference.put("description", description);
      }
      return reference.build();
    }
    JsonObject.Builder result = JsonObject.builder();
    for (Map.Entry<String, JsonValue> member : schema.members().entrySet()) {
      String name = member.getKey();
      if (NOT_IN_V2.contains(name) || name.equals("description")) {
        continue;
      }
      result.put(
          name,
          switch (member.getValue()) {
            case JsonObject object when name.equals("properties") -> properties(object);
            case JsonObject object
                when name.equals("items") || name.equals("additionalProperties") ->
                schema(object);
            default -> member.getValue();
          });
    }
    JsonValue description = description(schema);
    if (description != null) {
      result.put("description", description);
    }
    // Numbers or texts, such as quantities, are texts in v2.
    return schema.has("oneOf") && !schema.has("type")
        ? result.put("type", new JsonString("string")).build()
        : result.build();
  }

  /** What is deprecated is so in prose alone. */
  private static @Nullable JsonValue description(JsonObject schema) {
    JsonValue description = schema.get("description");
    return description == null && schema.get("deprecated") == JsonBoolean.TRUE
        ? new JsonString("Deprecated: kept for old clients.")
        : description;
  }

  private static JsonObject properties(JsonObject properties) {
    JsonObject.Builder result = JsonObject.builder();
    properties
        .members()
        .forEach(
            (name, property) ->
                result.put(name, property instanceof JsonObject each ? schema(each) : property));
    return result.build();
  }
}
