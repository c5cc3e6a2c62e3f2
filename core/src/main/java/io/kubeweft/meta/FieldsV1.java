package io.kubeweft.meta;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A set of fields in the form that {@code managedFields} uses.
 *
 * <p>Few programs look into it, and it is up to half of an object: so it is kept as its text, and
 * parsed when asked for.
 */
public final class FieldsV1 {
  /** Reads and writes it as JSON. */
  public static final JsonCodec<FieldsV1> CODEC = new Codec();

  private final byte[] json;

  private FieldsV1(byte[] json) {
    this.json = json;
  }

  /**
   * Returns the set with this form.
   *
   * @param fields nested members such as {@code "f:metadata"} and {@code "k:{...}"}
   */
  public static FieldsV1 of(JsonObject fields) {
    return new FieldsV1(Json.writeBytes(JsonCodecs.OBJECT, fields));
  }

  /** Returns the set as a tree; parses it at each call. */
  public JsonObject toJson() {
    return Json.read(JsonCodecs.OBJECT, json);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FieldsV1 that && Arrays.equals(json, that.json);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(json);
  }

  @Override
  public String toString() {
    return new String(json, StandardCharsets.UTF_8);
  }

  private static final class Codec implements JsonCodec<FieldsV1> {
    @Override
    public FieldsV1 read(JsonReader in) {
      return new FieldsV1(in.currentText());
    }

    @Override
    public void write(JsonWriter out, FieldsV1 value) {
      out.writeText(value.json);
    }
  }
}
