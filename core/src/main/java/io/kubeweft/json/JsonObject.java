package io.kubeweft.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object: names and values in order. When a text names a member twice, the last one counts.
 */
public final class JsonObject implements JsonValue {
  /** The object without members. */
  public static final JsonObject EMPTY = new JsonObject(CompactMap.empty());

  private final CompactMap<JsonValue> members;

  private JsonObject(CompactMap<JsonValue> members) {
    this.members = members;
  }

  /** Wraps members that were just read. */
  static JsonObject of(CompactMap<JsonValue> members) {
    return members.isEmpty() ? EMPTY : new JsonObject(members);
  }

  /**
   * Returns an object with one member.
   *
   * @param name its name
   * @param value its value
   */
  public static JsonObject of(String name, JsonValue value) {
    return new JsonObject(CompactMap.of(new Object[] {name, value}, 2));
  }

  /**
   * Returns an object with these members, in the order of the map.
   *
   * @param members names and values; use {@link JsonNull} for nulls
   */
  public static JsonObject copyOf(Map<String, ? extends JsonValue> members) {
    return of(CompactMap.copyOf(members));
  }

  /** Returns a builder without members. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that has the members of this object. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    members.forEach(builder::put);
    return builder;
  }

  /** Returns the number of members. */
  public int size() {
    return members.size();
  }

  /** Returns whether there are no members. */
  public boolean isEmpty() {
    return members.isEmpty();
  }

  /** Returns the members as an unmodifiable map, in order. */
  public Map<String, JsonValue> members() {
    return members;
  }

  /**
   * Returns whether there is a member of this name, be it {@link JsonNull}.
   *
   * @param name the member's name
   */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /**
   * Returns the value at a path of member names, or null if there is none.
   *
   * @param path names from the outside in; a decimal number selects an element of an array
   */
  public @Nullable JsonValue get(String... path) {
    JsonValue value = this;
    for (String step : path) {
      value = JsonPaths.step(value, step);
      if (value == null) {
        return null;
      }
    }
    return value;
  }

  /**
   * Returns the string at a path, or null if there is none or it is something else.
   *
   * @param path names from the outside in; a decimal number selects an element of an array
   */
  public @Nullable String getString(String... path) {
    return get(path) instanceof JsonString string ? string.value() : null;
  }

  /**
   * Returns the integer at a path, or null if there is none or it is something else.
   *
   * @param path names from the outside in; a decimal number selects an element of an array
   */
  public @Nullable Long getLong(String... path) {
    return get(path) instanceof JsonNumber number && number.isLong() ? number.longValue() : null;
  }

  /**
   * Returns the boolean at a path, or null if there is none or it is something else.
   *
   * @param path names from the outside in; a decimal number selects an element of an array
   */
  public @Nullable Boolean getBoolean(String... path) {
    return get(path) instanceof JsonBoolean bool ? bool.value() : null;
  }

  /**
   * Returns the object at a path; the empty object if there is none or it is something else.
   *
   * @param path names from the outside in; a decimal number selects an element of an array
   */
  public JsonObject getObject(String... path) {
    return get(path) instanceof JsonObject object ? object : EMPTY;
  }

  /**
   * Returns the array at a path; the empty array if there is none or it is something else.
   *
   * @param path names from the outside in; a decimal number selects an element of an array
   */
  public JsonArray getArray(String... path) {
    return get(path) instanceof JsonArray array ? array : JsonArray.EMPTY;
  }

  /**
   * Returns a copy in which a member has this value: in its old place, or at the end if it is new.
   *
   * @param name the member's name
   * @param value its new value
   */
  public JsonObject with(String name, JsonValue value) {
    return new JsonObject(members.with(name, value));
  }

  /**
   * Returns a copy without a member.
   *
   * @param name the member's name; if there is none, this object is returned
   */
  public JsonObject without(String name) {
    CompactMap<JsonValue> rest = members.without(name);
    return rest == members ? this : of(rest);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonObject that && members.equals(that.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  @Override
  public String toString() {
    return Json.write(this);
  }

  /** Collects members in order. Not for use by several threads at once. */
  public static final class Builder {
    private final MapBuilder<JsonValue> members = new MapBuilder<>();

    private Builder() {}

    /**
     * Sets a member; the last value counts.
     *
     * @param name its name
     * @param value its value
     */
    public Builder put(String name, JsonValue value) {
      members.put(name, value);
      return this;
    }

    /**
     * Sets a member to a string.
     *
     * @param name its name
     * @param value its value
     */
    public Builder put(String name, String value) {
      return put(name, new JsonString(value));
    }

    /**
     * Sets a member to an integer.
     *
     * @param name its name
     * @param value its value
     */
    public Builder put(String name, long value) {
      return put(name, JsonNumber.of(value));
    }

    /**
     * Sets a member to a boolean.
     *
     * @param name its name
     * @param value its value
     */
    public Builder put(String name, boolean value) {
      return put(name, JsonBoolean.of(value));
    }

    /** Returns the object; the builder can be used on. */
    public JsonObject build() {
      return of(members.build());
    }
  }
}
