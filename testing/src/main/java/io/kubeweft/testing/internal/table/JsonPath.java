package io.kubeweft.testing.internal.table;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path to values as kubectl knows it (client-go util/jsonpath): fields, quoted fields, indexes,
 * slices, wildcards, filters and the descent into everything below.
 */
final class JsonPath {
  /** One step: from a value to others. */
  interface Step {
    void follow(JsonValue from, List<JsonValue> to);
  }

  private final List<Step> steps;

  private JsonPath(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException if it can not be read
   */
  static JsonPath parse(String text) {
    return new JsonPath(new JsonPathParser(text).steps());
  }

  /** The first value at the path; null if there is none. */
  @Nullable JsonValue first(JsonValue root) {
    List<JsonValue> all = all(root);
    return all.isEmpty() ? null : all.getFirst();
  }

  List<JsonValue> all(JsonValue root) {
    List<JsonValue> values = List.of(root);
    for (Step step : steps) {
      List<JsonValue> next = new ArrayList<>();
      for (JsonValue value : values) {
        step.follow(value, next);
      }
      values = next;
    }
    return values;
  }

  static Step field(String name) {
    return (from, to) -> {
      JsonValue value = from instanceof JsonObject object ? object.get(name) : null;
      if (value != null) {
        to.add(value);
      }
    };
  }

  static Step wildcard() {
    return (from, to) -> to.addAll(children(from));
  }

  private static List<JsonValue> children(JsonValue value) {
    return switch (value) {
      case JsonObject object -> List.copyOf(object.members().values());
      case JsonArray array -> array.values();
      default -> List.of();
    };
  }

  /** The value and all below it. */
  static Step descend() {
    return JsonPath::addAllBelow;
  }

  private static void addAllBelow(JsonValue value, List<JsonValue> to) {
    to.add(value);
    children(value).forEach(child -> addAllBelow(child, to));
  }

  /**
   * Elements of a list; negative positions count from its end.
   *
   * @param from the first
   * @param end the one after the last; null for all
   * @param step from one to the next
   */
  static Step slice(@Nullable Integer from, @Nullable Integer end, int step) {
    return (value, to) -> {
      if (value instanceof JsonArray array) {
        int last = end == null ? array.size() : position(end, array);
        for (int i = from == null ? 0 : position(from, array);
            i < Math.min(last, array.size());
            i += step) {
          if (i >= 0) {
            to.add(array.get(i));
          }
        }
      }
    };
  }

  static Step index(int index) {
    return (value, to) -> {
      if (value instanceof JsonArray array) {
        int position = position(index, array);
        if (position >= 0 && position < array.size()) {
          to.add(array.get(position));
        }
      }
    };
  }

  private static int position(int index, JsonArray array) {
    return index < 0 ? array.size() + index : index;
  }

  static Step union(List<Step> parts) {
    return (from, to) -> parts.forEach(part -> part.follow(from, to));
  }

  /** Elements of which a condition holds. */
  static Step filter(JsonPathFilter filter) {
    return (from, to) -> {
      for (JsonValue child : children(from)) {
        if (filter.holds(child)) {
          to.add(child);
        }
      }
    };
  }
}
