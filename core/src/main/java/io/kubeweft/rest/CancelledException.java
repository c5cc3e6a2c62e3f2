package io.kubeweft.rest;

import io.kubeweft.KubernetesException;
import org.jspecify.annotations.Nullable;

/**
 * The call was given up by its own side: its thread was interrupted (the flag is set again), or the
 * client was closed.
 */
public final class CancelledException extends KubernetesException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what was given up, and why
   * @param cause what it was caused by, if anything
   */
  public CancelledException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
