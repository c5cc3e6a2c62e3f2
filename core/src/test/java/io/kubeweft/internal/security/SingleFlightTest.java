package io.kubeweft.internal.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.config.ConfigException;
import io.kubeweft.internal.time.Deadline;
import io.kubeweft.rest.CancelledException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
  private final SingleFlight<String> flight = new SingleFlight<>("the plugin");
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final AtomicInteger runs = new AtomicInteger();

  @AfterEach
  void close() {
    flight.close();
  }

  private static Deadline in(Duration timeout) {
    return Deadline.after(timeout, System::nanoTime);
  }

  private String slow() {
    int run = runs.incrementAndGet();
    begun.countDown();
    try {
      go.await();
      return "t" + run;
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw new CancelledException("interrupted", e);
    }
  }

  private FutureTask<String> waiting() throws InterruptedException {
    FutureTask<String> waiting = new FutureTask<>(() -> flight.get(this::slow, null));
    Thread thread = Thread.ofPlatform().start(waiting);
    begun.await();
    while (thread.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
    return waiting;
  }

  @Test
  void get_beyondTheDeadline_leavesTheResultToOthers() throws Exception {
    assertThatThrownBy(() -> flight.get(this::slow, in(Duration.ofMillis(10))))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("the plugin");
    FutureTask<String> other = waiting();

    go.countDown();

    assertThat(other.get()).isEqualTo("t1");
    assertThat(runs).hasValue(1);
  }

  @Test
  void get_interrupted_leavesTheResultToOthers() throws Exception {
    FutureTask<String> other = waiting();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> flight.get(this::slow, in(Duration.ofMinutes(1))))
        .isInstanceOf(CancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
    go.countDown();

    assertThat(other.get()).isEqualTo("t1");
  }

  @Test
  void get_afterAFailure_beginsAnew() throws Exception {
    ConfigException failure = new ConfigException("no", null);

    assertThatThrownBy(
            () ->
                flight.get(
                    () -> {
                      throw failure;
                    },
                    in(Duration.ofMinutes(1))))
        .isSameAs(failure);

    assertThat(flight.get(() -> "t", in(Duration.ofMinutes(1)))).isEqualTo("t");
  }

  @Test
  void close_whileOneWaits_cancelsAndInterrupts() throws Exception {
    FutureTask<String> waiting = waiting();

    flight.close();

    assertThatThrownBy(waiting::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            CancelledException.class, e -> assertThat(e.isClientClosed()).isTrue());
    interrupted.await();
  }

  @Test
  void get_afterClose_isCancelled() {
    flight.close();

    assertThatThrownBy(() -> flight.get(this::slow, in(Duration.ofMinutes(1))))
        .isInstanceOf(CancelledException.class);
  }
}
