package io.kubeweft.resource;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A change of an object that is worked out by the server. Server-side apply is not one of these:
 * see {@link ObjectClient#apply}.
 */
public final class Patch {
  private final String contentType;
  private final JsonValue body;

  private Patch(String contentType, JsonValue body) {
    this.contentType = contentType;
    this.body = body;
  }

  /**
   * Returns a merge patch (RFC 7386): members replace, nulls remove, arrays replace as a whole.
   *
   * @param changes what to merge in
   */
  public static Patch merge(JsonObject changes) {
    return new Patch("application/merge-patch+json", changes);
  }

  /**
   * Returns a merge patch (RFC 7386): members replace, nulls remove, arrays replace as a whole.
   *
   * @param changes JSON text of what to merge in
   * @throws io.kubeweft.json.DecodeException if it is not a JSON object
   */
  public static Patch merge(String changes) {
    return merge(Json.parseObject(changes));
  }

  /**
   * Returns a strategic merge patch: as a merge patch, but lists with a merge key are merged by it.
   * Custom resources do not know it: the server answers 415.
   *
   * @param changes what to merge in
   */
  public static Patch strategic(JsonObject changes) {
    return new Patch("application/strategic-merge-patch+json", changes);
  }

  /**
   * Returns a strategic merge patch: as a merge patch, but lists with a merge key are merged by it.
   * Custom resources do not know it: the server answers 415.
   *
   * @param changes JSON text of what to merge in
   * @throws io.kubeweft.json.DecodeException if it is not a JSON object
   */
  public static Patch strategic(String changes) {
    return strategic(Json.parseObject(changes));
  }

  /**
   * Returns a strategic merge patch that sets what a partial object holds.
   *
   * @param codec for the object's type
   * @param changes an object that has nothing but what is to change
   */
  public static <T> Patch strategic(JsonCodec<T> codec, T changes) {
    return new Patch("application/strategic-merge-patch+json", Json.toTree(codec, changes));
  }

  /**
   * Returns a JSON patch (RFC 6902): operations, all of which happen or none.
   *
   * @param operations adds the operations in order
   */
  public static Patch json(Consumer<Operations> operations) {
    Operations list = new Operations();
    operations.accept(list);
    return new Patch("application/json-patch+json", JsonArray.copyOf(list.operations));
  }

  /** Returns the media type that tells the server which kind of patch this is. */
  public String contentType() {
    return contentType;
  }

  /** Returns the patch itself. */
  public JsonValue body() {
    return body;
  }

  /** Returns the media type: the body may be secret. */
  @Override
  public String toString() {
    return contentType;
  }

  /**
   * The operations of a JSON patch. Paths are JSON pointers, such as {@code /spec/replicas}; one
   * that does not begin with a slash is refused, because servers read it as something else.
   */
  public static final class Operations {
    private final List<JsonObject> operations = new ArrayList<>();

    private Operations() {}

    /**
     * Adds a member, replacing an old one, or inserts an element; {@code /-} appends to an array.
     *
     * @param path a JSON pointer
     * @param value the new value
     */
    public Operations add(String path, JsonValue value) {
      return operation("add", path, "value", value);
    }

    /**
     * Adds a string.
     *
     * @param path a JSON pointer
     * @param value the new value
     */
    public Operations add(String path, String value) {
      return add(path, new JsonString(value));
    }

    /**
     * Replaces what must be there.
     *
     * @param path a JSON pointer
     * @param value the new value
     */
    public Operations replace(String path, JsonValue value) {
      return operation("replace", path, "value", value);
    }

    /**
     * Replaces what must be there by a string.
     *
     * @param path a JSON pointer
     * @param value the new value
     */
    public Operations replace(String path, String value) {
      return replace(path, new JsonString(value));
    }

    /**
     * Removes what must be there.
     *
     * @param path a JSON pointer
     */
    public Operations remove(String path) {
      operations.add(JsonObject.builder().put("op", "remove").put("path", pointer(path)).build());
      return this;
    }

    /**
     * Fails the patch unless the value is there.
     *
     * @param path a JSON pointer
     * @param value what must be there
     */
    public Operations test(String path, JsonValue value) {
      return operation("test", path, "value", value);
    }

    /**
     * Fails the patch unless the string is there.
     *
     * @param path a JSON pointer
     * @param value what must be there
     */
    public Operations test(String path, String value) {
      return test(path, new JsonString(value));
    }

    /**
     * Moves a value.
     *
     * @param from a JSON pointer to its old place
     * @param path a JSON pointer to its new place
     */
    public Operations move(String from, String path) {
      return operation("move", path, "from", new JsonString(pointer(from)));
    }

    /**
     * Copies a value.
     *
     * @param from a JSON pointer to it
     * @param path a JSON pointer to the place of the copy
     */
    public Operations copy(String from, String path) {
      return operation("copy", path, "from", new JsonString(pointer(from)));
    }

    private static String pointer(String path) {
      if (!path.isEmpty() && !path.startsWith("/")) {
        throw new IllegalArgumentException(
            "a JSON pointer begins with a slash, such as /spec/replicas, not \"" + path + "\"");
      }
      return path;
    }

    private Operations operation(String name, String path, String member, JsonValue value) {
      operations.add(
          JsonObject.builder()
              .put("op", name)
              .put("path", pointer(path))
              .put(member, value)
              .build());
      return this;
    }
  }

  byte[] bytes() {
    return Json.writeBytes(JsonCodecs.VALUE, body);
  }
}
