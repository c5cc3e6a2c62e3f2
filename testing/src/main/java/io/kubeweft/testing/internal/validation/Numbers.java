package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;

/** Numbers that must be within bounds. */
final class Numbers {
  static final int MAX_PORT = 65_535;

  private Numbers() {}

  static void range(Causes causes, String path, long value, long least, long most) {
    Names.range(value, least, most)
        .forEach(problem -> causes.invalid(path, JsonNumber.of(value), problem));
  }

  /** Checks that a number, if there is one, is none below zero. */
  static void notNegative(Causes causes, String path, JsonObject object, String field) {
    Long value = object.getLong(field);
    if (value != null && value < 0) {
      causes.invalid(
          Paths.child(path, field), JsonNumber.of(value), "must be greater than or equal to 0");
    }
  }
}
