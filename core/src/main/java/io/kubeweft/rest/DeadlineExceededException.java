package io.kubeweft.rest;

import io.kubeweft.KubernetesException;
import org.jspecify.annotations.Nullable;

/** The time that the call may take has run out. A write may or may not have happened. */
public class DeadlineExceededException extends KubernetesException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what was not done in which time
   * @param cause the last failure before, if there was one
   */
  public DeadlineExceededException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
