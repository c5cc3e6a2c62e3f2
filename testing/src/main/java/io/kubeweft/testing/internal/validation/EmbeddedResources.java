package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * Values within an object that are whole objects themselves: they need a type, and their metadata
 * is checked (apiextensions pkg/apiserver/schema/objectmeta).
 */
final class EmbeddedResources {
  private EmbeddedResources() {}

  static List<Cause> check(JsonValue value, Structural schema) {
    Causes causes = new Causes();
    SchemaWalk.walk(
        value,
        schema,
        (path, each, its) -> {
          if (its.isEmbedded() && each instanceof JsonObject object) {
            resource(causes, path, object);
          }
        });
    return causes.list();
  }

  private static void resource(Causes causes, String path, JsonObject object) {
    type(causes, path, object, "apiVersion");
    type(causes, path, object, "kind");
    if (object.get("metadata") instanceof JsonObject) {
      MetadataRules.embedded(causes, Paths.child(path, "metadata"), object);
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
