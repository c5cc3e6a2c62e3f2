package io.kubeweft.workqueue;

import static io.kubeweft.informer.Interleaved.check;
import static io.kubeweft.informer.Interleaved.together;

import io.kubeweft.rest.DeadlineExceededException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

/** A work queue in many interleavings of its callers; see InterleavingTest. */
class WorkQueueInterleavingTest {
  private static final int TRIES = Integer.getInteger("interleavings", 50);

  /** Takes what is there; false if nothing is. */
  private static boolean workOnce(BlockingBacklog<String> queue, AtomicInteger working) {
    try {
      Backlog.Taken<String> taken = queue.take(Duration.ZERO);
      if (taken == null) {
        return false;
      }
      check(working.incrementAndGet() == 1, "two workers on one item");
      working.decrementAndGet();
      queue.done(taken.item());
      return true;
    } catch (DeadlineExceededException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void add_whileItIsWorkedOn_isTakenAgainAndByOneAtATime() {
    Lincheck.runConcurrentTest(
        TRIES,
        () -> {
          BlockingBacklog<String> queue = new BlockingBacklog<>(() -> 0);
          AtomicInteger working = new AtomicInteger();
          AtomicInteger seen = new AtomicInteger();
          AtomicInteger wanted = new AtomicInteger();
          Runnable worker =
              () -> {
                try {
                  Backlog.Taken<String> taken = queue.take(Duration.ZERO);
                  if (taken != null) {
                    check(working.incrementAndGet() == 1, "two workers on one item");
                    seen.set(wanted.get());
                    working.decrementAndGet();
                    queue.done(taken.item());
                  }
                } catch (DeadlineExceededException e) {
                  // Nothing was there yet.
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              };
          queue.add("a", 0);
          together(
              () -> {
                wanted.set(1);
                queue.add("a", 0);
              },
              worker,
              worker);
          while (workOnce(queue, working)) {
            seen.set(wanted.get());
          }
          check(seen.get() == 1, "the last change was not looked at");
          check(queue.statistics(0).inWork() == 0, "left in work");
        });
  }

  @Test
  void take_waits_isWokenByAddOrTheEnd() {
    Lincheck.runConcurrentTest(
        TRIES,
        () -> {
          BlockingBacklog<String> queue = new BlockingBacklog<>(() -> 0);
          List<String> taken = new ArrayList<>();
          together(
              () -> {
                queue.add("a", 0);
                queue.shutDown(false);
              },
              () -> {
                try {
                  for (Backlog.Taken<String> next = queue.take(Duration.ofSeconds(Long.MAX_VALUE));
                      next != null;
                      next = queue.take(Duration.ofSeconds(Long.MAX_VALUE))) {
                    taken.add(next.item());
                    queue.done(next.item());
                  }
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
          check(taken.equals(List.of("a")), "taken " + taken);
        });
  }

  @Test
  void drain_waits_untilWhatWasBegunIsDone() {
    Lincheck.runConcurrentTest(
        TRIES,
        () -> {
          BlockingBacklog<String> queue = new BlockingBacklog<>(() -> 0);
          AtomicInteger working = new AtomicInteger();
          queue.add("a", 0);
          together(
              () -> {
                try {
                  check(queue.drain(Duration.ofSeconds(Long.MAX_VALUE)), "not drained");
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              },
              () -> workOnce(queue, working));
          check(!workOnce(queue, working), "something was left");
        });
  }
}
