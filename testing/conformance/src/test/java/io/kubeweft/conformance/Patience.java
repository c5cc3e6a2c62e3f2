package io.kubeweft.conformance;

import io.kubeweft.KubernetesException;
import java.time.Duration;
import java.util.function.Supplier;

/** Calls to a server that may just be coming back. */
final class Patience {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  private Patience() {}

  static <T> T retried(Supplier<T> call) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      try {
        return call.get();
      } catch (KubernetesException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        pause();
      }
    }
  }

  /** For what a server publishes some time later; null until then. */
  static <T> T present(Supplier<T> call) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    T found = call.get();
    while (found == null) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it has not come within " + LIMIT);
      }
      pause();
      found = call.get();
    }
    return found;
  }

  static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
