package io.kubeweft.informer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What readers of a store see at one time: the entries, in stripes, and the indexes over them.
 *
 * <p>Writes of one stripe take turns; the store sees to that. Its indexes are always the same.
 */
final class Contents<T> {
  private final List<EntryTable<T>> stripes;
  private final Map<String, Index<T>> indexes;

  /** The same, in order. */
  private final List<Index<T>> inOrder;

  /** Names of those that readers do not see yet. */
  private final Set<String> hidden;

  /** What readers see, who look up one of them for each list. */
  private final Map<String, Index<T>> visible;

  /** Creates contents without objects. */
  Contents(int stripeCount, Map<String, Index<T>> indexes) {
    this(emptyTables(stripeCount), indexes, Set.of());
  }

  private Contents(List<EntryTable<T>> stripes, Map<String, Index<T>> indexes, Set<String> hidden) {
    this.stripes = stripes;
    this.indexes = indexes;
    this.inOrder = List.copyOf(indexes.values());
    this.hidden = hidden;
    this.visible = new LinkedHashMap<>(indexes);
    this.visible.keySet().removeAll(hidden);
  }

  private static <T> List<EntryTable<T>> emptyTables(int count) {
    Entry<T> gone = Entry.gone();
    AtomicReferenceArray<@Nullable Entry<T>> none = new AtomicReferenceArray<>(1);
    List<EntryTable<T>> tables = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      tables.add(new EntryTable<>(gone, none));
    }
    return List.copyOf(tables);
  }

  private Map<String, Index<T>> emptyIndexes() {
    Map<String, Index<T>> same = new LinkedHashMap<>();
    indexes.forEach((name, index) -> same.put(name, index.empty()));
    return same;
  }

  private Contents<T> empty(Map<String, Index<T>> with, Set<String> hiding) {
    return new Contents<>(emptyTables(stripes.size()), with, hiding);
  }

  /** Returns contents with the same indexes and no objects. */
  Contents<T> empty() {
    return empty(emptyIndexes(), hidden);
  }

  /** Returns contents with one more index, which is hidden, and no objects. */
  Contents<T> withHidden(String name, Index<T> index) {
    Map<String, Index<T>> more = emptyIndexes();
    more.put(name, index.empty());
    Set<String> hiding = new HashSet<>(hidden);
    hiding.add(name);
    return empty(more, hiding);
  }

  /** Returns contents without an index, and without objects. */
  Contents<T> without(String name) {
    Map<String, Index<T>> fewer = emptyIndexes();
    fewer.remove(name);
    return empty(fewer, hiddenWithout(name));
  }

  /** Returns these contents, the same objects and indexes, with one that is not hidden any more. */
  Contents<T> revealing(String name) {
    return new Contents<>(stripes, indexes, hiddenWithout(name));
  }

  private Set<String> hiddenWithout(String name) {
    Set<String> hiding = new HashSet<>(hidden);
    hiding.remove(name);
    return hiding;
  }

  /** Returns a hash whose every bit depends on both parts of the key. */
  static int hash(ObjectKey key) {
    int mixed = key.hashCode() * 0x9E3779B9;
    return mixed ^ mixed >>> 15;
  }

  /** Returns which stripe has the keys of a hash; their number is a power of two. */
  static int stripe(int hash, int stripeCount) {
    return hash >>> 24 & stripeCount - 1;
  }

  private EntryTable<T> table(int hash) {
    return stripes.get(stripe(hash, stripes.size()));
  }

  @Nullable Entry<T> find(ObjectKey key) {
    int hash = hash(key);
    return table(hash).find(hash, key);
  }

  int size() {
    int size = 0;
    for (EntryTable<T> stripe : stripes) {
      size += stripe.size();
    }
    return size;
  }

  void forEach(BiConsumer<? super Entry<T>, ? super T> action) {
    for (EntryTable<T> stripe : stripes) {
      stripe.forEach(
          entry -> {
            T object = entry.object();
            if (object != null) {
              action.accept(entry, object);
            }
          });
    }
  }

  /** Returns the names of the indexes that readers see. */
  Set<String> names() {
    return Collections.unmodifiableSet(visible.keySet());
  }

  Index<T> index(String name) {
    Index<T> index = visible.get(name);
    if (index == null) {
      throw new IllegalArgumentException("no index \"" + name + "\"; there are " + names());
    }
    return index;
  }

  /** Returns which of the indexes this one is, hidden or not; -1 if it is none of them. */
  int position(String name) {
    return List.copyOf(indexes.keySet()).indexOf(name);
  }

  /** Whether what the index functions say is the same here and there. */
  boolean hasIndexesOf(Contents<T> other) {
    if (this == other) {
      return true;
    }
    if (inOrder.size() != other.inOrder.size()) {
      return false;
    }
    for (int i = 0; i < inOrder.size(); i++) {
      if (!inOrder.get(i).hasFunctionOf(other.inOrder.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Asks the index functions, which are code of the user: not to be called under a lock. */
  List<List<String>> valuesOf(T object) {
    List<List<String>> values = new ArrayList<>(inOrder.size());
    for (Index<T> index : inOrder) {
      values.add(index.valuesOf(object));
    }
    return values;
  }

  /** Returns the values of an entry for each index, as {@link #valuesOf} has found them. */
  List<List<String>> valuesOf(Entry<T> entry) {
    List<List<String>> values = new ArrayList<>(inOrder.size());
    int place = 0;
    for (Index<T> index : inOrder) {
      List<String> found = new ArrayList<>(1);
      while (place < entry.places() && entry.bucket(place).isOf(index)) {
        found.add(entry.bucket(place).value());
        place++;
      }
      values.add(found);
    }
    return values;
  }

  /** Stores an object; returns the one before. */
  @Nullable T put(ObjectKey key, T object, List<List<String>> values) {
    int hash = hash(key);
    Entry<T> old = table(hash).find(hash, key);
    if (old == null) {
      Entry<T> entry = Entry.of(hash, key, object, values);
      enter(entry, object, values, null);
      table(hash).add(entry);
      return null;
    }
    T before = old.object();
    if (old.hasValues(inOrder, values)) {
      old.exchange(key, object);
    } else {
      Entry<T> entry = Entry.of(hash, key, object, values);
      enter(entry, object, values, old);
      table(hash).exchange(old, entry);
      leave(old, entry);
    }
    return before;
  }

  /** Enters an entry where the one before was, and where it was not. */
  private void enter(Entry<T> entry, T object, List<List<String>> values, @Nullable Entry<T> old) {
    int place = 0;
    for (int i = 0; i < values.size(); i++) {
      for (String value : values.get(i)) {
        int before = old == null ? -1 : old.placeFor(inOrder.get(i), value);
        if (old != null && before >= 0) {
          old.bucket(before).replace(old, before, entry, place, object);
        } else {
          inOrder.get(i).enter(value, entry, place, object);
        }
        place++;
      }
    }
  }

  /** Takes an entry out of the buckets that another one, if there is one, is not in. */
  private void leave(Entry<T> old, @Nullable Entry<T> now) {
    for (int place = 0; place < old.places(); place++) {
      Bucket<T> bucket = old.bucket(place);
      if (now == null || now.placeIn(bucket) < 0) {
        bucket.leave(old, place);
      }
    }
  }

  /** Takes an object out; returns it. */
  @Nullable T remove(ObjectKey key) {
    Entry<T> old = find(key);
    if (old == null) {
      return null;
    }
    table(old.hash()).remove(old);
    leave(old, null);
    return old.object();
  }
}
