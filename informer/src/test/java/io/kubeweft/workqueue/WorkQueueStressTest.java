package io.kubeweft.workqueue;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.rest.DeadlineExceededException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Threads that add in every way, workers that try again, and the two promises: an item is never in
 * the hands of two workers, and the last value that was announced for it is seen by a worker.
 */
@Timeout(120) // A lost item is waited for in vain.
class WorkQueueStressTest {
  private static final int ITEMS = 17;
  private static final int ADDERS = 6;
  private static final int ADDS = 4000;

  private final AtomicIntegerArray announced = new AtomicIntegerArray(ITEMS);
  private final AtomicIntegerArray seen = new AtomicIntegerArray(ITEMS);
  private final AtomicIntegerArray holders = new AtomicIntegerArray(ITEMS);
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyWay_neverTwiceAtOnce_neverLost(long seed) throws Exception {
    WorkQueue<Integer> queue =
        WorkQueue.create(RateLimiter.exponential(Duration.ofNanos(1000), Duration.ofMillis(2)));
    Thread run = Thread.ofVirtual().start(() -> queue.run(5, item -> work(queue, item, seed)));
    List<Thread> adders = new ArrayList<>();
    for (int i = 0; i < ADDERS; i++) {
      SplittableRandom random = new SplittableRandom(seed * 31 + i);
      adders.add(Thread.ofVirtual().start(() -> addAll(queue, random)));
    }
    // Takes and gives back by hand, beside the workers, with time limits that pass.
    Thread taker = Thread.ofVirtual().start(() -> takeAndGiveBack(queue));

    for (Thread adder : adders) {
      adder.join();
    }
    while (!allSeen() && wrong.isEmpty()) {
      Thread.sleep(1);
    }
    assertThat(queue.drain(Duration.ofSeconds(30))).isTrue();
    run.join();
    taker.join();

    assertThat(wrong).isEmpty();
    assertThat(queue.statistics().inWork()).isZero();
    assertThat(queue.statistics().depth()).isZero();
  }

  private void addAll(WorkQueue<Integer> queue, SplittableRandom random) {
    for (int i = 0; i < ADDS; i++) {
      int item = random.nextInt(ITEMS);
      announced.incrementAndGet(item);
      switch (random.nextInt(4)) {
        case 0 -> queue.add(item, random.nextInt(-2, 3));
        case 1 -> queue.addAfter(Duration.ofNanos(random.nextInt(300_000)), item);
        case 2 -> queue.addRateLimited(item);
        default -> queue.add(item);
      }
      if (random.nextInt(50) == 0) {
        LockSupport.parkNanos(1);
      }
    }
  }

  private void work(WorkQueue<Integer> queue, int item, long seed) {
    hold(item);
    int value = announced.get(item);
    if ((value * 31L + seed) % 5 == 0 && announced.compareAndSet(item, value, value + 1)) {
      queue.addRateLimited(item);
    }
    seen.accumulateAndGet(item, value, Math::max);
    holders.decrementAndGet(item);
  }

  private void takeAndGiveBack(WorkQueue<Integer> queue) {
    while (true) {
      Integer item;
      try {
        item = queue.take(Duration.ofNanos(50_000));
      } catch (DeadlineExceededException e) {
        continue;
      }
      if (item == null) {
        return;
      }
      hold(item);
      int value = announced.get(item);
      LockSupport.parkNanos(1);
      seen.accumulateAndGet(item, value, Math::max);
      holders.decrementAndGet(item);
      queue.done(item);
    }
  }

  private void hold(int item) {
    if (holders.incrementAndGet(item) != 1) {
      wrong.add(item + " is in two hands");
    }
  }

  private boolean allSeen() {
    for (int i = 0; i < ITEMS; i++) {
      if (seen.get(i) != announced.get(i)) {
        return false;
      }
    }
    return true;
  }
}
