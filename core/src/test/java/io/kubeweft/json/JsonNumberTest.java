package io.kubeweft.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumberTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1.0, true",
    "1.10, 1.1, true",
    "1e3, 1000, true",
    "-0, 0, true",
    "0.0, -0.0, true",
    "9007199254740993, 9007199254740992, false",
    "1e400, 1e401, false",
    "1, 2, false"
  })
  void equals_comparesValues(String first, String second, boolean equal) {
    JsonNumber a = JsonNumber.parse(first);
    JsonNumber b = JsonNumber.parse(second);

    assertThat(a.equals(b)).isEqualTo(equal);
    if (equal) {
      assertThat(a).hasSameHashCodeAs(b);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, true",
    "-9223372036854775808, true",
    "9223372036854775807, true",
    "5.0, true",
    "1e3, true",
    "9223372036854775808, false",
    "0.5, false",
    "1e400, false"
  })
  void isLong_tellsWhetherLongValueIsExact(String literal, boolean expected) {
    JsonNumber number = JsonNumber.parse(literal);

    assertThat(number.isLong()).isEqualTo(expected);
    if (expected) {
      assertThat(BigDecimal.valueOf(number.longValue())).isEqualByComparingTo(literal);
    } else {
      assertThatThrownBy(number::longValue).isInstanceOf(ArithmeticException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "01", "1.", ".5", "+1", "1e", "1e+", "0x10", "NaN", "1 ", "1e9999999999"})
  void parse_notANumber_throws(String literal) {
    assertThatThrownBy(() -> JsonNumber.parse(literal))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void parse_absurdExponent_isKeptAsText() {
    JsonValue number = Json.parse("1e99999999999");

    assertThat(number).hasToString("1e99999999999").isEqualTo(Json.parse("1e99999999999"));
    assertThat(number).isNotEqualTo(Json.parse("1e99999999998"));
    assertThat(((JsonNumber) number).isLong()).isFalse();
  }

  @Test
  void of_infinity_throws() {
    assertThatThrownBy(() -> JsonNumber.of(Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
