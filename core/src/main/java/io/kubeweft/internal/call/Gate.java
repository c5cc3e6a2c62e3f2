package io.kubeweft.internal.call;

import io.kubeweft.internal.time.Deadline;
import io.kubeweft.internal.time.Timer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets so many calls in at once; the others wait in the order in which they came.
 *
 * <p>Their wait has no timeout of its own, as that of a semaphore has: each timed wait of a virtual
 * thread sets and cancels a timer of the threads' scheduler, which for a thousand callers is a
 * third of what their calls cost.
 */
final class Gate {
  private final Timer timer;

  /** Guards the fields below; nothing is waited for under it. */
  private final ReentrantLock lock = new ReentrantLock();

  /** True for who is let in, false for who has given up. */
  private final Deque<CompletableFuture<Boolean>> waiting = new ArrayDeque<>();

  private int free;

  /**
   * Creates a gate.
   *
   * @param places how many calls may be inside
   * @param timer ends waits
   */
  Gate(int places, Timer timer) {
    this.free = places;
    this.timer = timer;
  }

  /**
   * Waits for a place.
   *
   * @return false if the deadline has passed before
   */
  boolean enter(Deadline deadline) throws InterruptedException {
    CompletableFuture<Boolean> place;
    lock.lockInterruptibly();
    try {
      if (free > 0) {
        free--;
        return true;
      }
      place = new CompletableFuture<>();
      waiting.add(place);
    } finally {
      lock.unlock();
    }
    Future<?> end = timer.scheduleNanos(deadline.remainingNanos(), () -> place.complete(false));
    try {
      return place.get();
    } catch (InterruptedException e) {
      if (!place.complete(false) && place.join()) {
        leave();
      }
      throw e;
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } finally {
      end.cancel(false);
    }
  }

  /** Gives a place back: to who has waited longest. */
  void leave() {
    lock.lock();
    try {
      for (CompletableFuture<Boolean> next = waiting.poll(); next != null; next = waiting.poll()) {
        if (next.complete(true)) {
          return;
        }
      }
      free++;
    } finally {
      lock.unlock();
    }
  }
}
