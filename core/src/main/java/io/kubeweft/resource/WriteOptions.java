package io.kubeweft.resource;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to create, replace or patch an object.
 *
 * @param dryRun whether the server only checks and answers, and persists nothing
 * @param fieldManager who is recorded as the owner of the changed fields; null for the start of the
 *     user agent
 * @param fieldValidation what the server does about unknown and duplicate fields; null for its
 *     default, {@code WARN}
 * @param pretty whether the server indents its JSON; null for its default
 */
public record WriteOptions(
    boolean dryRun,
    @Nullable String fieldManager,
    @Nullable FieldValidation fieldValidation,
    @Nullable Boolean pretty) {
  /** Nothing is set. */
  public static final WriteOptions NONE = builder().build();

  /** Returns a builder of which nothing is set. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Builds options.
   *
   * @param init sets them
   */
  public static WriteOptions of(Consumer<Builder> init) {
    Builder builder = new Builder();
    init.accept(builder);
    return builder.build();
  }

  /** Returns a builder that has these options. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.dryRun = dryRun;
    builder.fieldManager = fieldManager;
    builder.fieldValidation = fieldValidation;
    builder.pretty = pretty;
    return builder;
  }

  /** Collects options. Not for use by several threads at once. */
  public static final class Builder {
    private boolean dryRun;
    private @Nullable String fieldManager;
    private @Nullable FieldValidation fieldValidation;
    private @Nullable Boolean pretty;

    private Builder() {}

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
     * Sets {@code fieldManager}.
     *
     * @param fieldManager who is recorded as the owner of the changed fields; null for the start of
     *     the user agent
     */
    public Builder fieldManager(@Nullable String fieldManager) {
      this.fieldManager = fieldManager;
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
    public WriteOptions build() {
      return new WriteOptions(dryRun, fieldManager, fieldValidation, pretty);
    }
  }
}
