package io.kubeweft.testing.internal.openapi;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** OpenAPI v3: a document for each version of a group, with the schemas that it needs. */
final class DocumentV3 {
  private static final Set<String> WRITES = Set.of("post", "put", "patch");

  private final Api api;

  DocumentV3(Api api) {
    this.api = api;
  }

  /** What has documents: versions such as {@code /apis/apps/v1}, groups, and discovery itself. */
  Set<String> roots() {
    Set<String> roots = new TreeSet<>();
    api.paths().members().keySet().forEach(path -> roots.add(Api.root(path)));
    api.discovery().keySet().forEach(path -> roots.add(Api.root(path)));
    return roots;
  }

  /** The document of one of the roots; null if there is none. */
  @Nullable JsonObject document(String root) {
    Map<String, String> names = api.names();
    JsonObject.Builder paths = JsonObject.builder();
    Deque<String> needed = new ArrayDeque<>();
    api.discovery()
        .forEach(
            (path, schema) -> {
              if (Api.root(path).equals(root)) {
                paths.put(path, JsonObject.of("get", answer(schema)));
                needed.add(schema);
              }
            });
    for (Map.Entry<String, JsonValue> each : api.paths().members().entrySet()) {
      if (Api.root(each.getKey()).equals(root)) {
        JsonObject item = (JsonObject) each.getValue();
        paths.put(each.getKey(), operations(each.getKey(), item));
        addKinds(item, names, needed);
      }
    }
    JsonObject found = paths.build();
    if (found.isEmpty()) {
      return null;
    }
    return JsonObject.builder()
        .put("openapi", "3.0.0")
        .put(
            "info",
            JsonObject.builder().put("title", "Kubernetes").put("version", api.version()).build())
        .put("paths", found)
        .put("components", JsonObject.of("schemas", reachable(needed)))
        .build();
  }

  private static JsonObject answer(String schema) {
    JsonObject reference = JsonObject.builder().put("$ref", Api.REFERENCE + schema).build();
    JsonObject content = JsonObject.of("application/json", JsonObject.of("schema", reference));
    JsonObject ok = JsonObject.builder().put("description", "OK").put("content", content).build();
    return JsonObject.of("responses", JsonObject.of("200", ok));
  }

  private static void addKinds(JsonObject item, Map<String, String> names, Deque<String> needed) {
    for (JsonValue operation : item.members().values()) {
      JsonObject kind = ((JsonObject) operation).getObject("x-kubernetes-group-version-kind");
      for (String suffix : List.of("", "List")) {
        String name = names.get(Api.key(kind, suffix));
        if (name != null) {
          needed.add(name);
        }
      }
    }
  }

  private JsonObject reachable(Deque<String> needed) {
    Map<String, JsonValue> schemas = new TreeMap<>();
    while (!needed.isEmpty()) {
      String name = needed.remove();
      JsonValue schema = api.schemas().get(name);
      if (schema != null && schemas.put(name, schema) == null) {
        addReferences(schema, needed);
      }
    }
    return JsonObject.copyOf(schemas);
  }

  private static void addReferences(JsonValue value, Deque<String> needed) {
    if (value instanceof JsonObject object) {
      String name = Api.referred(object);
      if (name != null) {
        needed.add(name);
      }
      object.members().values().forEach(member -> addReferences(member, needed));
    } else if (value instanceof JsonArray array) {
      array.forEach(element -> addReferences(element, needed));
    }
  }

  /** The operations with the parameters of paths and those that kubectl looks for. */
  private static JsonObject operations(String path, JsonObject item) {
    JsonObject.Builder operations = JsonObject.builder();
    for (Map.Entry<String, JsonValue> each : item.members().entrySet()) {
      JsonObject operation = (JsonObject) each.getValue();
      if (WRITES.contains(each.getKey())) {
        operation =
            operation.with(
                "parameters",
                JsonArray.of(
                    parameter("dryRun", "query"),
                    parameter("fieldManager", "query"),
                    parameter("fieldValidation", "query")));
      }
      operations.put(each.getKey(), operation);
    }
    List<JsonValue> inPath = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (part.startsWith("{")) {
        inPath.add(parameter(part.substring(1, part.length() - 1), "path"));
      }
    }
    return inPath.isEmpty()
        ? operations.build()
        : operations.put("parameters", JsonArray.copyOf(inPath)).build();
  }

  private static JsonObject parameter(String name, String in) {
    JsonObject.Builder parameter = JsonObject.builder().put("name", name).put("in", in);
    if (in.equals("path")) {
      parameter.put("required", true);
    }
    return parameter.put("schema", JsonObject.builder().put("type", "string").build()).build();
  }
}
