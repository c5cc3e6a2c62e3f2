package io.kubeweft.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarningTest {
  @Test
  void parse_oneWarning() {
    assertThat(Warning.parse(List.of("299 - \"policy/v1beta1 is deprecated\"")))
        .containsExactly(new Warning(299, "-", "policy/v1beta1 is deprecated"));
  }

  @Test
  void parse_severalInOneHeaderAndSeveralHeaders() {
    List<String> headers =
        List.of(
            "299 - \"a, \\\"b\\\" \\\\\" , 199 host:80 \"c\" \"Sat, 25 Aug 2012 23:34:45 GMT\"",
            "299 - \"d\"");

    assertThat(Warning.parse(headers))
        .containsExactly(
            new Warning(299, "-", "a, \"b\" \\"),
            new Warning(199, "host:80", "c"),
            new Warning(299, "-", "d"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "299", "299 -", "299 - text", "29 - \"a\"", "299 \"a\"", ", ,"})
  void parse_malformed_isPassedOver(String header) {
    assertThat(Warning.parse(List.of(header))).isEmpty();
  }

  @Test
  void parse_unfinishedOrHuge_isCut() {
    assertThat(Warning.parse(List.of("299 - \"open")))
        .containsExactly(new Warning(299, "-", "open"));
    assertThat(Warning.parse(List.of("299 - \"" + "x".repeat(100_000) + "\"")).get(0).text())
        .hasSize(4096);
  }
}
