package io.kubeweft.testing.internal.table;

import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What printers read from objects. */
final class Fields {
  static final String NONE = "<none>";
  static final String UNSET = "<unset>";

  private Fields() {}

  /** The text at a place; empty if there is none. */
  static String text(JsonObject object, String... path) {
    return textOr(object, "", path);
  }

  /** The text at a place, or what stands for its absence. */
  static String textOr(JsonObject object, String absent, String... path) {
    String text = plain(object.get(path));
    return text.isEmpty() ? absent : text;
  }

  static String plain(@Nullable JsonValue value) {
    return switch (value) {
      case null -> "";
      case JsonString(String text) -> text;
      default -> value.toString();
    };
  }

  static long number(JsonObject object, long absent, String... path) {
    Long number = object.getLong(path);
    return number == null ? absent : number;
  }

  static boolean flag(JsonObject object, String... path) {
    Boolean value = object.getBoolean(path);
    return value != null && value;
  }

  static List<JsonObject> objects(JsonObject object, String... path) {
    List<JsonObject> objects = new ArrayList<>();
    for (JsonValue value : object.getArray(path)) {
      if (value instanceof JsonObject each) {
        objects.add(each);
      }
    }
    return objects;
  }

  static List<String> texts(JsonObject object, String... path) {
    return object.getArray(path).values().stream().map(Fields::plain).toList();
  }

  /** The texts of a field of all objects, with commas between them. */
  static String joined(List<JsonObject> objects, String field) {
    return objects.stream().map(each -> text(each, field)).collect(Collectors.joining(","));
  }

  /** Whether one of the conditions in the status is true. */
  static boolean isTrue(JsonObject object, String condition) {
    for (JsonObject each : objects(object, "status", "conditions")) {
      if (text(each, "type").equals(condition)) {
        return text(each, "status").equals("True");
      }
    }
    return false;
  }

  static boolean isTerminating(JsonObject object) {
    return !text(object, "metadata", "deletionTimestamp").isEmpty();
  }

  /** A map of labels as {@code a=b,c=d}. */
  static String labels(JsonObject labels) {
    Map<String, String> sorted = new TreeMap<>();
    labels.members().forEach((key, value) -> sorted.put(key, key + "=" + plain(value)));
    return sorted.isEmpty() ? NONE : String.join(",", sorted.values());
  }

  /**
   * A label selector as the query that means the same.
   *
   * @param absent what stands for one that selects everything
   */
  static String selector(JsonObject selector, String absent) {
    Map<String, String> sorted = new TreeMap<>();
    selector
        .getObject("matchLabels")
        .members()
        .forEach((key, value) -> sorted.put(key, key + "=" + plain(value)));
    for (JsonObject each : objects(selector, "matchExpressions")) {
      String key = text(each, "key");
      sorted.merge(key, requirement(key, each), (one, two) -> one + "," + two);
    }
    return sorted.isEmpty() ? absent : String.join(",", sorted.values());
  }

  private static String requirement(String key, JsonObject expression) {
    String values = texts(expression, "values").stream().sorted().collect(Collectors.joining(","));
    return switch (text(expression, "operator")) {
      case "In" -> key + " in (" + values + ")";
      case "NotIn" -> key + " notin (" + values + ")";
      case "DoesNotExist" -> "!" + key;
      default -> key;
    };
  }

  /** What a reference refers to, such as {@code deployment.apps/web}. */
  static String kindAndName(JsonObject reference) {
    String apiVersion = text(reference, "apiVersion");
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : "." + apiVersion.substring(0, slash);
    String kind = text(reference, "kind") + group;
    return kind.toLowerCase(Locale.ROOT) + "/" + text(reference, "name");
  }

  /** The name of an object, and whether it is the default of its kind. */
  static String nameAndDefault(JsonObject object, String annotation) {
    String name = text(object, "metadata", "name");
    boolean isDefault = text(object, "metadata", "annotations", annotation).equals("true");
    return isDefault ? name + " (default)" : name;
  }

  /** The first few texts; the count of the others. */
  static String firstFew(List<String> texts, int most, String absent) {
    if (texts.isEmpty()) {
      return absent;
    }
    String shown = String.join(",", texts.subList(0, Math.min(most, texts.size())));
    int more = texts.size() - most;
    return more > 0 ? shown + " + " + more + " more..." : shown;
  }
}
