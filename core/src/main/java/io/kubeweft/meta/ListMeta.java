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
 * What every list carries.
 *
 * @param resourceVersion the version of the collection at which the list was made: where a watch
 *     goes on
 * @param continueToken where the next page begins; empty on the last one
 * @param remainingItemCount how many items follow this page; null if there are none or the server
 *     does not know
 * @param shardInfo the echo of {@code shardSelector}; null if the server ignored it
 * @param selfLink not filled in any more by servers
 * @param unknownFields fields that this version does not know, kept so that they are written back
 */
public record ListMeta(
    @Nullable String resourceVersion,
    @Nullable String continueToken,
    @Nullable Long remainingItemCount,
    @Nullable ShardInfo shardInfo,
    @Nullable String selfLink,
    @Nullable JsonObject unknownFields) {
  /** Reads and writes it as JSON. */
  public static final JsonCodec<ListMeta> CODEC = new Codec();

  /** The value of which nothing is set. */
  public static final ListMeta EMPTY = new ListMeta(null, null, null, null, null, null);

  @Override
  public String resourceVersion() {
    return resourceVersion == null ? "" : resourceVersion;
  }

  @Override
  public String continueToken() {
    return continueToken == null ? "" : continueToken;
  }

  @Override
  public String selfLink() {
    return selfLink == null ? "" : selfLink;
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
  public static ListMeta of(Consumer<Builder> init) {
    Builder builder = new Builder();
    init.accept(builder);
    return builder.build();
  }

  /** Returns a builder that has the fields of this value. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.resourceVersion = resourceVersion;
    builder.continueToken = continueToken;
    builder.remainingItemCount = remainingItemCount;
    builder.shardInfo = shardInfo;
    builder.selfLink = selfLink;
    builder.unknownFields = unknownFields;
    return builder;
  }

  @Override
  public String toString() {
    return "ListMeta" + Json.write(CODEC, this);
  }

  /** Collects the fields; null makes a field absent. Not for use by several threads at once. */
  public static final class Builder {
    private @Nullable String resourceVersion;
    private @Nullable String continueToken;
    private @Nullable Long remainingItemCount;
    private @Nullable ShardInfo shardInfo;
    private @Nullable String selfLink;
    private @Nullable JsonObject unknownFields;

    private Builder() {}

    /**
     * Sets {@code resourceVersion}.
     *
     * @param resourceVersion the version of the collection at which the list was made: where a
     *     watch goes on
     */
    public Builder resourceVersion(@Nullable String resourceVersion) {
      this.resourceVersion = resourceVersion;
      return this;
    }

    /**
     * Sets {@code continue}.
     *
     * @param continueToken where the next page begins; empty on the last one
     */
    public Builder continueToken(@Nullable String continueToken) {
      this.continueToken = continueToken;
      return this;
    }

    /**
     * Sets {@code remainingItemCount}.
     *
     * @param remainingItemCount how many items follow this page; null if there are none or the
     *     server does not know
     */
    public Builder remainingItemCount(@Nullable Long remainingItemCount) {
      this.remainingItemCount = remainingItemCount;
      return this;
    }

    /**
     * Sets {@code shardInfo}.
     *
     * @param shardInfo the echo of {@code shardSelector}; null if the server ignored it
     */
    public Builder shardInfo(@Nullable ShardInfo shardInfo) {
      this.shardInfo = shardInfo;
      return this;
    }

    /**
     * Edits {@code shardInfo}, beginning with what is set already.
     *
     * @param edit sets fields of it
     */
    public Builder shardInfo(Consumer<ShardInfo.Builder> edit) {
      ShardInfo.Builder builder = shardInfo == null ? ShardInfo.builder() : shardInfo.toBuilder();
      edit.accept(builder);
      this.shardInfo = builder.build();
      return this;
    }

    /**
     * Sets {@code selfLink}.
     *
     * @param selfLink not filled in any more by servers
     */
    public Builder selfLink(@Nullable String selfLink) {
      this.selfLink = selfLink;
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
    public ListMeta build() {
      return new ListMeta(
          resourceVersion, continueToken, remainingItemCount, shardInfo, selfLink, unknownFields);
    }
  }

  private static final class Codec implements JsonCodec<ListMeta> {
    private static final FieldNames NAMES =
        FieldNames.of("resourceVersion", "continue", "remainingItemCount", "shardInfo", "selfLink");

    @Override
    public ListMeta read(JsonReader in) {
      String resourceVersion = null;
      String continueToken = null;
      Long remainingItemCount = null;
      ShardInfo shardInfo = null;
      String selfLink = null;
      JsonObject.Builder unknown = null;
      in.beginObject();
      for (int position = in.nextField(NAMES, JsonReader.START);
          position != JsonReader.END;
          position = in.nextField(NAMES, position)) {
        switch (position) {
          case 0 -> resourceVersion = in.string();
          case 1 -> continueToken = in.string();
          case 2 -> remainingItemCount = in.int64();
          case 3 -> shardInfo = in.value(ShardInfo.CODEC);
          case 4 -> selfLink = in.string();
          default -> unknown = in.unknown(unknown);
        }
      }
      return new ListMeta(
          resourceVersion,
          continueToken,
          remainingItemCount,
          shardInfo,
          selfLink,
          unknown == null ? null : unknown.build());
    }

    @Override
    public void write(JsonWriter out, ListMeta value) {
      out.beginObject();
      out.string(NAMES, 0, value.resourceVersion);
      out.string(NAMES, 1, value.continueToken);
      out.int64(NAMES, 2, value.remainingItemCount);
      out.value(NAMES, 3, value.shardInfo, ShardInfo.CODEC);
      out.string(NAMES, 4, value.selfLink);
      out.unknown(value.unknownFields);
      out.endObject();
    }
  }
}
