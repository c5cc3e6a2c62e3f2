package io.kubeweft.workqueue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories of a backlog, beside a model that is slow and obvious. */
class BacklogModelTest {
  private static final int STEPS = 20_000;
  private static final int ITEMS = 9;

  private final Backlog<Integer> backlog = new Backlog<>();

  /** The dirty items of client-go: what is to be taken, in work or not, and with which priority. */
  private final Map<Integer, Integer> dirty = new HashMap<>();

  /** The items in work, and with which priority they were taken. */
  private final Map<Integer, Integer> processing = new LinkedHashMap<>();

  /** What is ready, in the order in which it became so. */
  private final List<Integer> queue = new ArrayList<>();

  /** By time, then by order of adding. */
  private final TreeMap<Long, List<Integer>> calendar = new TreeMap<>();

  private final Map<Integer, Integer> delayedPriority = new HashMap<>();
  private long now;

  private boolean add(int item, int priority) {
    Integer before = dirty.get(item);
    if (before == null) {
      dirty.put(item, priority);
      if (!processing.containsKey(item)) {
        queue.add(item);
      }
      return true;
    }
    if (priority > before) {
      dirty.put(item, priority);
      if (queue.remove(/* element */ (Integer) item)) {
        queue.add(item);
      }
    }
    return false;
  }

  private void addAt(int item, int priority, long due) {
    Long before = null;
    for (Map.Entry<Long, List<Integer>> entry : calendar.entrySet()) {
      if (entry.getValue().contains(item)) {
        before = entry.getKey();
      }
    }
    delayedPriority.merge(item, priority, Math::max);
    if (before != null && before <= due) {
      return;
    }
    if (before != null) {
      calendar.get(before).remove(/* element */ (Integer) item);
    }
    calendar.computeIfAbsent(due, d -> new ArrayList<>()).add(item);
  }

  private int promote() {
    int added = 0;
    while (!calendar.isEmpty() && calendar.firstKey() <= now) {
      for (int item : calendar.pollFirstEntry().getValue()) {
        added += add(item, delayedPriority.remove(item)) ? 1 : 0;
      }
    }
    return added;
  }

  private Integer take() {
    Integer best = queue.stream().max(Comparator.comparing(dirty::get)).orElse(null);
    if (best != null) {
      // The first of those with the highest priority.
      int highest = dirty.get(best);
      best = queue.stream().filter(item -> dirty.get(item) == highest).findFirst().orElseThrow();
      queue.remove(/* element */ best);
      processing.put(best, dirty.remove(best));
    }
    return best;
  }

  private void done(int item) {
    if (processing.remove(item) != null && dirty.containsKey(item)) {
      queue.add(item);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void history_ofEveryKind_asInTheModel(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < STEPS; i++) {
      int item = random.nextInt(ITEMS);
      int priority = random.nextInt(-1, 2);
      String step = "step " + i + " of seed " + seed;
      switch (random.nextInt(6)) {
        case 0 ->
            assertThat(backlog.add(item, priority, now)).as(step).isEqualTo(add(item, priority));
        case 1 -> {
          long due = now + random.nextInt(1, 20);
          backlog.addAt(item, priority, due);
          addAt(item, priority, due);
        }
        case 2 -> {
          now += random.nextInt(5);
          assertThat(backlog.promote(now)).as(step).isEqualTo(promote());
        }
        case 3 -> {
          Backlog.Taken<Integer> taken = backlog.take(now);
          assertThat(taken == null ? null : taken.item()).as(step).isEqualTo(take());
        }
        default -> {
          boolean was = processing.containsKey(item);
          done(item);
          assertThat(backlog.done(item, now) >= 0).as(step).isEqualTo(was);
        }
      }
      assertThat(backlog.depth()).as(step).isEqualTo(dirty.size());
      assertThat(backlog.delayed()).as(step).isEqualTo(delayedPriority.size());
      assertThat(backlog.running(now)).as(step).hasSize(processing.size());
      assertThat(backlog.isIdle()).as(step).isEqualTo(queue.isEmpty() && processing.isEmpty());
    }
  }
}
