package io.kubeweft.json;

import org.jspecify.annotations.Nullable;

/** Steps down into a tree. */
final class JsonPaths {
  private static final int MAX_INDEX_DIGITS = 9;

  private JsonPaths() {}

  /** The member or element of a value that a step names, or null. */
  static @Nullable JsonValue step(JsonValue value, String step) {
    return switch (value) {
      case JsonObject object -> object.members().get(step);
      case JsonArray array -> {
        int index = index(step);
        yield index >= 0 && index < array.size() ? array.get(index) : null;
      }
      default -> null;
    };
  }

  private static int index(String step) {
    if (step.isEmpty() || step.length() > MAX_INDEX_DIGITS) {
      return -1;
    }
    for (int i = 0; i < step.length(); i++) {
      if (step.charAt(i) < '0' || step.charAt(i) > '9') {
        return -1;
      }
    }
    return Integer.parseInt(step);
  }
}
