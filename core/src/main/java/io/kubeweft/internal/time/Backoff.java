package io.kubeweft.internal.time;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Growing, jittered delays between tries that fail.
 *
 * <p>Lists and watches use 800 ms, doubled up to 30 s, each delay drawn from [d, 2d) (client-go
 * tools/cache/reflector.go). A try that stayed healthy for a while begins anew; one that merely
 * connected does not, or a server that accepts and closes would be stormed. Not for use by several
 * threads at once.
 */
public final class Backoff {
  /**
   * What a server asks for is honoured up to this: kube-apiserver asks for seconds, gateways for
   * minutes, and more is most likely a mistake, which must not stop a program for a day.
   */
  public static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

  private static final Duration WATCH_FIRST = Duration.ofMillis(800);
  private static final Duration WATCH_CAP = Duration.ofSeconds(30);
  private static final Duration WATCH_HEALTHY = Duration.ofSeconds(10);

  private final Duration first;
  private final Duration cap;
  private final Duration healthy;
  private final LongSupplier nanoTime;
  private final DoubleSupplier random;

  private Duration next;
  private long connectedAt;
  private boolean connected;

  /**
   * Creates a backoff.
   *
   * @param first the first delay, before jitter
   * @param cap the largest delay, before jitter
   * @param healthy how long a try must last to begin anew
   * @param nanoTime a monotonic clock in nanoseconds
   * @param random numbers in [0, 1)
   */
  public Backoff(
      Duration first,
      Duration cap,
      Duration healthy,
      LongSupplier nanoTime,
      DoubleSupplier random) {
    this.first = first;
    this.cap = cap;
    this.healthy = healthy;
    this.nanoTime = nanoTime;
    this.random = random;
    this.next = first;
  }

  /**
   * Creates the backoff of lists and watches.
   *
   * @param nanoTime a monotonic clock in nanoseconds
   * @param random numbers in [0, 1)
   */
  public static Backoff ofWatch(LongSupplier nanoTime, DoubleSupplier random) {
    return new Backoff(WATCH_FIRST, WATCH_CAP, WATCH_HEALTHY, nanoTime, random);
  }

  /** Notes that a try has got through. */
  public void connected() {
    connected = true;
    connectedAt = nanoTime.getAsLong();
  }

  /** Notes that a try has ended, also if the next one does not wait: was it healthy? */
  public void ended() {
    if (connected && nanoTime.getAsLong() - connectedAt >= healthy.toNanos()) {
      next = first;
    }
    connected = false;
  }

  /** Returns how long to wait after the try that has just ended. */
  public Duration next() {
    ended();
    Duration base = next;
    Duration doubled = base.multipliedBy(2);
    next = doubled.compareTo(cap) < 0 ? doubled : cap;
    return base.plus(Duration.ofNanos((long) (base.toNanos() * random.getAsDouble())));
  }

  /**
   * Returns how long to wait after the try that has just ended, and no less than the server asked,
   * up to {@link #LONGEST_ASKED}.
   *
   * @param asked null if it did not
   */
  public Duration next(@Nullable Duration asked) {
    Duration usual = next();
    if (asked == null || asked.compareTo(usual) <= 0) {
      return usual;
    }
    return asked.compareTo(LONGEST_ASKED) < 0 ? asked : LONGEST_ASKED;
  }
}
