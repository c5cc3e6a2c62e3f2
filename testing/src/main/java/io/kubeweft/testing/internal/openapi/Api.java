package io.kubeweft.testing.internal.openapi;

import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What documents are written from, in the shape of OpenAPI v3.
 *
 * @param version of Kubernetes
 * @param paths with their operations
 * @param schemas by name
 * @param discovery names of the schemas of what is answered at the paths of discovery
 */
record Api(String version, JsonObject paths, JsonObject schemas, Map<String, String> discovery) {
  static final String REFERENCE = "#/components/schemas/";
  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";

  /** The pinned API with the custom resources that definitions declare. */
  static Api of(JsonObject facts, Collection<JsonObject> definitions) {
    JsonObject.Builder paths = facts.getObject("paths").toBuilder();
    JsonObject.Builder schemas = facts.getObject("components", "schemas").toBuilder();
    for (JsonObject definition : definitions) {
      new CustomApi(definition).addTo(paths, schemas);
    }
    String version = facts.getString("info", "version");
    return new Api(
        version == null ? "" : version,
        paths.build(),
        schemas.build(),
        discovery(facts.getObject("paths")));
  }

  /** What kube-apiserver describes besides resources; not of the groups of custom resources. */
  private static Map<String, String> discovery(JsonObject paths) {
    Map<String, String> answers = new TreeMap<>();
    answers.put("/api/", META + "APIVersions");
    answers.put("/apis/", META + "APIGroupList");
    answers.put("/version/", "io.k8s.apimachinery.pkg.version.Info");
    for (String path : paths.members().keySet()) {
      answers.put(root(path) + "/", META + "APIResourceList");
      if (path.startsWith("/apis/")) {
        answers.put("/apis/" + path.split("/", -1)[2] + "/", META + "APIGroup");
      }
    }
    return answers;
  }

  /** The part of a path that names the group and version, or as much of it as there is. */
  static String root(String path) {
    String[] parts = path.split("/", -1);
    int length = path.startsWith("/apis/") ? 4 : 3;
    String root = String.join("/", Arrays.asList(parts).subList(0, Math.min(length, parts.length)));
    return root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
  }

  /** Names of schemas by group, version and kind. */
  Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    schemas
        .members()
        .forEach(
            (name, schema) -> {
              for (JsonValue each :
                  ((JsonObject) schema).getArray("x-kubernetes-group-version-kind")) {
                names.putIfAbsent(key((JsonObject) each, ""), name);
              }
            });
    return names;
  }

  static String key(JsonObject groupVersionKind, String suffix) {
    return groupVersionKind.getString("group")
        + "/"
        + groupVersionKind.getString("version")
        + "/"
        + groupVersionKind.getString("kind")
        + suffix;
  }

  /** The name of the schema that a value refers to; null if it refers to none. */
  static @Nullable String referred(JsonObject schema) {
    String reference = schema.getString("$ref");
    if (reference == null
        && schema.getArray("allOf").size() == 1
        && schema.getArray("allOf").get(0) instanceof JsonObject only) {
      reference = only.getString("$ref");
    }
    return reference != null && reference.startsWith(REFERENCE)
        ? reference.substring(REFERENCE.length())
        : null;
  }
}
