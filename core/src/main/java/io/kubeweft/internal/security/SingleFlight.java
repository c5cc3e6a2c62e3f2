package io.kubeweft.internal.security;

import io.kubeweft.internal.time.Deadline;
import io.kubeweft.rest.CancelledException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does once what many want at the same time; each waits for what comes of it as long as it can.
 *
 * <p>It is done on a thread of its own, because it may take longer than whoever is first can wait:
 * who gives up leaves it to the others, and to those who come later.
 */
final class SingleFlight<T> implements AutoCloseable {
  private final String name;
  private final AtomicReference<@Nullable FutureTask<T>> current = new AtomicReference<>();
  private volatile boolean closed;

  /**
   * Creates it.
   *
   * @param name of what does it, for messages
   */
  SingleFlight(String name) {
    this.name = name;
  }

  /**
   * Returns what the action returns, begun here or by whoever was first.
   *
   * @param deadline until when to wait; null to wait until the action ends
   * @throws TimeoutException if the deadline has passed before
   * @throws CancelledException if the thread is interrupted, which ends nothing for the others; if
   *     this is closed
   */
  T get(Supplier<T> action, @Nullable Deadline deadline) throws TimeoutException {
    FutureTask<T> flight = join(action);
    try {
      return deadline == null
          ? flight.get()
          : flight.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("interrupted while waiting for " + name, e);
    } catch (CancellationException e) {
      throw new CancelledException("the client was closed while waiting for " + name, e, true);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new TimeoutException("waited for " + name);
    }
  }

  private FutureTask<T> join(Supplier<T> action) {
    FutureTask<T> mine =
        new FutureTask<>(
            () -> {
              try {
                return action.get();
              } finally {
                // Before the others are told: who asks again after that begins anew.
                current.set(null);
              }
            });
    FutureTask<T> other = current.compareAndExchange(null, mine);
    if (other != null) {
      return other;
    }
    Thread unused = Thread.ofVirtual().name("kubeweft-credentials").start(mine);
    if (closed) {
      mine.cancel(true);
    }
    return mine;
  }

  /** Interrupts what is done now; nothing is begun any more. */
  @Override
  public void close() {
    closed = true;
    FutureTask<T> flight = current.get();
    if (flight != null) {
      flight.cancel(true);
    }
  }
}
