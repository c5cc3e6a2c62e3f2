package io.kubeweft.benchmarks.jmh;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/**
 * A work queue as the rivals have it, at its simplest: the order of what waits, what is to be done
 * and what is worked on, under one lock. (Source: client-go util/workqueue/queue.go.)
 */
final class OneLockQueue {
  private final Queue<Integer> order = new ArrayDeque<>();
  private final Set<Integer> wanted = new HashSet<>();
  private final Set<Integer> taken = new HashSet<>();

  synchronized void add(Integer item) {
    if (wanted.add(item) && !taken.contains(item)) {
      order.add(item);
      notify();
    }
  }

  synchronized Integer take() throws InterruptedException {
    while (order.isEmpty()) {
      wait();
    }
    Integer item = order.remove();
    taken.add(item);
    wanted.remove(item);
    return item;
  }

  synchronized void done(Integer item) {
    taken.remove(item);
    if (wanted.contains(item)) {
      order.add(item);
      notify();
    }
  }
}
