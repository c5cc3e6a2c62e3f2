package io.kubeweft.codegen;

/** Thrown when clients can not be generated. The message says where and what to change. */
public final class SpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message where, what is wrong, and what to do
   */
  public SpecException(String message) {
    super(message);
  }
}
