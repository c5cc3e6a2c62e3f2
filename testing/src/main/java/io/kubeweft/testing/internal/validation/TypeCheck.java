package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;

/** Whether a value is of the type that its schema names. */
final class TypeCheck {
  private TypeCheck() {}

  static boolean applies(JsonObject schema) {
    return !types(schema).isEmpty() || !StringFormats.format(schema).isEmpty();
  }

  private static List<String> types(JsonObject schema) {
    if (schema.get("x-kubernetes-int-or-string") == JsonBoolean.TRUE) {
      return List.of("integer", "string");
    }
    String type = schema.getString("type");
    return type == null || type.isEmpty() ? List.of() : List.of(type);
  }

  static Findings check(String path, JsonValue value, JsonObject schema) {
    Findings found = new Findings();
    List<String> types = types(schema);
    String actual = typeOf(value);
    if (value == JsonNull.NULL) {
      boolean allowed = types.isEmpty() || new Structural(schema).isNullable();
      if (!allowed) {
        wrong(found, path, types, actual);
      }
      return found;
    }
    boolean formatted =
        !StringFormats.format(schema).isEmpty()
            && !types.contains("number")
            && !types.contains("integer");
    boolean textual = value instanceof JsonString || value instanceof JsonArray;
    if (formatted && textual) {
      found.matched();
      return found;
    }
    boolean fits =
        types.contains(actual)
            || actual.equals("integer") && types.contains("number")
            || actual.equals("number") && types.contains("integer") && isWhole(value);
    if (!fits && !types.isEmpty()) {
      wrong(found, path, types, actual);
    } else {
      found.matched();
    }
    return found;
  }

  private static void wrong(Findings found, String path, List<String> types, String actual) {
    String problem =
        path + " in body must be of type " + String.join(",", types) + ": \"" + actual + "\"";
    found.add(c -> c.typeInvalid(Paths.shown(path), new JsonString(actual), problem));
  }

  private static String typeOf(JsonValue value) {
    return switch (value) {
      case JsonString unused -> "string";
      case JsonBoolean unused -> "boolean";
      case JsonNull unused -> "null";
      case JsonArray unused -> "array";
      case JsonObject unused -> "object";
      case JsonNumber number -> number.isLong() ? "integer" : "number";
    };
  }

  private static boolean isWhole(JsonValue value) {
    return value instanceof JsonNumber number
        && number.toBigDecimal().remainder(BigDecimal.ONE).signum() == 0;
  }

  /** How Go complains about a value that is of another type. */
  static String inGo(JsonValue value, String wanted) {
    String type =
        switch (value) {
          case JsonString unused -> "string";
          case JsonBoolean unused -> "bool";
          case JsonNumber number -> number.literal().matches("-?\\d+") ? "int64" : "float64";
          case JsonArray unused -> "[]interface {}";
          case JsonObject unused -> "map[string]interface {}";
          case JsonNull unused -> "<nil>";
        };
    String shown =
        switch (value) {
          case JsonString(String text) -> text;
          case JsonNumber number -> number.toBigDecimal().stripTrailingZeros().toPlainString();
          default -> value.toString();
        };
    return shown + " is of the type " + type + ", expected " + wanted;
  }
}
