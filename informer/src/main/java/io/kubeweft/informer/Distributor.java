package io.kubeweft.informer;

import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.ResourceVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
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
   * What the handlers are to be told of a write, from before it. When it fails in between, which
   * takes a lack of memory, the rest is told before anything else is done: a list that comes later
   * is compared with the store, and so says nothing of what the store has already.
   */
  private List<Pending<T>> untold = List.of();

  /** How many of these have been told. */
  private int told;

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
    subscribe(registration, queue);
    registration.start();
    return registration;
  }

  /** What is there, and whatever comes after that, goes into the queue. */
  void subscribe(HandlerRegistration registration, HandlerQueue<T> queue) {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the informer is closed");
      }
      tellUntold();
      handlers.put(registration, queue);
      for (T object : store.list()) {
        queue.offer(Pending.there(ObjectKey.of(object), null, object, true));
      }
      if (unfilled.isEmpty()) {
        queue.initialComplete();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many there are; one that was removed is, until its thread has ended. */
  int handlers() {
    lock.lock();
    try {
      return handlers.size();
    } finally {
      lock.unlock();
    }
  }

  private void remove(HandlerRegistration registration) {
    lock.lock();
    try {
      handlers.remove(registration);
    } finally {
      lock.unlock();
    }
  }

  /** Of a namespace whose objects have not all been read there are none yet. */
  private void resync(HandlerQueue<T> queue) {
    lock.lock();
    try {
      tellUntold();
      for (T object : store.list()) {
        queue.offer(Pending.there(ObjectKey.of(object), object, object, false));
      }
    } finally {
      lock.unlock();
    }
  }

  void put(T object) {
    ObjectKey key = ObjectKey.of(object);
    while (!tryPut(key, store.prepare(object))) {
      // An index was added meanwhile: its function is asked, too.
    }
  }

  private boolean tryPut(ObjectKey key, IndexedStore.Prepared<T> prepared) {
    lock.lock();
    try {
      tellUntold();
      T before = store.get(key);
      T object = prepared.object();
      if (before == null || changed(before, object)) {
        untold = List.of(Pending.there(key, before, object, false));
      }
      if (!store.tryPut(key, prepared)) {
        untold = List.of();
        return false;
      }
      tell();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Removes an object; the last state is that of the event, or null if that can not be read. */
  void delete(ObjectKey key, @Nullable T last) {
    lock.lock();
    try {
      tellUntold();
      T before = store.get(key);
      if (before != null) {
        untold = List.of(Pending.gone(key, before, last));
        T unused = store.delete(key);
        tell();
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
   * <p>If something could not be read, it is not known of some objects whether they are there. They
   * stay: to keep what is gone for a while does less harm than to tell of deletions that have not
   * happened.
   */
  void replace(
      String namespace, Map<ObjectKey, T> listed, String resourceVersion, Set<ObjectKey> unknown) {
    while (!tryReplace(namespace, store.prepareAll(listed), resourceVersion, unknown)) {
      // An index was added meanwhile: its function is asked, too.
    }
  }

  private boolean tryReplace(
      String namespace,
      IndexedStore.PreparedAll<T> listed,
      String resourceVersion,
      Set<ObjectKey> unknown) {
    lock.lock();
    try {
      tellUntold();
      Map<ObjectKey, T> before = new LinkedHashMap<>();
      Set<ObjectKey> kept = new HashSet<>();
      for (T object : store.list()) {
        ObjectKey key = ObjectKey.of(object);
        if (!isIn(namespace, key) || unknown.contains(key) && !listed.objects().containsKey(key)) {
          kept.add(key);
        } else {
          before.put(key, object);
        }
      }
      untold = changes(before, listed.objects(), unfilled.contains(namespace));
      if (!store.tryReplace(listed, kept, newest(resourceVersion))) {
        untold = List.of();
        return false;
      }
      tell();
      if (unfilled.remove(namespace) && unfilled.isEmpty()) {
        handlers.values().forEach(HandlerQueue::initialComplete);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private static <T extends KubernetesObject> List<Pending<T>> changes(
      Map<ObjectKey, T> before, Map<ObjectKey, T> now, boolean initial) {
    List<Pending<T>> changes = new ArrayList<>();
    before.forEach(
        (key, old) -> {
          if (!now.containsKey(key)) {
            changes.add(Pending.gone(key, old, null));
          }
        });
    now.forEach(
        (key, object) -> {
          T old = before.get(key);
          if (old == null || changed(old, object)) {
            changes.add(Pending.there(key, old, object, initial));
          }
        });
    return changes;
  }

  private static boolean isIn(String namespace, ObjectKey key) {
    return namespace.isEmpty() || key.namespace().equals(namespace);
  }

  /** What the store has of a namespace, or, if that is empty, of all, and is not among these. */
  Set<ObjectKey> missing(String namespace, Set<ObjectKey> objects) {
    Set<ObjectKey> missing = new HashSet<>(store.keys());
    missing.removeIf(key -> !isIn(namespace, key) || objects.contains(key));
    return missing;
  }

  private static <T extends KubernetesObject> boolean changed(T before, T now) {
    String version = now.metadata().resourceVersion();
    return version.isEmpty()
        || !version.equals(before.metadata().resourceVersion())
        || !now.metadata().uid().equals(before.metadata().uid());
  }

  /** What a write before has left; what is not in the store has not been written. */
  private void tellUntold() {
    if (!untold.isEmpty()) {
      tell(change -> store.get(change.key()) == change.now());
    }
  }

  /** What was written just now. */
  private void tell() {
    tell(change -> true);
  }

  private void tell(Predicate<Pending<T>> written) {
    for (; told < untold.size(); told++) {
      Pending<T> change = untold.get(told);
      if (written.test(change)) {
        for (HandlerQueue<T> queue : handlers.values()) {
          queue.offer(change);
        }
      }
    }
    untold = List.of();
    told = 0;
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
