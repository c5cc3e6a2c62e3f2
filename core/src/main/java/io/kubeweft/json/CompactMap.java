package io.kubeweft.json;

import java.util.AbstractCollection;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from strings that keeps the order of its entries and little else: one object and
 * one array. A cached pod has a dozen maps of a few entries each, where a LinkedHashMap costs 56
 * bytes an entry and this one 8.
 *
 * <p>It does not extend AbstractMap, whose two fields would cost 8 bytes a map. Small maps are
 * searched in sequence; larger ones have a hash index.
 */
abstract sealed class CompactMap<V> implements Map<String, V> {
  static final int LARGEST_UNINDEXED = 12;

  private static final CompactMap<?> EMPTY = new Sequential<>(new Object[0]);

  /** Key, value, key, value ... */
  final @Nullable Object[] entries;

  private CompactMap(@Nullable Object[] entries) {
    this.entries = entries;
  }

  @SuppressWarnings("unchecked") // it holds no value
  static <V> CompactMap<V> empty() {
    return (CompactMap<V>) EMPTY;
  }

  /**
   * Returns a map of these entries.
   *
   * @param entries key, value, key, value ...; owned by the map from now on unless it is too long
   * @param length how much of it is used. The last of several entries with the same key wins and
   *     takes the place of the first, as in Go.
   */
  static <V> CompactMap<V> of(@Nullable Object[] entries, int length) {
    if (length == 0) {
      return empty();
    }
    if (length / 2 > LARGEST_UNINDEXED) {
      return Indexed.of(entries, length);
    }
    int used = dropDuplicates(entries, length);
    return new Sequential<>(used == entries.length ? entries : Arrays.copyOf(entries, used));
  }

  static <V> CompactMap<V> copyOf(Map<String, ? extends V> map) {
    if (map instanceof CompactMap<?>) {
      @SuppressWarnings("unchecked") // immutable, so covariant
      CompactMap<V> same = (CompactMap<V>) map;
      return same;
    }
    @Nullable Object[] entries = new Object[map.size() * 2];
    int length = 0;
    for (Entry<String, ? extends V> entry : map.entrySet()) {
      entries[length++] = Objects.requireNonNull(entry.getKey(), "a key is null");
      entries[length++] = entry.getValue();
    }
    return of(entries, length);
  }

  private static int dropDuplicates(@Nullable Object[] entries, int length) {
    int used = 0;
    for (int i = 0; i < length; i += 2) {
      int place = find(entries, used, entries[i]);
      if (place < 0) {
        place = used;
        used += 2;
      }
      entries[place] = entries[i];
      entries[place + 1] = entries[i + 1];
    }
    return used;
  }

  private static int find(@Nullable Object[] entries, int length, @Nullable Object key) {
    for (int i = 0; i < length; i += 2) {
      if (Objects.equals(entries[i], key)) {
        return i;
      }
    }
    return -1;
  }

  /** The position of a key in {@link #entries}, or -1. */
  abstract int position(Object key);

  final String keyAt(int index) {
    return (String) Objects.requireNonNull(entries[2 * index]);
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // only values of this type are put in
  final V valueAt(int index) {
    return (V) entries[2 * index + 1];
  }

  /** A copy in which a key has this value: in its old place, or at the end if it is new. */
  final CompactMap<V> with(String key, V value) {
    int place = position(key);
    @Nullable Object[] copy =
        Arrays.copyOf(entries, place < 0 ? entries.length + 2 : entries.length);
    copy[place < 0 ? entries.length : place] = key;
    copy[(place < 0 ? entries.length : place) + 1] = value;
    return of(copy, copy.length);
  }

  final CompactMap<V> without(String key) {
    int place = position(key);
    if (place < 0) {
      return this;
    }
    @Nullable Object[] copy = new Object[entries.length - 2];
    System.arraycopy(entries, 0, copy, 0, place);
    System.arraycopy(entries, place + 2, copy, place, copy.length - place);
    return of(copy, copy.length);
  }

  @Override
  public final int size() {
    return entries.length / 2;
  }

  @Override
  public final boolean isEmpty() {
    return entries.length == 0;
  }

  @Override
  public final boolean containsKey(Object key) {
    return position(key) >= 0;
  }

  @Override
  public final boolean containsValue(Object value) {
    return values().contains(value);
  }

  @Override
  public final @Nullable V get(Object key) {
    int place = position(key);
    return place < 0 ? null : valueAt(place / 2);
  }

  @Override
  public final @Nullable V put(String key, V value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final @Nullable V remove(Object key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final void putAll(Map<? extends String, ? extends V> map) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final void clear() {
    throw new UnsupportedOperationException();
  }

  @Override
  public final Set<String> keySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<String> iterator() {
        return new Entries<>(CompactMap.this::keyAt);
      }

      @Override
      public int size() {
        return CompactMap.this.size();
      }

      @Override
      public boolean contains(Object key) {
        return containsKey(key);
      }
    };
  }

  @Override
  public final Collection<V> values() {
    return new AbstractCollection<>() {
      @Override
      public Iterator<V> iterator() {
        return new Entries<>(CompactMap.this::valueAt);
      }

      @Override
      public int size() {
        return CompactMap.this.size();
      }
    };
  }

  @Override
  public final Set<Entry<String, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, V>> iterator() {
        return new Entries<>(index -> new ImmutableEntry<>(keyAt(index), valueAt(index)));
      }

      @Override
      public int size() {
        return CompactMap.this.size();
      }
    };
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Map<?, ?> that) || that.size() != size()) {
      return false;
    }
    for (int i = 0; i < size(); i++) {
      Object value = that.get(keyAt(i));
      if ((value == null && !that.containsKey(keyAt(i))) || !Objects.equals(value, valueAt(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public final int hashCode() {
    int hash = 0;
    for (int i = 0; i < size(); i++) {
      hash += keyAt(i).hashCode() ^ Objects.hashCode(valueAt(i));
    }
    return hash;
  }

  @Override
  public final String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < size(); i++) {
      text.append(i == 0 ? "" : ", ").append(keyAt(i)).append('=').append(valueAt(i));
    }
    return text.append('}').toString();
  }

  private record ImmutableEntry<V>(String getKey, V getValue) implements Entry<String, V> {
    @Override
    public V setValue(V value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Entry<?, ?> that
          && getKey.equals(that.getKey())
          && Objects.equals(getValue, that.getValue());
    }

    @Override
    public int hashCode() {
      return getKey.hashCode() ^ Objects.hashCode(getValue);
    }

    @Override
    public String toString() {
      return getKey + "=" + getValue;
    }
  }

  private final class Entries<E> implements Iterator<E> {
    private final IntFunction<E> element;
    private int next;

    Entries(IntFunction<E> element) {
      this.element = element;
    }

    @Override
    public boolean hasNext() {
      return next < size();
    }

    @Override
    public E next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return element.apply(next++);
    }
  }

  private static final class Sequential<V> extends CompactMap<V> {
    Sequential(@Nullable Object[] entries) {
      super(entries);
    }

    @Override
    int position(Object key) {
      return find(entries, entries.length, key);
    }
  }

  private static final class Indexed<V> extends CompactMap<V> {
    /** Open addressing: 1 + a position in {@link #entries}, or 0 where free. */
    private final int[] table;

    private Indexed(@Nullable Object[] entries, int[] table) {
      super(entries);
      this.table = table;
    }

    static <V> CompactMap<V> of(@Nullable Object[] entries, int length) {
      int[] table = new int[Integer.highestOneBit(length) * 2];
      int used = 0;
      for (int i = 0; i < length; i += 2) {
        Object key = Objects.requireNonNull(entries[i]);
        int slot = slot(table, entries, key);
        if (table[slot] == 0) {
          entries[used] = key;
          entries[used + 1] = entries[i + 1];
          table[slot] = used + 1;
          used += 2;
        } else {
          entries[table[slot]] = entries[i + 1];
        }
      }
      return used / 2 <= LARGEST_UNINDEXED
          ? new Sequential<>(Arrays.copyOf(entries, used))
          : new Indexed<>(used == entries.length ? entries : Arrays.copyOf(entries, used), table);
    }

    private static int slot(int[] table, @Nullable Object[] entries, Object key) {
      int hash = key.hashCode();
      int slot = (hash ^ hash >>> 16) & table.length - 1;
      while (table[slot] != 0 && !key.equals(entries[table[slot] - 1])) {
        slot = slot + 1 & table.length - 1;
      }
      return slot;
    }

    @Override
    int position(Object key) {
      return table[slot(table, entries, key)] - 1;
    }
  }
}
