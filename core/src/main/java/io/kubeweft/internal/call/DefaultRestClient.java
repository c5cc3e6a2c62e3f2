package io.kubeweft.internal.call;

import io.kubeweft.KubernetesException;
import io.kubeweft.internal.time.Deadline;
import io.kubeweft.internal.time.Timer;
import io.kubeweft.internal.time.TokenBucket;
import io.kubeweft.internal.transport.Failure;
import io.kubeweft.internal.transport.HttpAnswer;
import io.kubeweft.internal.transport.HttpCall;
import io.kubeweft.internal.transport.Lane;
import io.kubeweft.internal.transport.Transport;
import io.kubeweft.rest.BodyReader;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.RestClient;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.RestRequest.Parameter;
import io.kubeweft.rest.RestStream;
import io.kubeweft.rest.TransportException;
import io.kubeweft.rest.Verb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The call loop: one {@code for} loop around each request, on the caller's thread.
 *
 * <p>An attempt takes a token of the rate limit; asks for credentials; takes a place at the gate,
 * if it is short; sends; reads. What came of it is a value ({@link Outcome}), from which {@link
 * RetryRules} tell whether and when to send again.
 */
public final class DefaultRestClient implements RestClient, AutoCloseable {
  /** Enough of an error's body for any Status. */
  private static final int MAX_ERROR_BODY = 1 << 20;

  private final Transport transport;
  private final Credentials credentials;
  private final CallSettings settings;
  private final Failures failures;
  private final Timer timer;
  private final Seams seams;
  private final Gate gate;
  private final Bodies bodies;
  private final @Nullable TokenBucket rateLimit;

  /** Comes when this is closed; wakes who sleeps. */
  private final CountDownLatch end = new CountDownLatch(1);

  /**
   * Creates a client.
   *
   * @param transport sends; closed with this
   * @param credentials say who sends; closed with this
   * @param settings how calls are made
   * @param timer ends bodies that take too long; closed with this
   */
  public DefaultRestClient(
      Transport transport, Credentials credentials, CallSettings settings, Timer timer) {
    this(transport, credentials, settings, timer, Seams.SYSTEM);
  }

  DefaultRestClient(
      Transport transport,
      Credentials credentials,
      CallSettings settings,
      Timer timer,
      Seams seams) {
    this.transport = transport;
    this.credentials = credentials;
    this.settings = settings;
    this.seams = seams;
    this.failures = new Failures(settings.server());
    this.timer = timer;
    this.bodies = new Bodies(timer, seams::nanoTime);
    this.gate = new Gate(settings.maxInFlight(), timer);
    CallSettings.Rate rate = settings.rateLimit();
    this.rateLimit =
        rate == null ? null : new TokenBucket(rate.perSecond(), rate.burst(), seams::nanoTime);
  }

  @Override
  public <R> R send(RestRequest request, BodyReader<R> reader) {
    return call(request, Lane.UNARY, Bodies.reading(reader));
  }

  @Override
  public RestStream open(RestRequest request) {
    return call(request, Lane.STREAMING, Bodies.streaming(request));
  }

  @Override
  public KubernetesException failure(RestRequest request, Throwable failure) {
    return failures.of(request, failure, timeout(request));
  }

  private Duration timeout(RestRequest request) {
    Duration own = request.timeout();
    return own == null ? settings.requestTimeout() : own;
  }

  private <R> R call(RestRequest request, Lane lane, Bodies.AnswerReader<R> reader) {
    Deadline deadline = Deadline.after(timeout(request), seams::nanoTime);
    KubernetesException previous = null;
    boolean refreshed = false;
    for (int number = 1; ; number++) {
      ObservedAttempt attempt = new ObservedAttempt(request, number, settings, seams);
      Duration delay = null;
      KubernetesException failure;
      try {
        Outcome<R> outcome = attempt(request, attempt, lane, reader, deadline);
        // Not a switch, which would have to be linked before the first answer is there.
        if (outcome instanceof Outcome.Done<R>(R value)) {
          attempt.end(null, null);
          return value;
        }
        if (outcome instanceof Outcome.Rejected<R> rejected) {
          failure = rejected.failure();
          List<Parameter> who = rejected.credentials();
          if (rejected.head().status() == 401 && who != null && !refreshed) {
            refreshed = true;
            delay = credentials.refresh(who) ? Duration.ZERO : null;
          } else {
            Duration wanted = RetryAfter.of(rejected.head(), seams.now());
            delay = RetryRules.afterAnswer(number, rejected.head().status(), wanted);
          }
          delay = withinReach(delay, deadline);
          attempt.end(null, delay);
        } else {
          Outcome.Failed<R> failed = (Outcome.Failed<R>) outcome;
          failure = failed.failure();
          delay = RetryRules.afterFailure(number, request.verb(), failed.kind());
          delay = withinReach(delay, deadline);
          attempt.end(failure, delay);
        }
      } catch (RuntimeException | Error e) {
        attempt.end(e, null);
        throw e;
      }
      if (previous != null) {
        failure.addSuppressed(previous);
      }
      if (delay == null) {
        throw failure;
      }
      previous = failure;
      sleep(request, delay, failure);
    }
  }

  /** A wait that would outlast the deadline is not begun: the caller learns the reason now. */
  private static @Nullable Duration withinReach(@Nullable Duration delay, Deadline deadline) {
    Duration left = Duration.ofNanos(deadline.remainingNanos());
    return delay != null && delay.compareTo(left) < 0 ? delay : null;
  }

  private <R> Outcome<R> attempt(
      RestRequest request,
      ObservedAttempt attempt,
      Lane lane,
      Bodies.AnswerReader<R> reader,
      Deadline deadline) {
    RestRequest intercepted = attempt.begin();
    boolean gated = lane == Lane.UNARY;
    try {
      awaitRateLimit(request, deadline);
      List<Parameter> who = who(intercepted, deadline);
      if (gated && !gate.enter(deadline)) {
        throw new TimeoutException("waited for other calls of this client to end");
      }
      try {
        return exchange(intercepted, who, attempt, lane, reader, deadline);
      } finally {
        if (gated) {
          gate.leave();
        }
      }
    } catch (InterruptedException | TimeoutException | IOException | UncheckedIOException e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      if (isClosed()) {
        throw Failures.closed(request, e);
      }
      return failed(request, e);
    }
  }

  private <R> Outcome<R> failed(RestRequest request, Throwable thrown) {
    KubernetesException failure = failure(request, thrown);
    return new Outcome.Failed<>(
        failure, failure instanceof TransportException ? Failure.of(thrown) : Failure.OTHER);
  }

  /** Asked before the gate: who waits for a plugin keeps no place from others. */
  private @Nullable List<Parameter> who(RestRequest request, Deadline deadline)
      throws IOException, TimeoutException {
    checkOpen();
    return HttpCalls.has(request.headers(), "Authorization") ? null : credentials.headers(deadline);
  }

  private <R> Outcome<R> exchange(
      RestRequest request,
      @Nullable List<Parameter> who,
      ObservedAttempt attempt,
      Lane lane,
      Bodies.AnswerReader<R> reader,
      Deadline deadline)
      throws IOException, TimeoutException, InterruptedException {
    // Once more: who was let in at the gate by a call that the end has failed is not to be sent.
    checkOpen();
    HttpCall call =
        HttpCalls.of(request, who == null ? List.of() : who, credentials.impersonation(), settings);
    attempt.sending();
    HttpAnswer answer = transport.send(call, lane, deadline);
    GuardedBody body = bodies.guard(answer);
    boolean taken = false;
    try {
      attempt.answered(answer.head());
      if (Answers.isSuccess(answer.head().status())) {
        if (lane == Lane.UNARY) {
          body.endAfter(deadline.remainingNanos());
        }
        R value = reader.read(answer.head(), body);
        taken = true;
        return new Outcome.Done<>(value);
      }
      body.endAfter(deadline.remainingNanos());
      byte[] text = Bodies.plain(answer.head(), body).readNBytes(MAX_ERROR_BODY);
      Duration retryAfter = RetryAfter.of(answer.head(), seams.now());
      return new Outcome.Rejected<>(
          Answers.failure(request, answer.head(), text, retryAfter), answer.head(), who);
    } finally {
      if (!taken) {
        body.close();
      }
    }
  }

  /** A watch is one request for hours: it does not count. */
  private void awaitRateLimit(RestRequest request, Deadline deadline)
      throws InterruptedException, TimeoutException {
    TokenBucket bucket = rateLimit;
    if (bucket == null || request.verb() == Verb.WATCH) {
      return;
    }
    long nanos = bucket.take();
    if (nanos >= deadline.remainingNanos()) {
      bucket.giveBack();
      throw new TimeoutException("the client-side rate limit would have taken longer");
    }
    if (nanos > 0) {
      // Whether it was closed meanwhile is asked next.
      boolean unused = seams.sleep(nanos, end);
    }
  }

  private void sleep(RestRequest request, Duration delay, KubernetesException failure) {
    if (delay.isZero()) {
      return;
    }
    try {
      if (seams.sleep(delay.toNanos(), end)) {
        throw Failures.closed(request, failure);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException(request + ": interrupted while waiting to send it again", e);
    }
  }

  private boolean isClosed() {
    return end.getCount() == 0;
  }

  private void checkOpen() throws IOException {
    if (isClosed()) {
      throw new IOException("the client was closed");
    }
  }

  /** Ends all streams and calls; they fail with {@link CancelledException}. */
  @Override
  public void close() {
    end.countDown();
    credentials.close();
    bodies.close();
    transport.close();
    timer.close();
  }
}
