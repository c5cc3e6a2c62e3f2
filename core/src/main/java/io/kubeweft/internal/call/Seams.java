package io.kubeweft.internal.call;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Time and waiting, as a parameter for tests. */
interface Seams {
  Seams SYSTEM =
      new Seams() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(nanos);
        }
      };

  long nanoTime();

  Instant now();

  void sleep(long nanos) throws InterruptedException;
}
