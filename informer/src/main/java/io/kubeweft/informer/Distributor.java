package io.kubeweft.informer;

import io.kubeweft.meta.KubernetesObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes the store and tells the handlers, in one step: so that a handler that is added in between
 * sees each object once, and each change after it.
 */
final class Distributor<T extends KubernetesObject> {
  /** Guards the order of writes and the handlers; queues are taken within, user code is not run. */
  private final ReentrantLock lock = new ReentrantLock();

  private final IndexedStore<T> store;
  private final Map<HandlerRegistration, HandlerQueue<T>> handlers = new LinkedHashMap<>();
  private boolean filled;
  private boolean closed;

  Distributor(IndexedStore<T> store) {
    this.store = store;
  }

  HandlerRegistration add(ResourceHandler<T> handler, HandlerOptions options, String name) {
    HandlerQueue<T> queue = new HandlerQueue<>(options.everyEvent());
    HandlerRegistration registration =
        HandlerRegistration.create(
            queue, handler, options, name, () -> resync(queue), this::remove);
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the informer is closed");
      }
      handlers.put(registration, queue);
      for (T object : store.list()) {
        queue.offer(new Pending<>(ObjectKey.of(object), null, object, true, false));
      }
      if (filled) {
        queue.initialComplete();
      }
    } finally {
      lock.unlock();
    }
    registration.start();
    return registration;
  }

  private void remove(HandlerRegistration registration) {
    lock.lock();
    try {
      handlers.remove(registration);
    } finally {
      lock.unlock();
    }
  }

  private void resync(HandlerQueue<T> queue) {
    lock.lock();
    try {
      if (!filled) {
        return;
      }
      for (T object : store.list()) {
        queue.offer(new Pending<>(ObjectKey.of(object), object, object, false, false));
      }
    } finally {
      lock.unlock();
    }
  }

  void put(T object) {
    ObjectKey key = ObjectKey.of(object);
    lock.lock();
    try {
      T before = store.put(key, object);
      if (before == null || changed(before, object)) {
        tell(new Pending<>(key, before, object, false, false));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Removes an object; the last state is that of the event, or null if that can not be read. */
  void delete(ObjectKey key, @Nullable T last) {
    lock.lock();
    try {
      T before = store.delete(key);
      if (before != null) {
        tell(new Pending<>(key, before, null, false, last == null));
      }
    } finally {
      lock.unlock();
    }
  }

  void mark(String resourceVersion) {
    store.resourceVersion(resourceVersion);
  }

  /**
   * The type of each change follows from what the store had, not from where the change came.
   *
   * <p>Of a list in which something could not be read nobody knows what is missing. Then what the
   * store had stays: to keep what is gone for a while does less harm than to tell of deletions that
   * have not happened.
   */
  void replace(Map<ObjectKey, T> listed, String resourceVersion, boolean complete) {
    lock.lock();
    try {
      Map<ObjectKey, T> before = new LinkedHashMap<>();
      for (T object : store.list()) {
        before.put(ObjectKey.of(object), object);
      }
      Map<ObjectKey, T> objects = listed;
      if (!complete) {
        objects = new LinkedHashMap<>(before);
        objects.putAll(listed);
      }
      Map<ObjectKey, T> now = objects;
      store.replace(objects, resourceVersion);
      before.forEach(
          (key, old) -> {
            if (!now.containsKey(key)) {
              tell(new Pending<>(key, old, null, false, true));
            }
          });
      objects.forEach(
          (key, object) -> {
            T old = before.get(key);
            if (old == null || changed(old, object)) {
              tell(new Pending<>(key, old, object, !filled, false));
            }
          });
      if (!filled) {
        filled = true;
        handlers.values().forEach(HandlerQueue::initialComplete);
      }
    } finally {
      lock.unlock();
    }
  }

  private static <T extends KubernetesObject> boolean changed(T before, T now) {
    String version = now.metadata().resourceVersion();
    return version.isEmpty()
        || !version.equals(before.metadata().resourceVersion())
        || !now.metadata().uid().equals(before.metadata().uid());
  }

  private void tell(Pending<T> change) {
    for (HandlerQueue<T> queue : handlers.values()) {
      queue.offer(change);
    }
  }

  /** Ends the handlers, after what they are yet to be told; returns them to be waited for. */
  List<HandlerRegistration> close() {
    lock.lock();
    try {
      closed = true;
      List<HandlerRegistration> all = List.copyOf(handlers.keySet());
      all.forEach(HandlerRegistration::closeAfterTheRest);
      return all;
    } finally {
      lock.unlock();
    }
  }
}
