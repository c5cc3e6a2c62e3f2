package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What schemas within allOf, anyOf, oneOf and not must be like: they restrict values, and what they
 * speak of is declared outside of them.
 */
final class NestedRules {
  private static final List<String> JUNCTORS = List.of("anyOf", "allOf", "oneOf");
  private static final Map<String, String> FORBIDDEN =
      Map.ofEntries(
          Map.entry("type", "must be empty to be structural"),
          Map.entry("additionalProperties", "must be undefined to be structural"),
          Map.entry("default", "must be undefined to be structural"),
          Map.entry("title", "must be empty to be structural"),
          Map.entry("description", "must be empty to be structural"),
          Map.entry("nullable", "must be false to be structural"),
          Map.entry("x-kubernetes-preserve-unknown-fields", "must be false to be structural"),
          Map.entry("x-kubernetes-embedded-resource", "must be false to be structural"),
          Map.entry("x-kubernetes-int-or-string", "must be false to be structural"),
          Map.entry("x-kubernetes-list-map-keys", "must be empty to be structural"),
          Map.entry("x-kubernetes-list-type", "must be undefined to be structural"),
          Map.entry("x-kubernetes-map-type", "must be undefined to be structural"),
          Map.entry("x-kubernetes-validations", "must be empty to be structural"));

  private NestedRules() {}

  /**
   * Checks the alternatives of a schema.
   *
   * @param intOrString the one way in which alternatives may name types
   */
  static void check(Causes causes, String path, JsonObject schema, JsonArray intOrString) {
    boolean free = schema.getArray("anyOf").equals(intOrString);
    boolean firstFree =
        !schema.getArray("allOf").isEmpty()
            && schema.getArray("allOf").get(0) instanceof JsonObject first
            && first.getArray("anyOf").equals(intOrString);
    values(causes, path, schema, free, firstFree);
  }

  private static void values(
      Causes causes, String path, JsonObject schema, boolean skipAnyOf, boolean skipFirst) {
    for (String junctor : JUNCTORS) {
      if (skipAnyOf && junctor.equals("anyOf")) {
        continue;
      }
      JsonArray schemas = schema.getArray(junctor);
      for (int i = 0; i < schemas.size(); i++) {
        boolean skip = skipFirst && i == 0 && junctor.equals("allOf");
        nested(causes, Paths.index(path + "." + junctor, i), schemas.get(i), skip);
      }
    }
    nested(causes, path + ".not", schema.get("not"), false);
    String pattern = schema.getString("pattern");
    if (pattern != null && GoPatterns.compiled(pattern) == null) {
      causes.invalid(path + ".pattern", pattern, "must be a valid regular expression, but isn't");
    }
  }

  private static void nested(
      Causes causes, String path, @Nullable JsonValue value, boolean skipAnyOf) {
    if (!(value instanceof JsonObject schema)) {
      return;
    }
    values(causes, path, schema, skipAnyOf, false);
    nested(causes, path + ".items", schema.get("items"), false);
    schema
        .getObject("properties")
        .members()
        .forEach(
            (name, property) ->
                nested(causes, Paths.key(path + ".properties", name), property, false));
    FORBIDDEN.forEach(
        (keyword, rule) -> {
          if (SchemaRules.isSet(schema.get(keyword))) {
            causes.forbidden(path + "." + keyword, rule);
          }
        });
    if (schema.getObject("properties").has("metadata")) {
      causes.forbidden(
          Paths.key(path + ".properties", "metadata"), "must not be specified in a nested context");
    }
  }

  /** What alternatives at the root speak of must be declared. */
  static void complete(Causes causes, String path, JsonObject schema) {
    for (String junctor : JUNCTORS) {
      JsonArray schemas = schema.getArray(junctor);
      for (int i = 0; i < schemas.size(); i++) {
        declared(causes, path, schema, Paths.index(path + "." + junctor, i), schemas.get(i));
      }
    }
    declared(causes, path, schema, path + ".not", schema.get("not"));
  }

  private static void declared(
      Causes causes,
      String path,
      @Nullable JsonObject schema,
      String nestedPath,
      @Nullable JsonValue value) {
    if (!(value instanceof JsonObject nested)) {
      return;
    }
    if (schema == null) {
      causes.required(path, "because it is defined in " + nestedPath);
      return;
    }
    for (String junctor : JUNCTORS) {
      JsonArray schemas = nested.getArray(junctor);
      for (int i = 0; i < schemas.size(); i++) {
        String at = Paths.index(nestedPath + "." + junctor, i);
        declared(causes, path, schema, at, schemas.get(i));
      }
    }
    declared(causes, path, schema, nestedPath + ".not", nested.get("not"));
    JsonObject properties = schema.getObject("properties");
    nested
        .getObject("properties")
        .members()
        .forEach(
            (name, property) ->
                declared(
                    causes,
                    Paths.key(path + ".properties", name),
                    properties.get(name) instanceof JsonObject known ? known : null,
                    Paths.key(nestedPath + ".properties", name),
                    property));
    declared(
        causes,
        path + ".items",
        schema.get("items") instanceof JsonObject items ? items : null,
        nestedPath + ".items",
        nested.get("items"));
  }
}
