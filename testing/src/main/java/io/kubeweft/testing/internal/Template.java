package io.kubeweft.testing.internal;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is filled in where an object says nothing. A member of the template that is a scalar, or
 * begins with a plus, is put where it is missing; an object is applied to one that is there, and
 * the only element of a list to each element that is there.
 *
 * @param root of the template
 */
record Template(JsonObject root) {
  private static final String CREATE = "+";

  /** A text that is empty is not given: Go can not tell the difference. */
  private static final JsonString NOTHING = new JsonString("");

  static Template parse(String json) {
    return new Template(Json.parseObject(json));
  }

  JsonObject fill(JsonObject object) {
    return fill(object, root);
  }

  private static JsonObject fill(JsonObject object, JsonObject template) {
    JsonObject result = object;
    for (Map.Entry<String, JsonValue> entry : template.members().entrySet()) {
      boolean created = entry.getKey().startsWith(CREATE);
      String name = created ? entry.getKey().substring(1) : entry.getKey();
      JsonValue given = result.get(name);
      JsonValue filled = filled(given, entry.getValue(), created);
      result = filled == null ? result : result.with(name, filled);
    }
    return result;
  }

  private static @Nullable JsonValue filled(
      @Nullable JsonValue given, JsonValue template, boolean created) {
    return switch (template) {
      case JsonObject inner when given instanceof JsonObject object -> fill(object, inner);
      case JsonObject inner when given == null && created -> fill(JsonObject.EMPTY, inner);
      case JsonArray inner
          when given instanceof JsonArray list && inner.get(0) instanceof JsonObject element ->
          JsonArray.copyOf(
              list.values().stream()
                  .map(each -> each instanceof JsonObject object ? fill(object, element) : each)
                  .toList());
      case JsonObject unused -> null;
      case JsonArray unused -> null;
      default -> given == null || given.equals(NOTHING) ? template : null;
    };
  }
}
