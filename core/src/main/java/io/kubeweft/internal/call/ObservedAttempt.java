package io.kubeweft.internal.call;

import io.kubeweft.internal.time.TimeSource;
import io.kubeweft.rest.Attempt;
import io.kubeweft.rest.Interceptor;
import io.kubeweft.rest.ResponseHead;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.Warning;
import io.kubeweft.rest.WarningHandler;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt as those see it who look on: interceptors and the handler of warnings. What they
 * throw after the request was sent fails nothing, because the server may have acted on it.
 */
final class ObservedAttempt {
  private final int number;
  private final List<Interceptor> interceptors;
  private final WarningHandler warnings;
  private final TimeSource time;
  private RestRequest request;
  private @Nullable ResponseHead head;
  private boolean sent;
  private long sentAt;
  private long headAt;

  /** How many interceptors know that it has begun, and how many that it has ended. */
  private int begun;

  private int ended;

  ObservedAttempt(RestRequest request, int number, CallSettings settings, TimeSource time) {
    this.request = request;
    this.number = number;
    this.interceptors = settings.interceptors();
    this.warnings = settings.warnings();
    this.time = time;
  }

  /** Returns what is to be sent. */
  RestRequest begin() {
    for (Interceptor interceptor : interceptors) {
      request = interceptor.before(request);
      begun++;
    }
    return request;
  }

  void sending() {
    sent = true;
    sentAt = time.nanoTime();
  }

  void answered(ResponseHead answer) {
    headAt = time.nanoTime();
    head = answer;
    for (Warning warning : answer.warnings()) {
      try {
        warnings.warn(request, warning);
      } catch (RuntimeException e) {
        warn("the handler of warnings failed", e);
      }
    }
  }

  /**
   * Tells it once to each interceptor that knows of the beginning.
   *
   * @param failure why there is no answer that can be used; null if there is one
   * @param retryDelay null if the request is not sent again
   */
  void end(@Nullable Throwable failure, @Nullable Duration retryDelay) {
    if (ended == begun) {
      return;
    }
    Attempt attempt = new Attempt(request, number, head, failure, duration(), retryDelay);
    while (ended < begun) {
      try {
        interceptors.get(ended++).after(attempt);
      } catch (RuntimeException e) {
        warn("an interceptor failed", e);
      }
    }
  }

  private Duration duration() {
    if (!sent) {
      return Duration.ZERO;
    }
    return Duration.ofNanos((head == null ? time.nanoTime() : headAt) - sentAt);
  }

  private void warn(String problem, RuntimeException cause) {
    System.getLogger(ObservedAttempt.class.getName())
        .log(System.Logger.Level.WARNING, problem + " after " + request, cause);
  }
}
