package io.kubeweft.internal.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs short tasks later: what ends deadlines and silent connections.
 *
 * <p>Its one thread is a platform thread, because virtual threads are not time-sliced: on a machine
 * with two busy carriers a virtual timer is seconds late. Tasks must not block.
 *
 * <p>Nearly all tasks are cancelled: they are deadlines of calls that succeed. So the thread is
 * woken for a task only if it would sleep past it, and never for a cancellation. When it wakes for
 * what was cancelled meanwhile, it looks for the next and sleeps on: once in the time of a
 * deadline, not once for each call, as a ScheduledThreadPoolExecutor and timed waits of virtual
 * threads do.
 */
public final class Timer implements AutoCloseable {
  private static final long JOIN_MILLIS = 1000;

  private final String threadName;

  /** Guards the fields below; taken last, never held while a task runs. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition sooner = lock.newCondition();
  private final TreeSet<Task> tasks = new TreeSet<>();
  private @Nullable Thread thread;

  /** When the thread looks again by itself; meaningful while it sleeps. */
  private long wakesAt;

  private boolean sleepsForEver;
  private boolean closed;
  private long sequence;

  /**
   * Creates a timer; its thread starts with the first task.
   *
   * @param threadName of its one thread
   */
  public Timer(String threadName) {
    this.threadName = threadName;
  }

  private final class Task extends FutureTask<@Nullable Void> implements Comparable<Task> {
    private final long at;
    private final long number;

    Task(Runnable action, long at, long number) {
      super(action, null);
      this.at = at;
      this.number = number;
    }

    @Override
    public int compareTo(Task other) {
      long difference = at - other.at;
      return difference == 0 ? Long.compare(number, other.number) : Long.signum(difference);
    }

    @Override
    protected void done() {
      if (isCancelled()) {
        lock.lock();
        try {
          tasks.remove(this);
        } finally {
          lock.unlock();
        }
      }
    }
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
    // Half of what a long holds, so that differences of two times never overflow.
    long at = System.nanoTime() + Math.clamp(delayNanos, 0, Long.MAX_VALUE / 2);
    Task scheduled;
    boolean refused;
    lock.lock();
    try {
      scheduled = new Task(task, at, sequence++);
      refused = closed;
      if (!refused) {
        tasks.add(scheduled);
        if (thread == null) {
          thread = Thread.ofPlatform().daemon().name(threadName).start(this::run);
        } else if (sleepsForEver || at - wakesAt < 0) {
          sooner.signal();
        }
      }
    } finally {
      lock.unlock();
    }
    if (refused) {
      scheduled.cancel(false);
    }
    return scheduled;
  }

  private void run() {
    List<Task> due = new ArrayList<>();
    while (awaitDue(due)) {
      due.forEach(FutureTask::run);
      due.clear();
    }
  }

  /** Waits until tasks are due and takes them out; false when the timer is closed. */
  private boolean awaitDue(List<Task> due) {
    lock.lock();
    try {
      while (!closed && takeDue(due) == 0) {
        if (tasks.isEmpty()) {
          sleepsForEver = true;
          sooner.awaitUninterruptibly();
          sleepsForEver = false;
        } else {
          wakesAt = tasks.first().at;
          long unused = sooner.awaitNanos(wakesAt - System.nanoTime());
        }
      }
      return !closed;
    } catch (InterruptedException e) {
      // Nobody has this thread to interrupt it: look at the tasks again.
      return true;
    } finally {
      lock.unlock();
    }
  }

  private int takeDue(List<Task> due) {
    long now = System.nanoTime();
    while (!tasks.isEmpty() && tasks.first().at - now <= 0) {
      due.add(tasks.removeFirst());
    }
    return due.size();
  }

  /** Forgets all tasks and ends the thread; waits for a task that runs. */
  @Override
  public void close() {
    Thread last;
    lock.lock();
    try {
      closed = true;
      tasks.clear();
      sooner.signal();
      last = thread;
    } finally {
      lock.unlock();
    }
    if (last != null && last != Thread.currentThread()) {
      join(last);
    }
  }

  private static void join(Thread last) {
    try {
      last.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
