package io.kubeweft.config;

import io.kubeweft.KubernetesException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a configuration can not be used. The message names file, entry and field, and says
 * what to do; it never holds a secret.
 */
public final class ConfigException extends KubernetesException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what is wrong, where, and what to do
   * @param cause what it was caused by, if anything
   */
  public ConfigException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
