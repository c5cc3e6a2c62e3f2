package io.kubeweft.json;

import java.util.Objects;

/**
 * A JSON string.
 *
 * @param value its characters
 */
public record JsonString(String value) implements JsonValue {
  /** Checks its argument. */
  public JsonString {
    Objects.requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return Json.write(this);
  }
}
