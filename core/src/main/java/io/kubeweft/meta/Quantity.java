package io.kubeweft.meta;

import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.json.JsonWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An amount of a resource, such as {@code 100m} CPUs or {@code 1.5Gi} of memory.
 *
 * <p>It keeps the text it was read from; {@link #canonical} is the server's normal form. {@code
 * equals} compares texts, {@link #compareTo} amounts: {@code 1Gi} and {@code 1024Mi} compare as 0
 * and are not equal. Calculations are exact, and in Kotlin {@code +}, {@code -} and comparison
 * operators work. (Source: apimachinery pkg/api/resource/quantity.go.)
 */
public final class Quantity implements Comparable<Quantity> {
  /** Reads and writes it as JSON; a number is read like a string with its text. */
  public static final JsonCodec<Quantity> CODEC = new Codec();

  /** The amount 0. */
  public static final Quantity ZERO = new Quantity("0");

  /** The amount 0, as which Go reads an absent value. */
  public static final Quantity EMPTY = ZERO;

  private final String text;

  private Quantity(String text) {
    this.text = text;
  }

  /** How the canonical form is written. */
  public enum Format {
    /** With suffixes of powers of 1000: {@code 12M}, {@code 100m}. */
    DECIMAL_SI,
    /** With suffixes of powers of 1024: {@code 12Mi}. */
    BINARY_SI,
    /** With exponents: {@code 12e6}. */
    DECIMAL_EXPONENT
  }

  /**
   * Parses a quantity.
   *
   * @param text a number with an optional suffix: n u m k M G T P E, Ki Mi Gi Ti Pi Ei, or an
   *     exponent such as e3
   * @throws IllegalArgumentException if it is none
   */
  public static Quantity parse(String text) {
    QuantityText.parse(Objects.requireNonNull(text, "text"));
    return new Quantity(text);
  }

  /**
   * Returns an amount without a suffix where it is whole.
   *
   * @param amount the number of units
   */
  public static Quantity of(long amount) {
    return of(BigDecimal.valueOf(amount), Format.DECIMAL_SI);
  }

  /**
   * Returns an amount in its canonical form.
   *
   * @param amount the number of units
   * @param format how it is written
   */
  public static Quantity of(BigDecimal amount, Format format) {
    return new Quantity(QuantityText.canonical(amount, format));
  }

  /** Returns the exact amount, rounded away from zero to nine decimal places as the server does. */
  public BigDecimal amount() {
    return QuantityText.parse(text).amount();
  }

  /** Returns how the canonical form of this quantity is written. */
  public Format format() {
    return QuantityText.parse(text).format();
  }

  /**
   * Returns the amount, rounded up to a whole number of units.
   *
   * @throws ArithmeticException if it does not fit
   */
  public long toLong() {
    return amount().setScale(0, RoundingMode.UP).longValueExact();
  }

  /**
   * Returns the amount in thousandths, rounded up: {@code 0.1} is 100.
   *
   * @throws ArithmeticException if it does not fit
   */
  public long toMillis() {
    return amount().movePointRight(3).setScale(0, RoundingMode.UP).longValueExact();
  }

  /**
   * Returns the sum, written as this quantity is (as the other one is if this is 0).
   *
   * @param other is added
   */
  public Quantity plus(Quantity other) {
    return combine(other, amount().add(other.amount()));
  }

  /**
   * Returns the difference, written as this quantity is (as the other one is if this is 0).
   *
   * @param other is subtracted
   */
  public Quantity minus(Quantity other) {
    return combine(other, amount().subtract(other.amount()));
  }

  private Quantity combine(Quantity other, BigDecimal result) {
    return of(result, amount().signum() == 0 ? other.format() : format());
  }

  /** Returns this quantity as the server would write it: {@code 1.5Gi} becomes {@code 1536Mi}. */
  public Quantity canonical() {
    QuantityText parsed = QuantityText.parse(text);
    String canonical = QuantityText.canonical(parsed.amount(), parsed.format());
    return canonical.equals(text) ? this : new Quantity(canonical);
  }

  /**
   * Compares amounts, whatever their texts are.
   *
   * @param other is compared with this
   */
  @Override
  public int compareTo(Quantity other) {
    return amount().compareTo(other.amount());
  }

  /** Returns whether both have the same text; to compare amounts use {@link #compareTo}. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Quantity that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Returns the text that this was read from. */
  @Override
  public String toString() {
    return text;
  }

  private static final class Codec implements JsonCodec<Quantity> {
    /** The text is not checked here: what a server sends is kept, and fails when it is used. */
    @Override
    public Quantity read(JsonReader in) {
      JsonValue value = in.currentValue();
      if (value instanceof JsonString string) {
        return new Quantity(string.value());
      }
      if (value instanceof JsonNumber number) {
        return new Quantity(number.literal());
      }
      throw in.mismatch("a quantity such as 100m or 1Gi");
    }

    @Override
    public void write(JsonWriter out, Quantity value) {
      out.writeString(value.text);
    }
  }
}
