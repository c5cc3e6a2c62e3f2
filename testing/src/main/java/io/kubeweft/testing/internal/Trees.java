package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is often read from and written to objects. */
final class Trees {
  private Trees() {}

  /** The text at a place; empty if there is none. */
  static String text(JsonObject object, String... path) {
    String text = object.getString(path);
    return text == null ? "" : text;
  }

  static String name(JsonObject object) {
    return text(object, "metadata", "name");
  }

  static String namespace(JsonObject object) {
    return text(object, "metadata", "namespace");
  }

  static String uid(JsonObject object) {
    return text(object, "metadata", "uid");
  }

  static String resourceVersion(JsonObject object) {
    return text(object, "metadata", "resourceVersion");
  }

  static boolean isTerminating(JsonObject object) {
    return !text(object, "metadata", "deletionTimestamp").isEmpty();
  }

  static Map<String, String> labels(JsonObject object) {
    Map<String, String> labels = new LinkedHashMap<>();
    object
        .getObject("metadata", "labels")
        .members()
        .forEach((key, value) -> labels.put(key, plain(value)));
    return labels;
  }

  static String plain(JsonValue value) {
    return value instanceof JsonString(String text) ? text : value.toString();
  }

  /** The object with one field of its metadata set, or removed for null. */
  static JsonObject withMeta(JsonObject object, String field, @Nullable JsonValue value) {
    JsonObject metadata = object.getObject("metadata");
    return object.with(
        "metadata", value == null ? metadata.without(field) : metadata.with(field, value));
  }

  static JsonObject withMeta(JsonObject object, String field, String value) {
    return withMeta(object, field, new JsonString(value));
  }

  /** The object with a value at a place below it. */
  static JsonObject with(JsonObject object, JsonValue value, String... path) {
    if (path.length == 1) {
      return object.with(path[0], value);
    }
    String[] rest = Arrays.copyOfRange(path, 1, path.length);
    return object.with(path[0], with(object.getObject(path[0]), value, rest));
  }

  /** The array with each of its objects edited. */
  static JsonArray each(JsonArray array, UnaryOperator<JsonObject> edit) {
    List<JsonValue> edited = new ArrayList<>(array.size());
    array.forEach(
        value -> edited.add(value instanceof JsonObject object ? edit.apply(object) : value));
    return JsonArray.copyOf(edited);
  }

  /** The object with a member taken from another one, or without it. */
  static JsonObject withMemberOf(JsonObject object, String member, JsonObject other) {
    JsonValue value = other.get(member);
    return value == null ? object.without(member) : object.with(member, value);
  }
}
