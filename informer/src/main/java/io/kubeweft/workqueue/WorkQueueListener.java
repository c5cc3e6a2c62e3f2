package io.kubeweft.workqueue;

import java.time.Duration;

/**
 * Is told what happens in a queue: a bridge to metrics. Called by the thread that does it, without
 * a lock: it delays that thread and must not block for long. What it throws is logged. What is to
 * be looked at rather than counted is in {@link WorkQueue#statistics}.
 */
public interface WorkQueueListener {
  /** An item was added that did not wait already; one whose time has come counts, too. */
  default void onAdd() {}

  /**
   * An item was taken.
   *
   * @param latency how long it was ready
   */
  default void onTake(Duration latency) {}

  /**
   * An item is done.
   *
   * @param work how long it was worked on
   */
  default void onDone(Duration work) {}

  /**
   * An item was added by the rate limiter.
   *
   * @param delay until it is ready
   */
  default void onRetry(Duration delay) {}

  /**
   * What a worker of {@link WorkQueue#run} did with an item failed.
   *
   * @param error why
   */
  default void onFailure(Throwable error) {}
}
