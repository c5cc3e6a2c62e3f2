package io.kubeweft.informer;

import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.Sharing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which objects an informer keeps, and how it follows them.
 *
 * @param labelSelector selects objects by their labels, such as {@code app=web}; null for all
 * @param fieldSelector selects objects by their fields, such as {@code spec.nodeName=node-1}; null
 *     for all
 * @param shardSelector asks for a part of the collection, see {@link
 *     io.kubeweft.resource.ListOptions}; a server that does not know it is refused; null for all
 * @param pageSize how many objects a page of a list has; 0 to leave it to the informer: 500, or
 *     everything in one answer where the server has that in memory and pages would cost it more
 * @param watchList whether the objects that are there are streamed by the watch, where the server
 *     can; else they are listed
 * @param markTimeout after how long without another object a stream of initial objects counts as
 *     one that the server does not end, so that it is listed from then on; after ten times as long
 *     it does in any case
 * @param watchTimeout after how long the server ends a watch, at least; it is up to twice that
 * @param idleTimeout after how long a silence a watch is given up as dead; null for the default of
 *     watches
 * @param keepManagedFields whether {@code metadata.managedFields} is kept, which few programs read;
 *     without it a cached object is a third smaller
 * @param share whether equal parts of objects are kept once, and the parts that an update leaves as
 *     they were are not decoded again
 */
public record InformerOptions(
    @Nullable String labelSelector,
    @Nullable String fieldSelector,
    @Nullable String shardSelector,
    int pageSize,
    boolean watchList,
    Duration markTimeout,
    Duration watchTimeout,
    @Nullable Duration idleTimeout,
    boolean keepManagedFields,
    boolean share) {
  /** Checks the arguments. */
  public InformerOptions {
    if (pageSize < 0) {
      throw new IllegalArgumentException("pageSize must not be negative: " + pageSize);
    }
    if (watchTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("watchTimeout must be a second or more: " + watchTimeout);
    }
    checkPositive(markTimeout, "markTimeout");
    if (idleTimeout != null) {
      checkPositive(idleTimeout, "idleTimeout");
    }
  }

  private static void checkPositive(Duration duration, String name) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(name + " must be more than zero: " + duration);
    }
  }

  /** All objects, with everything that they have. */
  public static final InformerOptions DEFAULT = builder().build();

  /** Returns a builder of which nothing is set. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Builds options.
   *
   * @param init sets them
   */
  public static InformerOptions of(Consumer<Builder> init) {
    Builder builder = new Builder();
    init.accept(builder);
    return builder.build();
  }

  /** Returns a builder that has these options. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.labelSelector = labelSelector;
    builder.fieldSelector = fieldSelector;
    builder.shardSelector = shardSelector;
    builder.pageSize = pageSize;
    builder.watchList = watchList;
    builder.markTimeout = markTimeout;
    builder.watchTimeout = watchTimeout;
    builder.idleTimeout = idleTimeout;
    builder.keepManagedFields = keepManagedFields;
    builder.share = share;
    return builder;
  }

  /** What is selected, in words; empty if everything is. */
  String selection() {
    List<String> selectors = new ArrayList<>();
    for (String selector : Arrays.asList(labelSelector, fieldSelector, shardSelector)) {
      if (selector != null) {
        selectors.add(selector);
      }
    }
    return selectors.isEmpty() ? "" : " with " + String.join(" and ", selectors);
  }

  /**
   * How objects are decoded.
   *
   * @param unchanged whether they are kept as they are decoded
   */
  DecodeOptions decode(boolean unchanged) {
    DecodeOptions options = DecodeOptions.DEFAULT.withSkipManagedFields(!keepManagedFields);
    return share ? options.withSharing(new Sharing()).withReuseUnchanged(unchanged) : options;
  }

  /** Collects options. Not for use by several threads at once. */
  public static final class Builder {
    private @Nullable String labelSelector;
    private @Nullable String fieldSelector;
    private @Nullable String shardSelector;
    private int pageSize;
    private boolean watchList = true;
    private Duration markTimeout = Duration.ofSeconds(30);
    private Duration watchTimeout = Duration.ofMinutes(5);
    private @Nullable Duration idleTimeout;
    private boolean keepManagedFields = true;
    private boolean share = true;

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
     * Sets {@code fieldSelector}.
     *
     * @param fieldSelector selects objects by their fields, such as {@code spec.nodeName=node-1};
     *     null for all
     */
    public Builder fieldSelector(@Nullable String fieldSelector) {
      this.fieldSelector = fieldSelector;
      return this;
    }

    /**
     * Sets {@code shardSelector}.
     *
     * @param shardSelector asks for a part of the collection, see {@link
     *     io.kubeweft.resource.ListOptions}; a server that does not know it is refused; null for
     *     all
     */
    public Builder shardSelector(@Nullable String shardSelector) {
      this.shardSelector = shardSelector;
      return this;
    }

    /**
     * Sets {@code pageSize}.
     *
     * @param pageSize how many objects a page of a list has; 0 to leave it to the informer: 500, or
     *     everything in one answer where the server has that in memory and pages would cost it more
     */
    public Builder pageSize(int pageSize) {
      this.pageSize = pageSize;
      return this;
    }

    /**
     * Sets {@code watchList}.
     *
     * @param watchList whether the objects that are there are streamed by the watch, where the
     *     server can; else they are listed
     */
    public Builder watchList(boolean watchList) {
      this.watchList = watchList;
      return this;
    }

    /**
     * Sets {@code markTimeout}.
     *
     * @param markTimeout after how long without another object a stream of initial objects counts
     *     as one that the server does not end, so that it is listed from then on; after ten times
     *     as long it does in any case
     */
    public Builder markTimeout(Duration markTimeout) {
      this.markTimeout = markTimeout;
      return this;
    }

    /**
     * Sets {@code watchTimeout}.
     *
     * @param watchTimeout after how long the server ends a watch, at least; it is up to twice that
     */
    public Builder watchTimeout(Duration watchTimeout) {
      this.watchTimeout = watchTimeout;
      return this;
    }

    /**
     * Sets {@code idleTimeout}.
     *
     * @param idleTimeout after how long a silence a watch is given up as dead; null for the default
     *     of watches
     */
    public Builder idleTimeout(@Nullable Duration idleTimeout) {
      this.idleTimeout = idleTimeout;
      return this;
    }

    /**
     * Sets {@code keepManagedFields}.
     *
     * @param keepManagedFields whether {@code metadata.managedFields} is kept, which few programs
     *     read; without it a cached object is a third smaller
     */
    public Builder keepManagedFields(boolean keepManagedFields) {
      this.keepManagedFields = keepManagedFields;
      return this;
    }

    /**
     * Sets {@code share}.
     *
     * @param share whether equal parts of objects are kept once, and the parts that an update
     *     leaves as they were are not decoded again
     */
    public Builder share(boolean share) {
      this.share = share;
      return this;
    }

    /** Returns the options. */
    public InformerOptions build() {
      return new InformerOptions(
          labelSelector,
          fieldSelector,
          shardSelector,
          pageSize,
          watchList,
          markTimeout,
          watchTimeout,
          idleTimeout,
          keepManagedFields,
          share);
    }
  }
}
