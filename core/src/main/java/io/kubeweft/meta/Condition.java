package io.kubeweft.meta;

import io.kubeweft.json.FieldNames;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonWriter;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One aspect of the observed state of an object.
 *
 * @param type name of the aspect, such as {@code Ready}
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param observedGeneration the generation of the object that was looked at
 * @param lastTransitionTime when {@code status} changed last
 * @param reason machine-readable reason of the last change
 * @param message the same for people
 * @param unknownFields fields that this version does not know, kept so that they are written back
 */
public record Condition(
    @Nullable String type,
    @Nullable String status,
    @Nullable Long observedGeneration,
    @Nullable Instant lastTransitionTime,
    @Nullable String reason,
    @Nullable String message,
    @Nullable JsonObject unknownFields) {
  /** Reads and writes it as JSON. */
  public static final JsonCodec<Condition> CODEC = new Codec();

  /** The value of which nothing is set. */
  public static final Condition EMPTY = new Condition(null, null, null, null, null, null, null);

  @Override
  public String type() {
    return type == null ? "" : type;
  }

  @Override
  public String status() {
    return status == null ? "" : status;
  }

  @Override
  public Long observedGeneration() {
    return observedGeneration == null ? 0L : observedGeneration;
  }

  @Override
  public String reason() {
    return reason == null ? "" : reason;
  }

  @Override
  public String message() {
    return message == null ? "" : message;
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
  public static Condition of(Consumer<Builder> init) {
    Builder builder = new Builder();
    init.accept(builder);
    return builder.build();
  }

  /** Returns a builder that has the fields of this value. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.type = type;
    builder.status = status;
    builder.observedGeneration = observedGeneration;
    builder.lastTransitionTime = lastTransitionTime;
    builder.reason = reason;
    builder.message = message;
    builder.unknownFields = unknownFields;
    return builder;
  }

  // In plain code: the first call of the implicit method links a tree of method handles.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof Condition that
            && Objects.equals(type, that.type)
            && Objects.equals(status, that.status)
            && Objects.equals(observedGeneration, that.observedGeneration)
            && Objects.equals(lastTransitionTime, that.lastTransitionTime)
            && Objects.equals(reason, that.reason)
            && Objects.equals(message, that.message)
            && Objects.equals(unknownFields, that.unknownFields);
  }

  @Override
  public String toString() {
    return "Condition" + Json.write(CODEC, this);
  }

  /** Collects the fields; null makes a field absent. Not for use by several threads at once. */
  public static final class Builder {
    private @Nullable String type;
    private @Nullable String status;
    private @Nullable Long observedGeneration;
    private @Nullable Instant lastTransitionTime;
    private @Nullable String reason;
    private @Nullable String message;
    private @Nullable JsonObject unknownFields;

    private Builder() {}

    /**
     * Sets {@code type}.
     *
     * @param type name of the aspect, such as {@code Ready}
     */
    public Builder type(@Nullable String type) {
      this.type = type;
      return this;
    }

    /**
     * Sets {@code status}.
     *
     * @param status {@code True}, {@code False} or {@code Unknown}
     */
    public Builder status(@Nullable String status) {
      this.status = status;
      return this;
    }

    /**
     * Sets {@code observedGeneration}.
     *
     * @param observedGeneration the generation of the object that was looked at
     */
    public Builder observedGeneration(@Nullable Long observedGeneration) {
      this.observedGeneration = observedGeneration;
      return this;
    }

    /**
     * Sets {@code lastTransitionTime}.
     *
     * @param lastTransitionTime when {@code status} changed last
     */
    public Builder lastTransitionTime(@Nullable Instant lastTransitionTime) {
      this.lastTransitionTime = lastTransitionTime;
      return this;
    }

    /**
     * Sets {@code reason}.
     *
     * @param reason machine-readable reason of the last change
     */
    public Builder reason(@Nullable String reason) {
      this.reason = reason;
      return this;
    }

    /**
     * Sets {@code message}.
     *
     * @param message the same for people
     */
    public Builder message(@Nullable String message) {
      this.message = message;
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
    public Condition build() {
      return new Condition(
          type, status, observedGeneration, lastTransitionTime, reason, message, unknownFields);
    }
  }

  private static final class Codec implements JsonCodec<Condition> {
    private static final FieldNames NAMES =
        FieldNames.of(
            "type", "status", "observedGeneration", "lastTransitionTime", "reason", "message");

    @Override
    public Condition read(JsonReader in) {
      String type = null;
      String status = null;
      Long observedGeneration = null;
      Instant lastTransitionTime = null;
      String reason = null;
      String message = null;
      JsonObject.Builder unknown = null;
      in.beginObject();
      for (int position = in.nextField(NAMES, JsonReader.START);
          position != JsonReader.END;
          position = in.nextField(NAMES, position)) {
        switch (position) {
          case 0 -> type = in.string();
          case 1 -> status = in.string();
          case 2 -> observedGeneration = in.int64();
          case 3 -> lastTransitionTime = in.value(JsonCodecs.TIME);
          case 4 -> reason = in.string();
          case 5 -> message = in.string();
          default -> unknown = in.unknown(unknown);
        }
      }
      return new Condition(
          type,
          status,
          observedGeneration,
          lastTransitionTime,
          reason,
          message,
          unknown == null ? null : unknown.build());
    }

    @Override
    public void write(JsonWriter out, Condition value) {
      out.beginObject();
      out.string(NAMES, 0, value.type);
      out.string(NAMES, 1, value.status);
      out.int64(NAMES, 2, value.observedGeneration);
      out.value(NAMES, 3, value.lastTransitionTime, JsonCodecs.TIME);
      out.string(NAMES, 4, value.reason);
      out.string(NAMES, 5, value.message);
      out.unknown(value.unknownFields);
      out.endObject();
    }
  }
}
