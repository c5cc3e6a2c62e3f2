package io.kubeweft.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.internal.time.Deadline;
import io.kubeweft.internal.time.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {
  private final Timer timer = new Timer("gate-test");
  private final Gate gate = new Gate(1, timer);

  @AfterEach
  void close() {
    timer.close();
  }

  private static Deadline in(Duration timeout) {
    return Deadline.after(timeout, System::nanoTime);
  }

  /** Starts a thread that wants to enter, and returns when it waits. */
  private static Thread waiting(Runnable entering) throws InterruptedException {
    Thread thread = Thread.ofPlatform().start(entering);
    while (thread.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
    return thread;
  }

  private boolean enter(Duration timeout) {
    try {
      return gate.enter(in(timeout));
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Test
  void enter_whenFull_waitsInOrder() throws Exception {
    List<Integer> entered = new CopyOnWriteArrayList<>();
    List<Thread> threads = new ArrayList<>();
    assertThat(gate.enter(in(Duration.ZERO))).isTrue();
    for (int i = 0; i < 5; i++) {
      int number = i;
      threads.add(
          waiting(
              () -> {
                if (enter(Duration.ofMinutes(1))) {
                  entered.add(number);
                  gate.leave();
                }
              }));
    }

    gate.leave();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(entered).containsExactly(0, 1, 2, 3, 4);
    assertThat(gate.enter(in(Duration.ZERO))).isTrue();
  }

  @Test
  void enter_afterItsDeadline_isRefusedAndTakesNoPlace() throws Exception {
    assertThat(gate.enter(in(Duration.ZERO))).isTrue();

    boolean entered = gate.enter(in(Duration.ofMillis(20)));
    gate.leave();

    assertThat(entered).isFalse();
    assertThat(gate.enter(in(Duration.ZERO))).isTrue();
  }

  @Test
  void enter_interrupted_takesNoPlace() throws Exception {
    assertThat(gate.enter(in(Duration.ZERO))).isTrue();
    Thread thread = waiting(() -> enter(Duration.ofMinutes(1)));

    thread.interrupt();
    thread.join();
    gate.leave();

    assertThat(gate.enter(in(Duration.ZERO))).isTrue();
  }

  /** Those who give up do so at the moment at which a place is given to them. */
  @Test
  void enter_interruptedWhileItIsLetIn_losesNoPlace() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    for (int i = 0; i < 500; i++) {
      assertThat(gate.enter(in(Duration.ofMinutes(1)))).isTrue();
      Thread thread =
          waiting(
              () -> {
                if (enter(Duration.ofMinutes(1))) {
                  most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                  inside.decrementAndGet();
                  gate.leave();
                }
              });
      Thread leaving = Thread.ofPlatform().start(gate::leave);
      thread.interrupt();
      thread.join();
      leaving.join();
    }

    assertThat(gate.enter(in(Duration.ZERO))).isTrue();
    assertThat(most.get()).isLessThanOrEqualTo(1);
  }
}
