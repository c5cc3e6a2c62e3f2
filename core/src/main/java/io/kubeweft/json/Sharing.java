package io.kubeweft.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers recent strings and sub-objects, so that equal ones are kept once.
 *
 * <p>Objects from a cluster repeat themselves: namespaces, labels, images, probes, resource
 * requests, tolerations. This is a lossy cache, not an intern pool: a fixed number of slots, each
 * overwritten by the next value that falls on it, so that it never grows and needs no eviction.
 * Values are immutable and compared with {@code equals}, so a lost race between threads costs a
 * duplicate and nothing else. Safe for use by any number of threads.
 */
public final class Sharing {
  /*
   * Half of what is looked up is unique: uids, names, addresses, times. A unique value must cost
   * little, so a slot has a tag, the hash of its last user. A value with another tag only leaves
   * its own: the value that the slot remembers is not touched, which would be a cache miss, and the
   * new one is not remembered, which would keep garbage alive and cost a write barrier. What comes
   * a second time finds its tag, and is remembered; what comes a third time is shared.
   */

  /** Slots at first; a table that turns out too small grows by {@link #GROWTH}. */
  private static final int FIRST = 1 << 6;

  private static final int GROWTH = 4;
  private static final int MOST_STRINGS = 1 << 13;
  private static final int MOST_OBJECTS = 1 << 14;
  private static final int MOST_STRINGS_OF_A_LIST = 1 << 11;

  /** Longer strings (tokens, certificates, messages) seldom repeat, and cost more to compare. */
  static final int MAX_STRING_LENGTH = 128;

  private static final int HASHED_END = 6;

  private final int mostStrings;
  private final int mostObjects;

  // Replaced by larger ones by whoever finds them too small: a race loses what they remember.
  private Table<String> strings;
  private Table<Object> objects;

  private Sharing(int mostStrings, int mostObjects) {
    this.mostStrings = mostStrings;
    this.mostObjects = mostObjects;
    this.strings = new Table<>(new @Nullable String[FIRST]);
    this.objects = new Table<>(new @Nullable Object[mostObjects == 0 ? 0 : FIRST]);
  }

  /**
   * Creates an empty cache of strings and sub-objects: 1 kB, which grows with use to 200 kB at
   * most, its values apart.
   */
  public Sharing() {
    this(MOST_STRINGS, MOST_OBJECTS);
  }

  /**
   * Returns an empty cache of strings alone, for one list: half a kB, which grows to 16 kB at most.
   *
   * <p>To look for equal sub-objects pays for what is kept. Equal strings pay at once: to find one
   * costs less than to make one.
   */
  public static Sharing ofStrings() {
    return new Sharing(MOST_STRINGS_OF_A_LIST, 0);
  }

  boolean hasObjects() {
    return mostObjects > 0;
  }

  /** Slots, each with the hash of its last user and perhaps a value. */
  private static final class Table<V> {
    final int[] tags;
    final @Nullable V[] values;

    /** How many values found another's tag. Threads may lose counts. */
    int misses;

    Table(@Nullable V[] values) {
      this.tags = new int[values.length];
      this.values = values;
    }

    /** Leaves a tag; returns whether the table is too small for what it is used for. */
    boolean miss(int slot, int tag) {
      tags[slot] = tag;
      return ++misses > GROWTH * values.length;
    }
  }

  private static int grown(int size, int most) {
    return Math.min(most, GROWTH * size);
  }

  /**
   * Returns a string of these characters, whose {@link #hash} this is.
   *
   * @param room for {@link #MAX_STRING_LENGTH} characters
   */
  String string(char[] chars, int offset, int length, int hash, char[] room) {
    int tag = spread(hash);
    Table<String> table = strings;
    int slot = tag & table.values.length - 1;
    if (table.tags[slot] != tag) {
      missedString(table, slot, tag);
      return new String(chars, offset, length);
    }
    String candidate = table.values[slot];
    if (candidate != null && candidate.length() == length) {
      // Two passes that the JVM does with vectors are faster than one of charAt.
      candidate.getChars(0, length, room, 0);
      if (Arrays.equals(room, 0, length, chars, offset, offset + length)) {
        return candidate;
      }
    }
    String fresh = new String(chars, offset, length);
    table.values[slot] = fresh;
    return fresh;
  }

  private void missedString(Table<String> table, int slot, int tag) {
    int size = table.values.length;
    if (table.miss(slot, tag) && size < mostStrings) {
      strings = new Table<>(new @Nullable String[grown(size, mostStrings)]);
    }
  }

  /** Returns an earlier string that equals this one if it is still remembered. */
  String string(String text) {
    int tag = spread(text.hashCode());
    Table<String> table = strings;
    int slot = tag & table.values.length - 1;
    if (table.tags[slot] != tag) {
      missedString(table, slot, tag);
      return text;
    }
    String candidate = table.values[slot];
    if (candidate != null && candidate.equals(text)) {
      return candidate;
    }
    table.values[slot] = text;
    return text;
  }

  /**
   * Returns an object equal to this one: an earlier one if it is still remembered.
   *
   * @param value immutable, with {@code equals} by value
   * @param hash the same for equal values; not necessarily their {@code hashCode}
   */
  <T> T object(T value, int hash) {
    int tag = spread(hash);
    Table<Object> table = objects;
    int size = table.values.length;
    int slot = tag & size - 1;
    if (table.tags[slot] != tag) {
      if (table.miss(slot, tag) && size < mostObjects) {
        objects = new Table<>(new @Nullable Object[grown(size, mostObjects)]);
      }
      return value;
    }
    Object candidate = table.values[slot];
    if (candidate != null && candidate.getClass() == value.getClass() && candidate.equals(value)) {
      @SuppressWarnings("unchecked") // of the same class, and equal
      T same = (T) candidate;
      return same;
    }
    table.values[slot] = value;
    return value;
  }

  /**
   * A hash over both ends of a text, its middle and its length: what differs in names, times and
   * numbers is at an end. Others that collide take turns in a slot, and are made anew.
   */
  static int hash(char[] chars, int offset, int length) {
    int hash = length;
    int end = offset + length;
    if (length <= 2 * HASHED_END) {
      for (int i = offset; i < end; i++) {
        hash = 31 * hash + chars[i];
      }
      return hash;
    }
    for (int i = 0; i < HASHED_END; i++) {
      hash = 31 * 31 * hash + 31 * chars[offset + i] + chars[end - 1 - i];
    }
    return 31 * hash + chars[offset + length / 2];
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ mixed >>> 15;
  }
}
