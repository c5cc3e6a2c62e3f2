package io.kubeweft.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class TimerTest {
  private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

  @Test
  void schedule_severalTasks_runInOrderOfTheirTimes() throws InterruptedException {
    try (Timer timer = new Timer("timer")) {
      after(timer, Duration.ofMillis(60), () -> ran.add("third"));
      after(timer, Duration.ofMillis(30), () -> ran.add("second"));
      after(timer, Duration.ZERO, () -> ran.add("first"));

      assertThat(List.of(ran.take(), ran.take(), ran.take()))
          .containsExactly("first", "second", "third");
    }
  }

  @Test
  void schedule_soonerThanWhatTheThreadSleepsFor_isNotLate() throws InterruptedException {
    try (Timer timer = new Timer("timer")) {
      after(timer, Duration.ofDays(1), () -> ran.add("tomorrow"));
      after(timer, Duration.ofMillis(20), () -> ran.add("soon"));

      assertThat(ran.take()).isEqualTo("soon");
    }
  }

  @Test
  void schedule_afterAllWereCancelled_stillRuns() throws InterruptedException {
    try (Timer timer = new Timer("timer")) {
      Future<?> first = timer.schedule(Duration.ofMillis(10), () -> ran.add("cancelled"));
      first.cancel(false);
      after(timer, Duration.ofMillis(40), () -> ran.add("kept"));

      assertThat(ran.take()).isEqualTo("kept");
      assertThat(ran).isEmpty();
    }
  }

  @Test
  void schedule_aTaskThatThrows_theNextOneRuns() throws InterruptedException {
    try (Timer timer = new Timer("timer")) {
      after(
          timer,
          Duration.ZERO,
          () -> {
            throw new IllegalStateException("a task");
          });
      after(timer, Duration.ofMillis(20), () -> ran.add("next"));

      assertThat(ran.take()).isEqualTo("next");
    }
  }

  @Test
  void schedule_theLongestDelay_isNeverDue() {
    try (Timer timer = new Timer("timer")) {
      Future<?> task = timer.scheduleNanos(Long.MAX_VALUE, () -> ran.add("for ever"));

      assertThat(task.isDone()).isFalse();
    }
    assertThat(ran).isEmpty();
  }

  @Test
  void schedule_afterClose_isCancelled() {
    Timer timer = new Timer("timer");
    timer.close();

    assertThat(timer.schedule(Duration.ZERO, () -> ran.add("late")).isCancelled()).isTrue();
  }

  @Test
  void close_byItsOwnTask_ends() throws InterruptedException {
    Timer timer = new Timer("timer");
    CountDownLatch closed = new CountDownLatch(1);

    after(
        timer,
        Duration.ZERO,
        () -> {
          timer.close();
          closed.countDown();
        });

    closed.await();
    assertThat(timer.schedule(Duration.ZERO, () -> {}).isCancelled()).isTrue();
  }

  private static void after(Timer timer, Duration delay, Runnable task) {
    Future<?> unused = timer.schedule(delay, task);
  }
}
