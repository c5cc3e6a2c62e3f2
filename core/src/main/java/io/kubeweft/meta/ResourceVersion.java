package io.kubeweft.meta;

/**
 * Compares resourceVersions of one resource in one cluster, which KEP-5504 allows: they are decimal
 * numbers without leading zeros, greater than 0 and of at most 128 bits.
 */
public final class ResourceVersion {
  /** 2 to the power of 128, less 1. */
  private static final String MAX = "340282366920938463463374607431768211455";

  private ResourceVersion() {}

  /**
   * Returns whether a text has the form of a comparable resourceVersion.
   *
   * @param text the text
   */
  public static boolean isComparable(String text) {
    if (text.isEmpty() || text.length() > MAX.length() || text.charAt(0) == '0') {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() < MAX.length() || text.compareTo(MAX) <= 0;
  }

  /**
   * Compares two resourceVersions: negative if the first is older, 0 if they are the same, positive
   * if it is newer.
   *
   * @param first of an object or list
   * @param second of an object or list of the same resource
   * @throws IllegalArgumentException if one of them is not {@linkplain #isComparable comparable}
   */
  public static int compare(String first, String second) {
    check(first);
    check(second);
    return first.length() != second.length()
        ? Integer.compare(first.length(), second.length())
        : first.compareTo(second);
  }

  private static void check(String text) {
    if (!isComparable(text)) {
      throw new IllegalArgumentException("not a comparable resourceVersion: \"" + text + "\"");
    }
  }
}
