package io.kubeweft.meta;

import io.kubeweft.json.FieldNames;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The part of a collection that the server has answered with.
 *
 * @param selector what the server understood, in its normal form
 * @param unknownFields fields that this version does not know, kept so that they are written back
 */
public record ShardInfo(@Nullable String selector, @Nullable JsonObject unknownFields) {
  /** Reads and writes it as JSON. */
  public static final JsonCodec<ShardInfo> CODEC = new Codec();

  /** The value of which nothing is set. */
  public static final ShardInfo EMPTY = new ShardInfo(null, null);

  @Override
  public String selector() {
    return selector == null ? "" : selector;
  }

  @Override
  public JsonObject unknownFields() {
    return unknownFields == null ? JsonObject.EMPTY : unknownFields;
  }

  /** Returns a builder of which nothing is set. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Builds a value.
   *
   * @param init sets the fields
   */
  public static ShardInfo of(Consumer<Builder> init) {
    Builder builder = new Builder();
    init.accept(builder);
    return builder.build();
  }

  /** Returns a builder that has the fields of this value. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.selector = selector;
    builder.unknownFields = unknownFields;
    return builder;
  }

  @Override
  public String toString() {
    return "ShardInfo" + Json.write(CODEC, this);
  }

  /** Collects the fields; null makes a field absent. Not for use by several threads at once. */
  public static final class Builder {
    private @Nullable String selector;
    private @Nullable JsonObject unknownFields;

    private Builder() {}

    /**
     * Sets {@code selector}.
     *
     * @param selector what the server understood, in its normal form
     */
    public Builder selector(@Nullable String selector) {
      this.selector = selector;
      return this;
    }

    /**
     * Sets the fields that this version does not know.
     *
     * @param fields written as they are; null or empty for none
     */
    public Builder unknownFields(@Nullable JsonObject fields) {
      this.unknownFields = fields == null || fields.isEmpty() ? null : fields;
      return this;
    }

    /** Returns the value; the builder can be used on. */
    public ShardInfo build() {
      return new ShardInfo(selector, unknownFields);
    }
  }

  private static final class Codec implements JsonCodec<ShardInfo> {
    private static final FieldNames NAMES = FieldNames.of("selector");

    @Override
    public ShardInfo read(JsonReader in) {
      String selector = null;
      JsonObject.Builder unknown = null;
      in.beginObject();
      for (int position = in.nextField(NAMES, JsonReader.START);
          position != JsonReader.END;
          position = in.nextField(NAMES, position)) {
        switch (position) {
          case 0 -> selector = in.string();
          default -> unknown = in.unknown(unknown);
        }
      }
      return new ShardInfo(selector, unknown == null ? null : unknown.build());
    }

    @Override
    public void write(JsonWriter out, ShardInfo value) {
      out.beginObject();
      out.string(NAMES, 0, value.selector);
      out.unknown(value.unknownFields);
      out.endObject();
    }
  }
}
