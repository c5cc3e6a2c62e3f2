package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a schema in a CustomResourceDefinition must be like: structural, so that fields can be
 * pruned and defaulted by it (apiextensions pkg/apiserver/schema/validation.go).
 */
final class SchemaRules {
  private static final List<String> TYPES =
      List.of("array", "boolean", "integer", "number", "object", "string");
  private static final JsonArray INT_OR_STRING =
      JsonArray.of(
          JsonObject.of("type", new JsonString("integer")),
          JsonObject.of("type", new JsonString("string")));
  private static final List<String> UNSUPPORTED =
      List.of("id", "additionalItems", "patternProperties", "definitions", "dependencies", "$ref");

  private enum Level {
    ROOT("at the root"),
    ITEM("for specified array items"),
    FIELD("for specified object fields");

    final String text;

    Level(String text) {
      this.text = text;
    }
  }

  private SchemaRules() {}

  static void check(Causes causes, String path, JsonObject root) {
    if (root.get("nullable") == JsonBoolean.TRUE) {
      causes.forbidden(path + ".nullable", "nullable cannot be true at the root");
    }
    Causes structural = new Causes();
    if (isReadable(root)) {
      invariants(structural, path, root, Level.ROOT);
      NestedRules.complete(structural, path, root);
    }
    if (structural.isEmpty()) {
      DefaultRules.check(structural, path, root, true);
    }
    causes.addAll(
        structural.list().stream()
            .sorted((a, b) -> (a.field() + a.message()).compareTo(b.field() + b.message()))
            .toList());
    openApi(causes, path, root);
  }

  /** Whether it has none of the keywords that make a schema no structure at all. */
  private static boolean isReadable(JsonValue value) {
    return !(value instanceof JsonObject object)
        || UNSUPPORTED.stream().noneMatch(object::has)
            && !"null".equals(object.getString("type"))
            && object.members().values().stream().allMatch(SchemaRules::isReadable);
  }

  private static void invariants(Causes causes, String path, JsonObject json, Level level) {
    Structural schema = new Structural(json);
    String type = schema.type();
    if (type.equals("array") && !json.has("items")) {
      causes.required(path + ".items", "must be specified");
    }
    if (json.get("items") instanceof JsonObject items) {
      invariants(causes, path + ".items", items, Level.ITEM);
    }
    schema
        .properties()
        .forEach(
            (name, property) ->
                invariants(
                    causes,
                    Paths.key(path + ".properties", name),
                    (JsonObject) property,
                    Level.FIELD));
    if (schema.hasAdditional() && level == Level.ROOT) {
      causes.forbidden(path + ".additionalProperties", "must not be used at the root");
    }
    if (json.get("additionalProperties") instanceof JsonObject additional) {
      invariants(causes, path + ".additionalProperties", additional, Level.FIELD);
    }
    extensions(causes, path, schema);
    NestedRules.check(causes, path, json, INT_OR_STRING);
    type(causes, path, schema, level);
    metadata(causes, path, schema, level);
  }

  private static void extensions(Causes causes, String path, Structural schema) {
    if (schema.isIntOrString() && schema.preservesUnknown()) {
      causes.invalid(
          path + ".x-kubernetes-preserve-unknown-fields",
          JsonBoolean.TRUE,
          "must be false if x-kubernetes-int-or-string is true");
    }
    if (schema.isIntOrString() && schema.isEmbedded()) {
      causes.invalid(
          path + ".x-kubernetes-embedded-resource",
          JsonBoolean.TRUE,
          "must be false if x-kubernetes-int-or-string is true");
    }
    boolean bare = schema.properties().isEmpty() && !schema.preservesUnknown();
    if (schema.isEmbedded() && bare) {
      causes.required(
          path + ".properties",
          "must not be empty if x-kubernetes-embedded-resource is true without"
              + " x-kubernetes-preserve-unknown-fields");
    }
    if (schema.isEmbedded() && schema.hasAdditional()) {
      causes.forbidden(
          path + ".additionalProperties",
          "must not be used if x-kubernetes-embedded-resource is set");
    }
  }

  private static void type(Causes causes, String path, Structural schema, Level level) {
    String type = schema.type();
    String at = path + ".type";
    if (schema.isEmbedded() && !type.equals("object")) {
      String rule = "must be object if x-kubernetes-embedded-resource is true";
      if (type.isEmpty()) {
        causes.required(at, rule);
      } else {
        causes.invalid(at, type, rule);
      }
    } else if (type.isEmpty() && !schema.isIntOrString() && !schema.preservesUnknown()) {
      causes.required(at, "must not be empty " + level.text);
    }
    if (level == Level.ROOT && !type.isEmpty() && !type.equals("object")) {
      causes.invalid(at, type, "must be object at the root");
    }
  }

  private static void metadata(Causes causes, String path, Structural schema, Level level) {
    if (level != Level.ROOT && !schema.isEmbedded()) {
      return;
    }
    for (String field : List.of("apiVersion", "kind")) {
      Structural own = schema.property(field);
      if (own != null && !own.type().equals("string")) {
        causes.invalid(
            Paths.key(path + ".properties", field) + ".type", own.type(), "must be string");
      }
    }
    Structural own = schema.property("metadata");
    if (own == null) {
      return;
    }
    String at = Paths.key(path + ".properties", "metadata");
    if (!own.type().equals("object")) {
      causes.invalid(at + ".type", own.type(), "must be object");
    }
    boolean restricts =
        !Set.of("name", "generateName").containsAll(own.properties().keySet())
            || !Set.of("type", "properties", "description")
                .containsAll(own.json().members().keySet());
    if (level == Level.ROOT && restricts) {
      causes.forbidden(
          at,
          "must not specify anything other than name and generateName, but metadata is implicitly"
              + " specified");
    }
  }

  /** What holds for every part of a schema, alternatives included. */
  private static void openApi(Causes causes, String path, JsonObject json) {
    Structural schema = new Structural(json);
    String type = schema.type();
    if (!type.isEmpty() && !TYPES.contains(type)) {
      causes.notSupported(path + ".type", new JsonString(type), TYPES);
    }
    for (String keyword : UNSUPPORTED) {
      if (json.has(keyword)) {
        causes.forbidden(path + "." + keyword, keyword + " is not supported");
      }
    }
    if (type.equals("null")) {
      causes.forbidden(
          path + ".type", "type cannot be set to null, use nullable as an alternative");
    }
    if (json.get("items") instanceof JsonArray) {
      causes.forbidden(path + ".items", "items must be a schema object and not an array");
    }
    if (json.get("uniqueItems") == JsonBoolean.TRUE) {
      causes.forbidden(
          path + ".uniqueItems",
          "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
    }
    JsonValue additional = json.get("additionalProperties");
    boolean restricts = additional == JsonBoolean.FALSE || additional instanceof JsonObject;
    if (restricts && !schema.properties().isEmpty()) {
      causes.forbidden(
          path + ".additionalProperties",
          "additionalProperties and properties are mutual exclusive");
    }
    if (json.get("x-kubernetes-preserve-unknown-fields") == JsonBoolean.FALSE) {
      causes.invalid(
          path + ".x-kubernetes-preserve-unknown-fields",
          JsonBoolean.FALSE,
          "must be true or undefined");
    }
    ListTypeRules.check(causes, path, schema);
    inner(causes, path + ".additionalProperties", additional);
    schema
        .properties()
        .forEach(
            (name, property) -> inner(causes, Paths.key(path + ".properties", name), property));
    inner(causes, path + ".items", json.get("items"));
    inner(causes, path + ".not", json.get("not"));
    for (String junctor : List.of("allOf", "oneOf", "anyOf")) {
      JsonArray schemas = json.getArray(junctor);
      for (int i = 0; i < schemas.size(); i++) {
        inner(causes, Paths.index(path + "." + junctor, i), schemas.get(i));
      }
    }
  }

  private static void inner(Causes causes, String path, @Nullable JsonValue schema) {
    if (schema instanceof JsonObject object) {
      openApi(causes, path, object);
    }
  }

  static boolean isSet(@Nullable JsonValue value) {
    return value != null && value != JsonNull.NULL && value != JsonBoolean.FALSE;
  }
}
