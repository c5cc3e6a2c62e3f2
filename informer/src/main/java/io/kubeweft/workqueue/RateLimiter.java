package io.kubeweft.workqueue;

import io.kubeweft.internal.time.TokenBucket;
import java.time.Duration;
import java.util.List;

/**
 * Says how long an item that has failed waits before it is tried again (client-go
 * util/workqueue/default_rate_limiters.go). Used by many threads at once; its methods do not block.
 *
 * @param <K> the type of the items
 */
public interface RateLimiter<K> {
  /**
   * Counts a failure, and returns how long the item waits now.
   *
   * @param item that has failed
   */
  Duration nextDelay(K item);

  /**
   * Forgets the failures of an item: it has worked, or is given up.
   *
   * @param item that may have failed
   */
  void forget(K item);

  /**
   * Returns how often an item has failed since it was last forgotten; 0 if nobody counts.
   *
   * @param item that may have failed
   */
  int retries(K item);

  /**
   * Returns the limiter of controllers: each item waits 5 ms, doubled with each failure up to 1000
   * s, and all items together are tried again 10 times a second, after the first 100.
   */
  static <K> RateLimiter<K> forControllers() {
    return max(
        List.of(exponential(Duration.ofMillis(5), Duration.ofSeconds(1000)), bucket(10, 100)));
  }

  /** Returns a limiter of items alone: each waits 1 ms, doubled with each failure up to 1000 s. */
  static <K> RateLimiter<K> forItems() {
    return exponential(Duration.ofMillis(1), Duration.ofSeconds(1000));
  }

  /**
   * Returns a limiter by which an item waits twice as long with each failure.
   *
   * @param first after the first failure, more than zero
   * @param longest however often it fails
   */
  static <K> RateLimiter<K> exponential(Duration first, Duration longest) {
    if (!first.isPositive() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("not growing: from " + first + " to " + longest);
    }
    return new Limiters.PerItem<>(failures -> Limiters.doubled(first, failures, longest));
  }

  /**
   * Returns a limiter by which an item is tried again soon for a few times, and seldom from then
   * on.
   *
   * @param fast how long it waits at first
   * @param slow how long it waits then
   * @param fastTries how often it waits {@code fast}
   */
  static <K> RateLimiter<K> fastSlow(Duration fast, Duration slow, int fastTries) {
    Limiters.checkDelay(fast);
    Limiters.checkDelay(slow);
    return new Limiters.PerItem<>(failures -> failures < fastTries ? fast : slow);
  }

  /**
   * Returns a limiter of all items together: a bucket of tokens, of which each retry takes one.
   *
   * @param perSecond how many tokens come in a second
   * @param burst how many the bucket holds; it begins full
   */
  static <K> RateLimiter<K> bucket(double perSecond, int burst) {
    if (!(perSecond > 0) || burst < 1) {
      throw new IllegalArgumentException(
          "a bucket needs tokens: " + perSecond + " a second, " + burst + " at once");
    }
    return new Limiters.Bucket<>(new TokenBucket(perSecond, burst, System::nanoTime));
  }

  /**
   * Returns a limiter by which an item waits as long as the strictest of some limiters says.
   *
   * @param limiters each of them counts each failure
   */
  static <K> RateLimiter<K> max(List<RateLimiter<K>> limiters) {
    return new Limiters.Max<>(List.copyOf(limiters));
  }

  /**
   * Returns this limiter with an upper bound.
   *
   * @param longest that an item waits
   */
  default RateLimiter<K> atMost(Duration longest) {
    Limiters.checkDelay(longest);
    return new Limiters.AtMost<>(this, longest);
  }
}
