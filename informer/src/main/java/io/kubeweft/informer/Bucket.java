package io.kubeweft.informer;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * The objects that share one value of an index.
 *
 * <p>Readers share a list that the first of them makes after a change. It is good for as long as
 * its stamp is, that is until the next write, which forgets it, lest old objects stay in memory;
 * and while nobody writes it is made without a lock.
 */
final class Bucket<T> {
  private static final int FIRST_CAPACITY = 2;

  /** Guards what follows; taken last, and never held over code of others. */
  private final StampedLock lock = new StampedLock();

  private final Index<T> index;
  private final String value;
  private Entry<T>[] entries = entryArray(FIRST_CAPACITY);

  /** What the entries hold, side by side, so that a list of them is one copy of memory. */
  private @Nullable Object[] objects = new Object[FIRST_CAPACITY];

  private int size;
  private volatile @Nullable Snapshot<T> snapshot;

  private record Snapshot<T>(long stamp, List<T> list) {}

  Bucket(Index<T> index, String value) {
    this.index = index;
    this.value = value;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  static <T> Bucket<T>[] array(int length) {
    return new Bucket[length];
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <T> Entry<T>[] entryArray(int length) {
    return new Entry[length];
  }

  boolean isFor(Index<T> otherIndex, String otherValue) {
    return index == otherIndex && value.equals(otherValue);
  }

  boolean isOf(Index<T> otherIndex) {
    return index == otherIndex;
  }

  String value() {
    return value;
  }

  /** Takes out an entry, and this bucket out of its index if it was the last one. */
  void leave(Entry<T> entry, int place) {
    index.leave(value, entry, place);
  }

  /** Adds an entry, which has a place for this bucket. */
  void add(Entry<T> entry, int place, T object) {
    long stamp = lock.writeLock();
    try {
      forgetSnapshot();
      if (size == objects.length) {
        int capacity = size + (size >> 1) + 1;
        entries = Arrays.copyOf(entries, capacity);
        objects = Arrays.copyOf(objects, capacity);
      }
      put(size++, entry, place, object);
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /** Puts an entry where another one is. */
  void replace(Entry<T> old, int oldPlace, Entry<T> entry, int place, T object) {
    long stamp = lock.writeLock();
    try {
      forgetSnapshot();
      put(old.position(oldPlace), entry, place, object);
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  private void put(int position, Entry<T> entry, int place, T object) {
    entries[position] = entry;
    objects[position] = object;
    entry.enter(place, this, position);
  }

  /** Puts an object in the place of the one before of the same entry. */
  void set(int[] positions, int place, T object) {
    long stamp = lock.writeLock();
    forgetSnapshot();
    objects[positions[place]] = object;
    lock.unlockWrite(stamp);
  }

  /** Most writes find none, and so change nothing that readers look at. */
  private void forgetSnapshot() {
    if (snapshot != null) {
      snapshot = null;
    }
  }

  /** Takes out an entry; returns whether the bucket is empty now. */
  boolean remove(Entry<T> entry, int place) {
    long stamp = lock.writeLock();
    try {
      forgetSnapshot();
      int position = entry.position(place);
      size--;
      if (position != size) {
        Entry<T> last = entries[size];
        entries[position] = last;
        objects[position] = objects[size];
        last.enter(last.placeIn(this), this, position);
      }
      clear(size);
      return size == 0;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  @SuppressWarnings("NullAway") // beyond size there are nulls
  private void clear(int position) {
    entries[position] = null;
    objects[position] = null;
  }

  List<T> list() {
    Snapshot<T> current = snapshot;
    return current != null && lock.validate(current.stamp) ? current.list : read();
  }

  private List<T> read() {
    long stamp = lock.tryOptimisticRead();
    if (stamp != 0) {
      @Nullable Object[] seen = objects;
      @Nullable Object[] copy = Arrays.copyOf(seen, Math.min(size, seen.length));
      if (lock.validate(stamp)) {
        return publish(stamp, copy);
      }
    }
    long held = lock.readLock();
    try {
      return publish(lock.tryOptimisticRead(), Arrays.copyOf(objects, size));
    } finally {
      lock.unlockRead(held);
    }
  }

  @SuppressWarnings("unchecked")
  private List<T> publish(long stamp, @Nullable Object[] copy) {
    List<T> list = Collections.unmodifiableList(Arrays.asList((T[]) copy));
    snapshot = new Snapshot<>(stamp, list);
    if (!lock.validate(stamp)) {
      // By a write that had no snapshot to forget yet.
      snapshot = null;
    }
    return list;
  }
}
