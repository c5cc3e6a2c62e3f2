package io.kubeweft.workqueue;

import io.kubeweft.internal.time.TokenBucket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** The limiters behind the methods of {@link RateLimiter}. */
final class Limiters {
  private Limiters() {}

  static void checkDelay(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("a delay is not negative: " + delay);
    }
  }

  /** Doubles without overflow: the 64th failure of an item is possible, and waits the longest. */
  static Duration doubled(Duration first, int times, Duration longest) {
    double seconds = (first.getSeconds() + first.getNano() / 1e9) * Math.pow(2, times);
    boolean fits = seconds < longest.getSeconds() + longest.getNano() / 1e9;
    return fits ? first.multipliedBy(1L << times) : longest;
  }

  /** Counts the failures of each item, from which the delay follows. */
  record PerItem<K>(IntFunction<Duration> delay, ConcurrentHashMap<K, Integer> failures)
      implements RateLimiter<K> {
    PerItem(IntFunction<Duration> delay) {
      this(delay, new ConcurrentHashMap<>());
    }

    @Override
    public Duration nextDelay(K item) {
      int count = failures.merge(item, 1, PerItem::sum);
      return delay.apply(count - 1);
    }

    private static int sum(int before, int one) {
      return before == Integer.MAX_VALUE ? before : before + one;
    }

    @Override
    public void forget(K item) {
      failures.remove(item);
    }

    @Override
    public int retries(K item) {
      return failures.getOrDefault(item, 0);
    }
  }

  /** Who takes a token that is not there yet waits until it is. */
  record Bucket<K>(TokenBucket tokens) implements RateLimiter<K> {
    @Override
    public Duration nextDelay(K item) {
      return Duration.ofNanos(tokens.take());
    }

    @Override
    public void forget(K item) {}

    @Override
    public int retries(K item) {
      return 0;
    }
  }

  record Max<K>(List<RateLimiter<K>> limiters) implements RateLimiter<K> {
    @Override
    public Duration nextDelay(K item) {
      Duration longest = Duration.ZERO;
      for (RateLimiter<K> limiter : limiters) {
        longest = later(longest, limiter.nextDelay(item));
      }
      return longest;
    }

    private static Duration later(Duration a, Duration b) {
      return a.compareTo(b) >= 0 ? a : b;
    }

    @Override
    public void forget(K item) {
      limiters.forEach(limiter -> limiter.forget(item));
    }

    @Override
    public int retries(K item) {
      return limiters.stream().mapToInt(limiter -> limiter.retries(item)).max().orElse(0);
    }
  }

  record AtMost<K>(RateLimiter<K> limiter, Duration longest) implements RateLimiter<K> {
    @Override
    public Duration nextDelay(K item) {
      Duration delay = limiter.nextDelay(item);
      return delay.compareTo(longest) <= 0 ? delay : longest;
    }

    @Override
    public void forget(K item) {
      limiter.forget(item);
    }

    @Override
    public int retries(K item) {
      return limiter.retries(item);
    }
  }
}
