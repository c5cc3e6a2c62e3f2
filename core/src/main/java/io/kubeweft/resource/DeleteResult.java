package io.kubeweft.resource;

import io.kubeweft.meta.Status;

/**
 * What the API server says to a deletion: the object, when it goes away later (it has finalizers or
 * a grace period), or when the resource answers so; else a status.
 *
 * @param <T> the Java type of the object
 */
public sealed interface DeleteResult<T> {
  /**
   * The object as it is now: being deleted, or as it was last.
   *
   * @param item the object
   * @param <T> the Java type of the object
   */
  record Deleted<T>(T item) implements DeleteResult<T> {}

  /**
   * A status that says that it is done.
   *
   * @param status its details name the object and its UID
   * @param <T> the Java type of the object
   */
  record Done<T>(Status status) implements DeleteResult<T> {}
}
