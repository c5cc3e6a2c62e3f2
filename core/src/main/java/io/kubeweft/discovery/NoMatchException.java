package io.kubeweft.discovery;

import io.kubeweft.KubernetesException;
import org.jspecify.annotations.Nullable;

/** The API server does not serve such a kind or resource, even when asked anew. */
public final class NoMatchException extends KubernetesException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what was looked for and what to do about it
   * @param cause why a part of the server's resources is not known, if that may be the reason
   */
  public NoMatchException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
