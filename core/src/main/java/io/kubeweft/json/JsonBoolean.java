package io.kubeweft.json;

/** {@code true} or {@code false} in JSON. */
public enum JsonBoolean implements JsonValue {
  /** The value {@code true}. */
  TRUE,
  /** The value {@code false}. */
  FALSE;

  /**
   * Returns the constant for a boolean.
   *
   * @param value which
   */
  public static JsonBoolean of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** Returns this as a boolean. */
  public boolean value() {
    return this == TRUE;
  }

  @Override
  public String toString() {
    return this == TRUE ? "true" : "false";
  }
}
