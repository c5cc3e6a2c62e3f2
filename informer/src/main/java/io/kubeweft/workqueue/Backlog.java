package io.kubeweft.workqueue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a queue holds, and the rules by which it moves, without locks, clocks or threads (client-go
 * util/workqueue/queue.go and delaying_queue.go). Times are nanoseconds that do not wrap around.
 *
 * <p>An item is at most once <em>ready</em> or <em>in work</em>, never both: added while it is in
 * work, it is marked, and becomes ready when it is done. Beside that, it may be <em>delayed</em>
 * once; when its time has come, it is added.
 *
 * @param <K> the type of the items
 */
final class Backlog<K> {
  /** An item that is ready or in work. */
  private static final class Entry<K> {
    final K item;
    int priority;
    long readySince;
    long takenAt;

    /** Whether it becomes ready again when it is done, and with which priority. */
    boolean again;

    int nextPriority;

    Entry(K item, int priority, long now) {
      this.item = item;
      this.priority = priority;
      this.readySince = now;
    }
  }

  /** An item that waits for its time; those of the same time come in order of their numbers. */
  private record Delayed<K>(K item, long due, long number, int priority) {}

  /** An item that was taken, and how long it had been ready. */
  record Taken<K>(K item, long latency) {}

  private final Map<K, Entry<K>> ready = new HashMap<>();

  /** What is ready, the highest priority first, each in the order in which it came. */
  private final TreeMap<Integer, LinkedHashMap<K, Entry<K>>> levels =
      new TreeMap<>(Comparator.reverseOrder());

  /** In the order in which it was taken. */
  private final Map<K, Entry<K>> inWork = new LinkedHashMap<>();

  private final Map<K, Delayed<K>> delayed = new HashMap<>();
  private final TreeSet<Delayed<K>> timetable =
      new TreeSet<>(
          Comparator.<Delayed<K>>comparingLong(Delayed::due).thenComparingLong(Delayed::number));

  private long numbers;

  /** Returns whether that changes anything: false if it waits already. */
  boolean add(K item, int priority, long now) {
    Entry<K> worked = inWork.get(item);
    if (worked != null) {
      boolean first = !worked.again;
      worked.nextPriority = first ? priority : Math.max(priority, worked.nextPriority);
      if (first) {
        worked.again = true;
        worked.readySince = now;
      }
      return first;
    }
    Entry<K> waiting = ready.get(item);
    if (waiting == null) {
      enter(new Entry<>(item, priority, now));
      return true;
    }
    if (priority > waiting.priority) {
      leave(waiting);
      waiting.priority = priority;
      enter(waiting);
    }
    return false;
  }

  /** Adds later; the earlier time and the higher priority count if it is delayed already. */
  void addAt(K item, int priority, long due) {
    Delayed<K> before = delayed.get(item);
    Delayed<K> now = new Delayed<>(item, due, numbers++, priority);
    if (before != null) {
      boolean earlier = due < before.due;
      now =
          new Delayed<>(
              item,
              earlier ? due : before.due,
              earlier ? now.number : before.number,
              Math.max(priority, before.priority));
      timetable.remove(before);
    }
    delayed.put(item, now);
    timetable.add(now);
  }

  /** Adds what is due; returns how many of them did not wait already. */
  int promote(long now) {
    int added = 0;
    while (!timetable.isEmpty() && timetable.getFirst().due <= now) {
      Delayed<K> due = timetable.removeFirst();
      delayed.remove(due.item);
      added += add(due.item, due.priority, due.due) ? 1 : 0;
    }
    return added;
  }

  /** Returns when the next item is due; the largest number if none is delayed. */
  long nextDue() {
    return timetable.isEmpty() ? Long.MAX_VALUE : timetable.getFirst().due;
  }

  /** Takes the first item that is ready; null if none is. */
  @Nullable Taken<K> take(long now) {
    if (levels.isEmpty()) {
      return null;
    }
    Entry<K> first = levels.firstEntry().getValue().firstEntry().getValue();
    leave(first);
    first.takenAt = now;
    inWork.put(first.item, first);
    return new Taken<>(first.item, now - first.readySince);
  }

  /** Returns how long it was in work; -1 if it was not. */
  long done(K item, long now) {
    Entry<K> worked = inWork.remove(item);
    if (worked == null) {
      return -1;
    }
    if (worked.again) {
      worked.again = false;
      worked.priority = worked.nextPriority;
      enter(worked);
    }
    return now - worked.takenAt;
  }

  /** Returns with which priority an item was taken that is in work; the usual one for others. */
  int priorityOf(K item) {
    Entry<K> worked = inWork.get(item);
    return worked == null ? WorkQueue.NORMAL_PRIORITY : worked.priority;
  }

  private void enter(Entry<K> entry) {
    ready.put(entry.item, entry);
    levels.computeIfAbsent(entry.priority, p -> new LinkedHashMap<>()).put(entry.item, entry);
  }

  private void leave(Entry<K> entry) {
    ready.remove(entry.item);
    levels.computeIfPresent(
        entry.priority,
        (priority, level) -> {
          level.remove(entry.item);
          return level.isEmpty() ? null : level;
        });
  }

  void dropDelayed() {
    delayed.clear();
    timetable.clear();
  }

  void dropReady() {
    ready.clear();
    levels.clear();
    inWork.values().forEach(worked -> worked.again = false);
  }

  /** Returns how many items are ready, or will be when they are done. */
  int depth() {
    int marked = 0;
    for (Entry<K> worked : inWork.values()) {
      marked += worked.again ? 1 : 0;
    }
    return ready.size() + marked;
  }

  boolean hasReady() {
    return !ready.isEmpty();
  }

  int delayed() {
    return delayed.size();
  }

  /** Returns for how long the items in work have been, the longest first. */
  List<Long> running(long now) {
    List<Long> running = new ArrayList<>(inWork.size());
    inWork.values().forEach(worked -> running.add(now - worked.takenAt));
    return running;
  }

  boolean isIdle() {
    return ready.isEmpty() && inWork.isEmpty();
  }
}
