package io.kubeweft.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a scalar without quotes and without a tag means, as kubectl understands it: the rules of the
 * YAML library below sigs.k8s.io/yaml, which are those of YAML 1.1 with some of 1.2.
 */
final class YamlScalars {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern NOT_FINITE =
      Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
  private static final BigInteger MAX_UNSIGNED = BigInteger.ONE.shiftLeft(64);
  private static final BigInteger MIN_SIGNED = BigInteger.ONE.shiftLeft(63).negate();

  private YamlScalars() {}

  /** Returns the value; null for a number that JSON does not have. */
  static @Nullable JsonValue resolve(String text) {
    if (NULLS.contains(text)) {
      return JsonNull.NULL;
    }
    if (TRUE.contains(text)) {
      return JsonBoolean.TRUE;
    }
    if (FALSE.contains(text)) {
      return JsonBoolean.FALSE;
    }
    if (NOT_FINITE.matcher(text).matches()) {
      return null;
    }
    JsonNumber number = startsLikeANumber(text) ? number(text) : null;
    return number == null ? new JsonString(text) : number;
  }

  private static boolean startsLikeANumber(String text) {
    char first = text.charAt(0);
    return first >= '0' && first <= '9' || first == '-' || first == '+' || first == '.';
  }

  private static @Nullable JsonNumber number(String text) {
    String plain = text.replace("_", "");
    BigInteger integer = integer(plain);
    if (integer != null) {
      return JsonNumber.parse(integer.toString());
    }
    return FLOAT.matcher(plain).matches() ? floating(plain) : null;
  }

  /** An integer in Go's notation: {@code 0x1f}, {@code 0b11}, {@code 0o17} and {@code 017}. */
  private static @Nullable BigInteger integer(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    int radix = 10;
    if (digits.length() > 1 && digits.charAt(0) == '0') {
      radix =
          switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'b', 'B' -> 2;
            default -> 8;
          };
      digits = digits.substring("xXbBoO".indexOf(digits.charAt(1)) >= 0 ? 2 : 1);
    }
    if (digits.isEmpty() || !digits.chars().allMatch(new Digits(radix)::contains)) {
      return null;
    }
    BigInteger value = new BigInteger(digits, radix);
    BigInteger signed = negative ? value.negate() : value;
    // Beyond 64 bits it is a floating-point number.
    boolean fits = signed.compareTo(MAX_UNSIGNED) < 0 && signed.compareTo(MIN_SIGNED) >= 0;
    return fits ? signed : null;
  }

  private record Digits(int radix) {
    boolean contains(int character) {
      return character < 128 && Character.digit(character, radix) >= 0;
    }
  }

  /** Written as Go writes a 64-bit floating-point number in JSON. */
  private static @Nullable JsonNumber floating(String text) {
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      return null;
    }
    if (value == 0) {
      return JsonNumber.of(0);
    }
    BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    double size = Math.abs(value);
    return JsonNumber.parse(
        size < 1e-6 || size >= 1e21 ? scientific(shortest) : shortest.toPlainString());
  }

  private static String scientific(BigDecimal value) {
    String digits = value.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - value.scale();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    String sign = value.signum() < 0 ? "-" : "";
    return sign + mantissa + "e" + (exponent < 0 ? "" : "+") + exponent;
  }
}
