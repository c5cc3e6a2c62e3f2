package io.kubeweft.rest;

import java.io.InputStream;

/**
 * A successful answer whose body is read as it comes.
 *
 * <p>Close it, or its connection stays open. {@link #close} may be called by another thread: a
 * blocked read then ends with an IOException.
 */
public interface RestStream extends AutoCloseable {
  /**
   * Returns a stream of these parts, for who implements {@link RestClient}.
   *
   * @param head the status and headers
   * @param body not compressed
   * @param close gives up the rest of the body; called each time that the stream is closed
   */
  static RestStream of(ResponseHead head, InputStream body, Runnable close) {
    return new RestStream() {
      @Override
      public ResponseHead head() {
        return head;
      }

      @Override
      public InputStream body() {
        return body;
      }

      @Override
      public void close() {
        close.run();
      }
    };
  }

  /** Returns the status and headers. */
  ResponseHead head();

  /**
   * Returns the body, not compressed. Its reads block, and throw {@link java.io.IOException} when
   * the connection breaks, is closed, has been silent for too long or the deadline passes; {@link
   * RestClient#failure} turns that into one of our own exceptions.
   */
  InputStream body();

  /** Gives up the rest of the body. Never blocks for long, never throws. */
  @Override
  void close();
}
