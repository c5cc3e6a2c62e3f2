package io.kubeweft.json;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects entries for a {@link CompactMap}. */
final class MapBuilder<V> {
  private static final int INITIAL_ENTRIES = 8;

  private @Nullable Object[] entries = new Object[2 * INITIAL_ENTRIES];
  private int length;

  void put(String key, V value) {
    if (length == entries.length) {
      entries = Arrays.copyOf(entries, 2 * length);
    }
    entries[length++] = Objects.requireNonNull(key, "name");
    entries[length++] = value;
  }

  CompactMap<V> build() {
    return CompactMap.of(Arrays.copyOf(entries, length), length);
  }
}
