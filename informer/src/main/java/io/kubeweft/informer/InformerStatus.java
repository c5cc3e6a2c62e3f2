package io.kubeweft.informer;

import io.kubeweft.informer.InformerState.Phase;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.ResourceVersion;
import io.kubeweft.resource.WatchEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Takes what the reflector has read to the store, and keeps what is known about the informer. */
final class InformerStatus<T extends KubernetesObject> implements Reflector.Sink<T> {
  private static final Logger LOG = System.getLogger(SharedInformer.class.getName());

  /** Guards nothing but the waiting for {@link #progress}. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition progress = lock.newCondition();
  private final List<InformerListener> listeners = new CopyOnWriteArrayList<>();
  private final IndexedStore<T> store;
  private final Distributor<T> distributor;
  private final UnaryOperator<T> transform;
  private final Seams seams;
  private final String name;

  /** Written by the reflector's thread alone, but for the end. */
  private volatile InformerState state = InformerState.NEW;

  InformerStatus(
      IndexedStore<T> store,
      Distributor<T> distributor,
      UnaryOperator<T> transform,
      Seams seams,
      String name) {
    this.store = store;
    this.distributor = distributor;
    this.transform = transform;
    this.seams = seams;
    this.name = name;
  }

  InformerState state() {
    return state;
  }

  void add(InformerListener listener) {
    listeners.add(listener);
  }

  @Override
  public T transform(T object) {
    return transform.apply(object);
  }

  @Override
  public void replace(Map<ObjectKey, T> objects, String resourceVersion, boolean complete) {
    distributor.replace(objects, resourceVersion, complete);
    state = state.complete().heard(seams.now());
    signal();
  }

  @Override
  public void apply(WatchEvent<T> event, String resourceVersion) {
    state = state.heard(seams.now());
    try {
      switch (event) {
        case WatchEvent.Added<T>(T object) -> distributor.put(transform(object));
        case WatchEvent.Modified<T>(T object) -> distributor.put(transform(object));
        case WatchEvent.Deleted<T>(T object) -> distributor.delete(ObjectKey.of(object), object);
        case WatchEvent.Undecodable<T> broken -> {
          if (broken.type().equals("DELETED") && !broken.name().isEmpty()) {
            distributor.delete(new ObjectKey(broken.namespace(), broken.name()), null);
          }
          skipped(broken.cause());
        }
        case WatchEvent.Bookmark<T> bookmark -> {}
        case WatchEvent.Error<T> error -> {}
      }
    } finally {
      distributor.mark(resourceVersion);
      signal();
    }
  }

  @Override
  public void phase(Phase phase) {
    if (state.phase() != phase) {
      state = state.in(phase);
      InformerState now = state;
      signal();
      tell(listener -> listener.onState(now));
    }
  }

  /** Logs a failure once, and not each time that it comes again. */
  @Override
  public void failed(Exception error) {
    Exception last = state.lastError();
    boolean known = last != null && String.valueOf(last).equals(String.valueOf(error));
    LOG.log(known ? Level.DEBUG : Level.WARNING, name + " will try again: " + error);
    state = state.failed(error);
    tell(listener -> listener.onFailure(error));
  }

  @Override
  public void skipped(Exception error) {
    LOG.log(Level.WARNING, name + " leaves out an object: " + error);
    state = state.skipping(error);
    tell(listener -> listener.onSkipped(error));
  }

  private void tell(Consumer<InformerListener> call) {
    for (InformerListener listener : listeners) {
      try {
        call.accept(listener);
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "A listener of " + name + " failed", e);
      }
    }
  }

  private void signal() {
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
      while (!condition.getAsBoolean() && state.phase() != Phase.CLOSED && left > 0) {
        left = progress.awaitNanos(left);
      }
      return condition.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }

  boolean hasSeen(String resourceVersion) {
    String seen = store.resourceVersion();
    return state.synced()
        && ResourceVersion.isComparable(seen)
        && ResourceVersion.compare(seen, resourceVersion) >= 0;
  }
}
