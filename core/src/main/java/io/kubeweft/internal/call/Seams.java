package io.kubeweft.internal.call;

import io.kubeweft.internal.time.TimeSource;
import java.util.concurrent.TimeUnit;

/** Time and waiting, as a parameter for tests. */
interface Seams extends TimeSource {
  Seams SYSTEM = TimeUnit.NANOSECONDS::sleep;

  void sleep(long nanos) throws InterruptedException;
}
