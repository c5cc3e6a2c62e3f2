package io.kubeweft.testing.internal.table;

import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The condition of a filter in a path, such as {@code @.type=="Ready"}.
 *
 * @param left an operand
 * @param operator such as {@code ==}; empty if it is enough that the left operand is there
 * @param right the other operand; null if there is none
 */
record JsonPathFilter(Operand left, String operator, @Nullable Operand right) {
  /** A path below the element, or a value that is written out. */
  interface Operand {
    List<JsonValue> of(JsonValue element);
  }

  boolean holds(JsonValue element) {
    List<JsonValue> here = left.of(element);
    if (right == null) {
      return !here.isEmpty();
    }
    List<JsonValue> there = right.of(element);
    if (here.isEmpty() || there.isEmpty()) {
      return false;
    }
    return compare(here.getFirst(), there.getFirst());
  }

  private boolean compare(JsonValue one, JsonValue two) {
    int order;
    switch (one) {
      case JsonNumber number when two instanceof JsonNumber other ->
          order = number.toBigDecimal().compareTo(other.toBigDecimal());
      case JsonString(String text) when two instanceof JsonString(String other) ->
          order = text.compareTo(other);
      case JsonBoolean flag when two instanceof JsonBoolean other -> {
        return operator.equals("==") ? flag == other : operator.equals("!=") && flag != other;
      }
      default -> {
        return operator.equals("!=");
      }
    }
    return switch (operator) {
      case "==" -> order == 0;
      case "!=" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }
}
