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
 * Which fields of an object one manager has set, with one operation, through one API version.
 *
 * @param manager who
 * @param operation {@code Apply} or {@code Update}
 * @param apiVersion the API version that the fields are named in
 * @param time when the entry was last changed
 * @param fieldsType the form of the set; always {@code FieldsV1}
 * @param fieldsV1 the set of fields
 * @param subresource through which subresource; empty for the object itself
 * @param unknownFields fields that this version does not know, kept so that they are written back
 */
public record ManagedFieldsEntry(
    @Nullable String manager,
    @Nullable String operation,
    @Nullable String apiVersion,
    @Nullable Instant time,
    @Nullable String fieldsType,
    @Nullable FieldsV1 fieldsV1,
    @Nullable String subresource,
    @Nullable JsonObject unknownFields) {
  /** Reads and writes it as JSON. */
  public static final JsonCodec<ManagedFieldsEntry> CODEC = new Codec();

  /** The value of which nothing is set. */
  public static final ManagedFieldsEntry EMPTY =
      new ManagedFieldsEntry(null, null, null, null, null, null, null, null);

  @Override
  public String manager() {
    return manager == null ? "" : manager;
  }

  @Override
  public String operation() {
    return operation == null ? "" : operation;
  }

  @Override
  public String apiVersion() {
    return apiVersion == null ? "" : apiVersion;
  }

  @Override
  public String fieldsType() {
    return fieldsType == null ? "" : fieldsType;
  }

  @Override
  public String subresource() {
    return subresource == null ? "" : subresource;
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
  public static ManagedFieldsEntry of(Consumer<Builder> init) {
    Builder builder = new Builder();
    init.accept(builder);
    return builder.build();
  }

  /** Returns a builder that has the fields of this value. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.manager = manager;
    builder.operation = operation;
    builder.apiVersion = apiVersion;
    builder.time = time;
    builder.fieldsType = fieldsType;
    builder.fieldsV1 = fieldsV1;
    builder.subresource = subresource;
    builder.unknownFields = unknownFields;
    return builder;
  }

  // In plain code: the first call of the implicit method links a tree of method handles.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof ManagedFieldsEntry that
            && Objects.equals(manager, that.manager)
            && Objects.equals(operation, that.operation)
            && Objects.equals(apiVersion, that.apiVersion)
            && Objects.equals(time, that.time)
            && Objects.equals(fieldsType, that.fieldsType)
            && Objects.equals(fieldsV1, that.fieldsV1)
            && Objects.equals(subresource, that.subresource)
            && Objects.equals(unknownFields, that.unknownFields);
  }

  @Override
  public String toString() {
    return "ManagedFieldsEntry" + Json.write(CODEC, this);
  }

  /** Collects the fields; null makes a field absent. Not for use by several threads at once. */
  public static final class Builder {
    private @Nullable String manager;
    private @Nullable String operation;
    private @Nullable String apiVersion;
    private @Nullable Instant time;
    private @Nullable String fieldsType;
    private @Nullable FieldsV1 fieldsV1;
    private @Nullable String subresource;
    private @Nullable JsonObject unknownFields;

    private Builder() {}

    /**
     * Sets {@code manager}.
     *
     * @param manager who
     */
    public Builder manager(@Nullable String manager) {
      this.manager = manager;
      return this;
    }

    /**
     * Sets {@code operation}.
     *
     * @param operation {@code Apply} or {@code Update}
     */
    public Builder operation(@Nullable String operation) {
      this.operation = operation;
      return this;
    }

    /**
     * Sets {@code apiVersion}.
     *
     * @param apiVersion the API version that the fields are named in
     */
    public Builder apiVersion(@Nullable String apiVersion) {
      this.apiVersion = apiVersion;
      return this;
    }

    /**
     * Sets {@code time}.
     *
     * @param time when the entry was last changed
     */
    public Builder time(@Nullable Instant time) {
      this.time = time;
      return this;
    }

    /**
     * Sets {@code fieldsType}.
     *
     * @param fieldsType the form of the set; always {@code FieldsV1}
     */
    public Builder fieldsType(@Nullable String fieldsType) {
      this.fieldsType = fieldsType;
      return this;
    }

    /**
     * Sets {@code fieldsV1}.
     *
     * @param fieldsV1 the set of fields
     */
    public Builder fieldsV1(@Nullable FieldsV1 fieldsV1) {
      this.fieldsV1 = fieldsV1;
      return this;
    }

    /**
     * Sets {@code subresource}.
     *
     * @param subresource through which subresource; empty for the object itself
     */
    public Builder subresource(@Nullable String subresource) {
      this.subresource = subresource;
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
    public ManagedFieldsEntry build() {
      return new ManagedFieldsEntry(
          manager, operation, apiVersion, time, fieldsType, fieldsV1, subresource, unknownFields);
    }
  }

  private static final class Codec implements JsonCodec<ManagedFieldsEntry> {
    private static final FieldNames NAMES =
        FieldNames.of(
            "manager", "operation", "apiVersion", "time", "fieldsType", "fieldsV1", "subresource");

    @Override
    public ManagedFieldsEntry read(JsonReader in) {
      String manager = null;
      String operation = null;
      String apiVersion = null;
      Instant time = null;
      String fieldsType = null;
      FieldsV1 fieldsV1 = null;
      String subresource = null;
      JsonObject.Builder unknown = null;
      in.beginObject();
      for (int position = in.nextField(NAMES, JsonReader.START);
          position != JsonReader.END;
          position = in.nextField(NAMES, position)) {
        switch (position) {
          case 0 -> manager = in.string();
          case 1 -> operation = in.string();
          case 2 -> apiVersion = in.string();
          case 3 -> time = in.value(JsonCodecs.TIME);
          case 4 -> fieldsType = in.string();
          case 5 -> fieldsV1 = in.value(FieldsV1.CODEC);
          case 6 -> subresource = in.string();
          default -> unknown = in.unknown(unknown);
        }
      }
      return new ManagedFieldsEntry(
          manager,
          operation,
          apiVersion,
          time,
          fieldsType,
          fieldsV1,
          subresource,
          unknown == null ? null : unknown.build());
    }

    @Override
    public void write(JsonWriter out, ManagedFieldsEntry value) {
      out.beginObject();
      out.string(NAMES, 0, value.manager);
      out.string(NAMES, 1, value.operation);
      out.string(NAMES, 2, value.apiVersion);
      out.value(NAMES, 3, value.time, JsonCodecs.TIME);
      out.string(NAMES, 4, value.fieldsType);
      out.value(NAMES, 5, value.fieldsV1, FieldsV1.CODEC);
      out.string(NAMES, 6, value.subresource);
      out.unknown(value.unknownFields);
      out.endObject();
    }
  }
}
