package io.kubeweft.workqueue;

import io.kubeweft.rest.CancelledException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call of {@link WorkQueue#run}: its workers, from the first to the end of the last. */
final class WorkerRun<K> {
  private final WorkQueue<K> queue;
  private final Consumer<? super K> work;
  private final List<Thread> threads;
  private volatile boolean stopped;

  /** What no worker can go on from, such as a lack of memory. */
  private volatile @Nullable Throwable fatal;

  WorkerRun(WorkQueue<K> queue, int workers, Consumer<? super K> work) {
    if (workers < 1) {
      throw new IllegalArgumentException("at least one worker is needed, not " + workers);
    }
    this.queue = queue;
    this.work = work;
    List<Thread> all = new ArrayList<>(workers);
    for (int i = 1; i <= workers; i++) {
      all.add(Thread.ofVirtual().name("kubeweft-worker-" + i).unstarted(this::guardedLoop));
    }
    this.threads = List.copyOf(all);
  }

  /** Blocks until all workers have ended; they end with the queue, or when it is interrupted. */
  void run() {
    threads.forEach(Thread::start);
    CancelledException cancelled = null;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          cancelled = new CancelledException("interrupted while working on a queue", e);
          stop();
        }
      }
    }
    if (cancelled != null) {
      Thread.currentThread().interrupt();
      throw cancelled;
    }
    switch (fatal) {
      case null -> {}
      case Error e -> throw e;
      case RuntimeException e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  void stop() {
    stopped = true;
    threads.forEach(Thread::interrupt);
  }

  /** Waits for the workers, unless it is one of them that asks. */
  void join(Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    for (Thread thread : threads) {
      if (thread == Thread.currentThread()) {
        return;
      }
    }
    for (Thread thread : threads) {
      if (thread.getState() != Thread.State.NEW) {
        thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    }
  }

  private void guardedLoop() {
    try {
      loop();
    } catch (Throwable e) {
      fatal = e;
      stop();
    }
  }

  private void loop() {
    while (!stopped) {
      K item;
      try {
        item = queue.take();
      } catch (CancelledException e) {
        // By stop, which the loop looks for; or work has left the flag set, which is its own.
        Thread.interrupted();
        continue;
      }
      if (item == null) {
        return;
      }
      try {
        work(item);
      } finally {
        queue.done(item);
      }
    }
  }

  private void work(K item) {
    try {
      work.accept(item);
      queue.forget(item);
    } catch (Throwable e) {
      if (stopped) {
        // It was not the item's fault: at once, and not as a failure.
        queue.addAfter(Duration.ZERO, item);
      } else {
        queue.failed(item, e);
      }
      if (e instanceof VirtualMachineError && !(e instanceof StackOverflowError)) {
        throw e;
      }
    }
  }
}
