package io.kubeweft.informer;

import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.DeadlineExceededException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A handler of an informer, and the thread that calls it. */
public final class HandlerRegistration implements AutoCloseable {
  private static final Logger LOG = System.getLogger(HandlerRegistration.class.getName());

  private final HandlerQueue<?> queue;
  private final AtomicLong failures = new AtomicLong();
  private final Thread thread;

  private <T extends KubernetesObject> HandlerRegistration(
      HandlerQueue<T> queue,
      ResourceHandler<T> handler,
      HandlerOptions options,
      String name,
      Runnable resync,
      Consumer<HandlerRegistration> onEnd) {
    this.queue = queue;
    Duration period = options.resync();
    long nanos = period == null ? Long.MAX_VALUE : period.toNanos();
    this.thread =
        Thread.ofVirtual()
            .name(name)
            .unstarted(
                () -> {
                  try {
                    run(queue, handler, nanos, resync);
                  } finally {
                    onEnd.accept(this);
                  }
                });
  }

  static <T extends KubernetesObject> HandlerRegistration create(
      HandlerQueue<T> queue,
      ResourceHandler<T> handler,
      HandlerOptions options,
      String name,
      Runnable resync,
      Consumer<HandlerRegistration> onEnd) {
    return new HandlerRegistration(queue, handler, options, name, resync, onEnd);
  }

  void start() {
    thread.start();
  }

  private <T extends KubernetesObject> void run(
      HandlerQueue<T> from, ResourceHandler<T> handler, long period, Runnable resync) {
    long last = System.nanoTime();
    while (true) {
      Pending<T> entry;
      try {
        long left = period == Long.MAX_VALUE ? period : period - (System.nanoTime() - last);
        // What a closed queue holds is told at once: no resync comes that could be due.
        entry = left > 0 || from.isClosed() ? from.poll(left) : null;
      } catch (InterruptedException e) {
        // A handler that leaves its own thread interrupted does not end it; close does.
        continue;
      }
      if (entry != null) {
        tell(handler, entry);
        from.told(entry);
      } else if (from.isClosed()) {
        if (from.size() == 0) {
          return;
        }
      } else if (period != Long.MAX_VALUE && System.nanoTime() - last >= period) {
        resync.run();
        last = System.nanoTime();
      }
    }
  }

  private <T extends KubernetesObject> void tell(ResourceHandler<T> handler, Pending<T> entry) {
    try {
      entry.deliver(handler);
    } catch (Throwable e) {
      failures.incrementAndGet();
      LOG.log(Level.ERROR, "A handler failed on " + entry.key() + "; it is told of the next", e);
    }
  }

  /** Returns whether the handler was told of all objects that were there when it began. */
  public boolean isSynced() {
    return queue.isSynced();
  }

  /**
   * Waits until the handler was told of all objects that were there when it began.
   *
   * @param timeout how long to wait at most
   * @throws DeadlineExceededException if it was not
   * @throws CancelledException if the thread is interrupted
   */
  public void awaitSync(Duration timeout) {
    try {
      if (!queue.awaitSync(Seams.nanos(timeout))) {
        throw new DeadlineExceededException(
            "handler not synced within " + timeout + "; " + lag() + " changes wait", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("interrupted while a handler was waited for", e);
    }
  }

  /** Returns how many changes wait for the handler. */
  public int lag() {
    return queue.size();
  }

  /**
   * Returns how often a change was made one with another that waited for the handler; see {@link
   * HandlerOptions#everyEvent}.
   */
  public long merged() {
    return queue.merged();
  }

  /** Returns how often the handler has thrown. */
  public long failures() {
    return failures.get();
  }

  /** Removes the handler: a call that is under way ends, and no other comes. Does not wait. */
  @Override
  public void close() {
    queue.close(false);
  }

  void closeAfterTheRest() {
    queue.close(true);
  }

  /** Waits for the end; one that is late is interrupted and waited for once more. */
  void joinOrInterrupt(Duration timeout) throws InterruptedException {
    // A handler may close its own informer.
    if (Thread.currentThread() == thread || thread.join(timeout)) {
      return;
    }
    LOG.log(Level.WARNING, thread.getName() + " blocks for " + timeout + " and is interrupted");
    interrupt();
    if (!thread.join(timeout)) {
      LOG.log(Level.ERROR, thread.getName() + " does not end after an interrupt; it is left alone");
    }
  }

  /** Ends what is under way; the rest is not told. */
  void interrupt() {
    queue.close(false);
    thread.interrupt();
  }
}
