package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import java.math.BigDecimal;

/** Bounds of numbers, as a schema names them. */
final class NumberCheck {
  private static final BigDecimal INT_MAX = BigDecimal.valueOf(Integer.MAX_VALUE);
  private static final BigDecimal INT_MIN = BigDecimal.valueOf(Integer.MIN_VALUE);

  private NumberCheck() {}

  static Findings check(String path, JsonNumber number, JsonObject schema) {
    Findings found = new Findings();
    BigDecimal value = number.toBigDecimal();
    checkFormat(found, path, value, schema);
    if (schema.get("multipleOf") instanceof JsonNumber factor
        && value.remainder(factor.toBigDecimal()).signum() != 0) {
      SchemaCheck.invalid(found, path, number, "should be a multiple of " + factor.literal());
    }
    if (schema.get("maximum") instanceof JsonNumber most) {
      boolean exclusive = schema.get("exclusiveMaximum") == JsonBoolean.TRUE;
      int order = value.compareTo(most.toBigDecimal());
      if (order > 0 || exclusive && order == 0) {
        String bound = exclusive ? "should be less than " : "should be less than or equal to ";
        SchemaCheck.invalid(found, path, number, bound + most.literal());
      }
    }
    if (schema.get("minimum") instanceof JsonNumber least) {
      boolean exclusive = schema.get("exclusiveMinimum") == JsonBoolean.TRUE;
      int order = value.compareTo(least.toBigDecimal());
      if (order < 0 || exclusive && order == 0) {
        String bound =
            exclusive ? "should be greater than " : "should be greater than or equal to ";
        SchemaCheck.invalid(found, path, number, bound + least.literal());
      }
    }
    found.matched();
    return found;
  }

  private static void checkFormat(
      Findings found, String path, BigDecimal value, JsonObject schema) {
    if (!"integer".equals(schema.getString("type"))) {
      return;
    }
    boolean small = "int32".equals(schema.getString("format"));
    boolean fits =
        small
            ? value.compareTo(INT_MAX) <= 0 && value.compareTo(INT_MIN) >= 0
            : value.remainder(BigDecimal.ONE).signum() == 0;
    if (!fits) {
      String format = small ? " with format int32" : " (default format)";
      String problem = "Checked value must be of type integer" + format + " in " + path;
      found.add(c -> c.invalid(Paths.NONE, new JsonString(""), problem));
    }
  }
}
