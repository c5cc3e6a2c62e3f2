package io.kubeweft.dynamic;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Changes one place of a tree. What lies beside the path is shared between the old and the new
 * tree; only the objects and arrays on the path are copied.
 */
final class TreeEdits {
  private final String[] path;
  private final Function<@Nullable JsonValue, @Nullable JsonValue> edit;

  private TreeEdits(String[] path, Function<@Nullable JsonValue, @Nullable JsonValue> edit) {
    if (path.length == 0) {
      throw new IllegalArgumentException("a path needs at least one step");
    }
    this.path = path;
    this.edit = edit;
  }

  /**
   * Returns a tree in which one place is what a function makes of it.
   *
   * @param root the old tree
   * @param path names from the outside in; a decimal number selects an element of an array, and its
   *     length the place behind its last one
   * @param edit is given the value, or null if there is none; returns the new value, or null to
   *     remove it
   * @throws IllegalArgumentException if the path leads through a value that has no members
   */
  static JsonObject edit(
      JsonObject root, String[] path, Function<@Nullable JsonValue, @Nullable JsonValue> edit) {
    return new TreeEdits(path, edit).inObject(root, 0);
  }

  private @Nullable JsonValue step(@Nullable JsonValue value, int depth) {
    if (depth == path.length) {
      return edit.apply(value);
    }
    return switch (value) {
      case null -> grow(depth);
      case JsonNull nothing -> grow(depth);
      case JsonObject object -> inObject(object, depth);
      case JsonArray array -> inArray(array, depth);
      default -> throw new IllegalArgumentException(where(depth) + " has no members");
    };
  }

  /** What is missing on the way is made, unless there is nothing to put into it. */
  private @Nullable JsonValue grow(int depth) {
    JsonValue below = step(null, depth + 1);
    return below == null ? null : JsonObject.of(path[depth], below);
  }

  private JsonObject inObject(JsonObject object, int depth) {
    JsonValue old = object.members().get(path[depth]);
    JsonValue changed = step(old, depth + 1);
    if (changed == old) {
      return object;
    }
    return changed == null ? object.without(path[depth]) : object.with(path[depth], changed);
  }

  private JsonArray inArray(JsonArray array, int depth) {
    int index = index(array, depth);
    JsonValue old = index < array.size() ? array.get(index) : null;
    JsonValue changed = step(old, depth + 1);
    if (changed == old) {
      return array;
    }
    List<JsonValue> elements = new ArrayList<>(array.values());
    if (changed == null) {
      elements.remove(index);
    } else if (old == null) {
      elements.add(changed);
    } else {
      elements.set(index, changed);
    }
    return JsonArray.copyOf(elements);
  }

  private int index(JsonArray array, int depth) {
    String step = path[depth];
    if (step.isEmpty() || step.length() > 9 || !step.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException(
          where(depth) + " is an array: \"" + step + "\" is no index");
    }
    int index = Integer.parseInt(step);
    if (index > array.size()) {
      throw new IllegalArgumentException(
          where(depth) + " has " + array.size() + " elements: there is no place " + index);
    }
    return index;
  }

  private String where(int depth) {
    return String.join(".", List.of(path).subList(0, depth));
  }
}
