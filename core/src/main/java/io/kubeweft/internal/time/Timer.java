package io.kubeweft.internal.time;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs short tasks later: what ends deadlines and silent connections.
 *
 * <p>Its one thread is a platform thread, because virtual threads are not time-sliced: on a machine
 * with two busy carriers a virtual timer is seconds late. Tasks must not block.
 */
public final class Timer implements AutoCloseable {
  private final ScheduledThreadPoolExecutor executor;

  /**
   * Creates a timer.
   *
   * @param threadName of its one thread
   */
  public Timer(String threadName) {
    executor =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name(threadName).factory());
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * Runs a task once.
   *
   * @param delay from now
   * @param task must not block
   * @return cancels the task; already cancelled if the timer is closed
   */
  public Future<?> schedule(Duration delay, Runnable task) {
    return scheduleNanos(delay.toNanos(), task);
  }

  /**
   * Runs a task once.
   *
   * @param delayNanos from now, in nanoseconds
   * @param task must not block
   * @return cancels the task; already cancelled if the timer is closed
   */
  public Future<?> scheduleNanos(long delayNanos, Runnable task) {
    try {
      return executor.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      return CancelledTask.INSTANCE;
    }
  }

  /** Forgets all tasks and ends the thread. */
  @Override
  public void close() {
    executor.shutdownNow();
    boolean interrupted = false;
    try {
      executor.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private enum CancelledTask implements Future<Void> {
    INSTANCE;

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      return false;
    }

    @Override
    public boolean isCancelled() {
      return true;
    }

    @Override
    public boolean isDone() {
      return true;
    }

    @Override
    public Void get() {
      throw new java.util.concurrent.CancellationException();
    }

    @Override
    public Void get(long timeout, TimeUnit unit) {
      return get();
    }
  }
}
