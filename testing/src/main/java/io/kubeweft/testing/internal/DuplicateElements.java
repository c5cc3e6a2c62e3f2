package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds list elements that a configuration has twice: nobody can own both. */
final class DuplicateElements {
  private DuplicateElements() {}

  /** Returns what is there twice, such as {@code .spec.a: duplicate ...}; empty for nothing. */
  static String find(JsonValue value, Schemas.Node schema) {
    return find(value, schema, "");
  }

  private static String find(JsonValue value, Schemas.Node schema, String path) {
    String found = "";
    switch (value) {
      case JsonObject object -> {
        for (var member : object.members().entrySet()) {
          String name = member.getKey();
          found =
              found.isEmpty()
                  ? find(member.getValue(), schema.field(name), path + "." + name)
                  : found;
        }
      }
      case JsonArray array -> found = elements(array, schema, path);
      default -> {}
    }
    return found;
  }

  private static String elements(JsonArray array, Schemas.Node schema, String path) {
    Set<String> seen = new HashSet<>();
    String found = "";
    for (JsonValue each : array) {
      String step = step(each, schema);
      if (!step.isEmpty() && !seen.add(step) && found.isEmpty()) {
        String key = FieldSet.display(List.of(step));
        found = path + ": duplicate entries for key " + key;
      } else if (found.isEmpty()) {
        found = find(each, schema.element(), path);
      }
    }
    return found;
  }

  /** How an element is known in a list; empty if it is not. */
  private static String step(JsonValue element, Schemas.Node schema) {
    return switch (schema.listType()) {
      case "map" ->
          element instanceof JsonObject object ? "k:" + FieldSet.keys(object, schema) : "";
      case "set" -> "v:" + element;
      default -> "";
    };
  }
}
