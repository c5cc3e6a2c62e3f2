package io.kubeweft.internal.call;

import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.DeadlineExceededException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Applies a function to many inputs at once: one virtual thread each, no more than so many at a
 * time. The first failure interrupts those that still run, waits for them, and is thrown.
 *
 * <p>The lock guards all fields that change; the function runs outside of it.
 */
public final class ParallelRun<A, R extends @Nullable Object> {
  private final List<A> inputs;
  private final Function<? super A, ? extends R> function;
  private final int inFlight;
  private final @Nullable Duration timeout;
  private final @Nullable Object[] results;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<Thread> running = new HashSet<>();
  private @Nullable Throwable failure;

  /**
   * Creates a run, to be used once.
   *
   * @param inputs any number of them
   * @param function should end soon after an interrupt
   * @param inFlight how many inputs are worked on at once, at most
   * @param timeout for all inputs together; null for no limit
   */
  public ParallelRun(
      List<A> inputs,
      Function<? super A, ? extends R> function,
      int inFlight,
      @Nullable Duration timeout) {
    this.inputs = inputs;
    this.function = function;
    this.inFlight = inFlight;
    this.timeout = timeout;
    this.results = new @Nullable Object[inputs.size()];
  }

  /** Does it, and returns the results in the order of the inputs. */
  @SuppressWarnings("unchecked") // only results of the function are in there
  public List<R> results() {
    long deadline = timeout == null ? 0 : System.nanoTime() + timeout.toNanos();
    lock.lock();
    try {
      for (int i = 0; i < inputs.size() && failure == null; i++) {
        await(inFlight - 1, deadline);
        if (failure == null) {
          start(i);
        }
      }
      await(0, deadline);
    } catch (InterruptedException e) {
      fail(new CancelledException("interrupted in a fan-out", e));
      Thread.currentThread().interrupt();
    } finally {
      joinRest();
      lock.unlock();
    }
    if (failure != null) {
      throw rethrown(failure);
    }
    return Collections.unmodifiableList((List<R>) Arrays.asList(results));
  }

  /** Waits until no more than so many run, or there is a failure. */
  private void await(int most, long deadline) throws InterruptedException {
    while (running.size() > most && failure == null) {
      if (timeout == null) {
        changed.await();
      } else if (changed.awaitNanos(deadline - System.nanoTime()) <= 0) {
        fail(
            new DeadlineExceededException(
                "a fan-out over " + inputs.size() + " inputs was not done within " + timeout,
                null));
      }
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private void start(int index) {
    Thread thread =
        Thread.ofVirtual().name("kubeweft-fan-out-" + index).unstarted(() -> work(index));
    running.add(thread);
    thread.start();
  }

  private void work(int index) {
    Throwable thrown = null;
    try {
      results[index] = function.apply(inputs.get(index));
    } catch (RuntimeException | Error e) {
      thrown = e;
    }
    lock.lock();
    try {
      running.remove(Thread.currentThread());
      if (thrown != null) {
        fail(thrown);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The first failure counts: what fails after it was most likely interrupted by it. */
  private void fail(Throwable first) {
    if (failure == null) {
      failure = first;
      running.forEach(Thread::interrupt);
    }
  }

  private void joinRest() {
    while (!running.isEmpty()) {
      changed.awaitUninterruptibly();
    }
  }

  private RuntimeException rethrown(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return (RuntimeException) thrown;
  }
}
