package io.kubeweft.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final AtomicLong now = new AtomicLong();

  private Backoff backoff(double random) {
    return Backoff.ofWatch(now::get, () -> random);
  }

  @Test
  void next_failures_doubleUpToTheCap() {
    Backoff backoff = backoff(0);
    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      delays.add(backoff.next().toMillis());
    }

    assertThat(delays).containsExactly(800L, 1600L, 3200L, 6400L, 12800L, 25600L, 30000L, 30000L);
  }

  @Test
  void next_jitter_addsUpToTheDelayItself() {
    Backoff backoff = backoff(0.5);

    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(1200));
    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(2400));
  }

  @Test
  void next_serverThatAsks_isTheLongerOfBoth() {
    Backoff backoff = backoff(0);

    assertThat(backoff.next(null)).isEqualTo(Duration.ofMillis(800));
    assertThat(backoff.next(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(1600));
    assertThat(backoff.next(Duration.ofSeconds(4))).isEqualTo(Duration.ofSeconds(4));
    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(6400));
  }

  @Test
  void next_afterAShortConnection_keepsGrowing() {
    Backoff backoff = backoff(0);
    backoff.next();

    backoff.connected();
    now.addAndGet(Duration.ofSeconds(9).toNanos());

    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(1600));
  }

  @Test
  void next_afterAHealthyConnection_beginsAnew() {
    Backoff backoff = backoff(0);
    backoff.next();
    backoff.next();

    backoff.connected();
    now.addAndGet(Duration.ofSeconds(10).toNanos());

    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(800));
    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(1600));
  }

  @Test
  void next_serverAsksForADay_waitsFiveMinutes() {
    assertThat(backoff(0).next(Duration.ofMinutes(4))).isEqualTo(Duration.ofMinutes(4));
    assertThat(backoff(0).next(Duration.ofDays(1))).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void ended_afterAHealthyConnection_beginsAnewThoughTheNextIsNot() {
    Backoff backoff = backoff(0);
    backoff.next();
    backoff.next();

    backoff.connected();
    now.addAndGet(Duration.ofSeconds(10).toNanos());
    backoff.ended();
    backoff.connected();
    now.addAndGet(Duration.ofSeconds(1).toNanos());

    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(800));
  }
}
