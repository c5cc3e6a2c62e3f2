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
 * An answer that is not an object: above all, why a request failed.
 *
 * @param apiVersion always {@code v1}
 * @param kind always {@code Status}
 * @param metadata of little use
 * @param status {@code Success} or {@code Failure}
 * @param message for people
 * @param reason machine-readable reason of a failure, see {@link StatusReason}
 * @param details more about it
 * @param code HTTP status code; 0 if not said
 * @param unknownFields fields that this version does not know, kept so that they are written back
 */
public record Status(
    @Nullable String apiVersion,
    @Nullable String kind,
    @Nullable ListMeta metadata,
    @Nullable String status,
    @Nullable String message,
    @Nullable String reason,
    @Nullable StatusDetails details,
    @Nullable Integer code,
    @Nullable JsonObject unknownFields) {
  /** Reads and writes it as JSON. */
  public static final JsonCodec<Status> CODEC = new Codec();

  /** The value of which nothing is set. */
  public static final Status EMPTY =
      new Status(null, null, null, null, null, null, null, null, null);

  @Override
  public String apiVersion() {
    return apiVersion == null ? "" : apiVersion;
  }

  @Override
  public String kind() {
    return kind == null ? "" : kind;
  }

  @Override
  public ListMeta metadata() {
    return metadata == null ? ListMeta.EMPTY : metadata;
  }

  @Override
  public String status() {
    return status == null ? "" : status;
  }

  @Override
  public String message() {
    return message == null ? "" : message;
  }

  @Override
  public String reason() {
    return reason == null ? "" : reason;
  }

  @Override
  public Integer code() {
    return code == null ? 0 : code;
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
  public static Status of(Consumer<Builder> init) {
    Builder builder = new Builder();
    init.accept(builder);
    return builder.build();
  }

  /** Returns a builder that has the fields of this value. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.apiVersion = apiVersion;
    builder.kind = kind;
    builder.metadata = metadata;
    builder.status = status;
    builder.message = message;
    builder.reason = reason;
    builder.details = details;
    builder.code = code;
    builder.unknownFields = unknownFields;
    return builder;
  }

  @Override
  public String toString() {
    return "Status" + Json.write(CODEC, this);
  }

  /** Collects the fields; null makes a field absent. Not for use by several threads at once. */
  public static final class Builder {
    private @Nullable String apiVersion;
    private @Nullable String kind;
    private @Nullable ListMeta metadata;
    private @Nullable String status;
    private @Nullable String message;
    private @Nullable String reason;
    private @Nullable StatusDetails details;
    private @Nullable Integer code;
    private @Nullable JsonObject unknownFields;

    private Builder() {}

    /**
     * Sets {@code apiVersion}.
     *
     * @param apiVersion always {@code v1}
     */
    public Builder apiVersion(@Nullable String apiVersion) {
      this.apiVersion = apiVersion;
      return this;
    }

    /**
     * Sets {@code kind}.
     *
     * @param kind always {@code Status}
     */
    public Builder kind(@Nullable String kind) {
      this.kind = kind;
      return this;
    }

    /**
     * Sets {@code metadata}.
     *
     * @param metadata of little use
     */
    public Builder metadata(@Nullable ListMeta metadata) {
      this.metadata = metadata;
      return this;
    }

    /**
     * Edits {@code metadata}, beginning with what is set already.
     *
     * @param edit sets fields of it
     */
    public Builder metadata(Consumer<ListMeta.Builder> edit) {
      ListMeta.Builder builder = metadata == null ? ListMeta.builder() : metadata.toBuilder();
      edit.accept(builder);
      this.metadata = builder.build();
      return this;
    }

    /**
     * Sets {@code status}.
     *
     * @param status {@code Success} or {@code Failure}
     */
    public Builder status(@Nullable String status) {
      this.status = status;
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
     * Sets {@code reason}.
     *
     * @param reason machine-readable reason of a failure, see {@link StatusReason}
     */
    public Builder reason(@Nullable String reason) {
      this.reason = reason;
      return this;
    }

    /**
     * Sets {@code details}.
     *
     * @param details more about it
     */
    public Builder details(@Nullable StatusDetails details) {
      this.details = details;
      return this;
    }

    /**
     * Edits {@code details}, beginning with what is set already.
     *
     * @param edit sets fields of it
     */
    public Builder details(Consumer<StatusDetails.Builder> edit) {
      StatusDetails.Builder builder =
          details == null ? StatusDetails.builder() : details.toBuilder();
      edit.accept(builder);
      this.details = builder.build();
      return this;
    }

    /**
     * Sets {@code code}.
     *
     * @param code HTTP status code; 0 if not said
     */
    public Builder code(@Nullable Integer code) {
      this.code = code;
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
    public Status build() {
      return new Status(
          apiVersion, kind, metadata, status, message, reason, details, code, unknownFields);
    }
  }

  private static final class Codec implements JsonCodec<Status> {
    private static final FieldNames NAMES =
        FieldNames.of(
            "apiVersion", "kind", "metadata", "status", "message", "reason", "details", "code");

    @Override
    public Status read(JsonReader in) {
      String apiVersion = null;
      String kind = null;
      ListMeta metadata = null;
      String status = null;
      String message = null;
      String reason = null;
      StatusDetails details = null;
      Integer code = null;
      JsonObject.Builder unknown = null;
      in.beginObject();
      for (int position = in.nextField(NAMES, JsonReader.START);
          position != JsonReader.END;
          position = in.nextField(NAMES, position)) {
        switch (position) {
          case 0 -> apiVersion = in.type("v1");
          case 1 -> kind = in.type("Status");
          case 2 -> metadata = in.value(ListMeta.CODEC);
          case 3 -> status = in.string();
          case 4 -> message = in.string();
          case 5 -> reason = in.string();
          case 6 -> details = in.value(StatusDetails.CODEC);
          case 7 -> code = in.int32();
          default -> unknown = in.unknown(unknown);
        }
      }
      return new Status(
          apiVersion,
          kind,
          metadata,
          status,
          message,
          reason,
          details,
          code,
          unknown == null ? null : unknown.build());
    }

    @Override
    public void write(JsonWriter out, Status value) {
      out.beginObject();
      out.string(NAMES, 0, value.apiVersion);
      out.string(NAMES, 1, value.kind);
      out.value(NAMES, 2, value.metadata, ListMeta.CODEC);
      out.string(NAMES, 3, value.status);
      out.string(NAMES, 4, value.message);
      out.string(NAMES, 5, value.reason);
      out.value(NAMES, 6, value.details, StatusDetails.CODEC);
      out.int32(NAMES, 7, value.code);
      out.unknown(value.unknownFields);
      out.endObject();
    }
  }
}
