package io.kubeweft.client;

import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.DeadlineExceededException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Does something for many inputs at once: one virtual thread each, no more than so many at a time.
 *
 * <pre>{@code
 * List<Pod> pods = FanOut.inFlight(32).within(Duration.ofSeconds(30)).map(names, client::get);
 * }</pre>
 *
 * <p>The call returns when all inputs are done, with the results in the order of the inputs. The
 * first failure interrupts those that still run, waits for them, and is thrown; the rest is not
 * begun. So do a deadline that passes ({@link DeadlineExceededException}) and an interrupt of the
 * calling thread ({@link CancelledException}, with the flag set). No thread outlives the call.
 */
public final class FanOut {
  private static final int DEFAULT_IN_FLIGHT = 64;
  private static final FanOut DEFAULT = new FanOut(DEFAULT_IN_FLIGHT, null);

  private final int inFlight;
  private final @Nullable Duration timeout;

  private FanOut(int inFlight, @Nullable Duration timeout) {
    this.inFlight = inFlight;
    this.timeout = timeout;
  }

  /**
   * Returns a fan-out with this bound; without it the bound is 64.
   *
   * @param bound how many inputs are worked on at once, at most
   */
  public static FanOut inFlight(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("at least one must be in flight, not " + bound);
    }
    return new FanOut(bound, null);
  }

  /**
   * Returns the same with a deadline for all inputs together.
   *
   * @param newTimeout from the beginning of each call of {@link #map}
   */
  public FanOut within(Duration newTimeout) {
    return new FanOut(inFlight, newTimeout);
  }

  /**
   * Applies a function to each input, 64 at a time.
   *
   * @param inputs any number of them
   * @param function should end soon after an interrupt, as all calls of this library do
   * @return the results, in the order of the inputs
   */
  public static <A, R extends @Nullable Object> List<R> mapAll(
      Collection<? extends A> inputs, Function<? super A, ? extends R> function) {
    return DEFAULT.map(inputs, function);
  }

  /**
   * Applies a function to each input.
   *
   * @param inputs any number of them
   * @param function should end soon after an interrupt, as all calls of this library do
   * @return the results, in the order of the inputs
   */
  public <A, R extends @Nullable Object> List<R> map(
      Collection<? extends A> inputs, Function<? super A, ? extends R> function) {
    return new Run<A, R>(new ArrayList<>(inputs), function).results();
  }

  /**
   * Calls an action with each input.
   *
   * @param inputs any number of them
   * @param action should end soon after an interrupt, as all calls of this library do
   */
  public <A> void each(Collection<? extends A> inputs, Consumer<? super A> action) {
    map(
        inputs,
        input -> {
          action.accept(input);
          return true;
        });
  }

  /** One call. The lock guards all fields that change; the function runs outside of it. */
  private final class Run<A, R extends @Nullable Object> {
    private final List<A> inputs;
    private final Function<? super A, ? extends R> function;
    private final @Nullable Object[] results;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Thread> running = new HashSet<>();
    private @Nullable Throwable failure;

    Run(List<A> inputs, Function<? super A, ? extends R> function) {
      this.inputs = inputs;
      this.function = function;
      this.results = new @Nullable Object[inputs.size()];
    }

    @SuppressWarnings("unchecked") // only results of the function are in there
    List<R> results() {
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
}
