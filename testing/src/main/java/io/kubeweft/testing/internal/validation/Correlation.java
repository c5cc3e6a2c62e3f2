package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the element that a list had before: possible only if elements are known by keys.
 *
 * @param schema of the list
 * @param byKeys the elements that were there
 */
record Correlation(Structural schema, Map<JsonObject, JsonValue> byKeys) {
  static Correlation of(JsonObject json, @Nullable JsonValue old) {
    Structural schema = new Structural(json);
    Map<JsonObject, JsonValue> byKeys = new HashMap<>();
    if (schema.listType().equals("map") && old instanceof JsonArray array) {
      array.forEach(each -> byKeys.put(keys(schema, each), each));
    }
    return new Correlation(schema, byKeys);
  }

  @Nullable JsonValue find(JsonValue element) {
    return byKeys.isEmpty() ? null : byKeys.get(keys(schema, element));
  }

  static JsonObject keys(Structural schema, JsonValue element) {
    JsonObject.Builder keys = JsonObject.builder();
    if (element instanceof JsonObject object) {
      for (String name : schema.mapKeys()) {
        JsonValue key = object.get(name);
        if (key != null) {
          keys.put(name, key);
        }
      }
    }
    return keys.build();
  }
}
