package io.kubeweft.informer;

/**
 * What code of the user throws: an index function, a transform, a handler or a listener. It is no
 * reason to stop, whatever it is: a lambda of Kotlin throws checked exceptions, too, and {@code
 * TODO()} an error.
 */
final class UserCode {
  private UserCode() {}

  /** Throws what says nothing about the code, but that the JVM is in trouble. */
  static void rethrowIfFatal(Throwable thrown) {
    if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
      throw fatal;
    }
  }

  static Exception asException(Throwable thrown) {
    return thrown instanceof Exception e ? e : new IllegalStateException(thrown.toString(), thrown);
  }
}
