package io.kubeweft.internal.time;

import java.time.Instant;

/** What time it is; of the system, but for a test that has its own. */
public interface TimeSource {
  /** Returns a monotonic time in nanoseconds. */
  default long nanoTime() {
    return System.nanoTime();
  }

  /** Returns the time of day. */
  default Instant now() {
    return Instant.now();
  }
}
