package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;

/** What selectors by label must be like (apimachinery meta/v1/validation). */
final class SelectorRules {
  private SelectorRules() {}

  static void check(Causes causes, String path, JsonObject selector) {
    MetadataRules.labels(causes, path + ".matchLabels", selector.getObject("matchLabels"));
    JsonArray expressions = selector.getArray("matchExpressions");
    for (int i = 0; i < expressions.size(); i++) {
      expression(
          causes, Paths.index(path + ".matchExpressions", i), (JsonObject) expressions.get(i));
    }
  }

  private static void expression(Causes causes, String at, JsonObject expression) {
    String operator = PodRules.text(expression, "operator");
    boolean none = expression.getArray("values").isEmpty();
    switch (operator) {
      case "In", "NotIn" -> {
        if (none) {
          causes.required(at + ".values", "must be specified when `operator` is 'In' or 'NotIn'");
        }
      }
      case "Exists", "DoesNotExist" -> {
        if (!none) {
          causes.forbidden(
              at + ".values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
        }
      }
      default -> causes.invalid(at + ".operator", operator, "not a valid selector operator");
    }
    String key = PodRules.text(expression, "key");
    causes.invalid(at + ".key", key, Names.qualified(key));
  }
}
