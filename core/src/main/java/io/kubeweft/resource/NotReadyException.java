package io.kubeweft.resource;

import io.kubeweft.KubernetesException;

/** An object has failed: it will not become ready by itself, so that waiting on is of no use. */
public final class NotReadyException extends KubernetesException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message which object, and what has become of it
   */
  public NotReadyException(String message) {
    super(message, null);
  }
}
