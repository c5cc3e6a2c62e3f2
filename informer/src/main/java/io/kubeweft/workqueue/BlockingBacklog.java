package io.kubeweft.workqueue;

import io.kubeweft.rest.DeadlineExceededException;
import io.kubeweft.workqueue.WorkQueue.Statistics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A backlog that threads can wait for.
 *
 * <p>It has no thread for what is delayed. Of the threads that wait for an item, one is the leader:
 * it waits no longer than until the next item is due, the others until they are told. So one thread
 * wakes when an item is due, and not all. Whoever has got something, or gives up, wakes another one
 * if there is something left to take or to lead for.
 */
final class BlockingBacklog<K> {
  private static final long FOR_EVER = Long.MAX_VALUE;

  /** Guards all fields that change; no code of others runs within but that of the keys. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Something is ready, or the leader has to look again. */
  private final Condition available = lock.newCondition();

  private final Condition idle = lock.newCondition();
  private final Backlog<K> backlog = new Backlog<>();
  private final LongSupplier nanoTime;
  private final long start;
  private @Nullable Thread leader;
  private boolean shutDown;
  private int shutDowns;
  private long adds;

  /** What was added, for the listeners, who are told outside. */
  private final AtomicLong untold = new AtomicLong();

  BlockingBacklog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  void add(K item, int priority) {
    lock.lock();
    try {
      enter(item, priority, advance());
    } finally {
      lock.unlock();
    }
  }

  /** An item that is in work keeps its priority. */
  void addAfter(Duration delay, K item) {
    lock.lock();
    try {
      long now = advance();
      int priority = backlog.priorityOf(item);
      if (!delay.isPositive()) {
        enter(item, priority, now);
      } else if (!shutDown) {
        long before = backlog.nextDue();
        backlog.addAt(item, priority, plus(now, nanos(delay)));
        if (backlog.nextDue() < before) {
          leader = null;
          available.signal();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void enter(K item, int priority, long now) {
    if (!shutDown && backlog.add(item, priority, now)) {
      count(1);
      available.signal();
    }
  }

  /** Adds what is due, and returns what time it is. */
  private long advance() {
    long now = nanoTime.getAsLong() - start;
    count(backlog.promote(now));
    return now;
  }

  private void count(int added) {
    adds += added;
    untold.addAndGet(added);
  }

  /** Returns how many adds the listeners are to be told of. */
  long untoldAdds() {
    return untold.getAndSet(0);
  }

  /** Null if it is shut down and has none. */
  Backlog.@Nullable Taken<K> take(Duration timeout) throws InterruptedException {
    Thread current = Thread.currentThread();
    lock.lockInterruptibly();
    try {
      long end = plus(nanoTime.getAsLong() - start, nanos(timeout));
      while (true) {
        long now = advance();
        Backlog.Taken<K> taken = backlog.take(now);
        if (taken != null || shutDown) {
          return taken;
        }
        if (now >= end) {
          throw new DeadlineExceededException("there was no item within " + timeout, null);
        }
        boolean lead = leader == null && backlog.nextDue() < end;
        if (lead) {
          leader = current;
        }
        try {
          if (lead) {
            available.awaitNanos(backlog.nextDue() - now);
          } else if (end == FOR_EVER) {
            available.await();
          } else {
            available.awaitNanos(end - now);
          }
        } finally {
          if (leader == current) {
            leader = null;
          }
        }
      }
    } finally {
      if (backlog.hasReady() || leader == null && backlog.nextDue() != FOR_EVER) {
        available.signal();
      }
      lock.unlock();
    }
  }

  /** Returns how many nanoseconds it was in work; -1 if it was not. */
  long done(K item) {
    lock.lock();
    try {
      long work = backlog.done(item, advance());
      if (backlog.hasReady()) {
        available.signal();
      }
      if (backlog.isIdle()) {
        idle.signalAll();
      }
      return work;
    } finally {
      lock.unlock();
    }
  }

  void shutDown(boolean dropReady) {
    lock.lock();
    try {
      shutDowns++;
      stopAdding();
      if (dropReady) {
        backlog.dropReady();
      }
      idle.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean drain(Duration timeout) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      stopAdding();
      int before = shutDowns;
      long left = nanos(timeout);
      while (!backlog.isIdle() && shutDowns == before && left > 0) {
        left = idle.awaitNanos(left);
      }
      return backlog.isIdle();
    } finally {
      lock.unlock();
    }
  }

  /** What is due by now can still be taken. */
  private void stopAdding() {
    advance();
    shutDown = true;
    backlog.dropDelayed();
    available.signalAll();
  }

  boolean isShutDown() {
    lock.lock();
    try {
      return shutDown;
    } finally {
      lock.unlock();
    }
  }

  Statistics statistics(long retries) {
    lock.lock();
    try {
      List<Long> running = backlog.running(advance());
      return new Statistics(
          backlog.depth(),
          backlog.delayed(),
          running.size(),
          adds,
          retries,
          Duration.ofNanos(running.stream().mapToLong(Long::longValue).sum()),
          Duration.ofNanos(running.isEmpty() ? 0 : running.getFirst()));
    } finally {
      lock.unlock();
    }
  }

  private static long plus(long time, long nanos) {
    return nanos < FOR_EVER - time ? time + nanos : FOR_EVER;
  }

  private static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException e) {
      return FOR_EVER;
    }
  }
}
