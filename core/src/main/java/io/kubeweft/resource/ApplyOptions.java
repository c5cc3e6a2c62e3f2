package io.kubeweft.resource;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to apply an object on the server side.
 *
 * @param fieldManager who owns the fields from now on; the server refuses an apply without one
 * @param force whether fields that other managers own are taken over; else they are a conflict
 * @param dryRun whether the server only checks and answers, and persists nothing
 * @param fieldValidation what the server does about unknown and duplicate fields; null for its
 *     default, {@code WARN}
 * @param pretty whether the server indents its JSON; null for its default
 */
public record ApplyOptions(
    @Nullable String fieldManager,
    boolean force,
    boolean dryRun,
    @Nullable FieldValidation fieldValidation,
    @Nullable Boolean pretty) {
  /** Nothing is set. */
  public static final ApplyOptions NONE = builder().build();

  /**
   * Returns options with this field manager, without force.
   *
   * @param fieldManager who owns the fields from now on
   */
  public static ApplyOptions fieldManager(String fieldManager) {
    return builder().fieldManager(fieldManager).build();
  }

  /** Returns these options with force: fields that other managers own are taken over. */
  public ApplyOptions forced() {
    return toBuilder().force(true).build();
  }

  /** Returns a builder of which nothing is set. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Builds options.
   *
   * @param init sets them
   */
  public static ApplyOptions of(Consumer<Builder> init) {
    Builder builder = new Builder();
    init.accept(builder);
    return builder.build();
  }

  /** Returns a builder that has these options. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.fieldManager = fieldManager;
    builder.force = force;
    builder.dryRun = dryRun;
    builder.fieldValidation = fieldValidation;
    builder.pretty = pretty;
    return builder;
  }

  /** Collects options. Not for use by several threads at once. */
  public static final class Builder {
    private @Nullable String fieldManager;
    private boolean force;
    private boolean dryRun;
    private @Nullable FieldValidation fieldValidation;
    private @Nullable Boolean pretty;

    private Builder() {}

    /**
     * Sets {@code fieldManager}.
     *
     * @param fieldManager who owns the fields from now on; the server refuses an apply without one
     */
    public Builder fieldManager(@Nullable String fieldManager) {
      this.fieldManager = fieldManager;
      return this;
    }

    /**
     * Sets {@code force}.
     *
     * @param force whether fields that other managers own are taken over; else they are a conflict
     */
    public Builder force(boolean force) {
      this.force = force;
      return this;
    }

    /**
     * Sets {@code dryRun}.
     *
     * @param dryRun whether the server only checks and answers, and persists nothing
     */
    public Builder dryRun(boolean dryRun) {
      this.dryRun = dryRun;
      return this;
    }

    /**
     * Sets {@code fieldValidation}.
     *
     * @param fieldValidation what the server does about unknown and duplicate fields; null for its
     *     default, {@code WARN}
     */
    public Builder fieldValidation(@Nullable FieldValidation fieldValidation) {
      this.fieldValidation = fieldValidation;
      return this;
    }

    /**
     * Sets {@code pretty}.
     *
     * @param pretty whether the server indents its JSON; null for its default
     */
    public Builder pretty(@Nullable Boolean pretty) {
      this.pretty = pretty;
      return this;
    }

    /** Returns the options; the builder can be used on. */
    public ApplyOptions build() {
      return new ApplyOptions(fieldManager, force, dryRun, fieldValidation, pretty);
    }
  }
}
