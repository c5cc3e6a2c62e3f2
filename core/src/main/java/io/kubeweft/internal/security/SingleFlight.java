package io.kubeweft.internal.security;

import io.kubeweft.rest.CancelledException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets one caller do what many want at the same time; the others wait for what comes of it. */
final class SingleFlight<T> {
  private final AtomicReference<@Nullable CompletableFuture<T>> current = new AtomicReference<>();

  /**
   * Returns what the action returns, run here or by whoever was first.
   *
   * @throws CancelledException if the thread is interrupted; the others are not
   */
  T get(Supplier<T> action) {
    while (true) {
      CompletableFuture<T> mine = new CompletableFuture<>();
      CompletableFuture<T> other = current.compareAndExchange(null, mine);
      if (other == null) {
        return run(action, mine);
      }
      T result = await(other);
      if (result != null) {
        return result;
      }
      // The first was cancelled: somebody else has to do it.
    }
  }

  private T run(Supplier<T> action, CompletableFuture<T> mine) {
    try {
      T result = action.get();
      current.set(null);
      mine.complete(result);
      return result;
    } catch (RuntimeException | Error e) {
      current.set(null);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private static <T> @Nullable T await(CompletableFuture<T> other) {
    try {
      return other.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("interrupted while waiting for credentials", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CancelledException) {
        return null;
      }
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }
}
