package io.kubeweft.meta;

import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sequence of bytes, such as the value of a secret. JSON holds it in base64.
 *
 * <p>{@code toString} says its length and nothing of its content.
 */
public final class Bytes {
  /** Reads and writes it as JSON. */
  public static final JsonCodec<Bytes> CODEC = new Codec();

  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns a copy of these bytes.
   *
   * @param bytes the content
   */
  public static Bytes of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
  }

  /**
   * Returns the bytes of a text in UTF-8.
   *
   * @param text the content
   */
  public static Bytes ofUtf8(String text) {
    return text.isEmpty() ? EMPTY : new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the number of bytes. */
  public int size() {
    return bytes.length;
  }

  /** Returns a copy of the bytes. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** Returns the bytes read as UTF-8; what is not UTF-8 becomes U+FFFD. */
  public String utf8() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Bytes[" + bytes.length + "]";
  }

  private static final class Codec implements JsonCodec<Bytes> {
    @Override
    public Bytes read(JsonReader in) {
      byte[] bytes = in.currentBytes();
      return bytes.length == 0 ? EMPTY : new Bytes(bytes);
    }

    @Override
    public void write(JsonWriter out, Bytes value) {
      out.writeBytes(value.bytes);
    }
  }
}
