package io.kubeweft.json;

/** An explicit {@code null} in JSON, which is not the same as an absent member. */
public enum JsonNull implements JsonValue {
  /** The only value. */
  NULL;

  @Override
  public String toString() {
    return "null";
  }
}
