package io.kubeweft.dynamic;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.meta.ManagedFieldsEntry;
import io.kubeweft.meta.ObjectMeta;
import io.kubeweft.meta.OwnerReference;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Metadata as a tree and as a value. Reading takes the strings of the tree as they are instead of
 * writing and parsing them: a cache of such objects then holds each string once.
 */
final class MetadataTrees {
  private MetadataTrees() {}

  /**
   * Returns the metadata that a tree holds.
   *
   * @throws DecodeException if a field is of the wrong type
   */
  static ObjectMeta read(JsonObject tree) {
    if (tree.isEmpty()) {
      return ObjectMeta.EMPTY;
    }
    ObjectMeta.Builder meta = ObjectMeta.builder();
    JsonObject.Builder unknown = null;
    for (Map.Entry<String, JsonValue> member : tree.members().entrySet()) {
      JsonValue value = member.getValue();
      String name = member.getKey();
      if (!(value instanceof JsonNull) && !set(meta, name, value)) {
        unknown = unknown == null ? JsonObject.builder() : unknown;
        unknown.put(name, value);
      }
    }
    return unknown == null ? meta.build() : meta.unknownFields(unknown.build()).build();
  }

  /** Sets a field; false if there is none of this name. */
  private static boolean set(ObjectMeta.Builder meta, String name, JsonValue value) {
    switch (name) {
      case "name" -> meta.name(string(name, value));
      case "generateName" -> meta.generateName(string(name, value));
      case "namespace" -> meta.namespace(string(name, value));
      case "uid" -> meta.uid(string(name, value));
      case "resourceVersion" -> meta.resourceVersion(string(name, value));
      case "generation" -> meta.generation(integer(name, value));
      case "creationTimestamp" -> meta.creationTimestamp(time(name, value));
      case "deletionTimestamp" -> meta.deletionTimestamp(time(name, value));
      case "deletionGracePeriodSeconds" -> meta.deletionGracePeriodSeconds(integer(name, value));
      case "labels" -> meta.labels(strings(name, value));
      case "annotations" -> meta.annotations(strings(name, value));
      case "ownerReferences" -> meta.ownerReferences(list(name, value, OwnerReference.CODEC));
      case "finalizers" -> meta.finalizers(list(name, value, JsonCodecs.STRING));
      case "managedFields" -> meta.managedFields(list(name, value, ManagedFieldsEntry.CODEC));
      case "selfLink" -> meta.selfLink(string(name, value));
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the tree of changed metadata: what is not changed stays as it is, in its place.
   *
   * @param old the tree that the metadata was read from
   * @param changed the metadata to write
   */
  static JsonObject write(JsonObject old, ObjectMeta changed) {
    JsonObject before = (JsonObject) Json.toTree(ObjectMeta.CODEC, read(old));
    JsonObject after = (JsonObject) Json.toTree(ObjectMeta.CODEC, changed);
    JsonObject tree = old;
    for (String name : before.members().keySet()) {
      if (!after.has(name)) {
        tree = tree.without(name);
      }
    }
    for (Map.Entry<String, JsonValue> member : after.members().entrySet()) {
      if (!member.getValue().equals(before.members().get(member.getKey()))) {
        tree = tree.with(member.getKey(), member.getValue());
      }
    }
    return tree;
  }

  private static String string(String name, JsonValue value) {
    if (value instanceof JsonString string) {
      return string.value();
    }
    throw mismatch(name, "a string");
  }

  private static Long integer(String name, JsonValue value) {
    if (value instanceof JsonNumber number && number.isLong()) {
      return number.longValue();
    }
    throw mismatch(name, "an integer");
  }

  private static Instant time(String name, JsonValue value) {
    try {
      return Instant.parse(string(name, value));
    } catch (DateTimeParseException e) {
      // The codec allows what RFC 3339 allows beyond that.
      return decode(name, value, JsonCodecs.TIME);
    }
  }

  private static Map<String, String> strings(String name, JsonValue value) {
    if (!(value instanceof JsonObject object)) {
      throw mismatch(name, "an object");
    }
    Map<String, String> strings = LinkedHashMap.newLinkedHashMap(object.size());
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      boolean empty = member.getValue() instanceof JsonNull;
      String path = name + "[" + member.getKey() + "]";
      strings.put(member.getKey(), empty ? "" : string(path, member.getValue()));
    }
    return strings;
  }

  /** One text for all elements: what a text costs does not depend on its length. */
  private static <T> List<T> list(String name, JsonValue value, JsonCodec<T> codec) {
    return decode(name, value, JsonCodecs.list(codec));
  }

  private static <T> T decode(String name, JsonValue value, JsonCodec<T> codec) {
    try {
      return Json.fromTree(codec, value);
    } catch (DecodeException e) {
      String inner = e.path();
      String joint = inner.isEmpty() || inner.startsWith("[") ? "" : ".";
      String message = String.valueOf(e.getMessage());
      String problem = inner.isEmpty() ? message : message.substring(inner.length() + 2);
      throw new DecodeException("metadata." + name + joint + inner, problem, e);
    }
  }

  private static DecodeException mismatch(String name, String expected) {
    return new DecodeException("metadata." + name, "expected " + expected, null);
  }
}
