package io.kubeweft.informer;

import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.Sharing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which objects an informer keeps, and how it follows them.
 *
 * @param labelSelector selects objects by their labels; null for all
 * @param fieldSelector selects objects by their fields; null for all
 * @param shardSelector asks for a part of the collection, see {@link
 *     io.kubeweft.resource.ListOptions}; a server that does not know it is refused; null for all
 * @param pageSize how many objects a page of a list has
 * @param watchList whether the objects that are there are streamed by the watch, where the server
 *     can; else they are listed
 * @param markTimeout after how long a silence a stream of initial objects counts as one that the
 *     server does not end, so that it is listed from then on
 * @param watchTimeout after how long the server ends a watch, at least; it is up to twice that
 * @param idleTimeout after how long a silence a watch is given up as dead; null for the default of
 *     watches
 * @param keepManagedFields whether {@code metadata.managedFields} is kept, which few programs read
 * @param share whether equal parts of objects are kept once
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
  /** All objects. */
  public static final InformerOptions DEFAULT =
      new InformerOptions(
          null,
          null,
          null,
          500,
          true,
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          null,
          false,
          true);

  /**
   * Returns these options with a label selector.
   *
   * @param selector such as {@code app=web}; null for all
   */
  public InformerOptions withLabelSelector(@Nullable String selector) {
    return new InformerOptions(
        selector,
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

  /**
   * Returns these options with a field selector.
   *
   * @param selector such as {@code spec.nodeName=node-1}; null for all
   */
  public InformerOptions withFieldSelector(@Nullable String selector) {
    return new InformerOptions(
        labelSelector,
        selector,
        shardSelector,
        pageSize,
        watchList,
        markTimeout,
        watchTimeout,
        idleTimeout,
        keepManagedFields,
        share);
  }

  /**
   * Returns these options with initial objects streamed or listed.
   *
   * @param streamed whether they are streamed, where the server can
   */
  public InformerOptions withWatchList(boolean streamed) {
    return new InformerOptions(
        labelSelector,
        fieldSelector,
        shardSelector,
        pageSize,
        streamed,
        markTimeout,
        watchTimeout,
        idleTimeout,
        keepManagedFields,
        share);
  }

  DecodeOptions decode() {
    DecodeOptions options = DecodeOptions.DEFAULT.withSkipManagedFields(!keepManagedFields);
    return share ? options.withSharing(new Sharing()) : options;
  }
}
