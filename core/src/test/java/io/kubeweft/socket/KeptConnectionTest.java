package io.kubeweft.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.rest.RestRequest;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a call is sent, the next one finds its connection where it looks for one. */
class KeptConnectionTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void send_oneCallAfterTheOther_haveOneConnection(String host) throws Exception {
    try (RawServer server =
            RawServer.answering((request, connection) -> connection.answer(200, "{}"));
        SocketClient client =
            SocketClient.to(URI.create("http://" + host + ":" + server.uri().getPort()))) {
      for (int i = 0; i < 200; i++) {
        client.rest.send(RestRequest.get("/a"));
      }

      assertThat(server.connections()).isEqualTo(1);
    }
  }
}
