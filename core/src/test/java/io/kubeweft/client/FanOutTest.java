package io.kubeweft.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.DeadlineExceededException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FanOutTest {
  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static void block(CountDownLatch interrupted) {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw new CancelledException("interrupted", e);
    }
  }

  @Test
  void map_manyInputs_resultsAreInOrder() {
    List<Integer> doubled = FanOut.mapAll(numbers(1000), n -> 2 * n);

    assertThat(doubled).isEqualTo(numbers(1000).stream().map(n -> 2 * n).toList());
    assertThat(FanOut.<Integer, Integer>mapAll(List.of(), n -> n)).isEmpty();
  }

  @Test
  void map_nullResults_areAllowed() {
    assertThat(FanOut.<Integer, String>mapAll(numbers(2), n -> null)).containsExactly(null, null);
  }

  @Test
  void map_bound_isReachedAndNotExceeded() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier four = new CyclicBarrier(4);

    FanOut.inFlight(4)
        .each(
            numbers(40),
            n -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              meet(four);
              now.decrementAndGet();
            });

    assertThat(most).hasValue(4);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void map_oneFails_othersAreInterruptedJoinedAndNotBegun() {
    CountDownLatch interrupted = new CountDownLatch(3);
    CountDownLatch allBlocked = new CountDownLatch(3);
    Set<Integer> begun = ConcurrentHashMap.newKeySet();
    IllegalStateException failure = new IllegalStateException("first");

    assertThatThrownBy(
            () ->
                FanOut.inFlight(4)
                    .each(
                        numbers(100),
                        n -> {
                          begun.add(n);
                          if (n == 3) {
                            await(allBlocked);
                            throw failure;
                          }
                          allBlocked.countDown();
                          block(interrupted);
                        }))
        .isSameAs(failure);

    assertThat(interrupted.getCount()).isZero();
    assertThat(begun).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void map_deadlinePasses_allAreInterruptedAndJoined() {
    CountDownLatch interrupted = new CountDownLatch(5);

    assertThatThrownBy(
            () ->
                FanOut.inFlight(8)
                    .within(Duration.ofMillis(20))
                    .each(numbers(5), n -> block(interrupted)))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessageContaining("5 inputs");

    assertThat(interrupted.getCount()).isZero();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void map_callerIsInterrupted_allAreInterruptedAndTheFlagStays() {
    CountDownLatch interrupted = new CountDownLatch(2);
    CyclicBarrier both = new CyclicBarrier(2);
    Thread caller = Thread.currentThread();

    assertThatThrownBy(
            () ->
                FanOut.inFlight(2)
                    .each(
                        numbers(2),
                        n -> {
                          meet(both);
                          caller.interrupt();
                          block(interrupted);
                        }))
        .isInstanceOf(CancelledException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(interrupted.getCount()).isZero();
  }

  @Test
  void map_runsOnVirtualThreads() {
    assertThat(FanOut.<Integer, Boolean>mapAll(numbers(1), n -> Thread.currentThread().isVirtual()))
        .containsExactly(true);
  }

  @Test
  void inFlight_notPositive_throws() {
    assertThatThrownBy(() -> FanOut.inFlight(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
