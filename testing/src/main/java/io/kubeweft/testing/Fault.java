package io.kubeweft.testing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One thing that goes wrong with one request. Faults are given to {@link KubeApiServer#inject}.
 *
 * <p>The faults of watches count events from the first one that is sent, bookmarks included; over a
 * WebSocket each is a message.
 */
public sealed interface Fault {
  /**
   * Answers with a Status instead of doing anything.
   *
   * @param code the HTTP status
   * @param reason the reason of the Status
   * @param message its message
   * @param retryAfter for the header Retry-After, in whole seconds; null for none
   */
  record Answer(int code, String reason, String message, @Nullable Duration retryAfter)
      implements Fault {}

  /**
   * Answers with 200 and a body that need not be JSON.
   *
   * @param body the body
   */
  record Body(String body) implements Fault {}

  /**
   * Does what was asked, later.
   *
   * @param delay how much later
   */
  record Delay(Duration delay) implements Fault {}

  /**
   * Ends a watch with an ERROR event of 410, as after a compaction.
   *
   * @param events how many events are sent before
   */
  record Gone(int events) implements Fault {}

  /**
   * Ends a watch as if its time were over.
   *
   * @param events how many events are sent before
   */
  record EndWatch(int events) implements Fault {}

  /**
   * Breaks the connection of a watch.
   *
   * @param events how many events are sent before
   */
  record CutWatch(int events) implements Fault {}

  /**
   * Sends the first half of an event, then breaks the connection.
   *
   * @param events how many events are sent before
   */
  record HalfEvent(int events) implements Fault {}

  /**
   * Sends a line that is not JSON, then goes on.
   *
   * @param events how many events are sent before
   */
  record BrokenEvent(int events) implements Fault {}

  /** Sends no bookmarks in a watch. */
  record NoBookmarks() implements Fault {}

  /** Sends every bookmark of a watch twice. */
  record DoubleBookmarks() implements Fault {}

  /**
   * Holds the first bookmark of a watch back.
   *
   * @param events how many events are sent before it that should have come after it
   */
  record LateBookmark(int events) implements Fault {}

  /**
   * Returns the answer of a server that has too much to do.
   *
   * @param retryAfter when to ask again
   */
  static Fault tooManyRequests(Duration retryAfter) {
    return new Answer(
        429, "TooManyRequests", "too many requests, please try again later", retryAfter);
  }

  /**
   * Returns the answer of a server that broke.
   *
   * @param code the HTTP status, such as 500 or 503
   */
  static Fault serverError(int code) {
    String reason = code == 503 ? "ServiceUnavailable" : "InternalError";
    return new Answer(code, reason, "an error on the server has prevented the request", null);
  }

  /** Returns the answer to a list or watch whose version is compacted. */
  static Fault expired() {
    return new Answer(
        410, "Expired", "The resourceVersion for the provided list is too old.", null);
  }
}
