package io.kubeweft.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.json.Json;
import io.kubeweft.meta.Quantity.Format;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  /** Text, amount, canonical form: as a real API server normalises resource requests. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1, 1, 1",
    "+1, 1, 1",
    "-1, -1, -1",
    ".5, 0.5, 500m",
    "1., 1, 1",
    "100m, 0.1, 100m",
    "1000m, 1, 1",
    "1500m, 1.5, 1500m",
    "0.1, 0.1, 100m",
    "1k, 1000, 1k",
    "1000, 1000, 1k",
    "1001, 1001, 1001",
    "1000000, 1000000, 1M",
    "1.5G, 1500000000, 1500M",
    "1E, 1000000000000000000, 1E",
    "1u, 0.000001, 1u",
    "1n, 0.000000001, 1n",
    "0.1n, 0.000000001, 1n",
    "1.0000000001, 1.000000001, 1000000001n",
    "1Ki, 1024, 1Ki",
    "1024Ki, 1048576, 1Mi",
    "1.5Gi, 1610612736, 1536Mi",
    "0.5Ki, 512, 512",
    "0.5Mi, 524288, 512Ki",
    "1025Ki, 1049600, 1025Ki",
    "10Ei, 9223372036854775807, 9223372036854775807",
    "1e3, 1000, 1e3",
    "1E3, 1000, 1e3",
    "12e6, 12000000, 12e6",
    "1e-3, 0.001, 1e-3",
    "15e2, 1500, 1500",
    "100e1, 1000, 1e3",
    "-1.5Gi, -1610612736, -1536Mi"
  })
  void parse_text_hasAmountAndCanonicalForm(String text, BigDecimal amount, String canonical) {
    Quantity quantity = Quantity.parse(text);

    assertThat(quantity.amount()).isEqualByComparingTo(amount);
    assertThat(quantity.canonical()).hasToString(canonical);
    assertThat(quantity).hasToString(text);
    assertThat(quantity.canonical().canonical()).isEqualTo(quantity.canonical());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "m", "1 ", " 1", "1 m", "1K", "1ki", "1Zi", "1mi", "1.2.3", "1e", "1e1.5", "--1",
        "1Kim", "0x10", "1e99999", "NaN", "1_000"
      })
  void parse_somethingElse_throws(String text) {
    assertThatThrownBy(() -> Quantity.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "100m, 900m, 1",
    "1Gi, 512Mi, 1536Mi",
    "1, 1Gi, 1073741825",
    "0, 1Gi, 1Gi",
    "1Gi, 1G, 2073741824",
    "1e3, 1k, 2e3"
  })
  void plus_keepsTheFirstFormat(String first, String second, String sum) {
    Quantity result = Quantity.parse(first).plus(Quantity.parse(second));

    assertThat(result).hasToString(sum);
    assertThat(result.minus(Quantity.parse(second))).isEqualByComparingTo(Quantity.parse(first));
  }

  @Test
  void compareTo_differentTexts_comparesAmounts() {
    Quantity gibi = Quantity.parse("1Gi");
    Quantity mebi = Quantity.parse("1024Mi");

    assertThat(gibi).isEqualByComparingTo(mebi).isNotEqualTo(mebi);
    assertThat(gibi).isGreaterThan(Quantity.parse("1G"));
  }

  @Test
  void toLongAndToMillis_roundUp() {
    assertThat(Quantity.parse("1500m").toLong()).isEqualTo(2);
    assertThat(Quantity.parse("-1500m").toLong()).isEqualTo(-2);
    assertThat(Quantity.parse("1").toMillis()).isEqualTo(1000);
    assertThat(Quantity.parse("1u").toMillis()).isEqualTo(1);
  }

  @Test
  void of_amountAndFormat_isCanonical() {
    BigDecimal amount = BigDecimal.valueOf(2048);

    assertThat(Quantity.of(amount, Format.BINARY_SI)).hasToString("2Ki");
    assertThat(Quantity.of(amount, Format.DECIMAL_SI)).hasToString("2048");
    assertThat(Quantity.of(2000)).hasToString("2k");
  }

  @Test
  void codec_textAndNumber_keepTheirText() {
    assertThat(read("\"1.50Gi\"")).hasToString("1.50Gi");
    assertThat(read("0.1")).hasToString("0.1");
    assertThat(Json.write(Quantity.CODEC, read("2"))).isEqualTo("\"2\"");
  }

  private static Quantity read(String json) {
    return Json.read(Quantity.CODEC, json.getBytes(StandardCharsets.UTF_8));
  }
}
