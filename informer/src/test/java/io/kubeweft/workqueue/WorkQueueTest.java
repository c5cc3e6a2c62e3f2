package io.kubeweft.workqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.DeadlineExceededException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final AtomicLong now = new AtomicLong();
  private final RateLimiter<String> limiter =
      RateLimiter.exponential(Duration.ofMillis(5), Duration.ofSeconds(1000));

  /** Its time is {@link #now}. */
  private final WorkQueue<String> queue = new WorkQueue<>(limiter, now::get);

  private void advance(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private String takeNow() {
    return queue.take(Duration.ZERO);
  }

  private void assertNothingReady() {
    assertThatThrownBy(this::takeNow).isInstanceOf(DeadlineExceededException.class);
  }

  private static FutureTask<String> async(Callable<String> call) {
    FutureTask<String> task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    return task;
  }

  private static <V> V get(FutureTask<V> task) throws Exception {
    return task.get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void take_waiting_getsWhatIsAdded() throws Exception {
    FutureTask<String> taker = async(queue::take);

    queue.add("a");

    assertThat(get(taker)).isEqualTo("a");
  }

  @Test
  void take_nothingInTime_says() {
    assertThatThrownBy(() -> queue.take(Duration.ZERO))
        .isInstanceOf(DeadlineExceededException.class);
  }

  @Test
  void take_interrupted_isCancelledAndKeepsTheFlag() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(queue::take).isInstanceOf(CancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void take_severalWaitForADelayedItem_oneGetsItAndTheNextOneToo() throws Exception {
    try (WorkQueue<String> real = WorkQueue.create()) {
      FutureTask<String> first = async(real::take);
      FutureTask<String> second = async(real::take);

      real.addAfter(Duration.ofMillis(40), "late");
      real.addAfter(Duration.ofMillis(20), "early");

      assertThat(List.of(get(first), get(second))).containsExactlyInAnyOrder("early", "late");
    }
  }

  @Test
  void addAfter_time_isReadyThen() {
    queue.addAfter(Duration.ofSeconds(10), "a");

    advance(Duration.ofSeconds(10).minusNanos(1));
    assertNothingReady();
    advance(Duration.ofNanos(1));
    assertThat(takeNow()).isEqualTo("a");
  }

  @Test
  void addAfter_notPositive_isReadyAtOnce() {
    queue.addAfter(Duration.ZERO, "a");
    queue.addAfter(Duration.ofSeconds(-1), "b");

    assertThat(takeNow()).isEqualTo("a");
    assertThat(takeNow()).isEqualTo("b");
  }

  @Test
  void addAfter_longerThanTime_neverComes() {
    queue.addAfter(Duration.ofSeconds(Long.MAX_VALUE), "a");

    advance(Duration.ofDays(1000));

    assertNothingReady();
    assertThat(queue.statistics().delayed()).isEqualTo(1);
  }

  @Test
  void add_afterADelayedOneIsDue_comesBehindIt() {
    queue.addAfter(Duration.ofSeconds(1), "due");
    advance(Duration.ofSeconds(2));
    queue.add("a");

    assertThat(takeNow()).isEqualTo("due");
  }

  @Test
  void addRateLimited_failures_waitLonger() {
    queue.addRateLimited("a");
    advance(Duration.ofMillis(5));
    assertThat(takeNow()).isEqualTo("a");
    queue.addRateLimited("a");
    queue.done("a");
    advance(Duration.ofMillis(9));
    assertNothingReady();
    advance(Duration.ofMillis(1));

    assertThat(takeNow()).isEqualTo("a");
    assertThat(queue.retries("a")).isEqualTo(2);
  }

  @Test
  void forget_failedBefore_beginsAnewButStaysInTheQueue() {
    queue.addRateLimited("a");

    queue.forget("a");

    assertThat(queue.retries("a")).isZero();
    advance(Duration.ofMillis(5));
    assertThat(takeNow()).isEqualTo("a");
  }

  @Test
  void addAfter_inWork_keepsThePriority() {
    queue.add("a", WorkQueue.LOW_PRIORITY);
    takeNow();
    queue.addAfter(Duration.ofSeconds(1), "a");
    queue.done("a");
    advance(Duration.ofSeconds(1));
    queue.add("b");

    assertThat(takeNow()).isEqualTo("b");
    assertThat(takeNow()).isEqualTo("a");
  }

  @Test
  void shutDown_rest_canStillBeTaken() {
    queue.add("a");
    queue.addAfter(Duration.ofSeconds(1), "due");
    queue.addAfter(Duration.ofSeconds(5), "delayed");
    advance(Duration.ofSeconds(1));

    queue.shutDown();
    queue.add("b");
    queue.addAfter(Duration.ZERO, "c");
    queue.addAfter(Duration.ofMillis(1), "d");
    advance(Duration.ofSeconds(10));

    assertThat(takeNow()).isEqualTo("a");
    assertThat(takeNow()).isEqualTo("due");
    assertThat(takeNow()).isNull();
    assertThat(queue.isShutDown()).isTrue();
  }

  @Test
  void shutDown_takersWait_allEnd() throws Exception {
    FutureTask<String> first = async(queue::take);
    FutureTask<String> second = async(queue::take);

    queue.shutDown();

    assertThat(get(first)).isNull();
    assertThat(get(second)).isNull();
  }

  @Test
  void shutDown_addedInWorkBefore_isStillTaken() {
    queue.add("a");
    takeNow();
    queue.add("a");
    queue.shutDown();

    queue.done("a");

    assertThat(takeNow()).isEqualTo("a");
  }

  @Test
  void drain_workToDo_waitsForAllOfIt() throws Exception {
    queue.add("a");
    queue.add("b");
    takeNow();
    queue.add("a");
    CountDownLatch drained = new CountDownLatch(1);
    FutureTask<String> drain =
        async(
            () -> {
              boolean all = queue.drain(LONG);
              drained.countDown();
              return "" + all;
            });
    awaitShutDown();

    queue.done("a");
    assertThat(takeNow()).isEqualTo("b");
    queue.done("b");
    assertThat(drained.getCount()).isEqualTo(1);
    assertThat(takeNow()).isEqualTo("a");
    queue.done("a");

    assertThat(get(drain)).isEqualTo("true");
  }

  @Test
  void drain_shutDownMeanwhile_endsTheWaiting() throws Exception {
    queue.add("a");
    takeNow();
    FutureTask<String> drain = async(() -> "" + queue.drain(LONG));
    awaitShutDown();

    queue.shutDown();

    assertThat(get(drain)).isEqualTo("false");
  }

  @Test
  void drain_timeOver_saysSo() {
    queue.add("a");

    assertThat(queue.drain(Duration.ofMillis(1))).isFalse();
    assertThat(queue.isShutDown()).isTrue();
  }

  private void awaitShutDown() {
    while (!queue.isShutDown()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void statistics_everyKind_isCounted() {
    queue.add("a");
    queue.add("b");
    queue.add("c");
    queue.addRateLimited("later");
    takeNow();
    advance(Duration.ofSeconds(3));
    takeNow();
    advance(Duration.ofSeconds(1));
    queue.add("a");

    assertThat(queue.statistics())
        .isEqualTo(
            new WorkQueue.Statistics(3, 0, 2, 5, 1, Duration.ofSeconds(5), Duration.ofSeconds(4)));
  }

  @Test
  void listener_everyKind_isTold() {
    List<String> told = new ArrayList<>();
    queue.addListener(
        new WorkQueueListener() {
          @Override
          public void onAdd() {
            told.add("add");
          }

          @Override
          public void onTake(Duration latency) {
            told.add("take " + latency);
          }

          @Override
          public void onDone(Duration work) {
            told.add("done " + work);
          }

          @Override
          public void onRetry(Duration delay) {
            told.add("retry " + delay);
          }
        });

    queue.add("a");
    queue.add("a");
    advance(Duration.ofSeconds(1));
    takeNow();
    queue.addRateLimited("a");
    advance(Duration.ofSeconds(2));
    queue.done("a");

    assertThat(told).containsExactly("add", "take PT1S", "retry PT0.005S", "add", "done PT2S");
  }

  @Test
  void listener_throws_queueGoesOn() {
    queue.addListener(
        new WorkQueueListener() {
          @Override
          public void onAdd() {
            throw new IllegalStateException("expected by the test");
          }
        });

    queue.add("a");

    assertThat(takeNow()).isEqualTo("a");
  }

  @Test
  void close_itemsThere_areForgotten() {
    queue.add("a");

    queue.close();

    assertThat(takeNow()).isNull();
  }
}
