package io.kubeweft.informer;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a handler is told of changes.
 *
 * @param resync after how long all objects are told again, as updates to what they are; null for
 *     never
 * @param everyEvent whether the handler is told of each event. If not, what happens to an object
 *     before the handler gets to it is told as one change, and memory is bounded by the number of
 *     objects. A handler that lets 65,536 events wait is told as if this were off until it has
 *     caught up; {@link HandlerRegistration#merged} says so.
 */
public record HandlerOptions(@Nullable Duration resync, boolean everyEvent) {
  /** No resync; changes that wait are told as one. */
  public static final HandlerOptions DEFAULT = new HandlerOptions(null, false);

  /** Checks the arguments. */
  public HandlerOptions {
    if (resync != null && resync.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("a resync takes at least a second: " + resync);
    }
  }

  /**
   * Returns these options with a resync.
   *
   * @param period at least a second; null for none
   */
  public HandlerOptions withResync(@Nullable Duration period) {
    return new HandlerOptions(period, everyEvent);
  }

  /**
   * Returns these options with another delivery.
   *
   * @param each whether the handler is told of each event
   */
  public HandlerOptions withEveryEvent(boolean each) {
    return new HandlerOptions(resync, each);
  }
}
