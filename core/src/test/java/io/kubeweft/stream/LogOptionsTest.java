package io.kubeweft.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogOptionsTest {
  @Test
  void query_nothingSet_isEmpty() {
    assertThat(LogOptions.NONE.query()).isEmpty();
  }

  @Test
  void query_everythingSet_hasTheNamesOfTheApi() {
    LogOptions options =
        LogOptions.of(
            o ->
                o
                    .container("web")
                    .previous(true)
                    .sinceSeconds(60L)
                    .sinceTime(Instant.parse("2026-11-23T03:00:00.5Z"))
                    .timestamps(true)
                    .tailLines(0)
                    .limitBytes(1000L)
                    .insecureSkipTlsVerifyBackend(true)
                    .stream("Stderr")
                    .idleTimeout(Duration.ofMinutes(1)));

    assertThat(options.query())
        .hasToString(
            "{container=web, previous=true, sinceSeconds=60, sinceTime=2026-11-23T03:00:00.500Z,"
                + " timestamps=true, tailLines=0, limitBytes=1000,"
                + " insecureSkipTLSVerifyBackend=true, stream=Stderr}");
    assertThat(options.toBuilder().build()).isEqualTo(options);
  }
}
