package io.kubeweft.internal.call;

import io.kubeweft.internal.time.TimeSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time and waiting, as a parameter for tests. */
interface Seams extends TimeSource {
  Seams SYSTEM = (nanos, end) -> end.await(nanos, TimeUnit.NANOSECONDS);

  /**
   * Sleeps so long, or until the end.
   *
   * @return whether the end has come
   */
  boolean sleep(long nanos, CountDownLatch end) throws InterruptedException;
}
