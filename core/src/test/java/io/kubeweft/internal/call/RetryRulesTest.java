package io.kubeweft.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.internal.transport.Failure;
import io.kubeweft.rest.ResponseHead;
import io.kubeweft.rest.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryRulesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "1, 429, 2, 2",
    "1, 500, 2, 2",
    "1, 503, 0, 0",
    "1, 599, 7, 7",
    "10, 429, 2, 2",
    "11, 429, 2, ",
    "1, 429, , ",
    "1, 500, , ",
    "1, 503, , ",
    "1, 404, 2, ",
    "1, 409, 2, ",
    "1, 301, 2, ",
    "1, 401, 2, "
  })
  void afterAnswer_retriesOnlyWhatAsksForIt(int attempt, int status, Long asked, Long expected) {
    Duration delay =
        RetryRules.afterAnswer(attempt, status, asked == null ? null : Duration.ofSeconds(asked));

    assertThat(delay).isEqualTo(expected == null ? null : Duration.ofSeconds(expected));
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void afterFailure_everyVerb(Verb verb) {
    boolean read = List.of(Verb.GET, Verb.LIST, Verb.WATCH).contains(verb);

    assertThat(RetryRules.afterFailure(1, verb, Failure.BROKEN))
        .isEqualTo(read ? Duration.ofSeconds(1) : null);
    assertThat(RetryRules.afterFailure(1, verb, Failure.UNPROCESSED)).isNotNull();
    assertThat(RetryRules.afterFailure(10, verb, Failure.UNPROCESSED)).isNotNull();
    assertThat(RetryRules.afterFailure(11, verb, Failure.UNPROCESSED)).isNull();
    assertThat(RetryRules.afterFailure(11, verb, Failure.BROKEN)).isNull();
    assertThat(RetryRules.afterFailure(1, verb, Failure.NOT_CONNECTED)).isNull();
    assertThat(RetryRules.afterFailure(1, verb, Failure.UNTRUSTED)).isNull();
    assertThat(RetryRules.afterFailure(1, verb, Failure.OTHER)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | | PT2S",
        "' 0 ' | | PT0S",
        "999999999 | | PT277777H46M39S",
        "9999999999 | | ",
        "-1 | | ",
        "1.5 | | ",
        "soon | | ",
        "'' | | ",
        "Thu, 01 Jan 2026 00:00:05 GMT | | PT5S",
        "Thu, 01 Jan 2026 00:00:05 GMT | Thu, 01 Jan 2026 00:00:02 GMT | PT3S",
        "Wed, 31 Dec 2025 23:59:59 GMT | | PT0S",
        "Thu, 01 Jan 2026 00:00:05 GMT | nonsense | PT5S"
      })
  void retryAfter_secondsOrDate(String value, String date, Duration expected) {
    Map<String, List<String>> headers =
        date == null
            ? Map.of("retry-after", List.of(value))
            : Map.of("retry-after", List.of(value), "date", List.of(date));

    assertThat(RetryAfter.of(new ResponseHead(429, headers), NOW)).isEqualTo(expected);
  }
}
