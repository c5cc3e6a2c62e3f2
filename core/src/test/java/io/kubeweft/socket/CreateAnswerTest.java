package io.kubeweft.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.resource.CreateClient;
import io.kubeweft.rest.ApiException;
import org.junit.jupiter.api.Test;

/** What a server may answer to a question. */
class CreateAnswerTest {
  private static CreateClient<Unstructured> bindings(SocketClient client) {
    return new CreateClient<>(
        client.rest,
        Unstructured.namespaced(new GroupVersionResource("", "v1", "bindings"), "Binding"),
        "default");
  }

  @Test
  void create_answeredWithSuccess_returnsTheQuestion() throws Exception {
    Unstructured binding = Unstructured.of("v1", "Binding", "web-0");
    try (RawServer server =
            RawServer.answering(
                (request, connection) ->
                    connection.answer(
                        201,
                        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Success\"}"));
        SocketClient client = SocketClient.to(server.uri())) {

      Unstructured answer = bindings(client).create(binding);

      assertThat(answer).isEqualTo(binding);
    }
  }

  @Test
  void create_answeredWithFailureThough2xx_throws() throws Exception {
    try (RawServer server =
            RawServer.answering(
                (request, connection) ->
                    connection.answer(
                        200,
                        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\","
                            + "\"reason\":\"Conflict\",\"message\":\"bound already\"}"));
        SocketClient client = SocketClient.to(server.uri())) {

      assertThatThrownBy(() -> bindings(client).create(Unstructured.of("v1", "Binding", "web-0")))
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("bound already");
    }
  }
}
