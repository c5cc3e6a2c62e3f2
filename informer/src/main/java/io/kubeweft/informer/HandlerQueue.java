package io.kubeweft.informer;

import io.kubeweft.meta.KubernetesObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one handler is yet to be told, in order.
 *
 * <p>While there is something to tell, there is one thread that {@linkplain #poll polls}; it ends
 * when there is nothing more, and what comes next starts another.
 *
 * <p>Coalescing, it has at most one entry for an object: what happens to it meanwhile goes into
 * that entry, so that a slow handler costs memory for the objects there are and not for the events
 * there were. Strict, it has one for each event, up to {@link #STRICT_LIMIT}: a handler that is so
 * far behind is told of the changes that wait as if it were not strict, until it has caught up.
 */
final class HandlerQueue<T extends KubernetesObject> {
  /** Guards all fields; never held over code of others. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition changed = lock.newCondition();

  /** Until it is synced, or closed before. */
  private final CountDownLatch settled = new CountDownLatch(1);

  private volatile boolean synced;

  /** By key or, if strict, by a number of its own. */
  private final Map<Object, Pending<T>> entries = new LinkedHashMap<>();

  static final int STRICT_LIMIT = 1 << 16;

  private final boolean strict;

  /** Whether entries are events now: those of a strict queue, while there are not too many. */
  private boolean byEvent;

  private long merged;
  private int initialLeft;
  private boolean initialComplete;
  private boolean closed;

  /** Starts a thread that polls; null until the handler may be told. */
  private @Nullable Supplier<Thread> starter;

  /** The thread that polls; null if there is none. */
  private @Nullable Thread thread;

  HandlerQueue(boolean strict) {
    this.strict = strict;
    this.byEvent = strict;
  }

  void offer(Pending<T> change) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      if (byEvent && entries.size() >= STRICT_LIMIT) {
        mergeAll();
      }
      if (byEvent) {
        put(new Object(), change);
      } else {
        merge(change);
      }
      attend();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * From here on the handler may be told.
   *
   * @param by starts a thread that polls until {@link #isOver} or {@link #leave}
   */
  void begin(Supplier<Thread> by) {
    lock.lock();
    try {
      starter = by;
      attend();
    } finally {
      lock.unlock();
    }
  }

  /** Sees to it that there is a thread if it has something to do. */
  private void attend() {
    Supplier<Thread> by = starter;
    if (by != null && thread == null && hasWork()) {
      thread = by.get();
    }
  }

  /** To end, too, is something to do. */
  private boolean hasWork() {
    return closed || !entries.isEmpty();
  }

  /** The thread that polls ends; false, and it goes on, if there is something to do again. */
  boolean leave() {
    lock.lock();
    try {
      if (hasWork()) {
        return false;
      }
      thread = null;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The thread that polls has ended by an error: what is left, or comes next, starts another. */
  void abandon() {
    lock.lock();
    try {
      thread = null;
      attend();
    } finally {
      lock.unlock();
    }
  }

  /** The thread that polls, or has done so to the end; null if there is none. */
  @Nullable Thread thread() {
    lock.lock();
    try {
      return thread;
    } finally {
      lock.unlock();
    }
  }

  /** Ends what is under way; the rest is not told. */
  void interrupt() {
    lock.lock();
    try {
      close(false);
      if (thread != null) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private void mergeAll() {
    List<Pending<T>> events = List.copyOf(entries.values());
    entries.clear();
    byEvent = false;
    for (Pending<T> event : events) {
      initialLeft -= event.initial() ? 1 : 0;
      merge(event);
    }
  }

  /** Counted when it is there: what there is no memory for is not waited for. */
  private void put(Object key, Pending<T> change) {
    entries.put(key, change);
    initialLeft += change.initial() ? 1 : 0;
  }

  private void merge(Pending<T> change) {
    Pending<T> first = entries.get(change.key());
    if (first == null) {
      put(change.key(), change);
      return;
    }
    merged++;
    Pending<T> both = first.then(change);
    if (both == null) {
      entries.remove(change.key());
      told(first);
    } else {
      entries.put(change.key(), both);
    }
  }

  /** How often two changes were made one. */
  long merged() {
    lock.lock();
    try {
      return merged;
    } finally {
      lock.unlock();
    }
  }

  /** All objects that were there when the handler began have been offered. */
  void initialComplete() {
    lock.lock();
    try {
      initialComplete = true;
      checkSynced();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next entry.
   *
   * @param nanos how long at most
   * @return the entry; null if there is none by then, or the queue is closed and empty
   */
  @Nullable Pending<T> poll(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (entries.isEmpty() && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (entries.isEmpty()) {
        return null;
      }
      var first = entries.entrySet().iterator();
      Pending<T> entry = first.next().getValue();
      first.remove();
      byEvent |= strict && entries.isEmpty();
      return entry;
    } finally {
      lock.unlock();
    }
  }

  /** The handler has been told; what it threw does not matter. */
  void told(Pending<T> entry) {
    lock.lock();
    try {
      if (entry.initial()) {
        initialLeft--;
        checkSynced();
      }
    } finally {
      lock.unlock();
    }
  }

  private void checkSynced() {
    if (initialComplete && initialLeft == 0) {
      synced = true;
      settled.countDown();
    }
  }

  /** Takes no more; with {@code drain}, what is there can still be polled. */
  void close(boolean drain) {
    lock.lock();
    try {
      closed = true;
      if (!drain) {
        entries.clear();
      }
      if (!drain || !initialComplete) {
        settled.countDown();
      }
      attend();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it is closed, and all is told. */
  boolean isOver() {
    lock.lock();
    try {
      return closed && entries.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return entries.size();
    } finally {
      lock.unlock();
    }
  }

  boolean isSynced() {
    return synced;
  }

  /** Waits until it is synced; false if that has not come in time, or does not come any more. */
  boolean awaitSync(long nanos) throws InterruptedException {
    return settled.await(nanos, TimeUnit.NANOSECONDS) && synced;
  }
}
