package io.kubeweft.json;

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
  private static final int DEFAULT_STRINGS = 1 << 13;
  private static final int DEFAULT_OBJECTS = 1 << 14;

  /** Longer strings (tokens, certificates, messages) seldom repeat, and cost more to compare. */
  static final int MAX_STRING_LENGTH = 128;

  private final @Nullable String[] strings;
  private final @Nullable Object[] objects;

  /** Creates an empty cache of the default size: 100 kB when full, its values apart. */
  public Sharing() {
    strings = new @Nullable String[DEFAULT_STRINGS];
    objects = new @Nullable Object[DEFAULT_OBJECTS];
  }

  /** Returns a string of these characters, whose {@link #hash} this is. */
  String string(char[] chars, int offset, int length, int hash) {
    int slot = spread(hash) & DEFAULT_STRINGS - 1;
    String candidate = strings[slot];
    if (candidate != null && matches(candidate, chars, offset, length)) {
      return candidate;
    }
    String fresh = new String(chars, offset, length);
    strings[slot] = fresh;
    return fresh;
  }

  /** Returns an earlier string that equals this one if it is still remembered. */
  String string(String text) {
    int slot = spread(text.hashCode()) & DEFAULT_STRINGS - 1;
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
    int slot = spread(hash) & DEFAULT_OBJECTS - 1;
    Object candidate = objects[slot];
    if (candidate != null && candidate.getClass() == value.getClass() && candidate.equals(value)) {
      @SuppressWarnings("unchecked") // of the same class, and equal
      T same = (T) candidate;
      return same;
    }
    objects[slot] = value;
    return value;
  }

  static int hash(char[] chars, int offset, int length) {
    int hash = 0;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + chars[i];
    }
    return hash;
  }

  private static boolean matches(String candidate, char[] chars, int offset, int length) {
    if (candidate.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (candidate.charAt(i) != chars[offset + i]) {
        return false;
      }
    }
    return true;
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ mixed >>> 15;
  }
}
