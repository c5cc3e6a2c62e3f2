package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Values within an object that are whole objects themselves: they need a type, and their metadata
 * is checked (apiextensions pkg/apiserver/schema/objectmeta).
 */
final class EmbeddedResources {
  private EmbeddedResources() {}

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
      case JsonObject object -> {
        if (schema.isEmbedded()) {
          type(causes, path, object, "apiVersion");
          type(causes, path, object, "kind");
          if (object.get("metadata") instanceof JsonObject) {
            MetadataRules.embedded(causes, Paths.child(path, "metadata"), object);
          }
        }
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
      }
      case JsonArray array -> {
        for (int i = 0; i < array.size(); i++) {
          check(causes, Paths.index(path, i), array.get(i), schema.items());
        }
      }
      default -> {}
    }
  }

  private static void type(Causes causes, String path, JsonObject object, String field) {
    String at = Paths.child(path, field);
    switch (object.get(field)) {
      case null -> causes.required(at, "");
      case JsonString(String text) when text.isEmpty() ->
          causes.invalid(at, text, "must not be empty");
      case JsonString(String text) when field.equals("kind") -> {
        List<String> wrong = Names.label1035(text.toLowerCase(Locale.ROOT));
        if (!wrong.isEmpty()) {
          causes.invalid(
              at,
              text,
              "may have mixed case, but should otherwise match: " + String.join(",", wrong));
        }
      }
      case JsonString(String text) when text.split("/", -1).length > 2 ->
          causes.invalid(at, text, "unexpected GroupVersion string: " + text);
      case JsonString unused -> {}
      case JsonValue other -> causes.invalid(at, other, "must be a string");
    }
  }
}
