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

  private static final int DEFAULT_STRINGS = 1 << 13;
  private static final int DEFAULT_OBJECTS = 1 << 14;
  private static final int STRINGS_OF_A_LIST = 1 << 11;

  /** Longer strings (tokens, certificates, messages) seldom repeat, and cost more to compare. */
  static final int MAX_STRING_LENGTH = 128;

  private static final int HASHED_END = 6;

  private final int[] stringTags;
  private final @Nullable String[] strings;
  private final int[] objectTags;
  private final @Nullable Object[] objects;

  private Sharing(int strings, int objects) {
    this.stringTags = new int[strings];
    this.strings = new @Nullable String[strings];
    this.objectTags = new int[objects];
    this.objects = new @Nullable Object[objects];
  }

  /** Creates an empty cache of strings and sub-objects: 200 kB, its values apart. */
  public Sharing() {
    this(DEFAULT_STRINGS, DEFAULT_OBJECTS);
  }

  /**
   * Returns an empty cache of strings alone, for one list: 16 kB.
   *
   * <p>To look for equal sub-objects pays for what is kept. Equal strings pay at once: to find one
   * costs less than to make one.
   */
  public static Sharing ofStrings() {
    return new Sharing(STRINGS_OF_A_LIST, 0);
  }

  boolean hasObjects() {
    return objects.length > 0;
  }

  /**
   * Returns a string of these characters, whose {@link #hash} this is.
   *
   * @param room for {@link #MAX_STRING_LENGTH} characters
   */
  String string(char[] chars, int offset, int length, int hash, char[] room) {
    int tag = spread(hash);
    int slot = tag & strings.length - 1;
    if (stringTags[slot] != tag) {
      stringTags[slot] = tag;
      return new String(chars, offset, length);
    }
    String candidate = strings[slot];
    if (candidate != null && candidate.length() == length) {
      // Two passes that the JVM does with vectors are faster than one of charAt.
      candidate.getChars(0, length, room, 0);
      if (Arrays.equals(room, 0, length, chars, offset, offset + length)) {
        return candidate;
      }
    }
    String fresh = new String(chars, offset, length);
    strings[slot] = fresh;
    return fresh;
  }

  /** Returns an earlier string that equals this one if it is still remembered. */
  String string(String text) {
    int tag = spread(text.hashCode());
    int slot = tag & strings.length - 1;
    if (stringTags[slot] != tag) {
      stringTags[slot] = tag;
      return text;
    }
    String candidate = strings[slot];
    if (candidate != null && candidate.equals(text)) {
      return candidate;
    }
    strings[slot] = text;
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
    int slot = tag & objects.length - 1;
    if (objectTags[slot] != tag) {
      objectTags[slot] = tag;
      return value;
    }
    Object candidate = objects[slot];
    if (candidate != null && candidate.getClass() == value.getClass() && candidate.equals(value)) {
      @SuppressWarnings("unchecked") // of the same class, and equal
      T same = (T) candidate;
      return same;
    }
    objects[slot] = value;
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
