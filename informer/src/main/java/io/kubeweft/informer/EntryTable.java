package io.kubeweft.informer;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one stripe, by key: an open hash table with one writer, and any number of readers
 * that take no lock.
 *
 * <p>An entry is in the first free slot from where its hash points to. Slots are filled and
 * exchanged, never emptied: in the place of an entry that is taken out stands {@link #gone}, so
 * that a reader on its way past it does not stop. When half of the slots are taken, the entries
 * move to new ones; a reader in the old ones sees what was there when they moved, or later.
 */
final class EntryTable<T> {
  private static final int FIRST_CAPACITY = 8;

  private final Entry<T> gone;
  private volatile AtomicReferenceArray<@Nullable Entry<T>> slots;

  /** Slots with an entry or with what stands for one; of the writer alone. */
  private int taken;

  /** Entries; of the writer alone. */
  private int live;

  /** The same, for readers. */
  private volatile int size;

  /**
   * Creates an empty table.
   *
   * @param gone what stands where an entry was
   * @param none a single free slot, which tables without entries share
   */
  EntryTable(Entry<T> gone, AtomicReferenceArray<@Nullable Entry<T>> none) {
    this.gone = gone;
    this.slots = none;
  }

  int size() {
    return size;
  }

  @Nullable Entry<T> find(int hash, ObjectKey key) {
    AtomicReferenceArray<@Nullable Entry<T>> in = slots;
    int mask = in.length() - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      Entry<T> entry = in.getAcquire(i);
      if (entry == null || entry.isAt(hash, key)) {
        return entry;
      }
    }
  }

  /** Adds an entry whose key is not here. */
  void add(Entry<T> entry) {
    if (2 * (taken + 1) > slots.length()) {
      move();
    }
    if (insert(slots, entry)) {
      taken++;
    }
    size = ++live;
  }

  /** Returns whether the slot had been free. */
  private boolean insert(AtomicReferenceArray<@Nullable Entry<T>> into, Entry<T> entry) {
    int mask = into.length() - 1;
    for (int i = entry.hash() & mask; ; i = (i + 1) & mask) {
      Entry<T> before = into.getPlain(i);
      if (before == null || before == gone) {
        into.setRelease(i, entry);
        return before == null;
      }
    }
  }

  /** Puts an entry in the place of one with the same key. */
  void exchange(Entry<T> old, Entry<T> entry) {
    slots.setRelease(slotOf(old), entry);
  }

  void remove(Entry<T> entry) {
    slots.setRelease(slotOf(entry), gone);
    size = --live;
  }

  private int slotOf(Entry<T> entry) {
    AtomicReferenceArray<@Nullable Entry<T>> in = slots;
    int mask = in.length() - 1;
    int i = entry.hash() & mask;
    while (in.getPlain(i) != entry) {
      i = (i + 1) & mask;
    }
    return i;
  }

  /** Leaves behind what stands for entries that are gone, and makes room for twice as many. */
  private void move() {
    int capacity = Math.max(FIRST_CAPACITY, Integer.highestOneBit(live + 1) * 4);
    AtomicReferenceArray<@Nullable Entry<T>> larger = new AtomicReferenceArray<>(capacity);
    forEach(entry -> insert(larger, entry));
    taken = live;
    slots = larger;
  }

  void forEach(Consumer<? super Entry<T>> action) {
    AtomicReferenceArray<@Nullable Entry<T>> in = slots;
    for (int i = 0; i < in.length(); i++) {
      Entry<T> entry = in.getAcquire(i);
      if (entry != null && entry != gone) {
        action.accept(entry);
      }
    }
  }
}
