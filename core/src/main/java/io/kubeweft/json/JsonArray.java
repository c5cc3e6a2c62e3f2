package io.kubeweft.json;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON array. */
public final class JsonArray implements JsonValue, Iterable<JsonValue> {
  /** The array without elements. */
  public static final JsonArray EMPTY = new JsonArray(List.of());

  private final List<JsonValue> elements;

  private JsonArray(List<JsonValue> elements) {
    this.elements = elements;
  }

  /**
   * Returns an array of these elements.
   *
   * @param elements in order; use {@link JsonNull} for nulls
   */
  public static JsonArray of(JsonValue... elements) {
    return elements.length == 0 ? EMPTY : new JsonArray(List.of(elements));
  }

  /**
   * Returns an array of strings.
   *
   * @param elements in order
   */
  public static JsonArray ofStrings(String... elements) {
    JsonValue[] values = new JsonValue[elements.length];
    for (int i = 0; i < elements.length; i++) {
      values[i] = new JsonString(elements[i]);
    }
    return of(values);
  }

  /**
   * Returns an array of these elements.
   *
   * @param elements in order; use {@link JsonNull} for nulls
   */
  public static JsonArray copyOf(Collection<? extends JsonValue> elements) {
    return elements.isEmpty() ? EMPTY : new JsonArray(List.copyOf(elements));
  }

  /** Returns the number of elements. */
  public int size() {
    return elements.size();
  }

  /** Returns whether there are no elements. */
  public boolean isEmpty() {
    return elements.isEmpty();
  }

  /**
   * Returns one element.
   *
   * @param index from 0
   * @throws IndexOutOfBoundsException if there is no such element
   */
  public JsonValue get(int index) {
    return elements.get(index);
  }

  /** Returns the elements as an unmodifiable list. */
  public List<JsonValue> values() {
    return elements;
  }

  @Override
  public Iterator<JsonValue> iterator() {
    return elements.iterator();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonArray that && elements.equals(that.elements);
  }

  @Override
  public int hashCode() {
    return elements.hashCode();
  }

  @Override
  public String toString() {
    return Json.write(this);
  }
}
