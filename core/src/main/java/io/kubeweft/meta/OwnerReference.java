package io.kubeweft.meta;

import io.kubeweft.json.FieldNames;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonWriter;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Names the owner of an object in the same namespace, or a cluster-scoped one. When all owners are
 * gone, the garbage collector deletes the object.
 *
 * @param apiVersion API version of the owner
 * @param kind kind of the owner
 * @param name name of the owner
 * @param uid UID of the owner: an owner of the same name with another UID is another one
 * @param controller whether this owner manages the object; at most one owner does
 * @param blockOwnerDeletion whether a foreground deletion of the owner waits until the object is
 *     gone
 * @param unknownFields fields that this version does not know, kept so that they are written back
 */
public record OwnerReference(
    @Nullable String apiVersion,
    @Nullable String kind,
    @Nullable String name,
    @Nullable String uid,
    @Nullable Boolean controller,
    @Nullable Boolean blockOwnerDeletion,
    @Nullable JsonObject unknownFields) {
  /** Reads and writes it as JSON. */
  public static final JsonCodec<OwnerReference> CODEC = new Codec();

  /** The value of which nothing is set. */
  public static final OwnerReference EMPTY =
      new OwnerReference(null, null, null, null, null, null, null);

  @Override
  public String apiVersion() {
    return apiVersion == null ? "" : apiVersion;
  }

  @Override
  public String kind() {
    return kind == null ? "" : kind;
  }

  @Override
  public String name() {
    return name == null ? "" : name;
  }

  @Override
  public String uid() {
    return uid == null ? "" : uid;
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
  public static OwnerReference of(Consumer<Builder> init) {
    Builder builder = new Builder();
    init.accept(builder);
    return builder.build();
  }

  /** Returns a builder that has the fields of this value. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.apiVersion = apiVersion;
    builder.kind = kind;
    builder.name = name;
    builder.uid = uid;
    builder.controller = controller;
    builder.blockOwnerDeletion = blockOwnerDeletion;
    builder.unknownFields = unknownFields;
    return builder;
  }

  // In plain code: the first call of the implicit method links a tree of method handles.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof OwnerReference that
            && Objects.equals(apiVersion, that.apiVersion)
            && Objects.equals(kind, that.kind)
            && Objects.equals(name, that.name)
            && Objects.equals(uid, that.uid)
            && Objects.equals(controller, that.controller)
            && Objects.equals(blockOwnerDeletion, that.blockOwnerDeletion)
            && Objects.equals(unknownFields, that.unknownFields);
  }

  @Override
  public String toString() {
    return "OwnerReference" + Json.write(CODEC, this);
  }

  /** Collects the fields; null makes a field absent. Not for use by several threads at once. */
  public static final class Builder {
    private @Nullable String apiVersion;
    private @Nullable String kind;
    private @Nullable String name;
    private @Nullable String uid;
    private @Nullable Boolean controller;
    private @Nullable Boolean blockOwnerDeletion;
    private @Nullable JsonObject unknownFields;

    private Builder() {}

    /**
     * Sets {@code apiVersion}.
     *
     * @param apiVersion API version of the owner
     */
    public Builder apiVersion(@Nullable String apiVersion) {
      this.apiVersion = apiVersion;
      return this;
    }

    /**
     * Sets {@code kind}.
     *
     * @param kind kind of the owner
     */
    public Builder kind(@Nullable String kind) {
      this.kind = kind;
      return this;
    }

    /**
     * Sets {@code name}.
     *
     * @param name name of the owner
     */
    public Builder name(@Nullable String name) {
      this.name = name;
      return this;
    }

    /**
     * Sets {@code uid}.
     *
     * @param uid UID of the owner: an owner of the same name with another UID is another one
     */
    public Builder uid(@Nullable String uid) {
      this.uid = uid;
      return this;
    }

    /**
     * Sets {@code controller}.
     *
     * @param controller whether this owner manages the object; at most one owner does
     */
    public Builder controller(@Nullable Boolean controller) {
      this.controller = controller;
      return this;
    }

    /**
     * Sets {@code blockOwnerDeletion}.
     *
     * @param blockOwnerDeletion whether a foreground deletion of the owner waits until the object
     *     is gone
     */
    public Builder blockOwnerDeletion(@Nullable Boolean blockOwnerDeletion) {
      this.blockOwnerDeletion = blockOwnerDeletion;
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
    public OwnerReference build() {
      return new OwnerReference(
          apiVersion, kind, name, uid, controller, blockOwnerDeletion, unknownFields);
    }
  }

  private static final class Codec implements JsonCodec<OwnerReference> {
    private static final FieldNames NAMES =
        FieldNames.of("apiVersion", "kind", "name", "uid", "controller", "blockOwnerDeletion");

    @Override
    public OwnerReference read(JsonReader in) {
      String apiVersion = null;
      String kind = null;
      String name = null;
      String uid = null;
      Boolean controller = null;
      Boolean blockOwnerDeletion = null;
      JsonObject.Builder unknown = null;
      in.beginObject();
      for (int position = in.nextField(NAMES, JsonReader.START);
          position != JsonReader.END;
          position = in.nextField(NAMES, position)) {
        switch (position) {
          case 0 -> apiVersion = in.string();
          case 1 -> kind = in.string();
          case 2 -> name = in.string();
          case 3 -> uid = in.string();
          case 4 -> controller = in.bool();
          case 5 -> blockOwnerDeletion = in.bool();
          default -> unknown = in.unknown(unknown);
        }
      }
      return new OwnerReference(
          apiVersion,
          kind,
          name,
          uid,
          controller,
          blockOwnerDeletion,
          unknown == null ? null : unknown.build());
    }

    @Override
    public void write(JsonWriter out, OwnerReference value) {
      out.beginObject();
      out.string(NAMES, 0, value.apiVersion);
      out.string(NAMES, 1, value.kind);
      out.string(NAMES, 2, value.name);
      out.string(NAMES, 3, value.uid);
      out.bool(NAMES, 4, value.controller);
      out.bool(NAMES, 5, value.blockOwnerDeletion);
      out.unknown(value.unknownFields);
      out.endObject();
    }
  }
}
