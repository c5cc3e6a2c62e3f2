package io.kubeweft.rest;

import io.kubeweft.KubernetesException;
import org.jspecify.annotations.Nullable;

/**
 * There is no answer: no connection, a certificate that is not trusted, or a connection that broke.
 */
public final class TransportException extends KubernetesException {
  private static final long serialVersionUID = 1L;

  private final boolean unprocessed;

  /**
   * Creates an exception.
   *
   * @param message what failed and what to do about it
   * @param unprocessed whether it is certain that the server has not acted on the request
   * @param cause what it was caused by, if anything
   */
  public TransportException(String message, boolean unprocessed, @Nullable Throwable cause) {
    super(message, cause);
    this.unprocessed = unprocessed;
  }

  /**
   * Returns whether it is certain that the server has not acted on the request, so that it can be
   * sent again whatever its verb. If not, a write may have happened: look before you repeat it.
   */
  public boolean isUnprocessed() {
    return unprocessed;
  }
}
