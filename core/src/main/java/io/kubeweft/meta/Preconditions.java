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
 * Must hold, or the request fails with a conflict.
 *
 * @param uid UID that the object must have
 * @param resourceVersion resourceVersion that the object must have
 * @param unknownFields fields that this version does not know, kept so that they are written back
 */
public record Preconditions(
    @Nullable String uid, @Nullable String resourceVersion, @Nullable JsonObject unknownFields) {
  /** Reads and writes it as JSON. */
  public static final JsonCodec<Preconditions> CODEC = new Codec();

  /** The value of which nothing is set. */
  public static final Preconditions EMPTY = new Preconditions(null, null, null);

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
  public static Preconditions of(Consumer<Builder> init) {
    Builder builder = new Builder();
    init.accept(builder);
    return builder.build();
  }

  /** Returns a builder that has the fields of this value. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.uid = uid;
    builder.resourceVersion = resourceVersion;
    builder.unknownFields = unknownFields;
    return builder;
  }

  @Override
  public String toString() {
    return "Preconditions" + Json.write(CODEC, this);
  }

  /** Collects the fields; null makes a field absent. Not for use by several threads at once. */
  public static final class Builder {
    private @Nullable String uid;
    private @Nullable String resourceVersion;
    private @Nullable JsonObject unknownFields;

    private Builder() {}

    /**
     * Sets {@code uid}.
     *
     * @param uid UID that the object must have
     */
    public Builder uid(@Nullable String uid) {
      this.uid = uid;
      return this;
    }

    /**
     * Sets {@code resourceVersion}.
     *
     * @param resourceVersion resourceVersion that the object must have
     */
    public Builder resourceVersion(@Nullable String resourceVersion) {
      this.resourceVersion = resourceVersion;
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
    public Preconditions build() {
      return new Preconditions(uid, resourceVersion, unknownFields);
    }
  }

  private static final class Codec implements JsonCodec<Preconditions> {
    private static final FieldNames NAMES = FieldNames.of("uid", "resourceVersion");

    @Override
    public Preconditions read(JsonReader in) {
      String uid = null;
      String resourceVersion = null;
      JsonObject.Builder unknown = null;
      in.beginObject();
      for (int position = in.nextField(NAMES, JsonReader.START);
          position != JsonReader.END;
          position = in.nextField(NAMES, position)) {
        switch (position) {
          case 0 -> uid = in.string();
          case 1 -> resourceVersion = in.string();
          default -> unknown = in.unknown(unknown);
        }
      }
      return new Preconditions(uid, resourceVersion, unknown == null ? null : unknown.build());
    }

    @Override
    public void write(JsonWriter out, Preconditions value) {
      out.beginObject();
      out.string(NAMES, 0, value.uid);
      out.string(NAMES, 1, value.resourceVersion);
      out.unknown(value.unknownFields);
      out.endObject();
    }
  }
}
