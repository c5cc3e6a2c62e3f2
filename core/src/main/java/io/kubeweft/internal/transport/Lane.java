package io.kubeweft.internal.transport;

/**
 * The two kinds of connections.
 *
 * <p>They are kept apart because on one HTTP/2 connection the JDK client fails instead of waiting
 * when the server's limit of streams is reached, and because one reader that is slow then stalls
 * all others.
 */
public enum Lane {
  /** Short calls, which share one HTTP/2 connection where TLS can negotiate it. */
  UNARY,
  /** Long streams, each on an HTTP/1.1 connection of its own. */
  STREAMING
}
