package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How schemas may say that a list is a set or a map, and that an object is atomic. */
final class ListTypeRules {
  private static final String LIST_TYPE = ".x-kubernetes-list-type";
  private static final String MAP_KEYS = ".x-kubernetes-list-map-keys";

  private ListTypeRules() {}

  static void check(Causes causes, String path, Structural schema) {
    String mapType = schema.json().getString("x-kubernetes-map-type");
    if (mapType != null) {
      needsType(causes, path, schema, "object", "x-kubernetes-map-type");
      if (!List.of("atomic", "granular").contains(mapType)) {
        causes.notSupported(
            path + ".x-kubernetes-map-type",
            new JsonString(mapType),
            List.of("atomic", "granular"));
      }
    }
    String listType = schema.listType();
    if (!listType.isEmpty()) {
      needsType(causes, path, schema, "array", "x-kubernetes-list-type");
      if (!List.of("atomic", "set", "map").contains(listType)) {
        causes.notSupported(
            path + LIST_TYPE, new JsonString(listType), List.of("atomic", "set", "map"));
      }
    }
    if (!schema.mapKeys().isEmpty() && !listType.equals("map")) {
      String rule = "must be map if x-kubernetes-list-map-keys is non-empty";
      if (listType.isEmpty()) {
        causes.required(path + LIST_TYPE, rule);
      } else {
        causes.invalid(path + LIST_TYPE, listType, rule);
      }
    }
    Structural items = schema.items();
    boolean keyed = listType.equals("set") || listType.equals("map");
    if (items != null && items.isNullable() && keyed) {
      causes.forbidden(
          path + ".items.nullable",
          "cannot be nullable when x-kubernetes-list-type is " + listType);
    }
    if (listType.equals("set") && items != null && items.type().equals("object")) {
      setOfObjects(causes, path, items);
    }
    if (listType.equals("map")) {
      map(causes, path, schema);
    }
  }

  private static void needsType(
      Causes causes, String path, Structural schema, String wanted, String keyword) {
    String rule = "must be " + wanted + " if " + keyword + " is specified";
    if (schema.type().isEmpty()) {
      causes.required(path + ".type", rule);
    } else if (!schema.type().equals(wanted)) {
      causes.invalid(path + ".type", schema.type(), rule);
    }
  }

  private static void setOfObjects(Causes causes, String path, Structural items) {
    if (!"atomic".equals(items.json().getString("x-kubernetes-map-type"))) {
      causes.invalid(
          path + ".items.x-kubernetes-map-type",
          items.json().get("x-kubernetes-list-type"),
          "must be atomic as item of a list with x-kubernetes-list-type=set");
    }
  }

  private static void map(Causes causes, String path, Structural schema) {
    JsonArray keys = schema.json().getArray("x-kubernetes-list-map-keys");
    if (keys.isEmpty()) {
      causes.required(path + MAP_KEYS, "must not be empty if x-kubernetes-list-type is map");
    }
    Structural items = schema.items();
    if (items == null) {
      causes.required(path + ".items", "must have a schema if x-kubernetes-list-type is map");
      return;
    }
    if (!items.type().equals("object")) {
      causes.invalid(
          path + ".items.type",
          items.type(),
          "must be object if parent array's x-kubernetes-list-type is map");
      return;
    }
    Set<String> seen = new HashSet<>();
    for (String name : schema.mapKeys()) {
      Structural key = items.property(name);
      if (key == null) {
        causes.invalid(path + MAP_KEYS, keys, "entries must all be names of item properties");
      } else {
        key(causes, path, items, name, key);
      }
      if (!seen.add(name)) {
        causes.invalid(path + MAP_KEYS, keys, "must not contain duplicate entries");
      }
    }
  }

  private static void key(
      Causes causes, String path, Structural items, String name, Structural key) {
    String at = Paths.key(path + ".items.properties", name);
    if (key.type().equals("array") || key.type().equals("object")) {
      causes.invalid(
          at + ".type",
          items.type(),
          "must be a scalar type if parent array's x-kubernetes-list-type is map");
    }
    JsonObject json = items.json();
    boolean required = json.getArray("required").values().contains(new JsonString(name));
    if (!required && key.defaultValue() == null) {
      causes.required(
          at + ".default",
          "this property is in x-kubernetes-list-map-keys, so it must have a default or be a"
              + " required property");
    }
    if (key.isNullable()) {
      causes.forbidden(
          at + ".nullable",
          "this property is in x-kubernetes-list-map-keys, so it cannot be nullable");
    }
  }
}
