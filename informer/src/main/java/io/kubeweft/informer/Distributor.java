package io.kubeweft.informer;

import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.ResourceVersion;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** The namespaces whose objects have not all been read once. */
  private final Set<String> unfilled;

  private final boolean several;
  private boolean closed;

  /**
   * Creates a distributor.
   *
   * @param namespaces that are read one by one; just an empty one if all there is is read as a
   *     whole
   */
  Distributor(IndexedStore<T> store, Set<String> namespaces) {
    this.store = store;
    this.unfilled = new HashSet<>(namespaces);
    this.several = namespaces.size() > 1;
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
      if (unfilled.isEmpty()) {
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
      if (!unfilled.isEmpty()) {
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
    lock.lock();
    try {
      store.resourceVersion(newest(resourceVersion));
    } finally {
      lock.unlock();
    }
  }

  /** One reader may go back, if the server does; of several that take turns the newest counts. */
  private String newest(String version) {
    String before = store.resourceVersion();
    boolean older =
        several
            && ResourceVersion.isComparable(before)
            && ResourceVersion.isComparable(version)
            && ResourceVersion.compare(before, version) > 0;
    return older ? before : version;
  }

  /**
   * Everything in a namespace, or, if that is empty, everything there is, is what was listed. The
   * type of each change follows from what the store had, not from where the change came.
   *
   * <p>Of a list in which something could not be read nobody knows what is missing. Then what the
   * store had stays: to keep what is gone for a while does less harm than to tell of deletions that
   * have not happened.
   */
  void replace(
      String namespace, Map<ObjectKey, T> listed, String resourceVersion, boolean complete) {
    lock.lock();
    try {
      Map<ObjectKey, T> before = new LinkedHashMap<>();
      Map<ObjectKey, T> contents = new LinkedHashMap<>();
      for (T object : store.list()) {
        boolean other = !namespace.isEmpty() && !object.metadata().namespace().equals(namespace);
        (other ? contents : before).put(ObjectKey.of(object), object);
      }
      Map<ObjectKey, T> objects = listed;
      if (!complete) {
        objects = new LinkedHashMap<>(before);
        objects.putAll(listed);
      }
      Map<ObjectKey, T> now = objects;
      boolean initial = unfilled.contains(namespace);
      contents.putAll(now);
      store.replace(contents, newest(resourceVersion));
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
              tell(new Pending<>(key, old, object, initial, false));
            }
          });
      if (unfilled.remove(namespace) && unfilled.isEmpty()) {
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
