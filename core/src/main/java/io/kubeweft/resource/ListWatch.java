package io.kubeweft.resource;

import io.kubeweft.meta.KubernetesObject;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Lists and watches the objects of a resource: in one namespace, in the cluster, or, where a
 * namespaced resource is looked at in all namespaces, everywhere.
 *
 * <p>Every call blocks its thread. Interrupting it cancels the call, keeps the interrupt flag and
 * throws {@link io.kubeweft.rest.CancelledException}. Every call may throw {@link
 * io.kubeweft.rest.ApiException}, {@link io.kubeweft.rest.TransportException}, {@link
 * io.kubeweft.rest.DeadlineExceededException} and {@link io.kubeweft.json.DecodeException}.
 *
 * @param <T> the Java type of the objects
 */
public interface ListWatch<T extends KubernetesObject> {
  /** Returns the resource. */
  ResourceType<T> type();

  /** Lists all objects in one answer; see {@link #items} for large collections. */
  default ResourceList<T> list() {
    return list(ListOptions.ALL);
  }

  /**
   * Lists objects in one answer: with a limit, the first page.
   *
   * @param options sets which objects, and how
   */
  default ResourceList<T> list(Consumer<ListOptions.Builder> options) {
    return list(ListOptions.of(options));
  }

  /**
   * Lists objects in one answer: with a limit, the first page.
   *
   * @param options which objects, and how
   */
  ResourceList<T> list(ListOptions options);

  /** Lists all objects page by page, decoding each when it is asked for. Close it. */
  default ItemStream<T> items() {
    return items(ListOptions.ALL);
  }

  /**
   * Lists objects page by page, decoding each when it is asked for. Close it.
   *
   * @param options sets which objects, and how; {@code limit} is the size of a page
   */
  default ItemStream<T> items(Consumer<ListOptions.Builder> options) {
    return items(ListOptions.of(options));
  }

  /**
   * Lists objects page by page, decoding each when it is asked for. Close it.
   *
   * @param options which objects, and how; {@code limit} is the size of a page, 500 if it is not
   *     set; 0 for all in one answer
   */
  ItemStream<T> items(ListOptions options);

  /** Watches all objects: those that are there now come first. Close it. */
  default Watch<T> watch() {
    return watch(WatchOptions.NONE);
  }

  /**
   * Watches objects. Close it.
   *
   * @param options sets which changes, and how
   */
  default Watch<T> watch(Consumer<WatchOptions.Builder> options) {
    return watch(WatchOptions.of(options));
  }

  /**
   * Watches objects. Close it. The call returns when the server has accepted the watch.
   *
   * @param options which changes, and how
   */
  Watch<T> watch(WatchOptions options);

  /**
   * Returns the same with another time limit for each call, which bounds all its attempts and
   * waits. It does not bound a watch once it is open.
   *
   * @param timeout more than zero
   */
  ListWatch<T> within(Duration timeout);
}
