package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String WATCH =
      MAPS
          + "?watch=true&timeoutSeconds=1&sendInitialEvents=true&allowWatchBookmarks=true"
          + "&resourceVersionMatch=NotOlderThan";

  private KubeApiServer server;
  private Http http;

  @BeforeEach
  void start() throws Exception {
    server = KubeApiServer.start();
    http = new Http(server.uri());
    http.post(MAPS, "{\"metadata\":{\"name\":\"a\"}}");
    http.post(MAPS, "{\"metadata\":{\"name\":\"b\"}}");
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  @Test
  void inject_tooManyRequests_happensOnceToWhatFits() throws Exception {
    server.inject(
        Fault.tooManyRequests(Duration.ofSeconds(3)), request -> request.is("list", "configmaps"));

    assertThat(http.get(MAPS + "/a").status()).isEqualTo(200);
    Http.Answer faulty = http.get(MAPS);
    assertThat(faulty.status()).isEqualTo(429);
    assertThat(faulty.json().getLong("details", "retryAfterSeconds")).isEqualTo(3);
    assertThat(server.pendingFaults()).isEmpty();
    assertThat(http.get(MAPS).status()).isEqualTo(200);
  }

  @Test
  void inject_gone_endsWatchWithError() throws Exception {
    server.inject(new Fault.Gone(1), request -> request.is("watch", "configmaps"));

    assertThat(http.get(WATCH).lines())
        .extracting(line -> line.getString("type"))
        .containsExactly("ADDED", "ERROR");
  }

  @Test
  void inject_noBookmarks_sendsNone() throws Exception {
    server.inject(new Fault.NoBookmarks(), request -> request.is("watch", "configmaps"));

    assertThat(http.get(WATCH).lines())
        .extracting(line -> line.getString("type"))
        .containsExactly("ADDED", "ADDED");
  }

  @Test
  void inject_brokenEvent_sendsBrokenLine() throws Exception {
    server.inject(new Fault.BrokenEvent(1), request -> request.is("watch", "configmaps"));

    assertThat(http.get(WATCH).text().lines().toList().get(1)).endsWith("\"object\":{\"");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void inject_cutOrHalfEvent_breaksConnection(boolean half) {
    Fault fault = half ? new Fault.HalfEvent(1) : new Fault.CutWatch(1);
    server.inject(fault, request -> request.is("watch", "configmaps"));

    assertThatIOException().isThrownBy(() -> http.get(WATCH));
  }

  /** The type of an event that is whole; anything else as it is. */
  private static String type(String message) {
    return message.replaceFirst("^.\"type\":\"(\\w+)\".*\\}$", "$1");
  }

  static Stream<Arguments> watchFaults() {
    String half = "{\"type\":";
    return Stream.of(
        arguments(new Fault.Gone(1), List.of("ADDED", "ERROR", "end")),
        arguments(new Fault.EndWatch(0), List.of("end")),
        arguments(new Fault.CutWatch(1), List.of("ADDED", "cut")),
        arguments(new Fault.HalfEvent(1), List.of("ADDED", half, "cut")),
        arguments(
            new Fault.BrokenEvent(1),
            List.of("ADDED", "{\"type\":\"ADDED\",\"object\":{\"", "ADDED", "BOOKMARK", "end")),
        arguments(new Fault.NoBookmarks(), List.of("ADDED", "ADDED", "end")),
        arguments(
            new Fault.DoubleBookmarks(), List.of("ADDED", "ADDED", "BOOKMARK", "BOOKMARK", "end")));
  }

  @ParameterizedTest
  @MethodSource("watchFaults")
  void inject_watchOverWebSocket_happensToItsMessages(Fault fault, List<String> expected)
      throws IOException {
    server.inject(fault, request -> request.is("watch", "configmaps"));

    List<String> seen =
        RawHttp.messages(server.uri(), WATCH).stream().map(FaultsTest::type).toList();

    assertThat(seen).hasSameSizeAs(expected);
    assertThat(seen).zipSatisfy(expected, (actual, start) -> assertThat(actual).startsWith(start));
  }

  @Test
  void requests_areRecorded() throws Exception {
    server.clearRequests();
    http.get(MAPS + "?limit=5");

    assertThat(server.requests()).hasSize(1);
    assertThat(server.requests().get(0).is("list", "configmaps")).isTrue();
    assertThat(server.requests().get(0).pathAndQuery()).endsWith("?limit=5");
  }

  @Test
  void proxy_splitEveryByte_keepsAnswer() throws Exception {
    try (FaultyProxy proxy = FaultyProxy.start(server.uri());
        Http through = new Http(proxy.uri())) {
      proxy.next(new ByteFault.SplitEveryByte());

      assertThat(through.get(MAPS).text()).isEqualTo(http.get(MAPS).text());
      assertThat(proxy.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void proxy_dropOrReset_breaksAnswer(boolean reset) {
    try (FaultyProxy proxy = FaultyProxy.start(server.uri());
        Http through = new Http(proxy.uri())) {
      proxy.next(reset ? new ByteFault.ResetAfter(100) : new ByteFault.DropAfter(100));

      assertThatIOException().isThrownBy(() -> through.post(MAPS, "{}"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void proxy_stallOrBlackHole_answersNothing(boolean blackHole) throws Exception {
    try (FaultyProxy proxy = FaultyProxy.start(server.uri());
        Http through = new Http(proxy.uri())) {
      proxy.next(blackHole ? new ByteFault.BlackHole() : new ByteFault.StallAfter(0));
      CompletableFuture<HttpResponse<String>> answer = through.start(MAPS);
      proxy.awaitConnections(1);
      proxy.breakConnections();

      // the client asks again on a second connection, because the first one gave no answer
      assertThat(answer.join().statusCode()).isEqualTo(200);
      assertThat(proxy.connections()).isEqualTo(2);
    }
  }
}
