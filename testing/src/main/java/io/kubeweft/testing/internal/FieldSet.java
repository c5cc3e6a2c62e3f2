package io.kubeweft.testing.internal;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of fields as in {@code managedFields}: {@code f:} before names, {@code k:} before the keys
 * of list elements, {@code v:} before values of sets, {@code .} for an element as such. A node
 * without children is a field that is owned as a whole.
 */
final class FieldSet {
  private static final String SELF = ".";

  private FieldSet() {}

  /** The fields of an object that somebody can own. */
  static JsonObject of(JsonObject object, Schemas.Node schema) {
    JsonObject fields = fields(owned(object), schema);
    return fields;
  }

  /** Without what the server alone decides. */
  private static JsonObject owned(JsonObject object) {
    JsonObject result = object.without("apiVersion").without("kind");
    JsonObject metadata = object.getObject("metadata");
    for (String field :
        List.of(
            "name",
            "namespace",
            "uid",
            "resourceVersion",
            "generation",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "managedFields",
            "generateName",
            "selfLink")) {
      metadata = metadata.without(field);
    }
    return metadata.isEmpty() ? result.without("metadata") : result.with("metadata", metadata);
  }

  private static JsonObject fields(JsonObject object, Schemas.Node schema) {
    JsonObject.Builder set = JsonObject.builder();
    object
        .members()
        .forEach((name, value) -> set.put("f:" + name, children(value, schema.field(name))));
    return set.build();
  }

  private static JsonObject children(JsonValue value, Schemas.Node schema) {
    if (value instanceof JsonObject object && !schema.isAtomic()) {
      return fields(object, schema);
    }
    if (value instanceof JsonArray array) {
      return switch (schema.listType()) {
        case "map" -> elements(array, schema);
        case "set" -> {
          JsonObject.Builder set = JsonObject.builder();
          array.forEach(each -> set.put("v:" + each, JsonObject.EMPTY));
          yield set.build();
        }
        default -> JsonObject.EMPTY;
      };
    }
    return JsonObject.EMPTY;
  }

  private static JsonObject elements(JsonArray array, Schemas.Node schema) {
    JsonObject.Builder set = JsonObject.builder();
    for (JsonValue each : array) {
      JsonObject element = (JsonObject) each;
      set.put(
          "k:" + keys(element, schema),
          fields(element, schema.element()).with(SELF, JsonObject.EMPTY));
    }
    return set.build();
  }

  /** The values of the keys of a list element, defaults included. */
  static JsonObject keys(JsonObject element, Schemas.Node schema) {
    JsonObject.Builder keys = JsonObject.builder();
    for (String key : schema.mapKeys()) {
      JsonValue value = element.get(key);
      JsonValue known = value == null ? schema.element().defaultOf(key) : value;
      if (known != null) {
        keys.put(key, known);
      }
    }
    return keys.build();
  }

  static JsonObject union(JsonObject left, JsonObject right) {
    JsonObject result = left;
    for (var member : right.members().entrySet()) {
      JsonObject inner = (JsonObject) member.getValue();
      JsonObject old = left.getObject(member.getKey());
      result = result.with(member.getKey(), union(old, inner));
    }
    return result;
  }

  /** What is left of a set without the leaves of another one. */
  static JsonObject without(JsonObject set, JsonObject gone) {
    JsonObject result = set;
    for (var member : gone.members().entrySet()) {
      String name = member.getKey();
      if (!set.has(name)) {
        continue;
      }
      JsonObject inner = set.getObject(name);
      JsonObject left = without(inner, (JsonObject) member.getValue());
      result = left.isEmpty() ? result.without(name) : result.with(name, left);
    }
    return result;
  }

  /** The paths of all leaves. */
  static List<List<String>> leaves(JsonObject set) {
    List<List<String>> leaves = new ArrayList<>();
    collect(set, new ArrayList<>(), leaves);
    return leaves;
  }

  private static void collect(JsonObject set, List<String> path, List<List<String>> leaves) {
    for (var member : set.members().entrySet()) {
      path.addLast(member.getKey());
      JsonObject inner = (JsonObject) member.getValue();
      if (inner.isEmpty()) {
        leaves.add(List.copyOf(path));
      } else {
        collect(inner, path, leaves);
      }
      path.removeLast();
    }
  }

  static JsonObject ofLeaves(List<List<String>> leaves) {
    JsonObject set = JsonObject.EMPTY;
    for (List<String> leaf : leaves) {
      JsonObject one = JsonObject.EMPTY;
      for (String step : leaf.reversed()) {
        one = JsonObject.of(step, one);
      }
      set = union(set, one);
    }
    return set;
  }

  static boolean contains(JsonObject set, List<String> leaf) {
    JsonObject node = set;
    for (String step : leaf) {
      if (!node.has(step)) {
        return false;
      }
      node = node.getObject(step);
    }
    return node.isEmpty();
  }

  /** The value at a path; null if there is none. */
  static @Nullable JsonValue find(JsonValue root, List<String> path, Schemas.Node schema) {
    JsonValue value = root;
    Schemas.Node node = schema;
    for (String step : path) {
      switch (value) {
        case JsonObject object when step.startsWith("f:") -> {
          value = object.get(step.substring(2));
          node = node.field(step.substring(2));
        }
        case JsonArray array when step.startsWith("k:") -> {
          int index = indexOf(array, step, node);
          value = index < 0 ? null : array.get(index);
          node = node.element();
        }
        case JsonArray array when step.startsWith("v:") -> {
          JsonValue wanted = Json.parse(step.substring(2));
          value = array.values().contains(wanted) ? wanted : null;
        }
        case JsonObject object when step.equals(SELF) -> value = JsonObject.EMPTY;
        default -> value = null;
      }
      if (value == null) {
        return null;
      }
    }
    return value;
  }

  private static int indexOf(JsonArray array, String step, Schemas.Node schema) {
    JsonValue keys = Json.parse(step.substring(2));
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i) instanceof JsonObject element && keys(element, schema).equals(keys)) {
        return i;
      }
    }
    return -1;
  }

  /** The object without the fields of a set. */
  static JsonObject remove(JsonObject object, JsonObject gone, Schemas.Node schema) {
    JsonObject result = object;
    for (var member : gone.members().entrySet()) {
      String name = member.getKey().substring(Math.min(2, member.getKey().length()));
      JsonValue old = result.get(name);
      if (!member.getKey().startsWith("f:") || old == null) {
        continue;
      }
      JsonObject inner = (JsonObject) member.getValue();
      JsonValue left = inner.isEmpty() ? null : removed(old, inner, schema.field(name));
      boolean empty =
          left == null
              || left instanceof JsonObject o && o.isEmpty()
              || left instanceof JsonArray a && a.isEmpty();
      result = empty || left == null ? result.without(name) : result.with(name, left);
    }
    return result;
  }

  private static JsonValue removed(JsonValue value, JsonObject gone, Schemas.Node schema) {
    return switch (value) {
      case JsonObject object -> remove(object, gone, schema);
      case JsonArray array -> {
        List<JsonValue> kept = new ArrayList<>();
        for (JsonValue each : array) {
          JsonObject inner = goneOf(each, gone, schema);
          boolean whole = inner != null && (inner.isEmpty() || inner.has(SELF));
          if (inner == null) {
            kept.add(each);
          } else if (!whole) {
            kept.add(remove((JsonObject) each, inner, schema.element()));
          }
        }
        yield JsonArray.copyOf(kept);
      }
      default -> value;
    };
  }

  private static @Nullable JsonObject goneOf(
      JsonValue element, JsonObject gone, Schemas.Node schema) {
    if (element instanceof JsonObject object && !schema.mapKeys().isEmpty()) {
      String name = "k:" + keys(object, schema);
      return gone.has(name) ? gone.getObject(name) : null;
    }
    return gone.has("v:" + element) ? JsonObject.EMPTY : null;
  }

  /** A path as people read it: {@code .spec.containers[name="a"].image}. */
  static String display(List<String> path) {
    StringBuilder text = new StringBuilder();
    for (String step : path) {
      if (step.startsWith("f:")) {
        text.append('.').append(step, 2, step.length());
      } else if (step.startsWith("v:")) {
        text.append("[=").append(step, 2, step.length()).append(']');
      } else if (step.startsWith("k:")) {
        List<String> keys = new ArrayList<>();
        ((JsonObject) Json.parse(step.substring(2)))
            .members()
            .forEach((key, value) -> keys.add(key + "=" + value));
        text.append('[').append(String.join(",", keys)).append(']');
      }
    }
    return text.toString();
  }
}
