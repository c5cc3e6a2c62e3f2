package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.Set;

/** Defaults in a schema must fit the schema, and name no field that it does not name. */
final class DefaultRules {
  private static final Set<String> META = Set.of("apiVersion", "kind", "metadata");

  private DefaultRules() {}

  static void check(Causes causes, String path, JsonObject json, boolean root) {
    Structural schema = new Structural(json);
    JsonValue value = schema.defaultValue();
    if (value != null) {
      String at = path + ".default";
      if (!Pruning.prune(value, schema).unknown().isEmpty()) {
        causes.invalid(at, value, "must not have unknown fields");
      }
      causes.addAll(SchemaCheck.checkPart(at, value, json, null));
    }
    schema
        .properties()
        .forEach(
            (name, property) -> {
              JsonObject inner = (JsonObject) property;
              String at = Paths.key(path + ".properties", name);
              if (root && META.contains(name) && inner.has("default")) {
                causes.forbidden(at + ".default", "must not be set in top-level " + name);
              } else {
                check(causes, at, inner, false);
              }
            });
    if (json.get("items") instanceof JsonObject items) {
      check(causes, path + ".items", items, false);
    }
  }
}
