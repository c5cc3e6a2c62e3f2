package io.kubeweft.informer;

import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.DeadlineExceededException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A handler of an informer, and the thread that calls it: a virtual one, which is there while there
 * is something to tell. With a resync it waits for the next one instead of ending.
 */
public final class HandlerRegistration implements AutoCloseable {
  /** The period of resyncs that do not come. */
  private static final long NEVER = Long.MAX_VALUE;

  private final HandlerQueue<?> queue;
  private final String name;
  private final Runnable work;

  /** Of who added the handler: not of whose change starts a thread. */
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

  private final AtomicLong failures = new AtomicLong();
  private final CountDownLatch ended = new CountDownLatch(1);

  private <T extends KubernetesObject> HandlerRegistration(
      HandlerQueue<T> queue,
      ResourceHandler<T> handler,
      HandlerOptions options,
      String name,
      Runnable resync,
      Consumer<HandlerRegistration> onEnd) {
    this.queue = queue;
    this.name = name;
    Duration resyncs = options.resync();
    long period = resyncs == null ? NEVER : Seams.nanos(resyncs);
    this.work =
        () -> {
          if (tellAll(queue, handler, period, resync)) {
            onEnd.accept(this);
            ended.countDown();
          }
        };
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
    queue.begin(() -> Thread.ofVirtual().name(name).start(this::run));
  }

  private void run() {
    Thread.currentThread().setContextClassLoader(loader);
    boolean completed = false;
    try {
      work.run();
      completed = true;
    } finally {
      if (!completed) {
        queue.abandon();
      }
    }
  }

  /**
   * Tells what there is and, if there are resyncs, what comes until the handler is closed.
   *
   * @return whether nothing more will come
   */
  private <T extends KubernetesObject> boolean tellAll(
      HandlerQueue<T> from, ResourceHandler<T> handler, long period, Runnable resync) {
    long last = System.nanoTime();
    while (true) {
      long left = period == NEVER ? 0 : period - (System.nanoTime() - last);
      // What a closed queue holds is told at once: no resync comes that could be due.
      boolean due = period != NEVER && left <= 0 && !from.isClosed();
      Pending<T> entry = due ? null : poll(from, left);
      if (entry != null) {
        tell(from, handler, entry);
      } else if (from.isOver()) {
        return true;
      } else if (due) {
        last = System.nanoTime();
        resync.run();
      } else if (period == NEVER && from.leave()) {
        return false;
      }
    }
  }

  private static <T extends KubernetesObject> @Nullable Pending<T> poll(
      HandlerQueue<T> from, long nanos) {
    try {
      return from.poll(nanos);
    } catch (InterruptedException e) {
      // A handler that leaves its own thread interrupted does not end it; close does.
      return null;
    }
  }

  private <T extends KubernetesObject> void tell(
      HandlerQueue<T> from, ResourceHandler<T> handler, Pending<T> entry) {
    try {
      entry.deliver(handler);
    } catch (Throwable e) {
      failures.incrementAndGet();
      log().log(Level.ERROR, "A handler failed on " + entry.key() + "; it is told of the next", e);
    } finally {
      from.told(entry);
    }
  }

  /** Returns whether the handler was told of all objects that were there when it began. */
  public boolean isSynced() {
    return queue.isSynced();
  }

  /**
   * Waits until the handler was told of all objects that were there when it began.
   *
   * @param timeout how long to wait at most; the wait ends earlier if the handler or its informer
   *     is closed before
   * @throws DeadlineExceededException if it was not
   * @throws CancelledException if the thread is interrupted
   */
  public void awaitSync(Duration timeout) {
    try {
      if (!queue.awaitSync(Seams.nanos(timeout))) {
        if (queue.isClosed()) {
          throw new DeadlineExceededException("handler closed before it was synced", null);
        }
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
    if (Thread.currentThread() == queue.thread() || awaitEnd(timeout)) {
      return;
    }
    log().log(Level.WARNING, name + " blocks for " + timeout + " and is interrupted");
    interrupt();
    if (!awaitEnd(timeout)) {
      log().log(Level.ERROR, name + " does not end after an interrupt; it is left alone");
    }
  }

  private boolean awaitEnd(Duration timeout) throws InterruptedException {
    if (!ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    Thread last = queue.thread();
    return last == null || last.join(timeout);
  }

  /** Ends what is under way; the rest is not told. */
  void interrupt() {
    queue.interrupt();
  }

  /** Not a constant: most programs never write there, and the first logger takes its time. */
  private static Logger log() {
    return System.getLogger(HandlerRegistration.class.getName());
  }
}
