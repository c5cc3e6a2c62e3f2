package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks values against the schema of a CustomResourceDefinition, in the words and the order of
 * kube-openapi. What has not changed in an update is not held against it (KEP-4008).
 */
final class SchemaCheck {
  private SchemaCheck() {}

  /**
   * Checks a value.
   *
   * @param path of the value; empty for the object
   * @param value of the field
   * @param schema in the definition
   * @param old the value before; null if there was none, or which one it was can not be told
   */
  static Findings check(String path, JsonValue value, JsonObject schema, @Nullable JsonValue old) {
    Findings found = all(path, value, schema, old);
    boolean unchanged = old != null && old.equals(value) && !found.isValid();
    return unchanged ? new Findings() : found;
  }

  /**
   * Checks a value that is a part of something else: its fields are named with the path, the
   * messages without.
   */
  static List<Cause> checkPart(
      String path, JsonValue value, JsonObject schema, @Nullable JsonValue old) {
    return check("", value, schema, old).causes().stream()
        .map(
            cause -> {
              String field = cause.field();
              boolean whole = field.equals(Paths.NONE);
              String at = whole ? path : Paths.child(path, field);
              return new Cause(cause.reason(), at, cause.message());
            })
        .toList();
  }

  private static Findings all(
      String path, JsonValue value, JsonObject schema, @Nullable JsonValue old) {
    Findings found = new Findings();
    if (value == JsonNull.NULL) {
      found.merge(TypeCheck.check(path, value, schema));
      found.merge(enumerated(path, value, schema));
      return found;
    }
    if (TypeCheck.applies(schema)) {
      found.merge(TypeCheck.check(path, value, schema));
      found.matched();
    }
    found.merge(Alternatives.check(path, value, schema));
    found.matched();
    switch (value) {
      case JsonString(String text) -> {
        found.merge(text(path, text, schema));
        found.matched();
        if (StringFormats.isKnown(schema)) {
          found.merge(StringFormats.check(path, text, schema));
          found.matched();
        }
      }
      case JsonNumber number -> {
        found.merge(NumberCheck.check(path, number, schema));
        found.matched();
      }
      case JsonArray array -> {
        found.merge(list(path, array, schema, old));
        found.matched();
      }
      default -> {}
    }
    found.merge(enumerated(path, value, schema));
    found.matched();
    if (value instanceof JsonObject object) {
      found.merge(object(path, object, schema, old));
      found.matched();
    }
    found.matched();
    return found;
  }

  private static Findings enumerated(String path, JsonValue value, JsonObject schema) {
    Findings found = new Findings();
    List<JsonValue> known = schema.getArray("enum").values();
    if (!known.isEmpty() && !known.contains(value)) {
      List<String> names =
          known.stream()
              .map(each -> each instanceof JsonString(String text) ? text : each.toString())
              .toList();
      found.add(c -> c.notSupported(Paths.shown(path), value, names));
    }
    return found;
  }

  /** Only the first thing that is wrong with a text is told. */
  private static Findings text(String path, String text, JsonObject schema) {
    Findings found = new Findings();
    int length = text.codePointCount(0, text.length());
    Long most = schema.getLong("maxLength");
    Long least = schema.getLong("minLength");
    String pattern = schema.getString("pattern");
    if (most != null && length > most) {
      found.add(c -> c.tooLong(Paths.shown(path), most));
    } else if (least != null && length < least) {
      invalid(found, path, new JsonString(text), "should be at least " + least + " chars long");
    } else if (pattern != null && !GoPatterns.find(pattern, text)) {
      invalid(found, path, new JsonString(text), "should match '" + pattern + "'");
    }
    return found;
  }

  static void invalid(Findings found, String path, JsonValue value, String problem) {
    found.add(c -> c.invalid(Paths.shown(path), value, path + " in body " + problem));
  }

  private static Findings list(
      String path, JsonArray array, JsonObject schema, @Nullable JsonValue old) {
    Findings found = new Findings();
    if (schema.get("items") instanceof JsonObject items) {
      Correlation before = Correlation.of(schema, old);
      for (int i = 0; i < array.size(); i++) {
        JsonValue element = array.get(i);
        found.merge(check(Paths.index(path, i), element, items, before.find(element)));
      }
    }
    Long least = schema.getLong("minItems");
    Long most = schema.getLong("maxItems");
    if (least != null && array.size() < least) {
      JsonNumber size = JsonNumber.of(array.size());
      invalid(found, path, size, "should have at least " + least + " items");
    }
    if (most != null && array.size() > most) {
      found.add(c -> c.tooMany(Paths.shown(path), array.size(), most));
    }
    if (schema.get("uniqueItems") == JsonBoolean.TRUE
        && new HashSet<>(array.values()).size() < array.size()) {
      invalid(found, path, new JsonString(""), "shouldn't contain duplicates");
    }
    found.matched();
    return found;
  }

  private static Findings object(
      String path, JsonObject object, JsonObject schema, @Nullable JsonValue old) {
    Findings found = new Findings();
    JsonNumber size = JsonNumber.of(object.size());
    Long least = schema.getLong("minProperties");
    Long most = schema.getLong("maxProperties");
    if (least != null && object.size() < least) {
      invalid(found, path, size, "should have at least " + least + " properties");
    }
    if (most != null && object.size() > most) {
      found.add(c -> c.tooMany(Paths.shown(path), object.size(), most));
    }
    JsonObject before = old instanceof JsonObject was ? was : JsonObject.EMPTY;
    JsonObject properties = schema.getObject("properties");
    object
        .members()
        .forEach(
            (name, value) -> {
              JsonValue property =
                  properties.has(name) ? properties.get(name) : schema.get("additionalProperties");
              if (property instanceof JsonObject inner) {
                found.merge(check(Paths.child(path, name), value, inner, before.get(name)));
              }
            });
    for (JsonValue each : schema.getArray("required")) {
      if (each instanceof JsonString(String name) && !object.has(name)) {
        found.add(c -> c.required(Paths.child(path, name), ""));
      }
    }
    return found;
  }
}
