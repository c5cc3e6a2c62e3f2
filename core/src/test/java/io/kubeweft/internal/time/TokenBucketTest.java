package io.kubeweft.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private final AtomicLong now = new AtomicLong(1_000_000);

  @Test
  void take_burstThenRate() {
    TokenBucket bucket = new TokenBucket(10, 3, now::get);

    assertThat(bucket.take()).isZero();
    assertThat(bucket.take()).isZero();
    assertThat(bucket.take()).isZero();
    assertThat(bucket.take()).isEqualTo(100_000_000);
    assertThat(bucket.take()).isEqualTo(200_000_000);
  }

  @Test
  void take_afterAPause_isFullAgainButNotFuller() {
    TokenBucket bucket = new TokenBucket(10, 2, now::get);
    bucket.take();
    bucket.take();

    now.addAndGet(3_600_000_000_000L);

    assertThat(bucket.take()).isZero();
    assertThat(bucket.take()).isZero();
    assertThat(bucket.take()).isPositive();
  }

  @Test
  void giveBack_unusedToken_isThereForTheNext() {
    TokenBucket bucket = new TokenBucket(10, 1, now::get);
    bucket.take();
    long wait = bucket.take();
    bucket.giveBack();

    assertThat(bucket.take()).isEqualTo(wait);
  }
}
