package io.kubeweft.informer;

import io.kubeweft.internal.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Time and randomness, as a reflector sees them; a test has its own. */
interface Seams extends TimeSource {
  double random();

  /** Waits until the time is over or the latch is open; returns whether it is open. */
  boolean pause(CountDownLatch until, Duration time) throws InterruptedException;

  /** Runs a short task later. */
  Future<?> later(Duration delay, Runnable task);

  /** A timeout in nanoseconds; of one that is for ever, half of what a long holds. */
  static long nanos(Duration timeout) {
    Duration longest = Duration.ofNanos(Long.MAX_VALUE / 2);
    return timeout.compareTo(longest) < 0 ? timeout.toNanos() : longest.toNanos();
  }

  /** The real ones. */
  Seams REAL =
      new Seams() {
        @Override
        public double random() {
          return ThreadLocalRandom.current().nextDouble();
        }

        @Override
        public boolean pause(CountDownLatch until, Duration time) throws InterruptedException {
          return until.await(time.toNanos(), TimeUnit.NANOSECONDS);
        }

        // On a sleeping virtual thread: an informer must not cost a platform thread, and may be a
        // little late here.
        @Override
        public Future<?> later(Duration delay, Runnable task) {
          FutureTask<Boolean> later =
              new FutureTask<>(
                  () -> {
                    Thread.sleep(delay);
                    task.run();
                    return true;
                  }) {
                @Override
                public boolean cancel(boolean mayInterruptIfRunning) {
                  return super.cancel(true);
                }
              };
          Thread.ofVirtual().name("kubeweft-informer-timer").start(later);
          return later;
        }
      };
}
