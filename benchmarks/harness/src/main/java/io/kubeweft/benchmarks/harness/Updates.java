package io.kubeweft.benchmarks.harness;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The updates that a handler was told of, and how old they were. */
final class Updates {
  private static final long PATIENCE_NANOS = 120_000_000_000L;

  /** How long one that comes twice may take. */
  private static final long SETTLE_MILLIS = 500;

  private final AtomicInteger count = new AtomicInteger();
  private final boolean keep;
  private final long[] latencies;

  /**
   * Creates it.
   *
   * @param keep whether the age of each is kept
   */
  Updates(boolean keep) {
    this.keep = keep;
    this.latencies = new long[keep ? 1 << 20 : 0];
  }

  void accept(@Nullable String sent) {
    if (keep && sent != null) {
      long age = System.nanoTime() - Long.parseLong(sent);
      if (count.get() < latencies.length) {
        latencies[count.get()] = age;
      }
    }
    count.incrementAndGet();
  }

  /** Waits until so many have come, or more. */
  void await(long expected) throws InterruptedException, IOException {
    long patience = System.nanoTime() + PATIENCE_NANOS;
    while (count.get() < expected) {
      if (System.nanoTime() - patience > 0) {
        throw new IOException("only " + count.get() + " of " + expected + " events arrived");
      }
      Thread.sleep(1);
    }
  }

  /** Returns how many have come a moment later. */
  int settled() throws InterruptedException {
    Thread.sleep(SETTLE_MILLIS);
    return count.get();
  }

  long[] latencies(int from) {
    return Arrays.copyOfRange(latencies, from, count.get());
  }
}
