package io.kubeweft.workqueue;

import io.kubeweft.KubernetesException;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.DeadlineExceededException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands items to workers, as a controller needs it: an item that is added twice before it is taken
 * is taken once; an item that is added while it is worked on is taken again when that is done, and
 * never by two workers at once; an item that fails is tried again, later each time.
 *
 * <pre>{@code
 * try (WorkQueue<ObjectKey> queue = WorkQueue.create()) {
 *   informer.addHandler(ResourceHandler.ofKeys(queue::add));
 *   queue.run(4, key -> reconcile(key));
 * }
 * }</pre>
 *
 * <p>{@link #run} does what most programs want. Others take, and say when they are done:
 *
 * <pre>{@code
 * for (String item = queue.take(); item != null; item = queue.take()) {
 *   try {
 *     work(item);
 *     queue.forget(item);
 *   } catch (RuntimeException e) {
 *     queue.addRateLimited(item);
 *   } finally {
 *     queue.done(item);
 *   }
 * }
 * }</pre>
 *
 * <p>It has no thread of its own. Any number of threads can use it.
 *
 * @param <K> the type of the items, usually keys: by {@code equals} they are told apart
 */
public final class WorkQueue<K> implements AutoCloseable {
  /** The priority of an item that does not say otherwise. */
  public static final int NORMAL_PRIORITY = 0;

  /** The priority of what can wait, such as the objects that were there at the start. */
  public static final int LOW_PRIORITY = -100;

  private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);
  private static final Duration JOIN = Duration.ofSeconds(5);

  /** After so many failures of an item in a row, a conflict is a warning, too. */
  private static final int CONFLICTS = 5;

  private final BlockingBacklog<K> backlog;
  private final Set<WorkerRun<K>> runs = ConcurrentHashMap.newKeySet();
  private final AtomicLong retries = new AtomicLong();
  private final List<WorkQueueListener> listeners = new CopyOnWriteArrayList<>();
  private final RateLimiter<K> limiter;

  WorkQueue(RateLimiter<K> limiter, LongSupplier nanoTime) {
    this.limiter = limiter;
    this.backlog = new BlockingBacklog<>(nanoTime);
  }

  /** Creates a queue with the rate limit of controllers. */
  public static <K> WorkQueue<K> create() {
    return create(RateLimiter.forControllers());
  }

  /**
   * Creates a queue.
   *
   * @param limiter says when an item is tried again that has failed
   */
  public static <K> WorkQueue<K> create(RateLimiter<K> limiter) {
    return new WorkQueue<>(limiter, System::nanoTime);
  }

  /**
   * Adds a listener.
   *
   * @param listener is told what happens
   */
  public void addListener(WorkQueueListener listener) {
    listeners.add(listener);
  }

  /**
   * Adds an item; one that waits already is not added twice. Does nothing after the shutdown.
   *
   * @param item to be taken
   */
  public void add(K item) {
    add(item, NORMAL_PRIORITY);
  }

  /**
   * Adds an item with a priority. One that waits already with a lower one is moved behind those of
   * the higher one.
   *
   * @param item to be taken
   * @param priority what is higher is taken first
   */
  public void add(K item, int priority) {
    backlog.add(item, priority);
    tellAdds();
  }

  /**
   * Adds an item later. If it is delayed already, the earlier time counts.
   *
   * @param delay from now; the item is added at once if that is not more than zero
   * @param item to be taken; it keeps its priority if it is in work
   */
  public void addAfter(Duration delay, K item) {
    backlog.addAfter(delay, item);
    tellAdds();
  }

  /**
   * Adds an item when the rate limiter says so; it counts as one more failure.
   *
   * @param item to be taken
   */
  public void addRateLimited(K item) {
    retry(item);
  }

  private Duration retry(K item) {
    Duration delay = limiter.nextDelay(item);
    retries.incrementAndGet();
    addAfter(delay, item);
    tell(listener -> listener.onRetry(delay));
    return delay;
  }

  /**
   * Forgets how often an item has failed. It does not take the item out of the queue.
   *
   * @param item that has worked, or is given up
   */
  public void forget(K item) {
    limiter.forget(item);
  }

  /**
   * Returns how often an item has been added by {@link #addRateLimited} since it was last
   * forgotten.
   *
   * @param item any
   */
  public int retries(K item) {
    return limiter.retries(item);
  }

  /**
   * Waits for an item and takes it. Call {@link #done} afterwards, whatever happens.
   *
   * @return the item; null if the queue is shut down and has none
   * @throws CancelledException if the thread is interrupted
   */
  public @Nullable K take() {
    return take(FOR_EVER);
  }

  /**
   * Waits for an item and takes it. Call {@link #done} afterwards, whatever happens.
   *
   * @param timeout how long to wait at most; zero takes what is there
   * @return the item; null if the queue is shut down and has none
   * @throws DeadlineExceededException if there was none in time
   * @throws CancelledException if the thread is interrupted
   */
  public @Nullable K take(Duration timeout) {
    Backlog.Taken<K> taken;
    try {
      taken = backlog.take(timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("interrupted while waiting for an item", e);
    } finally {
      tellAdds();
    }
    if (taken == null) {
      return null;
    }
    Duration latency = Duration.ofNanos(taken.latency());
    tell(listener -> listener.onTake(latency));
    return taken.item();
  }

  /**
   * Ends the work on an item. If it was added meanwhile, it is ready again.
   *
   * @param item that this thread has taken; another one is ignored
   */
  public void done(K item) {
    long work = backlog.done(item);
    tellAdds();
    if (work >= 0) {
      Duration worked = Duration.ofNanos(work);
      tell(listener -> listener.onDone(worked));
    }
  }

  /**
   * Works on items until the queue is shut down and has none: blocks so long. An item whose work
   * returns is forgotten by the rate limiter; one whose work throws is logged, and added again by
   * the rate limiter.
   *
   * @param workers how many items are worked on at once; each has a virtual thread
   * @param work what to do with an item; should end soon after an interrupt, as all calls of this
   *     library do
   * @throws CancelledException if this thread is interrupted; the workers are then interrupted and
   *     waited for, and what they did not finish is in the queue again
   */
  public void run(int workers, Consumer<? super K> work) {
    WorkerRun<K> run = new WorkerRun<>(this, workers, work);
    runs.add(run);
    try {
      run.run();
    } finally {
      runs.remove(run);
    }
  }

  /**
   * The work of a run on an item has thrown. Where it was thrown is logged the first time, unless
   * it is an error of the API, which says so itself. A conflict is how a controller learns that its
   * copy is behind: it is a warning only when it does not pass.
   */
  void failed(K item, Throwable error) {
    int retries = limiter.retries(item);
    boolean first = retries == 0;
    boolean expected =
        retries < CONFLICTS && error instanceof ApiException refused && refused.isConflict();
    Duration delay = retry(item);
    String next = isShutDown() ? "given up with the queue" : "tried again in " + delay;
    String text = "Work on " + item + " failed and is " + next;
    if (first && !(error instanceof KubernetesException)) {
      log().log(Level.WARNING, text, error);
    } else {
      log().log(expected ? Level.DEBUG : Level.WARNING, text + ": " + error);
    }
    tell(listener -> listener.onFailure(error));
  }

  /**
   * Takes no more items, and forgets those that are delayed; does not wait. Those that are ready
   * can still be taken. Ends the waiting in {@link #drain}.
   */
  public void shutDown() {
    backlog.shutDown(false);
    tellAdds();
  }

  /**
   * Shuts down, and waits until the workers have done what is ready and what they have begun.
   *
   * @param timeout how long to wait at most
   * @return whether all is done; false if the time is over, or {@link #shutDown} was called
   * @throws CancelledException if the thread is interrupted
   */
  public boolean drain(Duration timeout) {
    try {
      return backlog.drain(timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("interrupted while a queue was drained", e);
    } finally {
      tellAdds();
    }
  }

  /** Returns whether the queue takes no more items. */
  public boolean isShutDown() {
    return backlog.isShutDown();
  }

  /**
   * Ends the queue: forgets all items, interrupts the workers of {@link #run} and waits for them, 5
   * seconds at most. Use {@link #drain} before if what is there is to be done.
   */
  @Override
  public void close() {
    backlog.shutDown(true);
    List<WorkerRun<K>> running = List.copyOf(runs);
    running.forEach(WorkerRun::stop);
    try {
      for (WorkerRun<K> run : running) {
        run.join(JOIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns how the queue does at this moment. */
  public Statistics statistics() {
    Statistics now = backlog.statistics(retries.get());
    tellAdds();
    return now;
  }

  private void tellAdds() {
    for (long left = backlog.untoldAdds(); left > 0; left--) {
      tell(WorkQueueListener::onAdd);
    }
  }

  private void tell(Consumer<WorkQueueListener> call) {
    for (WorkQueueListener listener : listeners) {
      try {
        call.accept(listener);
      } catch (Throwable e) {
        log().log(Level.ERROR, "A listener of a work queue failed", e);
      }
    }
  }

  /** Not a constant: most programs never write there, and the first logger takes its time. */
  private static Logger log() {
    return System.getLogger(WorkQueue.class.getName());
  }

  /**
   * How a queue does.
   *
   * @param depth how many items are ready, or will be when the work on them is done
   * @param delayed how many wait for their time
   * @param inWork how many are worked on
   * @param adds how many were added that did not wait already
   * @param retries how many were added by the rate limiter
   * @param unfinished how long the items in work have been so, all together
   * @param longestRunning how long the first of them has been
   */
  public record Statistics(
      int depth,
      int delayed,
      int inWork,
      long adds,
      long retries,
      Duration unfinished,
      Duration longestRunning) {}
}
