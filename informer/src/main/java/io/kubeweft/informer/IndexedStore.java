package io.kubeweft.informer;

import io.kubeweft.meta.KubernetesObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The store of an informer.
 *
 * <p>Everything that readers see hangs on one volatile reference, {@link Contents}. A relist builds
 * other contents and swaps the reference, so that a reader sees all of it or nothing. So does a new
 * index, which is hidden at first: from then on each write asks its function, what was there before
 * is asked for one by one, and then readers see it. A single write changes the contents in place,
 * under the lock of the stripe that its key belongs to; a swap takes all of these locks. The write
 * enters the object into new buckets before it takes it out of old ones. Index functions, which are
 * code of the user, run before any lock is taken; an entry knows the buckets that it is in, so that
 * taking it out needs no function, and changing the object without changing its values looks
 * nothing up but the entry.
 *
 * <p>Readers take no lock, but for the first one that asks for a bucket while that is written.
 */
final class IndexedStore<T extends KubernetesObject> implements Indexer<T> {
  private static final int STRIPES = 4;

  /** The writes of the keys of one stripe; those who take several take them in order. */
  private final List<ReentrantLock> stripes;

  private volatile Contents<T> contents;
  private volatile String resourceVersion = "";

  IndexedStore() {
    this(STRIPES);
  }

  /**
   * Creates an empty store.
   *
   * @param stripeCount a power of two
   */
  IndexedStore(int stripeCount) {
    List<ReentrantLock> locks = new ArrayList<>(stripeCount);
    for (int i = 0; i < stripeCount; i++) {
      locks.add(new ReentrantLock());
    }
    stripes = List.copyOf(locks);
    Map<String, Index<T>> indexes = new LinkedHashMap<>();
    indexes.put(NAMESPACE, new Index<>(o -> List.of(o.metadata().namespace())));
    contents = new Contents<>(stripeCount, indexes);
  }

  /** An object with what the index functions say of it, for as long as there are no others. */
  record Prepared<T>(T object, Contents<T> of, List<List<String>> values) {}

  /** The same for many objects. */
  record PreparedAll<T>(
      Map<ObjectKey, T> objects, Contents<T> of, Map<ObjectKey, List<List<String>>> values) {}

  /** Asks the index functions; to be called without a lock, for they are code of the user. */
  Prepared<T> prepare(T object) {
    Contents<T> of = contents;
    return new Prepared<>(object, of, of.valuesOf(object));
  }

  /** Asks the index functions; to be called without a lock, for they are code of the user. */
  PreparedAll<T> prepareAll(Map<ObjectKey, T> objects) {
    Contents<T> of = contents;
    Map<ObjectKey, List<List<String>>> values = LinkedHashMap.newLinkedHashMap(objects.size());
    objects.forEach((key, object) -> values.put(key, of.valuesOf(object)));
    return new PreparedAll<>(objects, of, values);
  }

  private ReentrantLock lock(ObjectKey key) {
    return stripes.get(Contents.stripe(Contents.hash(key), stripes.size()));
  }

  /** Stores an object; false, and nothing is done, if there are other indexes by now. */
  boolean tryPut(ObjectKey key, Prepared<T> prepared) {
    ReentrantLock lock = lock(key);
    lock.lock();
    try {
      Contents<T> current = contents;
      if (!current.hasIndexesOf(prepared.of)) {
        return false;
      }
      T unused = current.put(key, prepared.object, prepared.values);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Removes an object; returns it, or null if it was not there. */
  @Nullable T delete(ObjectKey key) {
    ReentrantLock lock = lock(key);
    lock.lock();
    try {
      return contents.remove(key);
    } finally {
      lock.unlock();
    }
  }

  private void lockAll() {
    stripes.forEach(ReentrantLock::lock);
  }

  private void unlockAll() {
    stripes.forEach(ReentrantLock::unlock);
  }

  /**
   * Stores these objects, keeps some, and forgets the others, at once for readers.
   *
   * @return false, and nothing is done, if there are other indexes by now
   */
  boolean tryReplace(PreparedAll<T> prepared, Set<ObjectKey> kept, String version) {
    Contents<T> expected = contents;
    Contents<T> fresh = expected.empty();
    prepared.objects.forEach(
        (key, object) -> put(fresh, key, object, prepared.values.getOrDefault(key, List.of())));
    for (ObjectKey key : kept) {
      Entry<T> entry = expected.find(key);
      T object = entry == null ? null : entry.object();
      if (entry != null && object != null) {
        put(fresh, key, object, expected.valuesOf(entry));
      }
    }
    lockAll();
    try {
      // Contents change in place, too, but those changes are what a replace forgets.
      if (contents != expected || !expected.hasIndexesOf(prepared.of)) {
        return false;
      }
      contents = fresh;
      resourceVersion = version;
      return true;
    } finally {
      unlockAll();
    }
  }

  private static <T> void put(
      Contents<T> into, ObjectKey key, T object, List<List<String>> values) {
    T unused = into.put(key, object, values);
  }

  @Override
  public void addIndex(String name, Function<? super T, ? extends Collection<String>> function) {
    Index<T> index = new Index<>(function);
    hide(name, index);
    boolean added = false;
    try {
      while (!added) {
        Contents<T> filled = contents;
        fill(filled, name, index);
        added = tryReveal(filled, name);
      }
    } finally {
      if (!added) {
        remove(name);
      }
    }
  }

  /** Adds an index that writes see, but not readers, and that has nothing of what is there. */
  private void hide(String name, Index<T> index) {
    lockAll();
    try {
      Contents<T> old = contents;
      if (old.position(name) >= 0) {
        throw new IllegalArgumentException("there is an index \"" + name + "\" already");
      }
      Contents<T> fresh = old.withHidden(name, index);
      old.forEach(
          (entry, object) -> {
            List<List<String>> values = old.valuesOf(entry);
            values.add(List.of());
            put(fresh, entry.key(), object, values);
          });
      contents = fresh;
    } finally {
      unlockAll();
    }
  }

  /** What is written meanwhile has its values, and is passed over. */
  private void fill(Contents<T> into, String name, Index<T> index) {
    int position = into.position(name);
    into.forEach(
        (entry, object) -> {
          List<String> values = index.valuesOf(object);
          if (!values.isEmpty()) {
            fill(into, entry.key(), object, position, values);
          }
        });
  }

  private void fill(Contents<T> into, ObjectKey key, T object, int position, List<String> values) {
    ReentrantLock lock = lock(key);
    lock.lock();
    try {
      Entry<T> entry = into.find(key);
      if (entry != null && entry.object() == object) {
        List<List<String>> all = into.valuesOf(entry);
        if (all.set(position, values).isEmpty()) {
          put(into, key, object, all);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** False if other contents have taken the place of those that were filled. */
  private boolean tryReveal(Contents<T> filled, String name) {
    lockAll();
    try {
      if (contents != filled) {
        return false;
      }
      contents = filled.revealing(name);
      return true;
    } finally {
      unlockAll();
    }
  }

  /** Removes an index that could not be filled. */
  private void remove(String name) {
    lockAll();
    try {
      Contents<T> old = contents;
      Contents<T> fresh = old.without(name);
      int position = old.position(name);
      old.forEach(
          (entry, object) -> {
            List<List<String>> values = old.valuesOf(entry);
            values.remove(position);
            put(fresh, entry.key(), object, values);
          });
      contents = fresh;
    } finally {
      unlockAll();
    }
  }

  void resourceVersion(String version) {
    resourceVersion = version;
  }

  @Override
  public @Nullable T get(ObjectKey key) {
    Entry<T> entry = contents.find(key);
    return entry == null ? null : entry.object();
  }

  @Override
  public List<T> list() {
    Contents<T> current = contents;
    List<T> objects = new ArrayList<>(current.size());
    current.forEach((entry, object) -> objects.add(object));
    return Collections.unmodifiableList(objects);
  }

  @Override
  public Set<ObjectKey> keys() {
    Set<ObjectKey> keys = new HashSet<>();
    contents.forEach((entry, object) -> keys.add(entry.key()));
    return Collections.unmodifiableSet(keys);
  }

  @Override
  public int size() {
    return contents.size();
  }

  @Override
  public List<T> byIndex(String index, String value) {
    return contents.index(index).list(value);
  }

  @Override
  public Set<String> indexValues(String index) {
    return contents.index(index).values();
  }

  @Override
  public Set<String> indexes() {
    return contents.names();
  }

  @Override
  public String resourceVersion() {
    return resourceVersion;
  }
}
