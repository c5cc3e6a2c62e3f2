package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAPI v3 documents: one for each version of a group, with the paths and schemas of the
 * facts and the query parameters of writes that kubectl looks for.
 */
final class OpenApiDocs {
  private static final Set<String> WRITES = Set.of("post", "put", "patch");

  private final JsonObject facts;

  OpenApiDocs(JsonObject facts) {
    this.facts = facts;
  }

  /** The document at {@code /openapi/v3}. */
  JsonObject index() {
    Set<String> roots = new TreeSet<>();
    facts.getObject("paths").members().keySet().forEach(path -> roots.add(root(path)));
    JsonObject.Builder paths = JsonObject.builder();
    for (String root : roots) {
      paths.put(
          root.substring(1),
          JsonObject.builder()
              .put("serverRelativeURL", "/openapi/v3" + root + "?hash=pinned")
              .build());
    }
    return JsonObject.of("paths", paths.build());
  }

  /** The part of a path that names the group and version. */
  private static String root(String path) {
    String[] parts = path.split("/", -1);
    int length = path.startsWith("/apis/") ? 4 : 3;
    return String.join("/", Arrays.asList(parts).subList(0, Math.min(length, parts.length)));
  }

  /** The document of a group and version, such as {@code /apis/apps/v1}; null if there is none. */
  @Nullable JsonObject document(String root) {
    JsonObject.Builder paths = JsonObject.builder();
    boolean found = false;
    for (Map.Entry<String, JsonValue> each : facts.getObject("paths").members().entrySet()) {
      if (root(each.getKey()).equals(root)) {
        paths.put(each.getKey(), withParameters((JsonObject) each.getValue()));
        found = true;
      }
    }
    if (!found) {
      return null;
    }
    return JsonObject.builder()
        .put("openapi", "3.0.0")
        .put("info", facts.getObject("info"))
        .put("paths", paths.build())
        .put("components", facts.getObject("components"))
        .build();
  }

  private static JsonObject withParameters(JsonObject operations) {
    JsonArray parameters =
        JsonArray.of(parameter("dryRun"), parameter("fieldManager"), parameter("fieldValidation"));
    JsonObject result = operations;
    for (Map.Entry<String, JsonValue> each : operations.members().entrySet()) {
      if (WRITES.contains(each.getKey()) && each.getValue() instanceof JsonObject operation) {
        result = result.with(each.getKey(), operation.with("parameters", parameters));
      }
    }
    return result;
  }

  private static JsonObject parameter(String name) {
    return JsonObject.builder()
        .put("name", name)
        .put("in", "query")
        .put("schema", JsonObject.builder().put("type", "string").build())
        .build();
  }
}
