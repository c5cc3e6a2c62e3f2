package io.kubeweft.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubeweft.KubernetesException;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.TransportException;
import io.kubeweft.rest.Verb;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that are reset at each stage of a call. */
class BrokenConnectionTest {
  private static final RestRequest CREATE =
      RestRequest.builder(Verb.CREATE, "/a").json("{\"a\":1}").build();

  enum Stage {
    BEFORE_THE_REQUEST,
    AFTER_THE_REQUEST,
    WITHIN_THE_HEAD,
    WITHIN_THE_BODY;

    void breakOff(RawServer.Connection connection) throws IOException {
      if (this != BEFORE_THE_REQUEST) {
        connection.readRequest();
      }
      if (this == WITHIN_THE_HEAD) {
        connection.write("HTTP/1.1 200 OK\r\nContent-Ty");
      }
      if (this == WITHIN_THE_BODY) {
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":");
      }
      connection.reset();
    }
  }

  private static RestRequest get(Duration timeout) {
    return RestRequest.builder(Verb.GET, "/a").timeout(timeout).build();
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void get_brokenOnce_isSentAgain(Stage stage) throws Exception {
    try (RawServer server =
            RawServer.start(
                connection -> {
                  // The JDK may send a GET once more by itself: both of its sendings break.
                  if (connection.number <= 2) {
                    stage.breakOff(connection);
                  } else if (connection.readRequest() != null) {
                    connection.answer(200, "{\"whole\":true}");
                  }
                });
        SocketClient client = SocketClient.to(server.uri())) {

      String text = client.rest.send(get(Duration.ofSeconds(30))).text();

      assertThat(text).isEqualTo("{\"whole\":true}");
    }
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void get_alwaysBroken_isSeenAtMostTwicePerAttempt(Stage stage) throws Exception {
    try (RawServer server = RawServer.start(stage::breakOff);
        SocketClient client = SocketClient.to(server.uri())) {

      // One attempt at once and one after a second; a third would begin after the timeout.
      TransportException failure =
          catchThrowableOfType(
              TransportException.class, () -> client.rest.send(get(Duration.ofMillis(1900))));

      int attempts = 1 + failure.getSuppressed().length;
      assertThat(attempts).isEqualTo(2);
      assertThat(server.requests()).hasSizeLessThanOrEqualTo(2 * attempts);
    }
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void create_broken_isNeverSentTwice(Stage stage) throws Exception {
    try (RawServer server = RawServer.start(stage::breakOff);
        SocketClient client = SocketClient.to(server.uri())) {

      TransportException failure =
          catchThrowableOfType(TransportException.class, () -> client.rest.send(CREATE));

      assertThat(server.requests()).hasSize(stage == Stage.BEFORE_THE_REQUEST ? 0 : 1);
      assertThat(failure.isUnprocessed()).as(failure.getMessage()).isFalse();
    }
  }

  @Test
  void create_keptConnectionClosedMeanwhile_isNotSentTwice() throws Exception {
    try (RawServer server =
            RawServer.start(
                connection -> {
                  connection.readRequest();
                  connection.answer(200, "{}");
                  if (connection.number == 1) {
                    connection.readRequest();
                  }
                });
        SocketClient client = SocketClient.to(server.uri())) {
      client.rest.send(CREATE);

      Throwable failure = catchThrowable(() -> client.rest.send(CREATE));

      int sendings = failure == null ? 2 : 1;
      assertThat(server.requests().size()).isBetween(sendings, 2);
    }
  }

  @Test
  void send_halfOpenConnection_endsWithItsDeadlineAndTheNextCallWorks() throws Exception {
    try (RawServer server =
            RawServer.start(
                connection -> {
                  connection.readRequest();
                  if (connection.number == 1) {
                    connection.awaitClientClose();
                  } else {
                    connection.answer(200, "{}");
                  }
                });
        SocketClient client = SocketClient.to(server.uri())) {

      KubernetesException failure =
          catchThrowableOfType(
              KubernetesException.class, () -> client.rest.send(get(Duration.ofMillis(300))));
      String text = client.rest.send(get(Duration.ofSeconds(30))).text();

      assertThat(failure).hasMessageContaining("not done within PT0.3S");
      assertThat(text).isEqualTo("{}");
      assertThat(server.awaitEnd()).isEqualTo(1);
    }
  }
}
