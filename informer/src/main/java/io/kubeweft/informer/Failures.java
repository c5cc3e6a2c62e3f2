package io.kubeweft.informer;

import io.kubeweft.informer.Reflection.Failure;
import io.kubeweft.meta.StatusReason;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.DeadlineExceededException;
import io.kubeweft.rest.TransportException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sorts what goes wrong by what a reflector does about it. */
final class Failures {
  private static final String TOO_LARGE = "too large resource version";

  private Failures() {}

  static Failure sort(Exception error) {
    return switch (error) {
      case ApiException e when isTooLarge(e) -> Failure.TOO_LARGE;
      case ApiException e when e.isExpired() || e.isGone() -> Failure.EXPIRED;
      case ApiException e when e.isTooManyRequests() -> Failure.BUSY;
      case ApiException e when isRefusal(e) -> Failure.REFUSED;
      case TransportException e when e.isUnprocessed() -> Failure.BUSY;
      case TransportException e -> Failure.BROKEN;
      case DeadlineExceededException e -> Failure.SLOW;
      default -> Failure.OTHER;
    };
  }

  /** Whether every other try would fail, too. */
  static boolean isClientClosed(Exception error) {
    return error instanceof CancelledException e && e.isClientClosed();
  }

  static @Nullable Duration retryAfter(Exception error) {
    return error instanceof ApiException e ? e.retryAfter() : null;
  }

  private static boolean isRefusal(ApiException e) {
    return e.isInvalid()
        || e.isBadRequest()
        || e.isMethodNotAllowed()
        || e.isNotAcceptable()
        || e.isUnsupportedMediaType();
  }

  /** Said in three ways: as a cause since 1.19, else in the text of a cause or of the whole. */
  private static boolean isTooLarge(ApiException e) {
    if (e.hasCause("ResourceVersionTooLarge")) {
      return true;
    }
    if (!e.reason().equals(StatusReason.TIMEOUT) && !e.isTimeout()) {
      return false;
    }
    var details = e.status().details();
    return says(e.status().message())
        || details != null && details.causes().stream().anyMatch(c -> says(c.message()));
  }

  private static boolean says(String message) {
    return message.toLowerCase(Locale.ROOT).contains(TOO_LARGE);
  }
}
