package io.kubeweft.informer;

import io.kubeweft.internal.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Time and randomness, as a reflector sees them; a test has its own. */
interface Seams extends AutoCloseable {
  long nanoTime();

  Instant now();

  double random();

  /** Waits until the time is over or the latch is open; returns whether it is open. */
  boolean pause(CountDownLatch until, Duration time) throws InterruptedException;

  /** Runs a short task later. */
  Future<?> later(Duration delay, Runnable task);

  @Override
  void close();

  /** The real ones. */
  static Seams real(String name) {
    return new Seams() {
      private final Timer timer = new Timer(name);

      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public double random() {
        return ThreadLocalRandom.current().nextDouble();
      }

      @Override
      public boolean pause(CountDownLatch until, Duration time) throws InterruptedException {
        return until.await(time.toNanos(), TimeUnit.NANOSECONDS);
      }

      @Override
      public Future<?> later(Duration delay, Runnable task) {
        return timer.schedule(delay, task);
      }

      @Override
      public void close() {
        timer.close();
      }
    };
  }
}
