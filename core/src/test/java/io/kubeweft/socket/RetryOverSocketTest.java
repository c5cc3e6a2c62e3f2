package io.kubeweft.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubeweft.client.FanOut;
import io.kubeweft.internal.call.Credentials;
import io.kubeweft.internal.time.Deadline;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.RestRequest.Parameter;
import io.kubeweft.rest.RestResponse;
import io.kubeweft.rest.TransportException;
import io.kubeweft.rest.Verb;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the server sees of our retries: how often, and when. */
class RetryOverSocketTest {
  private static final Set<Verb> VERBS =
      Set.of(Verb.GET, Verb.LIST, Verb.CREATE, Verb.UPDATE, Verb.PATCH, Verb.DELETE);

  /** A request of its own path for each verb and each status that means overload. */
  private static List<RestRequest> requests() {
    List<RestRequest> requests = new ArrayList<>();
    for (Verb verb : VERBS) {
      for (int status : List.of(429, 500, 503)) {
        requests.add(request(verb, "/" + status + "/" + verb.name()));
      }
    }
    return requests;
  }

  private static RestRequest request(Verb verb, String path) {
    RestRequest.Builder request = RestRequest.builder(verb, path);
    return (verb.isRead() ? request : request.json("{\"a\":1}")).build();
  }

  private static List<RawServer.Request> seen(RawServer server, RestRequest request) {
    return server.requests().stream().filter(r -> r.line().contains(request.path() + " ")).toList();
  }

  /** Answers each path with the status in it the first time, then with 200. */
  private static RawServer.Answer overloadedAtFirst(String... headers) {
    Set<String> known = ConcurrentHashMap.newKeySet();
    return (request, connection) -> {
      int status = Integer.parseInt(request.line().replaceAll("\\S+ /(\\d+)/.*", "$1"));
      connection.answer(known.add(request.line()) ? status : 200, "{}", headers);
    };
  }

  @Test
  void send_retryAfterInSeconds_isWaitedForByEveryVerb() throws Exception {
    try (RawServer server = RawServer.answering(overloadedAtFirst("Retry-After: 2"));
        SocketClient client = SocketClient.to(server.uri())) {

      List<RestResponse> answers = FanOut.mapAll(requests(), client.rest::send);

      assertThat(answers).allSatisfy(answer -> assertThat(answer.head().status()).isEqualTo(200));
      for (RestRequest request : requests()) {
        List<RawServer.Request> seen = seen(server, request);
        assertThat(seen).as(request.toString()).hasSize(2);
        assertThat(seen.getLast().since(seen.getFirst())).isGreaterThanOrEqualTo(seconds(2));
        assertThat(seen.getLast().body()).isEqualTo(seen.getFirst().body());
      }
    }
  }

  @Test
  void send_retryAfterAsDate_isWaitedFor() throws Exception {
    ZonedDateTime date = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(3).withNano(0);
    String header = "Retry-After: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(date);
    try (RawServer server = RawServer.answering(overloadedAtFirst(header));
        SocketClient client = SocketClient.to(server.uri())) {

      client.rest.send(request(Verb.CREATE, "/503/create"));

      assertThat(ZonedDateTime.now(ZoneOffset.UTC)).isAfterOrEqualTo(date);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void send_overloadedWithoutRetryAfter_failsAtOnce() throws Exception {
    try (RawServer server = RawServer.answering(overloadedAtFirst());
        SocketClient client = SocketClient.to(server.uri())) {
      for (RestRequest request : requests()) {

        ApiException failure =
            catchThrowableOfType(ApiException.class, () -> client.rest.send(request));

        assertThat(request.path()).startsWith("/" + failure.code() + "/");
        assertThat(seen(server, request)).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Verb.class,
      names = {"GET", "CREATE", "DELETE"})
  void send_unauthorizedWithFreshCredentials_isSentOnceMore(Verb verb) throws Exception {
    Credentials credentials = new Renewable();
    try (RawServer server =
            RawServer.answering(
                (request, connection) ->
                    connection.answer(request.head().contains("Bearer new") ? 200 : 401, "{}"));
        SocketClient client = SocketClient.to(server.uri(), credentials)) {

      client.rest.send(request(verb, "/a"));

      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void send_unauthorizedTwice_gives401AfterTwoRequests() throws Exception {
    try (RawServer server =
            RawServer.answering((request, connection) -> connection.answer(401, "{}"));
        SocketClient client = SocketClient.to(server.uri(), new Renewable())) {

      ApiException failure =
          catchThrowableOfType(ApiException.class, () -> client.rest.send(request(Verb.GET, "/a")));

      assertThat(failure.isUnauthorized()).isTrue();
      assertThat(server.requests()).hasSize(2);
    }
  }

  private static final class Renewable implements Credentials {
    private volatile String token = "old";

    @Override
    public List<Parameter> headers(Deadline deadline) {
      return List.of(new Parameter("Authorization", "Bearer " + token));
    }

    @Override
    public boolean refresh(List<Parameter> rejected) {
      token = "new";
      return true;
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Verb.class,
      names = {"GET", "CREATE"})
  void send_connectionRefused_failsAtOnceAndSaysWhatToCheck(Verb verb) throws Exception {
    URI nobody = unusedAddress();
    try (SocketClient client = SocketClient.to(nobody)) {

      TransportException failure =
          catchThrowableOfType(
              TransportException.class, () -> client.rest.send(request(verb, "/a")));

      assertThat(failure)
          .hasMessageContaining(nobody.toString())
          .hasMessageContaining("(connection refused); is its address right and is it up?")
          .hasNoSuppressedExceptions();
    }
  }

  @Test
  void send_unknownHost_saysSo() {
    try (SocketClient client = SocketClient.to(URI.create("http://no-such-host.invalid:6443"))) {

      TransportException failure =
          catchThrowableOfType(
              TransportException.class, () -> client.rest.send(request(Verb.GET, "/a")));

      assertThat(failure)
          .hasMessageContaining("no connection to http://no-such-host.invalid:6443 (unknown host)");
    }
  }

  @Test
  void send_tlsToCleartext_asksForTheScheme() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SocketClient client =
            SocketClient.to(URI.create("https://127.0.0.1:" + server.getLocalPort()))) {
      Thread.startVirtualThread(
          () -> {
            // All of what the client says is read, lest its end be a reset; and it may come twice.
            while (!server.isClosed()) {
              try (Socket socket = server.accept()) {
                int unused = socket.getInputStream().read(new byte[8192]);
                socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
              } catch (IOException e) {
                // the test is over
              }
            }
          });

      TransportException failure =
          catchThrowableOfType(
              TransportException.class, () -> client.rest.send(request(Verb.GET, "/a")));

      assertThat(failure).hasMessageContaining("does it speak http:// instead of https://?");
    }
  }

  @Test
  void send_answerOfAnotherServer_isQuoted() throws Exception {
    String page = "Client sent an HTTP request\nto an HTTPS server." + " and more".repeat(100);
    try (RawServer server =
            RawServer.answering((request, connection) -> connection.answer(400, page));
        SocketClient client = SocketClient.to(server.uri())) {

      ApiException failure =
          catchThrowableOfType(ApiException.class, () -> client.rest.send(request(Verb.GET, "/a")));

      assertThat(failure)
          .hasMessageContaining("\"Client sent an HTTP request to an HTTPS server. and")
          .hasMessageContaining("...\"; is this the address of an API server?");
      assertThat(failure.getMessage().length()).isLessThan(400);
    }
  }

  /** So answers kube-apiserver when a CustomResourceDefinition is gone. */
  @Test
  void send_pathThatIsNotServed_saysWhatMayBeMissing() throws Exception {
    try (RawServer server =
            RawServer.answering(
                (request, connection) -> connection.answer(404, "404 page not found\n"));
        SocketClient client = SocketClient.to(server.uri())) {

      ApiException failure =
          catchThrowableOfType(ApiException.class, () -> client.rest.send(request(Verb.GET, "/a")));

      assertThat(failure).hasMessageContaining("is the CustomResourceDefinition or API there");
      assertThat(failure.isNotFound()).isTrue();
    }
  }

  private static URI unusedAddress() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  @Test
  void send_redirect_isNotFollowed() throws Exception {
    try (RawServer target =
            RawServer.answering((request, connection) -> connection.answer(200, "{}"));
        RawServer server =
            RawServer.answering(
                (request, connection) ->
                    connection.answer(301, "", "Location: " + target.uri() + "/stolen"));
        SocketClient client = SocketClient.to(server.uri(), new Renewable())) {

      ApiException failure =
          catchThrowableOfType(ApiException.class, () -> client.rest.send(request(Verb.GET, "/a")));

      assertThat(failure.code()).isEqualTo(301);
      assertThat(server.requests()).hasSize(1);
      assertThat(target.requests()).isEmpty();
    }
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
