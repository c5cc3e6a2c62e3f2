package io.kubeweft.client;

import io.kubeweft.internal.call.ParallelRun;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.DeadlineExceededException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
    return new ParallelRun<A, R>(new ArrayList<>(inputs), function, inFlight, timeout).results();
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
}
