package io.kubeweft.rest;

import io.kubeweft.KubernetesException;
import org.jspecify.annotations.Nullable;

/**
 * The call was given up by its own side: its thread was interrupted (the flag is set again), or the
 * client was closed.
 */
public final class CancelledException extends KubernetesException {
  private static final long serialVersionUID = 1L;

  private final boolean clientClosed;

  /**
   * Creates an exception.
   *
   * @param message what was given up, and why
   * @param cause what it was caused by, if anything
   */
  public CancelledException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  /**
   * Creates an exception.
   *
   * @param message what was given up, and why
   * @param cause what it was caused by, if anything
   * @param clientClosed whether it was because the client was closed
   */
  public CancelledException(String message, @Nullable Throwable cause, boolean clientClosed) {
    super(message, cause);
    this.clientClosed = clientClosed;
  }

  /** Returns whether the client was closed, so that no other call of it can succeed. */
  public boolean isClientClosed() {
    return clientClosed;
  }
}
