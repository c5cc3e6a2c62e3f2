package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All objects, as one append-only log of (revision, key, object). The present is a map over it;
 * lists at an older revision, watches from one and 410 fall out of the log. The lock is never held
 * while something is sent.
 */
final class Store {
  /** Real servers begin somewhere, too; a version of 1 would hide mix-ups with counters. */
  private static final long FIRST_REVISION = 1000;

  /**
   * Where an object is.
   *
   * @param storage name of its resource over all versions
   * @param namespace empty if it has none
   * @param name of the object
   */
  record Key(String storage, String namespace, String name) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byStorage = storage.compareTo(other.storage);
      int byNamespace = byStorage != 0 ? byStorage : namespace.compareTo(other.namespace);
      return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }
  }

  /**
   * A change.
   *
   * @param revision its number, larger than all before
   * @param key of the object
   * @param before the change; null if it was created
   * @param after the change; null if it was removed
   * @param last the object as the event shows it: after, or as it was removed
   */
  record Change(
      long revision,
      Key key,
      @Nullable JsonObject before,
      @Nullable JsonObject after,
      JsonObject last) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeMap<Key, JsonObject> present = new TreeMap<>();

  /** Where the objects of the present are, and who depends on them, by uid. */
  private final Map<String, Key> places = new HashMap<>();

  private final Map<String, Set<Key>> dependents = new HashMap<>();
  private final List<Change> log = new ArrayList<>();

  /** The present as of {@link #compacted}, from which older states are rebuilt. */
  private final TreeMap<Key, JsonObject> base = new TreeMap<>();

  private long compacted = FIRST_REVISION;
  private long revision = FIRST_REVISION;
  private boolean closed;
  private Consumer<Change> listener = change -> {};

  /** Does something with the state held still. */
  <R extends @Nullable Object> R atomically(Supplier<R> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  long revision() {
    return atomically(() -> revision);
  }

  @Nullable JsonObject get(Key key) {
    return atomically(() -> present.get(key));
  }

  /**
   * Changes one object.
   *
   * @param key where it is
   * @param edit is given the object, or null; returns the new one, or null to remove it; the same
   *     one changes nothing
   * @return what is there now; the removed object if it was removed
   */
  @Nullable JsonObject change(Key key, Function<@Nullable JsonObject, @Nullable JsonObject> edit) {
    return atomically(
        () -> {
          JsonObject before = present.get(key);
          JsonObject after = edit.apply(before);
          if (after == null) {
            return before == null ? null : remove(key, before);
          }
          if (before != null && sameBut(before, after)) {
            return before;
          }
          return put(key, before, after);
        });
  }

  /** A resourceVersion alone is no change. */
  private static boolean sameBut(JsonObject before, JsonObject after) {
    String version = Trees.resourceVersion(before);
    return Trees.withMeta(after, "resourceVersion", version).equals(before);
  }

  private JsonObject put(Key key, @Nullable JsonObject before, JsonObject after) {
    long next = ++revision;
    JsonObject stored = Trees.withMeta(after, "resourceVersion", Long.toString(next));
    present.put(key, stored);
    append(new Change(next, key, before, stored, stored));
    return stored;
  }

  private JsonObject remove(Key key, JsonObject before) {
    long next = ++revision;
    JsonObject last = Trees.withMeta(before, "resourceVersion", Long.toString(next));
    present.remove(key);
    append(new Change(next, key, before, null, last));
    return last;
  }

  private void append(Change change) {
    log.add(change);
    index(change);
    changed.signalAll();
    listener.accept(change);
  }

  private void index(Change change) {
    Key key = change.key;
    JsonObject before = change.before;
    if (before != null) {
      boolean unused = places.remove(Trees.uid(before), key);
      for (String owner : Owners.uids(before)) {
        Set<Key> unusedKeys = dependents.computeIfPresent(owner, (uid, keys) -> without(keys, key));
      }
    }
    JsonObject after = change.after;
    if (after != null) {
      Key unused = places.put(Trees.uid(after), key);
      for (String owner : Owners.uids(after)) {
        boolean unusedAdded = dependents.computeIfAbsent(owner, uid -> new TreeSet<>()).add(key);
      }
    }
  }

  private static @Nullable Set<Key> without(Set<Key> keys, Key key) {
    boolean unused = keys.remove(key);
    return keys.isEmpty() ? null : keys;
  }

  /** Where the object with a uid is; null if there is none. */
  @Nullable Key place(String uid) {
    return atomically(() -> places.get(uid));
  }

  /** The objects that an object owns. */
  Map<Key, JsonObject> dependents(String uid) {
    return atomically(
        () -> {
          Map<Key, JsonObject> found = new TreeMap<>();
          for (Key key : dependents.getOrDefault(uid, Set.of())) {
            found.put(key, Objects.requireNonNull(present.get(key)));
          }
          return found;
        });
  }

  /** Tells of each change as it is made; the listener may make more of them. */
  void onChange(Consumer<Change> value) {
    atomically(() -> listener = value);
  }

  /**
   * The objects of a collection at one revision.
   *
   * @param revision of the state
   * @param objects in the order of their keys
   */
  record Snapshot(long revision, NavigableMap<Key, JsonObject> objects) {}

  /**
   * Returns a collection as it is, or was.
   *
   * @param storage the resource
   * @param namespace only this one; null for all
   * @param at the revision; 0 for now
   * @throws ApiFailure if the revision was compacted, or is still to come
   */
  Snapshot list(String storage, @Nullable String namespace, long at) {
    return atomically(
        () -> {
          checkKnown(at);
          NavigableMap<Key, JsonObject> state = at == 0 || at == revision ? present : rebuilt(at);
          Key from = new Key(storage, namespace == null ? "" : namespace, "");
          NavigableMap<Key, JsonObject> objects = new TreeMap<>();
          for (var entry : state.tailMap(from, true).entrySet()) {
            Key key = entry.getKey();
            if (!key.storage.equals(storage)
                || namespace != null && !key.namespace.equals(namespace)) {
              break;
            }
            objects.put(key, entry.getValue());
          }
          return new Snapshot(at == 0 ? revision : at, objects);
        });
  }

  /** All objects in a namespace. */
  Map<Key, JsonObject> inNamespace(String namespace) {
    return atomically(
        () -> {
          Map<Key, JsonObject> found = new TreeMap<>();
          present.forEach(
              (key, object) -> {
                if (key.namespace.equals(namespace)) {
                  found.put(key, object);
                }
              });
          return found;
        });
  }

  /** The number of all objects. */
  int size() {
    return atomically(present::size);
  }

  private void checkKnown(long at) {
    if (at > revision) {
      throw ApiFailure.tooLargeVersion(at, revision);
    }
    if (at != 0 && at < compacted) {
      throw ApiFailure.expired("The resourceVersion for the provided list is too old.");
    }
  }

  private NavigableMap<Key, JsonObject> rebuilt(long at) {
    NavigableMap<Key, JsonObject> state = new TreeMap<>(base);
    for (Change change : log) {
      if (change.revision > at) {
        break;
      }
      if (change.after == null) {
        state.remove(change.key);
      } else {
        state.put(change.key, change.after);
      }
    }
    return state;
  }

  /**
   * Returns the changes after a revision, waiting for the first of them.
   *
   * @param after the revision that was seen last
   * @param nanos how long to wait
   * @return all changes since, of every resource; empty when the time has passed; null when the
   *     server stops
   * @throws ApiFailure if the revision was compacted
   */
  @Nullable List<Change> await(long after, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (revision <= after && left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
      if (closed) {
        return null;
      }
      if (after < compacted) {
        throw ApiFailure.expired("too old resource version: " + after + " (" + compacted + ")");
      }
      return List.copyOf(log.subList(indexAfter(after), log.size()));
    } finally {
      lock.unlock();
    }
  }

  private int indexAfter(long after) {
    int low = 0;
    int high = log.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (log.get(middle).revision <= after) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Forgets the past: lists and watches from before now are answered with 410. */
  void compact() {
    atomically(
        () -> {
          base.clear();
          base.putAll(present);
          log.clear();
          compacted = revision;
          return true;
        });
  }

  /** Ends all waiting. */
  void close() {
    atomically(
        () -> {
          closed = true;
          changed.signalAll();
          return true;
        });
  }

  /** Allows waiting again. */
  void open() {
    atomically(
        () -> {
          closed = false;
          return true;
        });
  }
}
