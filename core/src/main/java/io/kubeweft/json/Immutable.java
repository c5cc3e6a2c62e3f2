package io.kubeweft.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Immutable copies of what builders of models are given; null stays null. */
public final class Immutable {
  private Immutable() {}

  /**
   * Returns an immutable list of the same elements.
   *
   * @param elements null for an absent list; elements may be null
   */
  public static <T> @Nullable List<T> list(@Nullable Collection<? extends T> elements) {
    if (elements == null) {
      return null;
    }
    for (T element : elements) {
      if (element == null) {
        return Collections.unmodifiableList(new ArrayList<>(elements));
      }
    }
    return List.copyOf(elements);
  }

  /**
   * Returns an immutable list with one more element.
   *
   * @param elements null for an absent list; elements may be null
   * @param last comes last
   */
  public static <T extends @Nullable Object> List<T> append(@Nullable List<T> elements, T last) {
    List<T> all = elements == null ? new ArrayList<>(1) : new ArrayList<>(elements);
    all.add(last);
    return Collections.unmodifiableList(all);
  }

  /**
   * Returns an immutable map of the same entries in the same order.
   *
   * @param entries null for an absent map; values may be null
   */
  public static <T> @Nullable Map<String, T> map(@Nullable Map<String, ? extends T> entries) {
    return entries == null ? null : CompactMap.copyOf(entries);
  }

  /**
   * Returns an immutable map in which a key has a value.
   *
   * @param entries null for an absent map
   * @param key old or new
   * @param value its value
   */
  public static <T> Map<String, T> put(
      @Nullable Map<String, ? extends T> entries, String key, T value) {
    CompactMap<T> copy = entries == null ? CompactMap.empty() : CompactMap.copyOf(entries);
    return copy.with(key, value);
  }

  /**
   * Returns the names of the fields that are null and not absent, after one of them was set.
   *
   * @param names those before; null for none
   * @param name of the field
   * @param isNull whether it is null now
   * @return null for none
   */
  public static @Nullable Set<String> nulls(
      @Nullable Set<String> names, String name, boolean isNull) {
    if (names == null) {
      return isNull ? Set.of(name) : null;
    }
    if (names.contains(name) == isNull) {
      return names;
    }
    Set<String> changed = new HashSet<>(names);
    if (isNull) {
      changed.add(name);
    } else {
      changed.remove(name);
    }
    return changed.isEmpty() ? null : Set.copyOf(changed);
  }
}
