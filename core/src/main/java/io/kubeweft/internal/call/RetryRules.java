package io.kubeweft.internal.call;

import io.kubeweft.internal.transport.Failure;
import io.kubeweft.rest.Verb;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a request is sent again. Pure, so that the rules are tested as a table.
 *
 * <p>The rules are client-go's (rest/with_retry.go) but for two: an HTTP date is understood in
 * Retry-After, and a request that the server provably has not acted on is sent again whatever its
 * verb.
 */
public final class RetryRules {
  /** Eleven sendings in all. */
  static final int MAX_RETRIES = 10;

  private static final Duration AFTER_BROKEN = Duration.ofSeconds(1);
  private static final Duration AFTER_UNPROCESSED = Duration.ofMillis(50);

  private RetryRules() {}

  /**
   * Returns whether an answer tells of the server's own trouble, and of none of what was asked for.
   *
   * @param status of HTTP
   */
  public static boolean mayPass(int status) {
    return status >= 500 || status == 429;
  }

  /**
   * Returns how long to wait before the request is sent again; null to give up.
   *
   * @param attempt 1 for the first sending
   * @param status of the answer
   * @param retryAfter what the answer asks for; null if it does not
   */
  static @Nullable Duration afterAnswer(int attempt, int status, @Nullable Duration retryAfter) {
    return mayPass(status) && attempt <= MAX_RETRIES ? retryAfter : null;
  }

  /**
   * Returns how long to wait before the request is sent again; null to give up.
   *
   * @param attempt 1 for the first sending
   * @param verb of the request
   * @param failure why there is no answer
   */
  static @Nullable Duration afterFailure(int attempt, Verb verb, Failure failure) {
    if (attempt > MAX_RETRIES) {
      return null;
    }
    return switch (failure) {
      case UNPROCESSED -> AFTER_UNPROCESSED.multipliedBy(attempt);
      case BROKEN -> verb.isRead() ? AFTER_BROKEN : null;
      // A refused connection fails at once: who loops (watches, informers) backs off by itself.
      case NOT_CONNECTED, UNTRUSTED, OTHER -> null;
    };
  }
}
