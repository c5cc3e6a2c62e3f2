package io.kubeweft.informer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The objects that share one value of an index.
 *
 * <p>Readers get a list that the first of them makes after a change; the others, until the next
 * change, share it without a lock.
 */
final class Bucket<T> {
  /** Guards {@link #members}; taken last, and never held over code of others. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<ObjectKey, T> members = new HashMap<>(4);
  private volatile @Nullable List<T> snapshot;

  void put(ObjectKey key, T object) {
    lock.lock();
    try {
      members.put(key, object);
      snapshot = null;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the bucket is empty now. */
  boolean remove(ObjectKey key) {
    lock.lock();
    try {
      members.remove(key);
      snapshot = null;
      return members.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  List<T> list() {
    List<T> current = snapshot;
    return current == null ? rebuild() : current;
  }

  private List<T> rebuild() {
    lock.lock();
    try {
      List<T> current = snapshot;
      if (current == null) {
        current = List.copyOf(members.values());
        snapshot = current;
      }
      return current;
    } finally {
      lock.unlock();
    }
  }
}
