package io.kubeweft.testing.internal.openapi;

import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What documents are written from, in the shape of OpenAPI v3.
 *
 * @param version of Kubernetes
 * @param paths with their operations
 * @param schemas by name
 */
record Api(String version, JsonObject paths, JsonObject schemas) {
  static final String REFERENCE = "#/components/schemas/";

  /** The pinned API with the custom resources that definitions declare. */
  static Api of(JsonObject facts, Collection<JsonObject> definitions) {
    JsonObject.Builder paths = facts.getObject("paths").toBuilder();
    JsonObject.Builder schemas = facts.getObject("components", "schemas").toBuilder();
    for (JsonObject definition : definitions) {
      new CustomApi(definition).addTo(paths, schemas);
    }
    String version = facts.getString("info", "version");
    return new Api(version == null ? "" : version, paths.build(), schemas.build());
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
