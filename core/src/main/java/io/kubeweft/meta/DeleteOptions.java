package io.kubeweft.meta;

import io.kubeweft.json.FieldNames;
import io.kubeweft.json.Immutable;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonWriter;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to delete.
 *
 * @param apiVersion {@code v1} or absent
 * @param kind {@code DeleteOptions} or absent
 * @param gracePeriodSeconds seconds the object gets to end; 0 deletes at once, null means its
 *     default
 * @param preconditions must hold, or nothing is deleted
 * @param propagationPolicy what becomes of dependents: {@code Orphan}, {@code Background} or {@code
 *     Foreground}
 * @param dryRun {@code All}: check, but persist nothing
 * @param orphanDependents the old form of {@code propagationPolicy}
 * @param ignoreStoreReadErrorWithClusterBreakingPotential delete an object that the server can not
 *     even read; its finalizers and precondition checks are passed over
 * @param unknownFields fields that this version does not know, kept so that they are written back
 */
public record DeleteOptions(
    @Nullable String apiVersion,
    @Nullable String kind,
    @Nullable Long gracePeriodSeconds,
    @Nullable Preconditions preconditions,
    @Nullable String propagationPolicy,
    @Nullable List<String> dryRun,
    @Nullable Boolean orphanDependents,
    @Nullable Boolean ignoreStoreReadErrorWithClusterBreakingPotential,
    @Nullable JsonObject unknownFields) {
  /** Reads and writes it as JSON. */
  public static final JsonCodec<DeleteOptions> CODEC = new Codec();

  /** The value of which nothing is set. */
  public static final DeleteOptions EMPTY =
      new DeleteOptions(null, null, null, null, null, null, null, null, null);

  @Override
  public String apiVersion() {
    return apiVersion == null ? "" : apiVersion;
  }

  @Override
  public String kind() {
    return kind == null ? "" : kind;
  }

  @Override
  public List<String> dryRun() {
    return dryRun == null ? List.of() : dryRun;
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
  public static DeleteOptions of(Consumer<Builder> init) {
    Builder builder = new Builder();
    init.accept(builder);
    return builder.build();
  }

  /** Returns a builder that has the fields of this value. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.apiVersion = apiVersion;
    builder.kind = kind;
    builder.gracePeriodSeconds = gracePeriodSeconds;
    builder.preconditions = preconditions;
    builder.propagationPolicy = propagationPolicy;
    builder.dryRun = dryRun;
    builder.orphanDependents = orphanDependents;
    builder.ignoreStoreReadErrorWithClusterBreakingPotential =
        ignoreStoreReadErrorWithClusterBreakingPotential;
    builder.unknownFields = unknownFields;
    return builder;
  }

  @Override
  public String toString() {
    return "DeleteOptions" + Json.write(CODEC, this);
  }

  /** Collects the fields; null makes a field absent. Not for use by several threads at once. */
  public static final class Builder {
    private @Nullable String apiVersion;
    private @Nullable String kind;
    private @Nullable Long gracePeriodSeconds;
    private @Nullable Preconditions preconditions;
    private @Nullable String propagationPolicy;
    private @Nullable List<String> dryRun;
    private @Nullable Boolean orphanDependents;
    private @Nullable Boolean ignoreStoreReadErrorWithClusterBreakingPotential;
    private @Nullable JsonObject unknownFields;

    private Builder() {}

    /**
     * Sets {@code apiVersion}.
     *
     * @param apiVersion {@code v1} or absent
     */
    public Builder apiVersion(@Nullable String apiVersion) {
      this.apiVersion = apiVersion;
      return this;
    }

    /**
     * Sets {@code kind}.
     *
     * @param kind {@code DeleteOptions} or absent
     */
    public Builder kind(@Nullable String kind) {
      this.kind = kind;
      return this;
    }

    /**
     * Sets {@code gracePeriodSeconds}.
     *
     * @param gracePeriodSeconds seconds the object gets to end; 0 deletes at once, null means its
     *     default
     */
    public Builder gracePeriodSeconds(@Nullable Long gracePeriodSeconds) {
      this.gracePeriodSeconds = gracePeriodSeconds;
      return this;
    }

    /** Sets {@code gracePeriodSeconds}. */
    public Builder gracePeriodSeconds(long gracePeriodSeconds) {
      this.gracePeriodSeconds = gracePeriodSeconds;
      return this;
    }

    /**
     * Sets {@code preconditions}.
     *
     * @param preconditions must hold, or nothing is deleted
     */
    public Builder preconditions(@Nullable Preconditions preconditions) {
      this.preconditions = preconditions;
      return this;
    }

    /**
     * Edits {@code preconditions}, beginning with what is set already.
     *
     * @param edit sets fields of it
     */
    public Builder preconditions(Consumer<Preconditions.Builder> edit) {
      Preconditions.Builder builder =
          preconditions == null ? Preconditions.builder() : preconditions.toBuilder();
      edit.accept(builder);
      this.preconditions = builder.build();
      return this;
    }

    /**
     * Sets {@code propagationPolicy}.
     *
     * @param propagationPolicy what becomes of dependents: {@code Orphan}, {@code Background} or
     *     {@code Foreground}
     */
    public Builder propagationPolicy(@Nullable String propagationPolicy) {
      this.propagationPolicy = propagationPolicy;
      return this;
    }

    /**
     * Sets {@code propagationPolicy}.
     *
     * @param policy what becomes of dependents
     */
    public Builder propagationPolicy(PropagationPolicy policy) {
      return propagationPolicy(policy.toString());
    }

    /**
     * Sets {@code dryRun}.
     *
     * @param dryRun whether the server only checks and answers, and persists nothing
     */
    public Builder dryRun(boolean dryRun) {
      return dryRun(dryRun ? List.of("All") : null);
    }

    /**
     * Sets {@code dryRun}.
     *
     * @param dryRun {@code All}: check, but persist nothing
     */
    public Builder dryRun(@Nullable List<String> dryRun) {
      this.dryRun = Immutable.list(dryRun);
      return this;
    }

    /**
     * Adds to {@code dryRun}.
     *
     * @param element comes last
     */
    public Builder addDryRun(String element) {
      this.dryRun = Immutable.append(dryRun, element);
      return this;
    }

    /**
     * Sets {@code orphanDependents}.
     *
     * @param orphanDependents the old form of {@code propagationPolicy}
     */
    public Builder orphanDependents(@Nullable Boolean orphanDependents) {
      this.orphanDependents = orphanDependents;
      return this;
    }

    /**
     * Sets {@code ignoreStoreReadErrorWithClusterBreakingPotential}.
     *
     * @param ignoreStoreReadErrorWithClusterBreakingPotential delete an object that the server can
     *     not even read; its finalizers and precondition checks are passed over
     */
    public Builder ignoreStoreReadErrorWithClusterBreakingPotential(
        @Nullable Boolean ignoreStoreReadErrorWithClusterBreakingPotential) {
      this.ignoreStoreReadErrorWithClusterBreakingPotential =
          ignoreStoreReadErrorWithClusterBreakingPotential;
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
    public DeleteOptions build() {
      return new DeleteOptions(
          apiVersion,
          kind,
          gracePeriodSeconds,
          preconditions,
          propagationPolicy,
          dryRun,
          orphanDependents,
          ignoreStoreReadErrorWithClusterBreakingPotential,
          unknownFields);
    }
  }

  private static final class Codec implements JsonCodec<DeleteOptions> {
    private static final FieldNames NAMES =
        FieldNames.of(
            "apiVersion",
            "kind",
            "gracePeriodSeconds",
            "preconditions",
            "propagationPolicy",
            "dryRun",
            "orphanDependents",
            "ignoreStoreReadErrorWithClusterBreakingPotential");

    @Override
    public DeleteOptions read(JsonReader in) {
      String apiVersion = null;
      String kind = null;
      Long gracePeriodSeconds = null;
      Preconditions preconditions = null;
      String propagationPolicy = null;
      List<String> dryRun = null;
      Boolean orphanDependents = null;
      Boolean ignoreStoreReadErrorWithClusterBreakingPotential = null;
      JsonObject.Builder unknown = null;
      in.beginObject();
      for (int position = in.nextField(NAMES, JsonReader.START);
          position != JsonReader.END;
          position = in.nextField(NAMES, position)) {
        switch (position) {
          case 0 -> apiVersion = in.string();
          case 1 -> kind = in.string();
          case 2 -> gracePeriodSeconds = in.int64();
          case 3 -> preconditions = in.value(Preconditions.CODEC);
          case 4 -> propagationPolicy = in.string();
          case 5 -> dryRun = in.list(JsonCodecs.STRING);
          case 6 -> orphanDependents = in.bool();
          case 7 -> ignoreStoreReadErrorWithClusterBreakingPotential = in.bool();
          default -> unknown = in.unknown(unknown);
        }
      }
      return new DeleteOptions(
          apiVersion,
          kind,
          gracePeriodSeconds,
          preconditions,
          propagationPolicy,
          dryRun,
          orphanDependents,
          ignoreStoreReadErrorWithClusterBreakingPotential,
          unknown == null ? null : unknown.build());
    }

    @Override
    public void write(JsonWriter out, DeleteOptions value) {
      out.beginObject();
      out.string(NAMES, 0, value.apiVersion);
      out.string(NAMES, 1, value.kind);
      out.int64(NAMES, 2, value.gracePeriodSeconds);
      out.value(NAMES, 3, value.preconditions, Preconditions.CODEC);
      out.string(NAMES, 4, value.propagationPolicy);
      out.list(NAMES, 5, value.dryRun, JsonCodecs.STRING);
      out.bool(NAMES, 6, value.orphanDependents);
      out.bool(NAMES, 7, value.ignoreStoreReadErrorWithClusterBreakingPotential);
      out.unknown(value.unknownFields);
      out.endObject();
    }
  }
}
