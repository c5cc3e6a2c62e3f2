package io.kubeweft.resource;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to read one object.
 *
 * @param resourceVersion how fresh the answer must be: null for the newest, {@code 0} for what the
 *     server has at hand, else at least as new as this
 * @param pretty whether the server indents its JSON; null for its default
 */
public record GetOptions(@Nullable String resourceVersion, @Nullable Boolean pretty) {
  /** Nothing is set. */
  public static final GetOptions NONE = builder().build();

  /** Returns a builder of which nothing is set. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Builds options.
   *
   * @param init sets them
   */
  public static GetOptions of(Consumer<Builder> init) {
    Builder builder = new Builder();
    init.accept(builder);
    return builder.build();
  }

  /** Returns a builder that has these options. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.resourceVersion = resourceVersion;
    builder.pretty = pretty;
    return builder;
  }

  /** Collects options. Not for use by several threads at once. */
  public static final class Builder {
    private @Nullable String resourceVersion;
    private @Nullable Boolean pretty;

    private Builder() {}

    /**
     * Sets {@code resourceVersion}.
     *
     * @param resourceVersion how fresh the answer must be: null for the newest, {@code 0} for what
     *     the server has at hand, else at least as new as this
     */
    public Builder resourceVersion(@Nullable String resourceVersion) {
      this.resourceVersion = resourceVersion;
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
    public GetOptions build() {
      return new GetOptions(resourceVersion, pretty);
    }
  }
}
