package io.kubeweft.testing.internal.openapi;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Paths and schemas of what one CustomResourceDefinition declares. */
final class CustomApi {
  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
  private static final Map<String, String> ONE =
      Map.of("get", "get", "put", "put", "patch", "patch", "delete", "delete");
  private static final Map<String, String> ALL =
      Map.of("get", "list", "post", "post", "delete", "deletecollection");
  private static final Map<String, String> PART =
      Map.of("get", "get", "put", "put", "patch", "patch");

  private final JsonObject spec;
  private final String group;
  private final String plural;
  private final String kind;

  CustomApi(JsonObject definition) {
    this.spec = definition.getObject("spec");
    this.group = text(spec, "group");
    this.plural = text(spec, "names", "plural");
    this.kind = text(spec, "names", "kind");
  }

  private static String text(JsonObject object, String... path) {
    String text = object.getString(path);
    return text == null ? "" : text;
  }

  void addTo(JsonObject.Builder paths, JsonObject.Builder schemas) {
    for (JsonValue each : spec.getArray("versions")) {
      if (each instanceof JsonObject version && version.get("served") == JsonBoolean.TRUE) {
        addPaths(version, paths);
        addSchemas(version, schemas);
      }
    }
  }

  private JsonObject groupVersionKind(String version, String suffix) {
    return JsonObject.builder()
        .put("group", group)
        .put("version", version)
        .put("kind", kind + suffix)
        .build();
  }

  private void addPaths(JsonObject version, JsonObject.Builder paths) {
    String name = text(version, "name");
    String root = "/apis/" + group + "/" + name + "/";
    boolean namespaced = text(spec, "scope").equals("Namespaced");
    String all = root + (namespaced ? "namespaces/{namespace}/" : "") + plural;
    JsonObject own = groupVersionKind(name, "");
    paths.put(all, operations(ALL, own));
    paths.put(all + "/{name}", operations(ONE, own));
    if (namespaced) {
      paths.put(root + plural, operations(Map.of("get", "list"), own));
    }
    JsonObject subresources = version.getObject("subresources");
    if (subresources.has("status")) {
      paths.put(all + "/{name}/status", operations(PART, own));
    }
    if (subresources.has("scale")) {
      JsonObject scale =
          JsonObject.builder()
              .put("group", "autoscaling")
              .put("version", "v1")
              .put("kind", "Scale")
              .build();
      paths.put(all + "/{name}/scale", operations(PART, scale));
    }
  }

  private static JsonObject operations(Map<String, String> actions, JsonObject kind) {
    JsonObject.Builder operations = JsonObject.builder();
    actions.forEach(
        (method, action) ->
            operations.put(
                method,
                JsonObject.builder()
                    .put("x-kubernetes-action", action)
                    .put("x-kubernetes-group-version-kind", kind)
                    .build()));
    return operations.build();
  }

  private void addSchemas(JsonObject version, JsonObject.Builder schemas) {
    String name = text(version, "name");
    List<String> parts = new ArrayList<>(Arrays.asList(group.split("\\.", -1)));
    Collections.reverse(parts);
    String own = String.join(".", parts) + "." + name + "." + kind;
    JsonObject schema = version.getObject("schema", "openAPIV3Schema");
    JsonObject properties =
        schema
            .getObject("properties")
            .with("apiVersion", string())
            .with("kind", string())
            .with("metadata", reference(META + "ObjectMeta"));
    schemas.put(
        own,
        schema
            .with("properties", properties)
            .with("x-kubernetes-group-version-kind", JsonArray.of(groupVersionKind(name, ""))));
    schemas.put(own + "List", list(own, name));
  }

  private JsonObject list(String item, String version) {
    JsonObject items =
        JsonObject.builder().put("type", "array").put("items", reference(item)).build();
    return JsonObject.builder()
        .put("type", "object")
        .put("required", JsonArray.ofStrings("items"))
        .put(
            "properties",
            JsonObject.builder()
                .put("apiVersion", string())
                .put("items", items)
                .put("kind", string())
                .put("metadata", reference(META + "ListMeta"))
                .build())
        .put("x-kubernetes-group-version-kind", JsonArray.of(groupVersionKind(version, "List")))
        .build();
  }

  private static JsonObject string() {
    return JsonObject.builder().put("type", "string").build();
  }

  private static JsonObject reference(String name) {
    JsonObject reference = JsonObject.builder().put("$ref", Api.REFERENCE + name).build();
    return JsonObject.builder().put("allOf", JsonArray.of(reference)).build();
  }
}
