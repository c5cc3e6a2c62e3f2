package io.kubeweft.workqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.internal.time.TokenBucket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  private static List<Duration> delays(RateLimiter<String> limiter, int count) {
    return Stream.generate(() -> limiter.nextDelay("a")).limit(count).toList();
  }

  @Test
  void exponential_failures_doubleUpToTheLongest() {
    RateLimiter<String> limiter = RateLimiter.exponential(ms(5), ms(60));

    assertThat(delays(limiter, 6)).containsExactly(ms(5), ms(10), ms(20), ms(40), ms(60), ms(60));
  }

  @Test
  void exponential_veryManyFailures_stayAtTheLongest() {
    RateLimiter<String> limiter = RateLimiter.exponential(ms(1), Duration.ofDays(200_000));

    assertThat(delays(limiter, 2000).getLast()).isEqualTo(Duration.ofDays(200_000));
  }

  @Test
  void exponential_items_areCountedApart() {
    RateLimiter<String> limiter = RateLimiter.exponential(ms(5), ms(60));

    delays(limiter, 3);

    assertThat(limiter.nextDelay("b")).isEqualTo(ms(5));
    assertThat(limiter.retries("a")).isEqualTo(3);
    assertThat(limiter.retries("b")).isEqualTo(1);
  }

  @Test
  void forget_failedBefore_beginsAnew() {
    RateLimiter<String> limiter = RateLimiter.exponential(ms(5), ms(60));
    delays(limiter, 3);

    limiter.forget("a");

    assertThat(limiter.retries("a")).isZero();
    assertThat(limiter.nextDelay("a")).isEqualTo(ms(5));
  }

  @Test
  void exponential_noDelay_isRefused() {
    assertThatThrownBy(() -> RateLimiter.exponential(Duration.ZERO, ms(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fastSlow_failures_fastFirst() {
    RateLimiter<String> limiter = RateLimiter.fastSlow(ms(5), ms(1000), 3);

    assertThat(delays(limiter, 5)).containsExactly(ms(5), ms(5), ms(5), ms(1000), ms(1000));
    limiter.forget("a");
    assertThat(limiter.nextDelay("a")).isEqualTo(ms(5));
  }

  @Test
  void bucket_moreThanTheBurst_comeAtTheRate() {
    AtomicLong now = new AtomicLong();
    RateLimiter<String> limiter = new Limiters.Bucket<>(new TokenBucket(10, 3, now::get));

    assertThat(delays(limiter, 5))
        .containsExactly(Duration.ZERO, Duration.ZERO, Duration.ZERO, ms(100), ms(200));
    now.set(ms(1000).toNanos());
    assertThat(limiter.nextDelay("a")).isEqualTo(Duration.ZERO);
    assertThat(limiter.retries("a")).isZero();
  }

  @Test
  void bucket_withoutTokens_isRefused() {
    assertThatThrownBy(() -> RateLimiter.bucket(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RateLimiter.bucket(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void max_several_theStrictestCountsAndAllAreTold() {
    RateLimiter<String> growing = RateLimiter.exponential(ms(5), ms(1000));
    RateLimiter<String> stepped = RateLimiter.fastSlow(ms(7), ms(15), 2);
    RateLimiter<String> limiter = RateLimiter.max(List.of(growing, stepped));

    assertThat(delays(limiter, 4)).containsExactly(ms(7), ms(10), ms(20), ms(40));
    assertThat(limiter.retries("a")).isEqualTo(4);
    limiter.forget("a");
    assertThat(growing.retries("a") + stepped.retries("a")).isZero();
  }

  @Test
  void atMost_longer_isCut() {
    RateLimiter<String> limiter = RateLimiter.<String>exponential(ms(5), ms(1000)).atMost(ms(15));

    assertThat(delays(limiter, 3)).containsExactly(ms(5), ms(10), ms(15));
    assertThat(limiter.retries("a")).isEqualTo(3);
    limiter.forget("a");
    assertThat(limiter.retries("a")).isZero();
  }

  @Test
  void forControllers_oneItem_from5MillisecondsTo1000Seconds() {
    RateLimiter<String> limiter = RateLimiter.forControllers();

    assertThat(delays(limiter, 3)).containsExactly(ms(5), ms(10), ms(20));
    assertThat(delays(limiter, 20).getLast()).isEqualTo(Duration.ofSeconds(1000));
  }

  @Test
  void forControllers_manyItems_tenASecondAfterTheFirstHundred() {
    RateLimiter<Integer> limiter = RateLimiter.forControllers();
    for (int i = 0; i < 1100; i++) {
      limiter.nextDelay(i);
    }

    // 1000 tokens are owed, which takes 100 s, but for what has come while the test ran.
    assertThat(limiter.nextDelay(-1)).isBetween(Duration.ofSeconds(80), ms(100_100));
  }

  @Test
  void forItems_failures_from1MillisecondTo1000Seconds() {
    RateLimiter<String> limiter = RateLimiter.forItems();

    assertThat(delays(limiter, 2)).containsExactly(ms(1), ms(2));
    assertThat(delays(limiter, 30).getLast()).isEqualTo(Duration.ofSeconds(1000));
  }
}
