package io.kubeweft.resource;

import io.kubeweft.json.DecodeOptions;
import io.kubeweft.meta.FieldSelector;
import io.kubeweft.meta.LabelSelector;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which objects to list, and how.
 *
 * @param labelSelector selects objects by their labels, such as {@code app=web}; null for all
 * @param fieldSelector selects objects by their fields, such as {@code metadata.name=web}; null for
 *     all
 * @param limit the largest number of objects in one answer; null or 0 for all
 * @param continueToken where the page begins: {@code metadata.continueToken} of the page before;
 *     null for the first
 * @param resourceVersion how fresh the answer must be: null for the newest, {@code 0} for what the
 *     server has at hand, else a version
 * @param resourceVersionMatch how {@code resourceVersion} is meant; null for the server's default
 * @param timeoutSeconds how many seconds the server may take; null for its default
 * @param shardSelector asks for a part of the collection, such as {@code
 *     shardRange(object.metadata.uid,'0x0000000000000000','0x8000000000000000')}; an older server
 *     ignores it, and then {@code metadata.shardInfo} is absent
 * @param pretty whether the server indents its JSON; null for its default
 * @param decode how the objects are decoded
 */
public record ListOptions(
    @Nullable String labelSelector,
    @Nullable String fieldSelector,
    @Nullable Integer limit,
    @Nullable String continueToken,
    @Nullable String resourceVersion,
    @Nullable ResourceVersionMatch resourceVersionMatch,
    @Nullable Integer timeoutSeconds,
    @Nullable String shardSelector,
    @Nullable Boolean pretty,
    DecodeOptions decode) {
  /** Everything, in one answer. */
  public static final ListOptions ALL = builder().build();

  /** Returns a builder of which nothing is set. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Builds options.
   *
   * @param init sets them
   */
  public static ListOptions of(Consumer<Builder> init) {
    Builder builder = new Builder();
    init.accept(builder);
    return builder.build();
  }

  /** Returns a builder that has these options. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.labelSelector = labelSelector;
    builder.fieldSelector = fieldSelector;
    builder.limit = limit;
    builder.continueToken = continueToken;
    builder.resourceVersion = resourceVersion;
    builder.resourceVersionMatch = resourceVersionMatch;
    builder.timeoutSeconds = timeoutSeconds;
    builder.shardSelector = shardSelector;
    builder.pretty = pretty;
    builder.decode = decode;
    return builder;
  }

  /** Collects options. Not for use by several threads at once. */
  public static final class Builder {
    private @Nullable String labelSelector;
    private @Nullable String fieldSelector;
    private @Nullable Integer limit;
    private @Nullable String continueToken;
    private @Nullable String resourceVersion;
    private @Nullable ResourceVersionMatch resourceVersionMatch;
    private @Nullable Integer timeoutSeconds;
    private @Nullable String shardSelector;
    private @Nullable Boolean pretty;
    private DecodeOptions decode = DecodeOptions.DEFAULT;

    private Builder() {}

    /**
     * Sets {@code labelSelector}.
     *
     * @param labelSelector selects objects by their labels, such as {@code app=web}; null for all
     */
    public Builder labelSelector(@Nullable String labelSelector) {
      this.labelSelector = labelSelector;
      return this;
    }

    /**
     * Sets {@code labelSelector}.
     *
     * @param selector selects objects by their labels
     */
    public Builder labelSelector(LabelSelector selector) {
      return labelSelector(selector.toQuery());
    }

    /**
     * Sets {@code fieldSelector}.
     *
     * @param fieldSelector selects objects by their fields, such as {@code metadata.name=web}; null
     *     for all
     */
    public Builder fieldSelector(@Nullable String fieldSelector) {
      this.fieldSelector = fieldSelector;
      return this;
    }

    /**
     * Sets {@code fieldSelector}.
     *
     * @param selector selects objects by their fields
     */
    public Builder fieldSelector(FieldSelector selector) {
      return fieldSelector(selector.toQuery());
    }

    /**
     * Sets {@code limit}.
     *
     * @param limit the largest number of objects in one answer; null or 0 for all
     */
    public Builder limit(@Nullable Integer limit) {
      if (limit != null && limit < 0) {
        throw new IllegalArgumentException("limit must not be negative: " + limit);
      }
      this.limit = limit;
      return this;
    }

    /**
     * Sets {@code continueToken}.
     *
     * @param continueToken where the page begins: {@code metadata.continueToken} of the page
     *     before; null for the first
     */
    public Builder continueToken(@Nullable String continueToken) {
      this.continueToken = continueToken;
      return this;
    }

    /**
     * Sets {@code resourceVersion}.
     *
     * @param resourceVersion how fresh the answer must be: null for the newest, {@code 0} for what
     *     the server has at hand, else a version
     */
    public Builder resourceVersion(@Nullable String resourceVersion) {
      this.resourceVersion = resourceVersion;
      return this;
    }

    /**
     * Sets {@code resourceVersionMatch}.
     *
     * @param resourceVersionMatch how {@code resourceVersion} is meant; null for the server's
     *     default
     */
    public Builder resourceVersionMatch(@Nullable ResourceVersionMatch resourceVersionMatch) {
      this.resourceVersionMatch = resourceVersionMatch;
      return this;
    }

    /**
     * Sets {@code timeoutSeconds}.
     *
     * @param timeoutSeconds how many seconds the server may take; null for its default
     */
    public Builder timeoutSeconds(@Nullable Integer timeoutSeconds) {
      if (timeoutSeconds != null && timeoutSeconds < 0) {
        throw new IllegalArgumentException(
            "timeoutSeconds must not be negative: " + timeoutSeconds);
      }
      this.timeoutSeconds = timeoutSeconds;
      return this;
    }

    /**
     * Sets {@code shardSelector}.
     *
     * @param shardSelector asks for a part of the collection, such as {@code
     *     shardRange(object.metadata.uid,'0x0000000000000000','0x8000000000000000')}; an older
     *     server ignores it, and then {@code metadata.shardInfo} is absent
     */
    public Builder shardSelector(@Nullable String shardSelector) {
      this.shardSelector = shardSelector;
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

    /**
     * Sets {@code decode}.
     *
     * @param decode how the objects are decoded
     */
    public Builder decode(DecodeOptions decode) {
      this.decode = decode;
      return this;
    }

    /** Returns the options; the builder can be used on. */
    public ListOptions build() {
      return new ListOptions(
          labelSelector,
          fieldSelector,
          limit,
          continueToken,
          resourceVersion,
          resourceVersionMatch,
          timeoutSeconds,
          shardSelector,
          pretty,
          decode);
    }
  }
}
