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
 * One reason of a failure, such as one invalid field.
 *
 * @param reason machine-readable reason, such as {@code FieldValueInvalid}
 * @param message for people
 * @param field path of the field in the request, such as {@code spec.replicas}
 * @param unknownFields fields that this version does not know, kept so that they are written back
 */
public record StatusCause(
    @Nullable String reason,
    @Nullable String message,
    @Nullable String field,
    @Nullable JsonObject unknownFields) {
  /** Reads and writes it as JSON. */
  public static final JsonCodec<StatusCause> CODEC = new Codec();

  /** The value of which nothing is set. */
  public static final StatusCause EMPTY = new StatusCause(null, null, null, null);

  @Override
  public String reason() {
    return reason == null ? "" : reason;
  }

  @Override
  public String message() {
    return message == null ? "" : message;
  }

  @Override
  public String field() {
    return field == null ? "" : field;
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
  public static StatusCause of(Consumer<Builder> init) {
    Builder builder = new Builder();
    init.accept(builder);
    return builder.build();
  }

  /** Returns a builder that has the fields of this value. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.reason = reason;
    builder.message = message;
    builder.field = field;
    builder.unknownFields = unknownFields;
    return builder;
  }

  @Override
  public String toString() {
    return "StatusCause" + Json.write(CODEC, this);
  }

  /** Collects the fields; null makes a field absent. Not for use by several threads at once. */
  public static final class Builder {
    private @Nullable String reason;
    private @Nullable String message;
    private @Nullable String field;
    private @Nullable JsonObject unknownFields;

    private Builder() {}

    /**
     * Sets {@code reason}.
     *
     * @param reason machine-readable reason, such as {@code FieldValueInvalid}
     */
    public Builder reason(@Nullable String reason) {
      this.reason = reason;
      return this;
    }

    /**
     * Sets {@code message}.
     *
     * @param message for people
     */
    public Builder message(@Nullable String message) {
      this.message = message;
      return this;
    }

    /**
     * Sets {@code field}.
     *
     * @param field path of the field in the request, such as {@code spec.replicas}
     */
    public Builder field(@Nullable String field) {
      this.field = field;
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
    public StatusCause build() {
      return new StatusCause(reason, message, field, unknownFields);
    }
  }

  private static final class Codec implements JsonCodec<StatusCause> {
    private static final FieldNames NAMES = FieldNames.of("reason", "message", "field");

    @Override
    public StatusCause read(JsonReader in) {
      String reason = null;
      String message = null;
      String field = null;
      JsonObject.Builder unknown = null;
      in.beginObject();
      for (int position = in.nextField(NAMES, JsonReader.START);
          position != JsonReader.END;
          position = in.nextField(NAMES, position)) {
        switch (position) {
          case 0 -> reason = in.string();
          case 1 -> message = in.string();
          case 2 -> field = in.string();
          default -> unknown = in.unknown(unknown);
        }
      }
      return new StatusCause(reason, message, field, unknown == null ? null : unknown.build());
    }

    @Override
    public void write(JsonWriter out, StatusCause value) {
      out.beginObject();
      out.string(NAMES, 0, value.reason);
      out.string(NAMES, 1, value.message);
      out.string(NAMES, 2, value.field);
      out.unknown(value.unknownFields);
      out.endObject();
    }
  }
}
