package io.kubeweft.json;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A JSON number that keeps the text it was read from, so that nothing is lost or reformatted.
 *
 * <p>Two numbers are equal when their mathematical values are: {@code 1.10} equals {@code 1.1}.
 */
public final class JsonNumber implements JsonValue {
  private static final int MAX_EXPONENT_DIGITS = 9;

  private final String literal;

  private JsonNumber(String literal) {
    this.literal = literal;
  }

  /**
   * Returns an integral number.
   *
   * @param value its value
   */
  public static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  /**
   * Returns a number with the shortest text that reads back as the same double.
   *
   * @param value its value, neither infinite nor NaN, which JSON cannot express
   * @throws IllegalArgumentException if it is infinite or NaN
   */
  public static JsonNumber of(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("JSON has no number for " + value);
    }
    return new JsonNumber(Double.toString(value));
  }

  /**
   * Returns a number.
   *
   * @param value its value
   */
  public static JsonNumber of(BigDecimal value) {
    return new JsonNumber(value.toString());
  }

  /**
   * Returns the number with this text.
   *
   * @param literal as JSON writes numbers, such as {@code -12}, {@code 1.10} or {@code 2e3}
   * @throws IllegalArgumentException if it is not a JSON number
   */
  public static JsonNumber parse(String literal) {
    Objects.requireNonNull(literal, "literal");
    if (!isNumber(literal)) {
      throw new IllegalArgumentException("not a JSON number: \"" + literal + "\"");
    }
    return new JsonNumber(literal);
  }

  /** Wraps text that a JSON parser has already checked. */
  static JsonNumber ofChecked(String literal) {
    return new JsonNumber(literal);
  }

  /** Returns the text of this number, as it was read. */
  public String literal() {
    return literal;
  }

  /** Returns whether {@link #longValue} is exact: no fraction, and within 64 bits. */
  public boolean isLong() {
    int digits = literal.startsWith("-") ? literal.length() - 1 : literal.length();
    if (digits <= 18 && isPlainInteger()) {
      return true;
    }
    try {
      toBigDecimal().longValueExact();
      return true;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  /**
   * Returns the value as a 64-bit integer.
   *
   * @throws ArithmeticException if it has a fraction or does not fit
   */
  public long longValue() {
    return isPlainInteger() && literal.length() <= 18
        ? Long.parseLong(literal)
        : toBigDecimal().longValueExact();
  }

  /** Returns the nearest double; infinite if the value is too large for one. */
  public double doubleValue() {
    return Double.parseDouble(literal);
  }

  /**
   * Returns the exact value.
   *
   * @throws ArithmeticException if its exponent has more digits than any sensible number
   */
  public BigDecimal toBigDecimal() {
    try {
      return new BigDecimal(literal);
    } catch (NumberFormatException e) {
      throw new ArithmeticException("the exponent is too large for a BigDecimal");
    }
  }

  private boolean isPlainInteger() {
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if ((c < '0' || c > '9') && c != '-') {
        return false;
      }
    }
    return true;
  }

  /** The grammar of RFC 8259 section 6, with an exponent that {@link BigDecimal} can hold. */
  private static boolean isNumber(String text) {
    int i = text.startsWith("-") ? 1 : 0;
    int start = i;
    i = skipDigits(text, i);
    if (i == start || (i > start + 1 && text.charAt(start) == '0')) {
      return false;
    }
    if (i < text.length() && text.charAt(i) == '.') {
      int fraction = i + 1;
      i = skipDigits(text, fraction);
      if (i == fraction) {
        return false;
      }
    }
    if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      i++;
      if (i < text.length() && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
        i++;
      }
      int exponent = i;
      i = skipDigits(text, exponent);
      if (i == exponent || i - exponent > MAX_EXPONENT_DIGITS) {
        return false;
      }
    }
    return i == text.length();
  }

  private static int skipDigits(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof JsonNumber that)) {
      return false;
    }
    if (literal.equals(that.literal)) {
      return true;
    }
    if (isPlainInteger() && that.isPlainInteger()) {
      return literal.equals("-0") && that.literal.equals("0")
          || literal.equals("0") && that.literal.equals("-0");
    }
    try {
      return toBigDecimal().compareTo(that.toBigDecimal()) == 0;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  /** Numbers of equal value have the same nearest double. */
  @Override
  public int hashCode() {
    double nearest = doubleValue();
    return nearest == 0 ? 0 : Double.hashCode(nearest);
  }

  @Override
  public String toString() {
    return literal;
  }
}
