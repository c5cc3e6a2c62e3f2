package io.kubeweft.json;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The elements of the lists and maps that are being read, innermost last. */
final class Elements {
  private static final int INITIAL = 64;

  private @Nullable Object[] all = new Object[INITIAL];
  private int used;

  /**
   * Returns how many there are: those that are pushed from now on are of a list or map of theirs.
   */
  int mark() {
    return used;
  }

  void push(@Nullable Object element) {
    if (used == all.length) {
      all = Arrays.copyOf(all, 2 * used);
    }
    all[used++] = element;
  }

  /** Takes those that came after a mark, as an unmodifiable list. */
  @SuppressWarnings("unchecked") // only elements of this type were pushed
  <T> List<T> popList(int mark, boolean nulls) {
    List<T> list;
    if (nulls) {
      list =
          Collections.unmodifiableList(
              (List<T>) Arrays.asList(Arrays.copyOfRange(all, mark, used)));
    } else {
      list =
          switch (used - mark) {
            case 0 -> List.of();
            case 1 -> (List<T>) List.of(all[mark]);
            case 2 -> (List<T>) List.of(all[mark], all[mark + 1]);
            default -> (List<T>) List.of(Arrays.copyOfRange(all, mark, used));
          };
    }
    pop(mark);
    return list;
  }

  /** Takes those that came after a mark, keys and values in turn. */
  <T> CompactMap<T> popMap(int mark) {
    int length = used - mark;
    @Nullable Object[] entries = Arrays.copyOfRange(all, mark, used);
    pop(mark);
    return CompactMap.of(entries, length);
  }

  /** Drops those that came after a mark. */
  void pop(int mark) {
    Arrays.fill(all, mark, used, null);
    used = mark;
  }
}
