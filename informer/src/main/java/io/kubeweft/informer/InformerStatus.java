package io.kubeweft.informer;

import io.kubeweft.informer.InformerState.Phase;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is known about an informer as a whole, for those who wait and those who listen. */
final class InformerStatus {
  /** Guards what follows; listeners are called without it. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition progress = lock.newCondition();

  /** News in order. The thread that finds nobody telling them tells them all. */
  private final Queue<Consumer<InformerListener>> news = new ArrayDeque<>(1);

  private boolean telling;
  private Phase lastPhase = Phase.NEW;
  private final List<InformerListener> listeners = new CopyOnWriteArrayList<>();
  private final Supplier<InformerState> state;
  private final String name;

  /** Creates the status of an informer that is in the given state. */
  InformerStatus(Supplier<InformerState> state, String name) {
    this.state = state;
    this.name = name;
  }

  void add(InformerListener listener) {
    listeners.add(listener);
  }

  /** A part of the informer has another phase; perhaps so has the whole. */
  void phaseChanged() {
    lock.lock();
    try {
      InformerState now = state.get();
      if (now.phase() != lastPhase) {
        lastPhase = now.phase();
        news.add(listener -> listener.onState(now));
      }
      progress.signalAll();
    } finally {
      lock.unlock();
    }
    tellNews();
  }

  void tell(Consumer<InformerListener> call) {
    lock.lock();
    try {
      news.add(call);
    } finally {
      lock.unlock();
    }
    tellNews();
  }

  private void tellNews() {
    for (var next = nextNews(true); next != null; next = nextNews(false)) {
      for (InformerListener listener : listeners) {
        try {
          next.accept(listener);
        } catch (Throwable e) {
          System.getLogger(SharedInformer.class.getName())
              .log(Level.ERROR, "A listener of " + name + " failed", e);
        }
      }
    }
  }

  /** Null if there are none, or another thread tells them. */
  private @Nullable Consumer<InformerListener> nextNews(boolean begin) {
    lock.lock();
    try {
      if (begin && telling) {
        return null;
      }
      Consumer<InformerListener> next = news.poll();
      telling = next != null;
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** Something has changed that somebody may wait for. */
  void signal() {
    lock.lock();
    try {
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something is true that progress may bring; false if the time is over. */
  boolean await(long nanos, BooleanSupplier condition) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (!condition.getAsBoolean() && state.get().phase() != Phase.CLOSED && left > 0) {
        left = progress.awaitNanos(left);
      }
      return condition.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }
}
