package io.kubeweft.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubeweft.config.ConfigException;
import io.kubeweft.internal.time.Deadline;
import io.kubeweft.internal.time.Timer;
import io.kubeweft.internal.transport.Lane;
import io.kubeweft.json.DecodeException;
import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonReader;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.Attempt;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.DeadlineExceededException;
import io.kubeweft.rest.Interceptor;
import io.kubeweft.rest.ResponseHead;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.RestRequest.Parameter;
import io.kubeweft.rest.TransportException;
import io.kubeweft.rest.Verb;
import io.kubeweft.rest.Warning;
import io.kubeweft.rest.WarningHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultRestClientTest {
  private static final RestRequest GET = RestRequest.get("/api/v1/namespaces/ns/pods/a");
  private static final String STATUS =
      "{\"kind\":\"Status\",\"status\":\"Failure\",\"reason\":\"%s\",\"code\":%d,\"message\":\"m\"}";

  private final FakeTransport transport = new FakeTransport();
  private final Timer timer = new Timer("test-timer");
  private final FakeTime time = new FakeTime();
  private final FakeCredentials credentials = new FakeCredentials();
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Warning> warnings = new ArrayList<>();
  private final List<Interceptor> interceptors = new ArrayList<>(List.of(new Recorder()));
  private WarningHandler warningHandler = (request, warning) -> warnings.add(warning);
  private @Nullable DefaultRestClient opened;

  private static final class FakeTime implements Seams {
    final List<Duration> sleeps = new ArrayList<>();
    long nanos = 1;
    Runnable whileSleeping = () -> {};

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public Instant now() {
      return Instant.parse("2026-01-01T00:00:00Z").plusNanos(nanos);
    }

    @Override
    public boolean sleep(long duration, CountDownLatch end) throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      sleeps.add(Duration.ofNanos(duration));
      whileSleeping.run();
      boolean ended = end.getCount() == 0;
      nanos += ended ? 0 : duration;
      return ended;
    }
  }

  private static final class FakeCredentials implements Credentials {
    String token = "first";
    @Nullable String next;
    Fetch fetch = () -> {};
    boolean closed;

    interface Fetch {
      void run() throws TimeoutException;
    }

    @Override
    public List<Parameter> headers(Deadline deadline) throws TimeoutException {
      fetch.run();
      return List.of(
          new Parameter("Authorization", "Bearer " + token),
          new Parameter("Impersonate-User", "jane"));
    }

    @Override
    public boolean refresh(List<Parameter> rejected) {
      if (next == null) {
        return false;
      }
      token = next;
      next = null;
      return true;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final class Recorder implements Interceptor {
    @Override
    public RestRequest before(RestRequest request) {
      return request.toBuilder().header("X-Trace", "t").build();
    }

    @Override
    public void after(Attempt attempt) {
      attempts.add(attempt);
      throw new IllegalStateException("interceptors may fail");
    }
  }

  private DefaultRestClient client() {
    return client(null, 2);
  }

  private DefaultRestClient client(CallSettings.@Nullable Rate rate, int maxInFlight) {
    CallSettings settings =
        new CallSettings(
            URI.create("https://example.test:6443"),
            Duration.ofSeconds(60),
            "test/1",
            true,
            maxInFlight,
            rate,
            interceptors,
            warningHandler);
    DefaultRestClient client = new DefaultRestClient(transport, credentials, settings, timer, time);
    opened = client;
    return client;
  }

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
    assertThat(transport.script).as("answers nobody asked for").isEmpty();
  }

  private static String status(String reason, int code) {
    return STATUS.formatted(reason, code);
  }

  private static @Nullable String header(FakeTransport transport, int call, String name) {
    return transport.calls.get(call).headers().stream()
        .filter(h -> h.name().equalsIgnoreCase(name))
        .map(Parameter::value)
        .findFirst()
        .orElse(null);
  }

  @Test
  void send_success_hasBodyHeadAndHeaders() {
    transport.then(200, "{}", "Audit-Id", "42", "Warning", "299 - \"old\"");

    var response = client().send(GET);

    assertThat(response.text()).isEqualTo("{}");
    assertThat(transport.arrivals).containsExactly(Lane.UNARY);
    assertThat(response.head().auditId()).isEqualTo("42");
    assertThat(warnings).containsExactly(new Warning(299, "-", "old"));
    assertThat(header(transport, 0, "User-Agent")).isEqualTo("test/1");
    assertThat(header(transport, 0, "Accept")).isEqualTo("application/json");
    assertThat(header(transport, 0, "Accept-Encoding")).isEqualTo("gzip");
    assertThat(header(transport, 0, "Authorization")).isEqualTo("Bearer first");
    assertThat(header(transport, 0, "Impersonate-User")).isEqualTo("jane");
    assertThat(header(transport, 0, "X-Trace")).isEqualTo("t");
  }

  @Test
  void send_ownHeaders_winOverOurs() {
    transport.then(200, "{}");
    RestRequest request =
        GET.toBuilder()
            .header("authorization", "Bearer own")
            .header("accept", "text/plain")
            .build();

    client().send(request);

    assertThat(transport.calls.get(0).headers())
        .filteredOn(h -> h.name().equalsIgnoreCase("authorization"))
        .extracting(Parameter::value)
        .containsExactly("Bearer own");
    assertThat(header(transport, 0, "Impersonate-User")).isNull();
    assertThat(header(transport, 0, "Accept")).isEqualTo("text/plain");
  }

  @Test
  void send_gzippedAnswer_isPlain() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write("hello".getBytes(StandardCharsets.UTF_8));
    }
    transport.then(
        call ->
            FakeTransport.answer(
                FakeTransport.answer(200, "", "Content-Encoding", "gzip").head(),
                new ByteArrayInputStream(zipped.toByteArray())));

    assertThat(client().send(GET).text()).isEqualTo("hello");
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void send_retryAfter_isHonouredForEveryVerb(Verb verb) {
    transport
        .then(429, status("TooManyRequests", 429), "Retry-After", "2")
        .then(503, status("ServiceUnavailable", 503), "Retry-After", "3")
        .then(200, "{}");

    client().send(RestRequest.builder(verb, "/x").build());

    assertThat(time.sleeps).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(3));
    assertThat(attempts)
        .extracting(Attempt::number, Attempt::retryDelay)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, Duration.ofSeconds(2)),
            org.assertj.core.groups.Tuple.tuple(2, Duration.ofSeconds(3)),
            org.assertj.core.groups.Tuple.tuple(3, null));
  }

  @Test
  void send_retryAfterDate_isHonoured() {
    transport
        .then(
            503,
            "busy",
            "Retry-After",
            "Thu, 01 Jan 2026 00:00:09 GMT",
            "Date",
            "Thu, 01 Jan 2026 00:00:05 GMT")
        .then(200, "{}");

    client().send(GET);

    assertThat(time.sleeps).containsExactly(Duration.ofSeconds(4));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void send_overloadWithoutRetryAfter_failsAtOnce(int code) {
    transport.then(code, status("X", code));

    assertThatThrownBy(() -> client().send(GET))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void send_retryAfterForEver_givesUpAfterElevenSendings() {
    for (int i = 0; i < 11; i++) {
      transport.then(429, status("TooManyRequests", 429), "Retry-After", "1");
    }

    ApiException failure = catchThrowableOfType(ApiException.class, () -> client().send(GET));

    assertThat(failure.isTooManyRequests()).isTrue();
    assertThat(failure.getSuppressed()).hasSize(1);
    assertThat(transport.calls).hasSize(11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"61", "Fri, 31 Dec 9999 23:59:59 GMT"})
  void send_retryAfterBeyondTheDeadline_failsAtOnce(String retryAfter) {
    transport.then(429, status("TooManyRequests", 429), "Retry-After", retryAfter);

    assertThatThrownBy(() -> client().send(GET)).isInstanceOf(ApiException.class);
    assertThat(time.sleeps).isEmpty();
  }

  @Test
  void send_unauthorizedWithOtherCredentials_isSentOnceMore() {
    credentials.next = "second";
    transport.then(401, status("Unauthorized", 401)).then(200, "{}");

    client().send(RestRequest.builder(Verb.CREATE, "/x").json("{}").build());

    assertThat(header(transport, 1, "Authorization")).isEqualTo("Bearer second");
  }

  @Test
  void send_unauthorizedAgain_fails() {
    credentials.next = "second";
    transport.then(401, status("Unauthorized", 401)).then(401, status("Unauthorized", 401));

    assertThatThrownBy(() -> client().send(GET))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.isUnauthorized()).isTrue());
  }

  @Test
  void send_unauthorizedWithoutOtherCredentials_failsAtOnce() {
    transport.then(401, status("Unauthorized", 401));

    assertThatThrownBy(() -> client().send(GET))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("check the credentials");
  }

  @Test
  void send_unauthorizedWithAnAuthorizationOfItsOwn_failsAtOnce() {
    credentials.next = "second";
    transport.then(401, status("Unauthorized", 401));
    RestRequest own = GET.toBuilder().header("Authorization", "Bearer own").build();

    assertThatThrownBy(() -> client().send(own)).isInstanceOf(ApiException.class);

    assertThat(credentials.token).isEqualTo("first");
  }

  @Test
  void send_credentialsAreNotThereInTime_isADeadline() {
    credentials.fetch =
        () -> {
          throw new TimeoutException("waited for the plugin");
        };

    assertThatThrownBy(() -> client().send(GET))
        .isInstanceOf(DeadlineExceededException.class)
        .hasRootCauseMessage("waited for the plugin");
    assertThat(transport.calls).isEmpty();
  }

  @Test
  void send_whileAnotherCallWaitsForCredentials_hasItsPlace() {
    transport.then(200, "{}").then(200, "{}");
    DefaultRestClient client = client(null, 1);
    RestRequest other =
        GET.toBuilder()
            .header("Authorization", "Bearer own")
            .timeout(Duration.ofSeconds(1))
            .build();
    credentials.fetch = () -> client.send(other);

    client.send(GET);

    assertThat(transport.calls).hasSize(2);
  }

  @Test
  void send_brokenConnection_isSentAgainForReadsOnly() {
    transport.thenFail(new IOException("Connection reset")).then(200, "{}");
    client().send(GET);
    assertThat(time.sleeps).containsExactly(Duration.ofSeconds(1));

    transport.thenFail(new IOException("Connection reset"));
    assertThatThrownBy(() -> client().send(RestRequest.builder(Verb.CREATE, "/x").build()))
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.isUnprocessed()).isFalse());
  }

  @Test
  void send_provablyUnprocessed_isSentAgainForEveryVerb() {
    transport.thenFail(new IOException("too many concurrent streams")).then(201, "{}");

    client().send(RestRequest.builder(Verb.CREATE, "/x").build());

    assertThat(transport.calls).hasSize(2);
  }

  @Test
  void send_refusedConnection_failsAtOnceAndSaysWhere() {
    transport.thenFail(new ConnectException("Connection refused"));

    assertThatThrownBy(() -> client().send(GET))
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.isUnprocessed()).isTrue())
        .hasMessageContaining("https://example.test:6443")
        .hasMessageContaining("Connection refused");
  }

  @Test
  void send_bodyBreaksOff_readIsSentAgain() {
    transport
        .then(
            call ->
                FakeTransport.answer(
                    FakeTransport.answer(200, "").head(), failing(new IOException("closed"))))
        .then(200, "{}");

    assertThat(client().send(GET).text()).isEqualTo("{}");
    assertThat(transport.arrivals).as("of the second body only").hasSize(1);
    assertThat(transport.timeouts).isEmpty();
  }

  /** A body of which nothing comes. Time stands still until somebody waits for it. */
  private final class Stalled extends InputStream {
    private final CountDownLatch timeStandsStill = new CountDownLatch(1);
    private final CountDownLatch awaited = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    Stalled() throws InterruptedException {
      Future<?> unused =
          timer.scheduleNanos(
              0,
              () -> {
                timeStandsStill.countDown();
                await(awaited);
              });
      timeStandsStill.await();
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public int read() throws IOException {
      awaited.countDown();
      await(closed);
      throw new IOException("closed");
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 500})
  void send_bodyStalls_countsAgainstItsConnection(int status) throws InterruptedException {
    Stalled stalled = new Stalled();
    transport.then(call -> FakeTransport.answer(FakeTransport.answer(status, "").head(), stalled));
    RestRequest request = GET.toBuilder().timeout(Duration.ofMillis(1)).build();

    assertThatThrownBy(() -> client().send(request)).isInstanceOf(DeadlineExceededException.class);

    assertThat(transport.timeouts).containsExactly(Lane.UNARY);
    assertThat(transport.arrivals).isEmpty();
  }

  @Test
  void send_bodyThatIsReadAsJsonStalls_countsAgainstItsConnection() throws InterruptedException {
    Stalled stalled = new Stalled();
    transport.then(call -> FakeTransport.answer(FakeTransport.answer(200, "").head(), stalled));
    RestRequest request = GET.toBuilder().timeout(Duration.ofMillis(1)).build();

    assertThatThrownBy(() -> client().send(request, DefaultRestClientTest::json))
        .isInstanceOf(DeadlineExceededException.class);

    assertThat(transport.timeouts).containsExactly(Lane.UNARY);
    assertThat(transport.arrivals).isEmpty();
  }

  private static @Nullable JsonObject json(ResponseHead head, InputStream body) {
    try (JsonReader reader = JsonReader.of(body, DecodeOptions.DEFAULT)) {
      return reader.read(JsonCodecs.OBJECT);
    }
  }

  private static InputStream failing(IOException failure) {
    return new SequenceInputStream(
        new ByteArrayInputStream(new byte[] {'{'}),
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw failure;
          }
        });
  }

  @Test
  void send_redirect_isNotFollowedAndSaysWhereItLeads() {
    transport.then(301, "", "Location", "https://other.test/x?token=hunter2");

    assertThatThrownBy(() -> client().send(GET))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(301))
        .hasMessageContaining("https://other.test/x")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void send_answerThatIsNoStatus_isKeptAsACause() {
    transport.then(502, "<html>" + "x".repeat(5000), "Retry-After", "soon");

    ApiException failure = catchThrowableOfType(ApiException.class, () -> client().send(GET));

    assertThat(failure.isInternalError()).isTrue();
    assertThat(failure.hasCause("UnexpectedServerResponse")).isTrue();
    assertThat(failure.status().details().causes().get(0).message()).hasSize(2048);
  }

  @Test
  void send_conflictWithoutAStatus_dependsOnTheVerb() {
    RestRequest create = RestRequest.builder(Verb.CREATE, "/x").json("{}").build();
    RestRequest update = RestRequest.builder(Verb.UPDATE, "/x").json("{}").build();
    transport.then(409, "no status").then(409, "no status");

    ApiException created = catchThrowableOfType(ApiException.class, () -> client().send(create));
    ApiException updated = catchThrowableOfType(ApiException.class, () -> client().send(update));

    assertThat(created.isAlreadyExists()).isTrue();
    assertThat(updated.isConflict()).isTrue();
  }

  @Test
  void send_noAnswerInTime_isADeadline() {
    transport.then(
        call -> {
          throw new TimeoutException();
        });

    assertThatThrownBy(() -> client().send(GET.toBuilder().timeout(Duration.ofSeconds(3)).build()))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessageContaining("PT3S");
  }

  @Test
  void send_interruptedWhileWaitingForTheAnswer_cancelsAndKeepsTheFlag() {
    transport.then(
        call -> {
          throw new InterruptedException();
        });

    assertThatThrownBy(() -> client().send(GET)).isInstanceOf(CancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void send_interruptedWhileTheClientIsClosed_keepsTheFlag() {
    DefaultRestClient client = client();
    transport.then(
        call -> {
          client.close();
          throw new InterruptedException();
        });

    assertThatThrownBy(() -> client.send(GET)).isInstanceOf(CancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void send_interruptedBetweenTries_cancelsAndKeepsTheFlag() {
    transport.then(
        call -> {
          Thread.currentThread().interrupt();
          return FakeTransport.answer(429, "", "Retry-After", "5");
        });

    assertThatThrownBy(() -> client().send(GET)).isInstanceOf(CancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void send_readerFindsNonsense_isNotSentAgain() {
    transport.then(200, "nonsense");

    assertThatThrownBy(
            () ->
                client()
                    .send(
                        GET,
                        (head, body) -> {
                          throw new DecodeException("", "nonsense", null);
                        }))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void after_readerFindsNonsense_isToldOfAnswerAndFailure() {
    transport.then(200, "nonsense");
    DecodeException nonsense = new DecodeException("", "nonsense", null);

    assertThatThrownBy(
            () ->
                client()
                    .send(
                        GET,
                        (head, body) -> {
                          throw nonsense;
                        }))
        .isSameAs(nonsense);

    assertThat(attempts).singleElement().extracting(Attempt::failure).isSameAs(nonsense);
    assertThat(attempts.getFirst().head().status()).isEqualTo(200);
  }

  @Test
  void after_credentialsFail_isToldThatNothingWasSent() {
    ConfigException noToken = new ConfigException("no token", null);
    credentials.fetch =
        () -> {
          time.nanos += 1000;
          throw noToken;
        };

    assertThatThrownBy(() -> client().send(GET)).isSameAs(noToken);

    Attempt attempt = attempts.getFirst();
    assertThat(attempts).hasSize(1);
    assertThat(attempt.failure()).isSameAs(noToken);
    assertThat(attempt.head()).isNull();
    assertThat(attempt.duration()).isZero();
  }

  @Test
  void after_clientIsClosed_isTold() {
    DefaultRestClient client = client();
    client.close();

    assertThatThrownBy(() -> client.send(GET)).isInstanceOf(CancelledException.class);

    assertThat(attempts)
        .singleElement()
        .extracting(Attempt::failure)
        .isInstanceOf(CancelledException.class);
  }

  @Test
  void after_anotherInterceptorRefuses_isTold() {
    IllegalStateException refusal = new IllegalStateException("not this one");
    List<Attempt> ofTheRefusing = new ArrayList<>();
    interceptors.add(
        new Interceptor() {
          @Override
          public RestRequest before(RestRequest request) {
            throw refusal;
          }

          @Override
          public void after(Attempt attempt) {
            ofTheRefusing.add(attempt);
          }
        });

    assertThatThrownBy(() -> client().send(GET)).isSameAs(refusal);

    assertThat(attempts).singleElement().extracting(Attempt::failure).isSameAs(refusal);
    assertThat(ofTheRefusing).isEmpty();
  }

  @Test
  void after_bodyBreaksOff_isToldOfAnswerAndFailure() {
    transport.then(
        call ->
            FakeTransport.answer(
                FakeTransport.answer(201, "").head(), failing(new IOException("closed"))));

    assertThatThrownBy(() -> client().send(RestRequest.builder(Verb.CREATE, "/x").build()))
        .isInstanceOf(TransportException.class);

    Attempt attempt = attempts.getFirst();
    assertThat(attempt.head().status()).isEqualTo(201);
    assertThat(attempt.failure()).isInstanceOf(TransportException.class);
  }

  @Test
  void after_success_isToldWhatWasSentAndHowLongTheHeadersTook() {
    credentials.fetch = () -> time.nanos += Duration.ofSeconds(3).toNanos();
    transport
        .then(200, "{}")
        .then(
            call -> {
              time.nanos += Duration.ofSeconds(2).toNanos();
              return FakeTransport.answer(200, "{}");
            });
    DefaultRestClient client = client(new CallSettings.Rate(0.1, 1), 2);
    client.send(GET);

    client.send(
        GET,
        (head, body) -> {
          time.nanos += Duration.ofSeconds(5).toNanos();
          return "";
        });

    Attempt attempt = attempts.getLast();
    assertThat(attempt.duration()).isEqualTo(Duration.ofSeconds(2));
    assertThat(attempt.request().headers()).contains(new Parameter("X-Trace", "t"));
    assertThat(time.sleeps).isNotEmpty();
  }

  @Test
  void send_warningHandlerFails_hasItsAnswer() {
    warningHandler =
        (request, warning) -> {
          throw new IllegalStateException("handlers may fail");
        };
    transport.then(201, "{}", "Warning", "299 - \"old\"");

    assertThat(client().send(RestRequest.builder(Verb.CREATE, "/x").build()).text())
        .isEqualTo("{}");
  }

  @Test
  void send_rateLimit_waitsForTokensButNotForWatches() {
    transport.then(200, "").then(200, "").then(200, "").then(200, "");
    DefaultRestClient client = client(new CallSettings.Rate(10, 2), 2);

    client.send(GET);
    client.send(GET);
    client.open(RestRequest.builder(Verb.WATCH, "/x").build()).close();
    assertThat(time.sleeps).isEmpty();
    client.send(GET);

    assertThat(time.sleeps).containsExactly(Duration.ofMillis(100));
  }

  @Test
  void send_rateLimitBeyondTheDeadline_failsAtOnce() {
    transport.then(200, "");
    DefaultRestClient client = client(new CallSettings.Rate(0.001, 1), 2);
    client.send(GET);

    assertThatThrownBy(() -> client.send(GET))
        .isInstanceOf(DeadlineExceededException.class)
        .hasRootCauseMessage("the client-side rate limit would have taken longer");
  }

  @Test
  void open_success_leavesTheBodyToTheCaller() throws IOException {
    transport.then(200, "a stream");

    try (var stream = client().open(GET)) {
      assertThat(stream.body().readAllBytes()).asString().isEqualTo("a stream");
    }
  }

  @Test
  void open_clientCloses_readsAreCancelled() {
    transport.then(200, "a stream");
    DefaultRestClient client = client();
    var stream = client.open(GET);

    client.close();

    IOException failure = catchThrowableOfType(IOException.class, () -> readAll(stream.body()));
    assertThat(client.failure(GET, failure)).isInstanceOf(CancelledException.class);
    assertThat(transport.closed).isTrue();
    assertThat(credentials.closed).isTrue();
    assertThatThrownBy(() -> client.send(GET)).isInstanceOf(CancelledException.class);
  }

  @Test
  void close_callWaitsToBeSentAgain_isCancelledAtOnce() {
    transport.then(429, status("TooManyRequests", 429), "Retry-After", "30");
    DefaultRestClient client = client();
    time.whileSleeping = client::close;
    long before = time.nanos;

    assertThatThrownBy(() -> client.send(GET))
        .isInstanceOfSatisfying(
            CancelledException.class, e -> assertThat(e.isClientClosed()).isTrue())
        .hasCauseInstanceOf(ApiException.class);

    assertThat(time.nanos).isEqualTo(before);
  }

  @Test
  void close_callWaitsForTheRateLimit_isCancelledAtOnce() {
    transport.then(200, "");
    DefaultRestClient client = client(new CallSettings.Rate(0.1, 1), 2);
    client.send(GET);
    time.whileSleeping = client::close;
    long before = time.nanos;

    assertThatThrownBy(() -> client.send(GET))
        .isInstanceOfSatisfying(
            CancelledException.class, e -> assertThat(e.isClientClosed()).isTrue());

    assertThat(time.sleeps).hasSize(1);
    assertThat(time.nanos).isEqualTo(before);
  }

  @Test
  void sleep_ofTheSystem_endsWithTheClient() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    assertThat(Seams.SYSTEM.sleep(1, end)).isFalse();

    end.countDown();

    assertThat(Seams.SYSTEM.sleep(Duration.ofDays(1).toNanos(), end)).isTrue();
  }

  private static void readAll(InputStream in) throws IOException {
    in.readAllBytes();
  }
}
