package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a value beside its schema, from the outside in; what the schema says nothing of is
 * passed over. {@link Pruning} and {@link Defaulting} make another value instead, and each goes
 * where the other does not.
 */
final class SchemaWalk {
  private SchemaWalk() {}

  /** What is done with a value and each value within it. */
  interface Visitor {
    void visit(String path, JsonValue value, Structural schema);
  }

  static void walk(JsonValue value, Structural schema, Visitor visitor) {
    walk("", value, schema, visitor);
  }

  private static void walk(
      String path, JsonValue value, @Nullable Structural schema, Visitor visitor) {
    if (schema == null) {
      return;
    }
    visitor.visit(path, value, schema);
    switch (value) {
      case JsonObject object ->
          object
              .members()
              .forEach(
                  (name, member) -> {
                    Structural named = schema.property(name);
                    if (named == null) {
                      walk(Paths.key(path, name), member, schema.additional(), visitor);
                    } else {
                      walk(Paths.child(path, name), member, named, visitor);
                    }
                  });
      case JsonArray array -> {
        for (int i = 0; i < array.size(); i++) {
          walk(Paths.index(path, i), array.get(i), schema.items(), visitor);
        }
      }
      default -> {}
    }
  }
}
