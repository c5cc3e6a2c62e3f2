package io.kubeweft.meta;

import io.kubeweft.json.FieldNames;
import io.kubeweft.json.Immutable;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonWriter;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * More about a {@link Status}.
 *
 * @param name name of the object
 * @param group group of the resource
 * @param kind resource or kind
 * @param uid UID of the object
 * @param causes each reason of the failure
 * @param retryAfterSeconds seconds to wait before the request is sent again; 0 if it need not wait
 * @param unknownFields fields that this version does not know, kept so that they are written back
 */
public record StatusDetails(
    @Nullable String name,
    @Nullable String group,
    @Nullable String kind,
    @Nullable String uid,
    @Nullable List<StatusCause> causes,
    @Nullable Integer retryAfterSeconds,
    @Nullable JsonObject unknownFields) {
  /** Reads and writes it as JSON. */
  public static final JsonCodec<StatusDetails> CODEC = new Codec();

  /** The value of which nothing is set. */
  public static final StatusDetails EMPTY =
      new StatusDetails(null, null, null, null, null, null, null);

  @Override
  public String name() {
    return name == null ? "" : name;
  }

  @Override
  public String group() {
    return group == null ? "" : group;
  }

  @Override
  public String kind() {
    return kind == null ? "" : kind;
  }

  @Override
  public String uid() {
    return uid == null ? "" : uid;
  }

  @Override
  public List<StatusCause> causes() {
    return causes == null ? List.of() : causes;
  }

  @Override
  public Integer retryAfterSeconds() {
    return retryAfterSeconds == null ? 0 : retryAfterSeconds;
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
  public static StatusDetails of(Consumer<Builder> init) {
    Builder builder = new Builder();
    init.accept(builder);
    return builder.build();
  }

  /** Returns a builder that has the fields of this value. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.name = name;
    builder.group = group;
    builder.kind = kind;
    builder.uid = uid;
    builder.causes = causes;
    builder.retryAfterSeconds = retryAfterSeconds;
    builder.unknownFields = unknownFields;
    return builder;
  }

  @Override
  public String toString() {
    return "StatusDetails" + Json.write(CODEC, this);
  }

  /** Collects the fields; null makes a field absent. Not for use by several threads at once. */
  public static final class Builder {
    private @Nullable String name;
    private @Nullable String group;
    private @Nullable String kind;
    private @Nullable String uid;
    private @Nullable List<StatusCause> causes;
    private @Nullable Integer retryAfterSeconds;
    private @Nullable JsonObject unknownFields;

    private Builder() {}

    /**
     * Sets {@code name}.
     *
     * @param name name of the object
     */
    public Builder name(@Nullable String name) {
      this.name = name;
      return this;
    }

    /**
     * Sets {@code group}.
     *
     * @param group group of the resource
     */
    public Builder group(@Nullable String group) {
      this.group = group;
      return this;
    }

    /**
     * Sets {@code kind}.
     *
     * @param kind resource or kind
     */
    public Builder kind(@Nullable String kind) {
      this.kind = kind;
      return this;
    }

    /**
     * Sets {@code uid}.
     *
     * @param uid UID of the object
     */
    public Builder uid(@Nullable String uid) {
      this.uid = uid;
      return this;
    }

    /**
     * Sets {@code causes}.
     *
     * @param causes each reason of the failure
     */
    public Builder causes(@Nullable List<StatusCause> causes) {
      this.causes = Immutable.list(causes);
      return this;
    }

    /**
     * Adds to {@code causes}.
     *
     * @param element comes last
     */
    public Builder addCauses(StatusCause element) {
      this.causes = Immutable.append(causes, element);
      return this;
    }

    /**
     * Adds to {@code causes}.
     *
     * @param init sets the fields of the element that comes last
     */
    public Builder addCauses(Consumer<StatusCause.Builder> init) {
      return addCauses(StatusCause.of(init));
    }

    /**
     * Sets {@code retryAfterSeconds}.
     *
     * @param retryAfterSeconds seconds to wait before the request is sent again; 0 if it need not
     *     wait
     */
    public Builder retryAfterSeconds(@Nullable Integer retryAfterSeconds) {
      this.retryAfterSeconds = retryAfterSeconds;
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
    public StatusDetails build() {
      return new StatusDetails(name, group, kind, uid, causes, retryAfterSeconds, unknownFields);
    }
  }

  private static final class Codec implements JsonCodec<StatusDetails> {
    private static final FieldNames NAMES =
        FieldNames.of("name", "group", "kind", "uid", "causes", "retryAfterSeconds");

    @Override
    public StatusDetails read(JsonReader in) {
      String name = null;
      String group = null;
      String kind = null;
      String uid = null;
      List<StatusCause> causes = null;
      Integer retryAfterSeconds = null;
      JsonObject.Builder unknown = null;
      in.beginObject();
      for (int position = in.nextField(NAMES, JsonReader.START);
          position != JsonReader.END;
          position = in.nextField(NAMES, position)) {
        switch (position) {
          case 0 -> name = in.string();
          case 1 -> group = in.string();
          case 2 -> kind = in.string();
          case 3 -> uid = in.string();
          case 4 -> causes = in.list(StatusCause.CODEC);
          case 5 -> retryAfterSeconds = in.int32();
          default -> unknown = in.unknown(unknown);
        }
      }
      return new StatusDetails(
          name,
          group,
          kind,
          uid,
          causes,
          retryAfterSeconds,
          unknown == null ? null : unknown.build());
    }

    @Override
    public void write(JsonWriter out, StatusDetails value) {
      out.beginObject();
      out.string(NAMES, 0, value.name);
      out.string(NAMES, 1, value.group);
      out.string(NAMES, 2, value.kind);
      out.string(NAMES, 3, value.uid);
      out.list(NAMES, 4, value.causes, StatusCause.CODEC);
      out.int32(NAMES, 5, value.retryAfterSeconds);
      out.unknown(value.unknownFields);
      out.endObject();
    }
  }
}
