package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists that are sets or maps: no value and no key is there twice (apiextensions
 * pkg/apiserver/schema/listtype).
 */
final class ListTypes {
  private ListTypes() {}

  static List<Cause> check(JsonValue value, Structural schema) {
    Causes causes = new Causes();
    check(causes, "", value, schema);
    return causes.list();
  }

  private static void check(
      Causes causes, String path, JsonValue value, @Nullable Structural schema) {
    if (schema == null) {
      return;
    }
    switch (value) {
      case JsonObject object ->
          object
              .members()
              .forEach(
                  (name, member) -> {
                    Structural named = schema.property(name);
                    if (named == null) {
                      check(causes, Paths.key(path, name), member, schema.additional());
                    } else {
                      check(causes, Paths.child(path, name), member, named);
                    }
                  });
      case JsonArray array -> {
        switch (schema.listType()) {
          case "set" -> duplicates(causes, path, array.values());
          case "map" -> keys(causes, path, array, schema);
          default -> {}
        }
        for (int i = 0; i < array.size(); i++) {
          check(causes, Paths.index(path, i), array.get(i), schema.items());
        }
      }
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
