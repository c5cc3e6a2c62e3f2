package io.kubeweft.resource;

import io.kubeweft.json.DecodeException;
import io.kubeweft.meta.Status;

/**
 * Something that a watch has seen.
 *
 * @param <T> the Java type of the watched objects
 */
public sealed interface WatchEvent<T> {
  /**
   * The object was created, or is selected from now on, or was there when the watch began.
   *
   * @param item as it is now
   * @param <T> the Java type of the watched objects
   */
  record Added<T>(T item) implements WatchEvent<T> {}

  /**
   * The object was changed.
   *
   * @param item as it is now
   * @param <T> the Java type of the watched objects
   */
  record Modified<T>(T item) implements WatchEvent<T> {}

  /**
   * The object was deleted, or is no longer selected.
   *
   * @param item as it was last
   * @param <T> the Java type of the watched objects
   */
  record Deleted<T>(T item) implements WatchEvent<T> {}

  /**
   * All changes up to this resourceVersion have been seen.
   *
   * @param resourceVersion where a later watch may go on
   * @param initialEventsEnd whether the objects that were there when the watch began have all been
   *     sent, which {@code sendInitialEvents} asks for
   * @param <T> the Java type of the watched objects
   */
  record Bookmark<T>(String resourceVersion, boolean initialEventsEnd) implements WatchEvent<T> {}

  /**
   * The API server ends the watch. With code 410 its resourceVersion is too old: list again.
   *
   * @param status why
   * @param <T> the Java type of the watched objects
   */
  @SuppressWarnings("AvoidCommonTypeNames") // the name that the API gives it
  record Error<T>(Status status) implements WatchEvent<T> {}

  /**
   * An event whose object this program can not read. The watch goes on after it.
   *
   * @param type of the event as the server sent it, such as {@code MODIFIED}
   * @param namespace of the object; empty if it has none or it can not be read
   * @param name of the object; empty if it can not be read
   * @param resourceVersion of the object; empty if it can not be read
   * @param cause what is wrong with it
   * @param <T> the Java type of the watched objects
   */
  record Undecodable<T>(
      String type, String namespace, String name, String resourceVersion, DecodeException cause)
      implements WatchEvent<T> {}
}
