package io.kubeweft.internal.time;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A rate limit: so many tries per second, and so many at once after a pause. Each caller takes a
 * token and is told how long to wait for it, so that waiting happens outside.
 */
public final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double tokensPerNano;
  private final double burst;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();

  /** Negative while callers wait for tokens that they have taken already. */
  private double tokens;

  private long updatedAt;

  /**
   * Creates a bucket that is full.
   *
   * @param perSecond how many tokens come in a second
   * @param burst how many it holds
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public TokenBucket(double perSecond, int burst, LongSupplier nanoTime) {
    this.tokensPerNano = perSecond / NANOS_PER_SECOND;
    this.burst = burst;
    this.nanoTime = nanoTime;
    this.tokens = burst;
    this.updatedAt = nanoTime.getAsLong();
  }

  /** Takes a token; returns the nanoseconds to wait until it may be used. */
  public long take() {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      tokens = Math.min(burst, tokens + (now - updatedAt) * tokensPerNano);
      updatedAt = now;
      tokens--;
      return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / tokensPerNano);
    } finally {
      lock.unlock();
    }
  }

  /** Gives back a token that was not used. */
  public void giveBack() {
    lock.lock();
    try {
      tokens = Math.min(burst, tokens + 1);
    } finally {
      lock.unlock();
    }
  }
}
