package io.kubeweft.resource;

import io.kubeweft.json.DecodeOptions;
import io.kubeweft.meta.FieldSelector;
import io.kubeweft.meta.LabelSelector;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which changes to watch, and how.
 *
 * @param labelSelector selects objects by their labels, such as {@code app=web}; null for all
 * @param fieldSelector selects objects by their fields, such as {@code metadata.name=web}; null for
 *     all
 * @param resourceVersion where to begin: the {@code metadata.resourceVersion} of a list, whose
 *     changes since then come first; null to begin with the objects that are there now
 * @param resourceVersionMatch how {@code resourceVersion} is meant; null for the server's default
 * @param timeoutSeconds after how many seconds the server ends the connection; null or 0 for a
 *     random time between 5 and 10 minutes
 * @param allowBookmarks whether the server may send bookmarks
 * @param sendInitialEvents whether the objects that are there now come first, followed by a
 *     bookmark that says so; null for the server's default
 * @param shardSelector asks for a part of the collection, such as {@code
 *     shardRange(object.metadata.uid,'0x0000000000000000','0x8000000000000000')}; an older server
 *     ignores it, and then {@code metadata.shardInfo} is absent
 * @param idleTimeout after how long a silence the connection is given up as dead; null for 2
 *     minutes, or 15 seconds more than {@code timeoutSeconds} where that is less
 * @param resume whether the watch goes on by itself when its connection ends, from the last version
 *     it has seen
 * @param decode how the objects are decoded
 */
public record WatchOptions(
    @Nullable String labelSelector,
    @Nullable String fieldSelector,
    @Nullable String resourceVersion,
    @Nullable ResourceVersionMatch resourceVersionMatch,
    @Nullable Integer timeoutSeconds,
    boolean allowBookmarks,
    @Nullable Boolean sendInitialEvents,
    @Nullable String shardSelector,
    @Nullable Duration idleTimeout,
    boolean resume,
    DecodeOptions decode) {
  /** Nothing is set. */
  public static final WatchOptions NONE = builder().build();

  /** Returns a builder of which nothing is set. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Builds options.
   *
   * @param init sets them
   */
  public static WatchOptions of(Consumer<Builder> init) {
    Builder builder = new Builder();
    init.accept(builder);
    return builder.build();
  }

  /** Returns a builder that has these options. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.labelSelector = labelSelector;
    builder.fieldSelector = fieldSelector;
    builder.resourceVersion = resourceVersion;
    builder.resourceVersionMatch = resourceVersionMatch;
    builder.timeoutSeconds = timeoutSeconds;
    builder.allowBookmarks = allowBookmarks;
    builder.sendInitialEvents = sendInitialEvents;
    builder.shardSelector = shardSelector;
    builder.idleTimeout = idleTimeout;
    builder.resume = resume;
    builder.decode = decode;
    return builder;
  }

  /** Collects options. Not for use by several threads at once. */
  public static final class Builder {
    private @Nullable String labelSelector;
    private @Nullable String fieldSelector;
    private @Nullable String resourceVersion;
    private @Nullable ResourceVersionMatch resourceVersionMatch;
    private @Nullable Integer timeoutSeconds;
    private boolean allowBookmarks = true;
    private @Nullable Boolean sendInitialEvents;
    private @Nullable String shardSelector;
    private @Nullable Duration idleTimeout;
    private boolean resume = true;
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
     * Sets {@code resourceVersion}.
     *
     * @param resourceVersion where to begin: the {@code metadata.resourceVersion} of a list, whose
     *     changes since then come first; null to begin with the objects that are there now
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
     * @param timeoutSeconds after how many seconds the server ends the connection; null or 0 for a
     *     random time between 5 and 10 minutes
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
     * Sets {@code allowBookmarks}.
     *
     * @param allowBookmarks whether the server may send bookmarks
     */
    public Builder allowBookmarks(boolean allowBookmarks) {
      this.allowBookmarks = allowBookmarks;
      return this;
    }

    /**
     * Sets {@code sendInitialEvents}.
     *
     * @param sendInitialEvents whether the objects that are there now come first, followed by a
     *     bookmark that says so; null for the server's default
     */
    public Builder sendInitialEvents(@Nullable Boolean sendInitialEvents) {
      this.sendInitialEvents = sendInitialEvents;
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
     * Sets {@code idleTimeout}.
     *
     * @param idleTimeout after how long a silence the connection is given up as dead; null for 2
     *     minutes, or 15 seconds more than {@code timeoutSeconds} where that is less
     */
    public Builder idleTimeout(@Nullable Duration idleTimeout) {
      if (idleTimeout != null && !idleTimeout.isPositive()) {
        throw new IllegalArgumentException("idleTimeout must be more than zero: " + idleTimeout);
      }
      this.idleTimeout = idleTimeout;
      return this;
    }

    /**
     * Sets {@code resume}.
     *
     * @param resume whether the watch goes on by itself when its connection ends, from the last
     *     version it has seen
     */
    public Builder resume(boolean resume) {
      this.resume = resume;
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
    public WatchOptions build() {
      return new WatchOptions(
          labelSelector,
          fieldSelector,
          resourceVersion,
          resourceVersionMatch,
          timeoutSeconds,
          allowBookmarks,
          sendInitialEvents,
          shardSelector,
          idleTimeout,
          resume,
          decode);
    }
  }
}
