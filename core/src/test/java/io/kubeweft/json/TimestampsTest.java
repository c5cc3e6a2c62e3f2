package io.kubeweft.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  @ParameterizedTest
  @CsvSource({
    "2026-01-31T23:59:59Z, 2026-01-31T23:59:59Z",
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
    "2024-02-29T12:00:00Z, 2024-02-29T12:00:00Z",
    "2026-01-31T23:59:59+01:00, 2026-01-31T22:59:59Z",
    "2026-01-31T23:59:59.123456Z, 2026-01-31T23:59:59.123456Z",
    "2026-01-31T23:59:59.123456789-05:30, 2026-02-01T05:29:59.123456789Z"
  })
  void parse_rfc3339_isTheInstant(String text, Instant expected) {
    assertThat(Timestamps.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-01-31",
        "2026-13-31T23:59:59Z",
        "2026-02-30T23:59:59Z",
        "2026-01-31T24:59:59Z",
        "2026-01-31 23:59:59Z",
        "2026-01-31T23:59:59",
        "2026-01-31T23:59:5xZ"
      })
  void parse_somethingElse_throws(String text) {
    assertThatThrownBy(() -> Timestamps.parse(text)).isInstanceOf(DateTimeException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T23:59:59Z, 2026-01-31T23:59:59Z, 2026-01-31T23:59:59.000000Z, 2026-01-31T23:59:59Z",
    "2026-01-31T00:00:00Z, 2026-01-31T00:00:00Z, 2026-01-31T00:00:00.000000Z, 2026-01-31T00:00:00Z",
    "2026-01-31T23:59:59.5Z, 2026-01-31T23:59:59Z, 2026-01-31T23:59:59.500000Z,"
        + " 2026-01-31T23:59:59.5Z",
    "2026-01-31T23:59:59.000000789Z, 2026-01-31T23:59:59Z, 2026-01-31T23:59:59.000000Z,"
        + " 2026-01-31T23:59:59.000000789Z"
  })
  void format_threeForms(Instant time, String seconds, String micros, String exact) {
    assertThat(Timestamps.seconds(time)).isEqualTo(seconds);
    assertThat(Timestamps.micros(time)).isEqualTo(micros);
    assertThat(Timestamps.exact(time)).isEqualTo(exact);
  }
}
