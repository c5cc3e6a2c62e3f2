package io.kubeweft.testing.internal;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** What goes wrong with one request. */
public interface Misfortune {
  /**
   * Runs before anything is done; may block.
   *
   * @return the answer that is given instead; null to go on
   * @throws InterruptedException if the thread was interrupted
   */
  @Nullable Canned before() throws InterruptedException;

  /**
   * Wraps the body of a watch.
   *
   * @param events takes whole events, each with its newline
   */
  OutputStream watch(OutputStream events);

  /**
   * An answer that does not depend on the objects.
   *
   * @param status of HTTP
   * @param body text of the body; null for a Status of the reason and the message
   * @param reason of the Status
   * @param message of the Status
   * @param retryAfterSeconds for the header Retry-After; null for none
   */
  record Canned(
      int status,
      @Nullable String body,
      String reason,
      String message,
      @Nullable Long retryAfterSeconds) {}

  /** Raised by the body of a watch that is to end as if its time were over. */
  @SuppressWarnings("serial") // never serialised
  final class EndOfWatch extends IOException {
    /** Makes the signal. */
    public EndOfWatch() {
      super("the watch ends");
    }
  }
}
