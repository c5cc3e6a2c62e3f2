package io.kubeweft.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** JSON text to values and back. */
public final class Json {
  private static final int INITIAL_SIZE = 1024;

  private Json() {}

  /**
   * Parses a whole text.
   *
   * @param text one JSON value
   * @throws DecodeException if it is broken, or something follows the value
   */
  public static JsonValue parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Parses a whole text.
   *
   * @param utf8 one JSON value
   * @throws DecodeException if it is broken, or something follows the value
   */
  public static JsonValue parse(byte[] utf8) {
    JsonValue value = readNullable(JsonCodecs.VALUE, utf8);
    return value == null ? JsonNull.NULL : value;
  }

  /**
   * Parses a whole text that is one JSON object.
   *
   * @param text the text
   * @throws DecodeException if it is broken or something else
   */
  public static JsonObject parseObject(String text) {
    return read(JsonCodecs.OBJECT, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a whole text. An object that says its apiVersion and kind must say those of its type.
   *
   * @param codec for its type
   * @param utf8 one JSON value
   * @throws DecodeException if it is broken, of another type or kind, {@code null} or followed by
   *     something
   */
  public static <T> T read(JsonCodec<T> codec, byte[] utf8) {
    T value = readNullable(codec, utf8);
    if (value == null) {
      throw new DecodeException("", "expected a value but found null", null);
    }
    return value;
  }

  private static <T> @Nullable T readNullable(JsonCodec<T> codec, byte[] utf8) {
    try (JsonReader reader = JsonReader.checkingType(utf8)) {
      T value = reader.read(codec);
      reader.expectEnd(value == null);
      return value;
    }
  }

  /**
   * Writes a tree as compact text.
   *
   * @param value the tree
   */
  public static String write(JsonValue value) {
    return write(JsonCodecs.VALUE, value);
  }

  /**
   * Writes a value as compact text.
   *
   * @param codec for its type
   * @param value the value
   */
  public static <T> String write(JsonCodec<T> codec, T value) {
    return new String(writeBytes(codec, value), StandardCharsets.UTF_8);
  }

  /**
   * Writes a value as compact UTF-8 text.
   *
   * @param codec for its type
   * @param value the value
   */
  public static <T> byte[] writeBytes(JsonCodec<T> codec, T value) {
    return writeBytes(codec, value, false);
  }

  private static <T> byte[] writeBytes(JsonCodec<T> codec, T value, boolean completeType) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_SIZE);
    try (JsonWriter writer = JsonWriter.of(bytes, completeType)) {
      codec.write(writer, value);
    }
    return bytes.toByteArray();
  }

  /**
   * Writes a value as a request wants it: an object that does not say its apiVersion and kind gets
   * those of its type.
   *
   * @param codec for its type
   * @param value the value
   */
  public static <T> byte[] writeRequest(JsonCodec<T> codec, T value) {
    return writeBytes(codec, value, true);
  }

  /**
   * Writes a typed value as a tree.
   *
   * @param codec for its type
   * @param value the value
   */
  public static <T> JsonValue toTree(JsonCodec<T> codec, T value) {
    return parse(writeBytes(codec, value));
  }

  /**
   * Reads a typed value from a tree. An object that says its apiVersion and kind must say those of
   * its type.
   *
   * @param codec for its type
   * @param tree the tree
   * @throws DecodeException if the tree is of another type or kind
   */
  public static <T> T fromTree(JsonCodec<T> codec, JsonValue tree) {
    return read(codec, writeBytes(JsonCodecs.VALUE, tree));
  }
}
