package io.kubeweft.workqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.meta.Status;
import io.kubeweft.meta.StatusReason;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.CancelledException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkQueueRunTest {
  private static final long LONG_SECONDS = 30;

  private final WorkQueue<String> queue =
      WorkQueue.create(RateLimiter.exponential(Duration.ofMillis(1), Duration.ofMillis(50)));
  private final Queue<String> worked = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    queue.close();
  }

  /** Runs the queue in a thread that the test can wait for and interrupt. */
  private FutureTask<Void> start(int workers, Consumer<String> work) {
    FutureTask<Void> run =
        new FutureTask<>(
            () -> {
              queue.run(workers, work);
              return null;
            });
    Thread.ofVirtual().name("run").start(run);
    return run;
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(LONG_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("waited in vain");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("interrupted", e);
    }
  }

  private static void awaitEnd(FutureTask<Void> run) throws Exception {
    run.get(LONG_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void run_shutDown_worksOnTheRestAndReturns() {
    queue.add("a");
    queue.add("b");
    queue.shutDown();

    queue.run(2, worked::add);

    assertThat(worked).containsExactlyInAnyOrder("a", "b");
    assertThat(queue.statistics().inWork()).isZero();
  }

  /** How many warnings come of an item whose first so many tries end in a conflict. */
  private int warnings(int conflicts) {
    Logger log = Logger.getLogger(WorkQueue.class.getName());
    List<LogRecord> records = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord logged) {
            if (logged.getMessage().contains("on conflicting failed")) {
              records.add(logged);
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    log.addHandler(handler);
    try {
      queue.add("conflicting");
      queue.run(
          1,
          item -> {
            if (queue.retries(item) < conflicts) {
              Status status = Status.of(s -> s.code(409).reason(StatusReason.CONFLICT));
              throw new ApiException("expected by the test", status, null, null);
            }
            queue.shutDown();
          });
    } finally {
      log.removeHandler(handler);
    }
    return records.size();
  }

  @Test
  void run_conflictThatPasses_isNoWarning() {
    assertThat(warnings(5)).isZero();
  }

  @Test
  void run_conflictThatStays_isAWarning() {
    assertThat(warnings(7)).isEqualTo(2);
  }

  @Test
  void run_workFails_isTriedAgainUntilItWorks() {
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    queue.addListener(
        new WorkQueueListener() {
          @Override
          public void onFailure(Throwable error) {
            failures.add(error);
          }
        });
    queue.add("a");

    queue.run(
        1,
        item -> {
          worked.add(item + queue.retries(item));
          if (worked.size() < 3) {
            throw new IllegalStateException("expected by the test");
          }
          queue.shutDown();
        });

    assertThat(worked).containsExactly("a0", "a1", "a2");
    assertThat(failures).hasSize(2);
    assertThat(queue.retries("a")).isZero();
  }

  @Test
  void run_workFailsWithAnError_isTriedAgain() {
    queue.add("a");

    queue.run(
        1,
        item -> {
          worked.add(item);
          if (worked.size() < 2) {
            throw new AssertionError("expected by the test");
          }
          queue.shutDown();
        });

    assertThat(worked).hasSize(2);
  }

  @Test
  void run_listenerThrowsErrors_losesNothing() {
    queue.addListener(
        new WorkQueueListener() {
          private void fail() {
            throw new AssertionError("expected by the test");
          }

          @Override
          public void onAdd() {
            fail();
          }

          @Override
          public void onTake(Duration latency) {
            fail();
          }

          @Override
          public void onDone(Duration work) {
            fail();
          }

          @Override
          public void onRetry(Duration delay) {
            fail();
          }

          @Override
          public void onFailure(Throwable error) {
            fail();
          }
        });
    queue.add("a");

    queue.run(
        1,
        item -> {
          worked.add(item);
          if (worked.size() < 2) {
            throw new IllegalStateException("expected by the test");
          }
          queue.shutDown();
        });

    assertThat(worked).containsExactly("a", "a");
  }

  @Test
  void run_severalWorkers_workAtOnce() {
    CyclicBarrier together = new CyclicBarrier(3);
    List.of("a", "b", "c").forEach(queue::add);
    queue.shutDown();

    queue.run(
        3,
        item -> {
          try {
            together.await(LONG_SECONDS, TimeUnit.SECONDS);
            worked.add(item);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });

    assertThat(worked).hasSize(3);
  }

  @Test
  void run_workLeavesItsThreadInterrupted_goesOn() {
    queue.add("a");
    queue.add("b");
    queue.shutDown();

    queue.run(
        1,
        item -> {
          worked.add(item);
          Thread.currentThread().interrupt();
        });

    assertThat(worked).containsExactly("a", "b");
  }

  @Test
  void run_interrupted_endsAndPutsBackWhatWasNotFinished() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    queue.add("a", WorkQueue.LOW_PRIORITY);
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  assertThatThrownBy(
                          () ->
                              queue.run(
                                  2,
                                  item -> {
                                    begun.countDown();
                                    await(new CountDownLatch(1));
                                  }))
                      .isInstanceOf(CancelledException.class);
                  if (Thread.currentThread().isInterrupted()) {
                    ended.countDown();
                  }
                });
    await(begun);

    caller.interrupt();

    await(ended);
    assertThat(queue.take(Duration.ZERO)).isEqualTo("a");
    assertThat(queue.retries("a")).isZero();
    assertThat(queue.isShutDown()).isFalse();
  }

  @Test
  void close_running_interruptsAndWaits() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    FutureTask<Void> run =
        start(
            4,
            item -> {
              begun.countDown();
              try {
                await(new CountDownLatch(1));
              } finally {
                worked.add(item);
              }
            });
    queue.add("a");
    await(begun);

    queue.close();

    assertThat(worked).containsExactly("a");
    awaitEnd(run);
  }

  @Test
  void close_byAWorker_doesNotWaitForItself() throws Exception {
    queue.add("a");

    FutureTask<Void> run = start(1, item -> queue.close());

    awaitEnd(run);
  }

  @Test
  void run_twice_shareTheItems() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    FutureTask<Void> first = start(1, item -> meet(both));
    FutureTask<Void> second = start(1, item -> meet(both));
    queue.add("a");
    queue.add("b");

    await(both);

    queue.shutDown();
    awaitEnd(first);
    awaitEnd(second);
  }

  private static void meet(CountDownLatch others) {
    others.countDown();
    await(others);
  }

  @Test
  void run_noMemory_endsAllWorkersAndThrows() {
    queue.add("a");

    assertThatThrownBy(
            () ->
                queue.run(
                    3,
                    item -> {
                      throw new OutOfMemoryError("expected by the test");
                    }))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(queue.statistics().inWork()).isZero();
  }

  @Test
  void run_brokenLimiter_endsAndThrows() {
    WorkQueue<String> broken =
        WorkQueue.create(
            new RateLimiter<>() {
              @Override
              public Duration nextDelay(String item) {
                throw new IllegalStateException("expected by the test");
              }

              @Override
              public void forget(String item) {}

              @Override
              public int retries(String item) {
                return 0;
              }
            });
    broken.add("a");

    assertThatThrownBy(
            () ->
                broken.run(
                    2,
                    item -> {
                      throw new IllegalArgumentException("expected by the test, too");
                    }))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void run_noWorkers_isRefused() {
    assertThatThrownBy(() -> queue.run(0, worked::add))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
