package io.kubeweft.internal.time;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The moment at which a call gives up, on a monotonic clock. */
public final class Deadline {
  private final LongSupplier nanoTime;
  private final long start;
  private final Duration timeout;

  private Deadline(LongSupplier nanoTime, Duration timeout) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.timeout = timeout;
  }

  /**
   * Returns a deadline that begins to run now.
   *
   * @param timeout how long it runs
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public static Deadline after(Duration timeout, LongSupplier nanoTime) {
    return new Deadline(nanoTime, timeout);
  }

  /** Returns how long it runs as a whole. */
  public Duration timeout() {
    return timeout;
  }

  /** Returns the nanoseconds that are left; 0 or less when it has passed. */
  public long remainingNanos() {
    return saturatedNanos(timeout) - (nanoTime.getAsLong() - start);
  }

  /** Returns whether it has passed. */
  public boolean hasPassed() {
    return remainingNanos() <= 0;
  }

  private static long saturatedNanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }
}
