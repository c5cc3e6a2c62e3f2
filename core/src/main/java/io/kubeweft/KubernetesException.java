package io.kubeweft;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything that this library throws on purpose.
 *
 * <p>All of it is unchecked. Messages name the verb, the resource and what to do next, and never
 * hold a secret.
 */
public abstract class KubernetesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what failed and what to do about it, without secrets
   * @param cause what it was caused by, if anything
   */
  protected KubernetesException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
