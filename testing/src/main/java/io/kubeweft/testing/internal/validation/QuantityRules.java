package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.meta.Quantity;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is asked for of CPU, memory and the like. */
final class QuantityRules {
  private static final Set<String> STANDARD = Set.of("cpu", "memory", "ephemeral-storage");
  private static final String HUGE_PAGES = "hugepages-";

  private QuantityRules() {}

  static void resources(Causes causes, String path, JsonObject resources) {
    JsonObject limits = resources.getObject("limits");
    JsonObject requests = resources.getObject("requests");
    limits.members().forEach((name, value) -> quantity(causes, path + ".limits", name, value));
    requests
        .members()
        .forEach(
            (name, value) -> {
              quantity(causes, path + ".requests", name, value);
              BigDecimal wanted = number(value);
              BigDecimal most = number(limits.get(name));
              if (wanted != null && most != null && wanted.compareTo(most) > 0) {
                causes.invalid(
                    path + ".requests",
                    shown(value),
                    "must be less than or equal to "
                        + name
                        + " limit of "
                        + shown(limits.get(name)));
              }
            });
  }

  private static void quantity(Causes causes, String path, String name, JsonValue value) {
    String at = Paths.key(path, name);
    if (!STANDARD.contains(name) && !name.startsWith(HUGE_PAGES) && !name.contains("/")) {
      causes.invalid(at, name, "must be a standard resource type or fully qualified");
      causes.invalid(at, name, "must be a standard resource for containers");
    }
    BigDecimal number = number(value);
    if (number != null && number.signum() < 0) {
      causes.invalid(at, shown(value), "must be greater than or equal to 0");
    }
  }

  private static String shown(@Nullable JsonValue value) {
    return value instanceof JsonString(String text) ? text : String.valueOf(value);
  }

  /** The number; null if there is none or it can not be read. */
  static @Nullable BigDecimal number(@Nullable JsonValue value) {
    if (value == null) {
      return null;
    }
    try {
      return Quantity.parse(shown(value)).amount();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
