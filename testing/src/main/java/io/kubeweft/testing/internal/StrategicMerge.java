package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Strategic merge patches (apimachinery pkg/util/strategicpatch): lists merge by the keys in the
 * facts; {@code $patch}, {@code $deleteFromPrimitiveList}, {@code $setElementOrder} and {@code
 * $retainKeys} are known.
 */
final class StrategicMerge {
  private static final String PATCH = "$patch";
  private static final String DELETE_FROM = "$deleteFromPrimitiveList/";
  private static final String ORDER = "$setElementOrder/";
  private static final String RETAIN = "$retainKeys";

  private StrategicMerge() {}

  static JsonObject apply(JsonObject target, JsonObject patch, Schemas.Node schema) {
    if (Trees.text(patch, PATCH).equals("replace")) {
      return patch.without(PATCH);
    }
    JsonObject result = retained(target, patch);
    for (var member : patch.members().entrySet()) {
      String name = member.getKey();
      JsonValue value = member.getValue();
      if (name.startsWith(DELETE_FROM)) {
        String list = name.substring(DELETE_FROM.length());
        result = result.with(list, without(result.getArray(list), (JsonArray) value));
      } else if (value instanceof JsonNull) {
        result = result.without(name);
      } else if (!name.startsWith("$")) {
        result = result.with(name, merged(result, name, value, schema.field(name)));
      }
    }
    return ordered(result, target, patch, schema);
  }

  private static JsonObject retained(JsonObject target, JsonObject patch) {
    if (!patch.has(RETAIN)) {
      return target;
    }
    Set<String> kept = new LinkedHashSet<>();
    patch.getArray(RETAIN).forEach(key -> kept.add(Trees.plain(key)));
    JsonObject result = target;
    for (String name : target.members().keySet()) {
      result = kept.contains(name) ? result : result.without(name);
    }
    return result;
  }

  private static JsonArray without(JsonArray list, JsonArray gone) {
    return JsonArray.copyOf(
        list.values().stream().filter(each -> !gone.values().contains(each)).toList());
  }

  private static JsonValue merged(
      JsonObject target, String name, JsonValue value, Schemas.Node schema) {
    JsonValue old = target.get(name);
    if (value instanceof JsonObject inner) {
      if (Trees.text(inner, PATCH).equals("delete")) {
        return JsonObject.EMPTY;
      }
      JsonObject before = old instanceof JsonObject object ? object : JsonObject.EMPTY;
      return apply(before, inner, schema);
    }
    if (value instanceof JsonArray list && schema.merges()) {
      JsonArray before = old instanceof JsonArray array ? array : JsonArray.EMPTY;
      return schema.patchMergeKey().isEmpty() ? union(before, list) : byKey(before, list, schema);
    }
    return value;
  }

  private static JsonArray union(JsonArray before, JsonArray added) {
    Set<JsonValue> values = new LinkedHashSet<>(before.values());
    values.addAll(added.values());
    return JsonArray.copyOf(values);
  }

  private static JsonArray byKey(JsonArray before, JsonArray patch, Schemas.Node schema) {
    String key = schema.patchMergeKey();
    List<JsonValue> values = new ArrayList<>(before.values());
    boolean replace =
        patch.values().stream()
            .anyMatch(v -> v instanceof JsonObject o && Trees.text(o, PATCH).equals("replace"));
    if (replace) {
      values.clear();
    }
    for (JsonValue each : patch) {
      if (!(each instanceof JsonObject element)) {
        throw ApiFailure.badRequest("a list that is merged by " + key + " has objects");
      }
      String directive = Trees.text(element, PATCH);
      JsonValue id = element.get(key);
      if (id == null) {
        if (directive.equals("replace")) {
          continue;
        }
        throw ApiFailure.badRequest(
            "map: " + element + " does not contain declared merge key: " + key);
      }
      int index = indexOf(values, key, id);
      if (directive.equals("delete")) {
        if (index >= 0) {
          values.remove(index);
        }
      } else if (index < 0) {
        values.add(apply(JsonObject.EMPTY, element, schema.element()));
      } else {
        values.set(index, apply((JsonObject) values.get(index), element, schema.element()));
      }
    }
    return JsonArray.copyOf(values);
  }

  private static int indexOf(List<JsonValue> values, String key, JsonValue id) {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) instanceof JsonObject object && id.equals(object.get(key))) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Puts the elements of merged lists into order: those that the patch names in its order, by
   * {@code $setElementOrder} or by their own; the others where they were, before a named one if
   * they stood before it.
   */
  private static JsonObject ordered(
      JsonObject target, JsonObject before, JsonObject patch, Schemas.Node schema) {
    JsonObject result = target;
    for (var member : patch.members().entrySet()) {
      String name = member.getKey();
      boolean explicit = name.startsWith(ORDER);
      String list = explicit ? name.substring(ORDER.length()) : name;
      String key = schema.field(list).patchMergeKey();
      boolean implied = !key.isEmpty() && schema.field(list).merges() && !patch.has(ORDER + list);
      if ((explicit || implied)
          && member.getValue() instanceof JsonArray order
          && result.get(list) instanceof JsonArray merged) {
        result = result.with(list, inOrder(merged, before.getArray(list), order, key));
      }
    }
    return result;
  }

  private static JsonArray inOrder(JsonArray merged, JsonArray old, JsonArray order, String key) {
    List<JsonValue> others = new ArrayList<>(merged.values());
    List<JsonValue> sorted = new ArrayList<>();
    for (JsonValue each : order) {
      int index = position(others, key, each);
      if (index >= 0) {
        sorted.add(others.remove(index));
      }
    }
    int at = 0;
    for (JsonValue other : others) {
      int place = position(old.values(), key, other);
      while (at < sorted.size() && place >= 0) {
        int named = position(old.values(), key, sorted.get(at));
        if (named > place) {
          break;
        }
        at++;
      }
      sorted.add(at++, other);
    }
    return JsonArray.copyOf(sorted);
  }

  private static int position(List<JsonValue> values, String key, JsonValue element) {
    if (!(element instanceof JsonObject object)) {
      return values.indexOf(element);
    }
    JsonValue id = object.get(key);
    return id == null ? -1 : indexOf(values, key, id);
  }
}
