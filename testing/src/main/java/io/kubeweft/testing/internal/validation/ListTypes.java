package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists that are sets or maps: no value and no key is there twice (apiextensions
 * pkg/apiserver/schema/listtype).
 */
final class ListTypes {
  private ListTypes() {}

  static List<Cause> check(JsonValue value, Structural schema) {
    Causes causes = new Causes();
    SchemaWalk.walk(
        value,
        schema,
        (path, each, its) -> {
          if (each instanceof JsonArray array) {
            list(causes, path, array, its);
          }
        });
    return causes.list();
  }

  private static void list(Causes causes, String path, JsonArray array, Structural schema) {
    switch (schema.listType()) {
      case "set" -> duplicates(causes, path, array.values());
      case "map" -> keys(causes, path, array, schema);
      default -> {}
    }
  }

  private static void keys(Causes causes, String path, JsonArray array, Structural schema) {
    List<JsonValue> keys = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      JsonValue element = array.get(i);
      if (!(element instanceof JsonObject) && element != JsonNull.NULL) {
        causes.invalid(
            Paths.index(path, i), element, "must be an object for an array of list-type map");
        return;
      }
      keys.add(Correlation.keys(schema, element));
    }
    duplicates(causes, path, keys);
  }

  /** A value that is there three times is told once, where it is there again. */
  private static void duplicates(Causes causes, String path, List<JsonValue> values) {
    Map<JsonValue, Integer> seen = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      if (seen.merge(values.get(i), 1, Integer::sum) == 2) {
        causes.duplicate(Paths.index(path, i), values.get(i));
      }
    }
  }
}
