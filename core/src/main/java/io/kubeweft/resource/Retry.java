package io.kubeweft.resource;

import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.CancelledException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Optimistic locking: does a read and a write again when somebody else has written in between.
 *
 * <p>Five tries, 10 ms apart, with a jitter of 10 % (client-go util/retry DefaultRetry).
 */
public final class Retry {
  private static final int TRIES = 5;
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final double JITTER = 0.1;

  private Retry() {}

  /**
   * Calls a function until it does not end in a conflict: up to five times.
   *
   * @param attempt reads the object anew, changes and writes it; called once for each try
   * @return what the function returns
   * @throws ApiException {@link ApiException#isConflict} if every try ended in a conflict
   * @throws CancelledException if the thread is interrupted between two tries
   */
  public static <R> R onConflict(Supplier<R> attempt) {
    return on(ApiException::isConflict, attempt);
  }

  static <R> R on(Predicate<ApiException> retriable, Supplier<R> attempt) {
    for (int number = 1; ; number++) {
      try {
        return attempt.get();
      } catch (ApiException e) {
        if (number == TRIES || !retriable.test(e)) {
          throw e;
        }
      }
      pause();
    }
  }

  private static void pause() {
    long nanos = PAUSE.toNanos();
    long jitter = ThreadLocalRandom.current().nextLong((long) (nanos * JITTER));
    try {
      Thread.sleep(Duration.ofNanos(nanos + jitter));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("interrupted between two tries of an update", e);
    }
  }
}
