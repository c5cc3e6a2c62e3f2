package io.kubeweft.meta;

import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.json.JsonWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An integer or a string, such as a port by number or by name, or {@code 3} or {@code 25%} of the
 * replicas. Exactly one of the two is there.
 *
 * @param number the integer, or null if it is a string
 * @param text the string, or null if it is an integer
 */
public record IntOrString(@Nullable Integer number, @Nullable String text) {
  /** Reads and writes it as JSON. */
  public static final JsonCodec<IntOrString> CODEC = new Codec();

  /** The integer 0, as which Go reads an absent value. */
  public static final IntOrString EMPTY = of(0);

  /** Checks that exactly one is there. */
  public IntOrString {
    if ((number == null) == (text == null)) {
      throw new IllegalArgumentException("either an integer or a string");
    }
  }

  /**
   * Returns an integer.
   *
   * @param number its value
   */
  public static IntOrString of(int number) {
    return new IntOrString(number, null);
  }

  /**
   * Returns a string.
   *
   * @param text its characters
   */
  public static IntOrString of(String text) {
    return new IntOrString(null, text);
  }

  // In plain code: the first call of the implicit method links a tree of method handles.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof IntOrString that
            && Objects.equals(number, that.number)
            && Objects.equals(text, that.text);
  }

  /** Returns the integer in decimal, or the string. */
  @Override
  public String toString() {
    return text == null ? String.valueOf(number) : text;
  }

  private static final class Codec implements JsonCodec<IntOrString> {
    @Override
    public IntOrString read(JsonReader in) {
      JsonValue value = in.currentValue();
      if (value instanceof JsonString string) {
        return of(string.value());
      }
      if (value instanceof JsonNumber number
          && number.isLong()
          && (int) number.longValue() == number.longValue()) {
        return of((int) number.longValue());
      }
      throw in.mismatch("an integer of 32 bits or a string");
    }

    @Override
    public void write(JsonWriter out, IntOrString value) {
      if (value.number != null) {
        out.writeLong(value.number);
      } else if (value.text != null) {
        out.writeString(value.text);
      }
    }
  }
}
