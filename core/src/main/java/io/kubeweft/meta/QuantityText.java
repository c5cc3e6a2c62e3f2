package io.kubeweft.meta;

import io.kubeweft.meta.Quantity.Format;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The text form of quantities, as apimachinery's pkg/api/resource defines it.
 *
 * @param amount at most nine decimal places
 * @param format how the text was written
 */
record QuantityText(BigDecimal amount, Format format) {
  private static final String DECIMAL_SUFFIXES = "num kMGTPE";
  private static final String BINARY_SUFFIXES = "KMGTPE";
  private static final int NANO_SCALE = 9;
  private static final int MAX_EXPONENT_DIGITS = 4;
  private static final BigDecimal MAX_BINARY = new BigDecimal(Long.MAX_VALUE);
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);

  static QuantityText parse(String text) {
    int end = endOfNumber(text);
    BigDecimal number = number(text, end);
    String suffix = text.substring(end);
    if (suffix.length() == 2 && suffix.charAt(1) == 'i') {
      return binary(text, number, suffix);
    }
    if (suffix.length() > 1 && (suffix.charAt(0) == 'e' || suffix.charAt(0) == 'E')) {
      int exponent = exponent(text, suffix.substring(1));
      return decimal(number.scaleByPowerOfTen(exponent), Format.DECIMAL_EXPONENT);
    }
    int thousands = decimalSuffix(text, suffix);
    return decimal(number.scaleByPowerOfTen(3 * thousands), Format.DECIMAL_SI);
  }

  private static int endOfNumber(String text) {
    int end = 0;
    if (end < text.length() && (text.charAt(end) == '+' || text.charAt(end) == '-')) {
      end++;
    }
    while (end < text.length()
        && (text.charAt(end) == '.' || text.charAt(end) >= '0' && text.charAt(end) <= '9')) {
      end++;
    }
    return end;
  }

  private static BigDecimal number(String text, int end) {
    try {
      return new BigDecimal(text.substring(0, end));
    } catch (NumberFormatException e) {
      throw malformed(text);
    }
  }

  private static int exponent(String text, String digits) {
    try {
      if (digits.length() <= MAX_EXPONENT_DIGITS) {
        return Integer.parseInt(digits);
      }
    } catch (NumberFormatException e) {
      // falls through to the one error
    }
    throw malformed(text);
  }

  /** The power of 1000 that a suffix stands for. */
  private static int decimalSuffix(String text, String suffix) {
    if (suffix.isEmpty()) {
      return 0;
    }
    int index = suffix.length() == 1 ? DECIMAL_SUFFIXES.indexOf(suffix.charAt(0)) : -1;
    if (index < 0 || suffix.charAt(0) == ' ') {
      throw malformed(text);
    }
    return index - DECIMAL_SUFFIXES.indexOf(' ');
  }

  private static QuantityText binary(String text, BigDecimal number, String suffix) {
    int power = BINARY_SUFFIXES.indexOf(suffix.charAt(0)) + 1;
    if (power == 0) {
      throw malformed(text);
    }
    BigDecimal amount = roundUp(number.multiply(KIBI.pow(power)));
    if (amount.abs().compareTo(MAX_BINARY) > 0) {
      amount = amount.signum() < 0 ? MAX_BINARY.negate() : MAX_BINARY;
    }
    boolean fraction = amount.signum() != 0 && amount.abs().compareTo(BigDecimal.ONE) < 0;
    return new QuantityText(amount, fraction ? Format.DECIMAL_SI : Format.BINARY_SI);
  }

  private static QuantityText decimal(BigDecimal amount, Format format) {
    return new QuantityText(roundUp(amount), format);
  }

  /** Away from zero: a little of a resource never becomes nothing. */
  private static BigDecimal roundUp(BigDecimal amount) {
    return amount.scale() > NANO_SCALE ? amount.setScale(NANO_SCALE, RoundingMode.UP) : amount;
  }

  static String canonical(BigDecimal exact, Format format) {
    BigDecimal amount = roundUp(exact);
    if (amount.signum() == 0) {
      return "0";
    }
    if (format == Format.BINARY_SI && amount.abs().compareTo(KIBI) >= 0) {
      return canonicalBinary(amount.setScale(0, RoundingMode.UP).toBigIntegerExact());
    }
    return canonicalDecimal(amount, format);
  }

  /** The largest suffix that leaves a whole number. */
  private static String canonicalBinary(BigInteger amount) {
    int power = Math.min(amount.getLowestSetBit() / 10, BINARY_SUFFIXES.length());
    String number = amount.shiftRight(10 * power).toString();
    return power == 0 ? number : number + BINARY_SUFFIXES.charAt(power - 1) + "i";
  }

  private static String canonicalDecimal(BigDecimal amount, Format format) {
    BigDecimal stripped = amount.stripTrailingZeros();
    int thousands = Math.floorDiv(-stripped.scale(), 3);
    if (format != Format.DECIMAL_EXPONENT) {
      int unit = DECIMAL_SUFFIXES.indexOf(' ');
      thousands = Math.min(thousands, DECIMAL_SUFFIXES.length() - 1 - unit);
    }
    String number = stripped.scaleByPowerOfTen(-3 * thousands).toBigIntegerExact().toString();
    if (thousands == 0) {
      return number;
    }
    return format == Format.DECIMAL_EXPONENT
        ? number + "e" + 3 * thousands
        : number + DECIMAL_SUFFIXES.charAt(thousands + DECIMAL_SUFFIXES.indexOf(' '));
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "not a quantity: \""
            + text
            + "\"; expected a number with an optional suffix, such as"
            + " 100m, 2, 1.5Gi or 12e6");
  }
}
