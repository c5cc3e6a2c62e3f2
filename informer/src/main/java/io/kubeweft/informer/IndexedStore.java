package io.kubeweft.informer;

import io.kubeweft.meta.KubernetesObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The store of an informer.
 *
 * <p>Everything that readers see hangs on one volatile reference, {@link Contents}. A relist or a
 * new index builds other contents and swaps the reference, so that a reader sees all of it or
 * nothing. A single write changes the contents in place: it takes {@link #structure} shared, which
 * keeps the contents from being swapped, then the stripe of its key, which orders the writes of one
 * object. It enters the object into new buckets before it takes it out of old ones. Index
 * functions, which are code of the user, run before any lock is taken; the values found are kept
 * with the object, so that taking it out needs no function.
 */
final class IndexedStore<T extends KubernetesObject> implements Indexer<T> {
  private static final Logger LOG = System.getLogger(IndexedStore.class.getName());
  private static final int STRIPES = 16;

  /** Taken first: shared by single writes, exclusive by what swaps {@link #contents}. */
  private final ReentrantReadWriteLock structure = new ReentrantReadWriteLock();

  /** Taken second: the writes of the keys of one stripe. */
  private final ReentrantLock[] stripes;

  private volatile Contents<T> contents;
  private volatile String resourceVersion = "";

  IndexedStore() {
    this(STRIPES);
  }

  IndexedStore(int stripeCount) {
    stripes = new ReentrantLock[stripeCount];
    for (int i = 0; i < stripeCount; i++) {
      stripes[i] = new ReentrantLock();
    }
    Map<String, Index<T>> indexes = new LinkedHashMap<>();
    indexes.put(NAMESPACE, new Index<>(o -> List.of(o.metadata().namespace())));
    contents = new Contents<>(indexes);
  }

  /** What readers see. The map of indexes is never changed. */
  record Contents<T>(Map<ObjectKey, Entry<T>> entries, Map<String, Index<T>> indexes) {
    Contents(Map<String, Index<T>> indexes) {
      this(new ConcurrentHashMap<>(), indexes);
    }

    Index<T> index(String name) {
      Index<T> index = indexes.get(name);
      if (index == null) {
        throw new IllegalArgumentException(
            "no index \"" + name + "\"; there are " + indexes.keySet());
      }
      return index;
    }

    /** Whether what the index functions say is the same here and there. */
    boolean hasIndexesOf(Contents<T> other) {
      if (this == other) {
        return true;
      }
      for (Map.Entry<String, Index<T>> index : indexes.entrySet()) {
        Index<T> there = other.indexes.get(index.getKey());
        if (there == null || there.function != index.getValue().function) {
          return false;
        }
      }
      return indexes.size() == other.indexes.size();
    }

    void enter(ObjectKey key, Entry<T> entry) {
      int i = 0;
      for (Index<T> index : indexes.values()) {
        for (String value : entry.values.get(i)) {
          index.enter(value, key, entry.object);
        }
        i++;
      }
    }

    /**
     * Puts an entry in the place of one with the same values. Its buckets are there, and stay: they
     * hold the old one, which nobody else takes out.
     */
    void exchange(ObjectKey key, Entry<T> entry) {
      int i = 0;
      for (Index<T> index : indexes.values()) {
        for (String value : entry.values.get(i)) {
          Bucket<T> bucket = index.buckets.get(value);
          if (bucket == null) {
            throw new IllegalStateException("an object in no bucket: " + key);
          }
          bucket.put(key, entry.object);
        }
        i++;
      }
    }

    /** Takes an entry out of the buckets that another one, if there is one, is not in. */
    void leave(ObjectKey key, Entry<T> old, @Nullable Entry<T> now) {
      int i = 0;
      for (Index<T> index : indexes.values()) {
        for (String value : old.values.get(i)) {
          if (now == null || !now.values.get(i).contains(value)) {
            index.leave(value, key);
          }
        }
        i++;
      }
    }
  }

  /** An object and, for each index in order, its values. */
  record Entry<T>(T object, List<List<String>> values) {}

  record Index<T>(
      Function<? super T, ? extends Collection<String>> function, Map<String, Bucket<T>> buckets) {
    Index(Function<? super T, ? extends Collection<String>> function) {
      this(function, new ConcurrentHashMap<>());
    }

    /** Within compute, so that a bucket is not removed as empty while it is entered. */
    void enter(String value, ObjectKey key, T object) {
      buckets.compute(
          value,
          (v, bucket) -> {
            Bucket<T> entered = bucket == null ? new Bucket<>() : bucket;
            entered.put(key, object);
            return entered;
          });
    }

    void leave(String value, ObjectKey key) {
      buckets.computeIfPresent(value, (v, bucket) -> bucket.remove(key) ? null : bucket);
    }

    List<String> valuesOf(T object) {
      try {
        Collection<String> found = function.apply(object);
        return found.size() <= 1 ? List.copyOf(found) : List.copyOf(new LinkedHashSet<>(found));
      } catch (Throwable e) {
        UserCode.rethrowIfFatal(e);
        LOG.log(Level.WARNING, "An index function failed; an object is missing in its index: " + e);
        return List.of();
      }
    }
  }

  private static <T> Entry<T> entry(Contents<T> of, T object) {
    List<List<String>> values = new ArrayList<>(of.indexes.size());
    for (Index<T> index : of.indexes.values()) {
      values.add(index.valuesOf(object));
    }
    return new Entry<>(object, List.copyOf(values));
  }

  /** An object with what the index functions say of it, for as long as there are no others. */
  record Prepared<T>(T object, Contents<T> of, Entry<T> entry) {}

  /** The same for many objects. */
  record PreparedAll<T>(
      Map<ObjectKey, T> objects, Contents<T> of, Map<ObjectKey, Entry<T>> entries) {}

  /** What an object took the place of. */
  record Written<T>(@Nullable T before) {}

  /** Asks the index functions; to be called without a lock, for they are code of the user. */
  Prepared<T> prepare(T object) {
    Contents<T> of = contents;
    return new Prepared<>(object, of, entry(of, object));
  }

  /** Asks the index functions; to be called without a lock, for they are code of the user. */
  PreparedAll<T> prepareAll(Map<ObjectKey, T> objects) {
    Contents<T> of = contents;
    Map<ObjectKey, Entry<T>> entries = new LinkedHashMap<>();
    objects.forEach((key, object) -> entries.put(key, entry(of, object)));
    return new PreparedAll<>(objects, of, entries);
  }

  /** Stores an object; null, and nothing is done, if there are other indexes by now. */
  @Nullable Written<T> tryPut(ObjectKey key, Prepared<T> prepared) {
    structure.readLock().lock();
    try {
      Contents<T> current = contents;
      return current.hasIndexesOf(prepared.of)
          ? new Written<>(swap(current, key, prepared.entry))
          : null;
    } finally {
      structure.readLock().unlock();
    }
  }

  /** Removes an object; returns it, or null if it was not there. */
  @Nullable T delete(ObjectKey key) {
    structure.readLock().lock();
    try {
      return swap(contents, key, null);
    } finally {
      structure.readLock().unlock();
    }
  }

  private @Nullable T swap(Contents<T> in, ObjectKey key, @Nullable Entry<T> now) {
    ReentrantLock stripe = stripes[(key.hashCode() & Integer.MAX_VALUE) % stripes.length];
    stripe.lock();
    try {
      if (now == null) {
        Entry<T> old = in.entries.remove(key);
        if (old != null) {
          in.leave(key, old, null);
        }
        return old == null ? null : old.object;
      }
      Entry<T> old = in.entries.get(key);
      if (old != null && old.values.equals(now.values)) {
        in.exchange(key, now);
        in.entries.put(key, now);
        return old.object;
      }
      in.enter(key, now);
      in.entries.put(key, now);
      if (old != null) {
        in.leave(key, old, now);
      }
      return old == null ? null : old.object;
    } finally {
      stripe.unlock();
    }
  }

  /**
   * Stores these objects, keeps some, and forgets the others, at once for readers.
   *
   * @return false, and nothing is done, if there are other indexes by now
   */
  boolean tryReplace(PreparedAll<T> prepared, Set<ObjectKey> kept, String version) {
    Contents<T> expected = contents;
    Map<String, Index<T>> indexes = new LinkedHashMap<>();
    expected.indexes.forEach((name, index) -> indexes.put(name, new Index<>(index.function)));
    Contents<T> fresh = new Contents<>(indexes);
    BiConsumer<ObjectKey, Entry<T>> enter =
        (key, entry) -> {
          fresh.enter(key, entry);
          fresh.entries.put(key, entry);
        };
    prepared.entries.forEach(enter);
    for (ObjectKey key : kept) {
      Entry<T> entry = expected.entries.get(key);
      if (entry != null) {
        enter.accept(key, entry);
      }
    }
    structure.writeLock().lock();
    try {
      // Contents change in place, too, but those changes are what a replace forgets.
      if (contents != expected || !expected.hasIndexesOf(prepared.of)) {
        return false;
      }
      contents = fresh;
      resourceVersion = version;
      return true;
    } finally {
      structure.writeLock().unlock();
    }
  }

  @Override
  public void addIndex(String name, Function<? super T, ? extends Collection<String>> function) {
    Index<T> probe = new Index<>(function);
    IdentityHashMap<T, List<String>> values = new IdentityHashMap<>();
    while (!tryAddIndex(name, probe, values)) {
      for (Entry<T> entry : contents.entries.values()) {
        values.computeIfAbsent(entry.object, probe::valuesOf);
      }
    }
  }

  /** False if there are objects whose values are not known yet. */
  private boolean tryAddIndex(
      String name, Index<T> probe, IdentityHashMap<T, List<String>> values) {
    structure.writeLock().lock();
    try {
      Contents<T> old = contents;
      if (old.indexes.containsKey(name)) {
        throw new IllegalArgumentException("there is an index \"" + name + "\" already");
      }
      for (Entry<T> entry : old.entries.values()) {
        if (!values.containsKey(entry.object)) {
          return false;
        }
      }
      Index<T> added = new Index<>(probe.function);
      Map<String, Index<T>> indexes = new LinkedHashMap<>(old.indexes);
      indexes.put(name, added);
      Contents<T> fresh = new Contents<>(indexes);
      old.entries.forEach(
          (key, entry) -> {
            List<String> found = values.getOrDefault(entry.object, List.of());
            List<List<String>> all = new ArrayList<>(entry.values);
            all.add(found);
            fresh.entries.put(key, new Entry<>(entry.object, List.copyOf(all)));
            found.forEach(value -> added.enter(value, key, entry.object));
          });
      contents = fresh;
      return true;
    } finally {
      structure.writeLock().unlock();
    }
  }

  void resourceVersion(String version) {
    resourceVersion = version;
  }

  @Override
  public @Nullable T get(ObjectKey key) {
    Entry<T> entry = contents.entries.get(key);
    return entry == null ? null : entry.object;
  }

  @Override
  public List<T> list() {
    List<T> objects = new ArrayList<>(size());
    for (Entry<T> entry : contents.entries.values()) {
      objects.add(entry.object);
    }
    return Collections.unmodifiableList(objects);
  }

  @Override
  public Set<ObjectKey> keys() {
    return Set.copyOf(contents.entries.keySet());
  }

  @Override
  public int size() {
    return contents.entries.size();
  }

  @Override
  public List<T> byIndex(String index, String value) {
    Bucket<T> bucket = contents.index(index).buckets.get(value);
    return bucket == null ? List.of() : bucket.list();
  }

  @Override
  public Set<String> indexValues(String index) {
    return Set.copyOf(contents.index(index).buckets.keySet());
  }

  @Override
  public Set<String> indexes() {
    return Collections.unmodifiableSet(contents.indexes.keySet());
  }

  @Override
  public String resourceVersion() {
    return resourceVersion;
  }
}
