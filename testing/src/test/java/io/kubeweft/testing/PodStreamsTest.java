package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exec, attach and port-forward, as they are on the wire. */
class PodStreamsTest {
  private static final String POD = "/api/v1/namespaces/default/pods/web";
  private static final String V4 = "v4.channel.k8s.io";
  private static final String V5 = "v5.channel.k8s.io";

  private final KubeApiServer server = KubeApiServer.start();
  private final Http http = new Http(server.uri());
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void createPod() throws Exception {
    http.post(
        "/api/v1/namespaces/default/pods",
        "{\"metadata\":{\"name\":\"web\"},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}");
  }

  @AfterEach
  void close() {
    server.close();
    // WebSockets that are still open keep close() waiting.
    client.shutdownNow();
    http.close();
  }

  /** A client of a WebSocket, which keeps whole messages; an empty one stands for the end. */
  private final class Client implements WebSocket.Listener {
    final BlockingQueue<Optional<byte[]>> messages = new LinkedBlockingQueue<>();
    final AtomicReference<Integer> closed = new AtomicReference<>();
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private final CompletableFuture<String> pong = new CompletableFuture<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final WebSocket socket;

    Client(String path) {
      socket = client.newWebSocketBuilder().buildAsync(uri(path), this).join();
    }

    Client(String path, String protocol) {
      socket =
          client.newWebSocketBuilder().subprotocols(protocol).buildAsync(uri(path), this).join();
    }

    private URI uri(String path) {
      return URI.create(server.uri().resolve(path).toString().replace("http:", "ws:"));
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
      boolean unused = pong.complete(StandardCharsets.UTF_8.decode(message).toString());
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      parts.writeBytes(bytes);
      if (last) {
        messages.add(Optional.of(parts.toByteArray()));
        parts.reset();
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      closed.set(status);
      boolean unused = ended.complete(status);
      messages.add(Optional.empty());
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      messages.add(Optional.empty());
    }

    /** The next message as {@code channel:text}; {@code end} at the end. */
    String next() throws InterruptedException {
      Optional<byte[]> message = messages.poll(30, TimeUnit.SECONDS);
      assertThat(message).as("a message within 30 s").isNotNull();
      return message
          .map(
              bytes ->
                  bytes[0] + ":" + new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8))
          .orElse("end");
    }

    JsonObject status() throws InterruptedException {
      String message = next();
      assertThat(message).startsWith("3:");
      return Json.parseObject(message.substring(2));
    }

    void send(int channel, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      ByteBuffer message = ByteBuffer.allocate(bytes.length + 1).put((byte) channel).put(bytes);
      CompletableFuture<WebSocket> sent = socket.sendBinary(message.flip(), true);
      assertThat(sent).succeedsWithin(Duration.ofSeconds(30));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {V4, V5})
  void exec_answer_comesOnItsChannelsWithTheExitCode(String protocol) throws Exception {
    server.onExec(
        "default",
        "web",
        "c",
        ContainerProgram.command("ls", "-l"),
        ContainerProgram.answering("out", "err", 3));

    Client exec = new Client(POD + "/exec?command=ls&command=-l&stdout=1&stderr=1", protocol);

    assertThat(exec.socket.getSubprotocol()).isEqualTo(protocol);
    assertThat(exec.next()).isEqualTo("1:");
    assertThat(exec.next()).isEqualTo("1:out");
    assertThat(exec.next()).isEqualTo("2:err");
    JsonObject status = exec.status();
    assertThat(status.getString("reason")).isEqualTo("NonZeroExitCode");
    assertThat(status.getArray("details", "causes").values())
        .containsExactly(Json.parse("{\"reason\":\"ExitCode\",\"message\":\"3\"}"));
    assertThat(exec.next()).isEqualTo("end");
    assertThat(exec.closed).hasValue(1000);
    assertThat(server.requests().getLast().status()).isEqualTo(101);
  }

  @Test
  void exec_stdinClosedByTheFrameOfV5_endsTheProgram() throws Exception {
    server.onExec("default", "web", "c", call -> true, ContainerProgram.echo());

    Client exec = new Client(POD + "/exec?command=cat&stdin=true&stdout=true", V5);

    assertThat(exec.next()).isEqualTo("1:");
    exec.send(0, "one");
    assertThat(exec.next()).isEqualTo("1:one");
    exec.send(0, "two");
    assertThat(exec.next()).isEqualTo("1:two");
    exec.send(255, "\0");
    assertThat(exec.status().getString("status")).isEqualTo("Success");
    assertThat(exec.next()).isEqualTo("end");
  }

  @Test
  void exec_terminal_hasSizesAndOneStream() throws Exception {
    server.onExec(
        "default",
        "web",
        "c",
        ContainerCall::tty,
        call -> {
          call.stdout().write(call.stdin().read());
          call.stderr().write(call.sizes().get().toString().getBytes(StandardCharsets.UTF_8));
          return 0;
        });

    Client exec =
        new Client(POD + "/exec?command=sh&stdin=true&stdout=true&stderr=true&tty=true", V5);
    exec.send(4, "{\"Width\":80,\"Height\":24}");
    exec.send(0, "x");

    assertThat(exec.next()).isEqualTo("1:");
    assertThat(exec.next()).isEqualTo("1:x");
    assertThat(exec.next()).isEqualTo("1:[{\"Width\":80,\"Height\":24}]");
    assertThat(exec.status().getString("status")).isEqualTo("Success");
  }

  @Test
  void exec_largeOutput_isCutAndWhole() throws Exception {
    String large = "0123456789".repeat(100_000);
    server.onExec("default", "web", "c", call -> true, ContainerProgram.answering(large, "", 0));

    Client exec = new Client(POD + "/exec?command=a&stdout=true", V4);

    StringBuilder text = new StringBuilder();
    for (String message = exec.next(); message.startsWith("1:"); message = exec.next()) {
      text.append(message, 2, message.length());
    }
    assertThat(text.toString()).isEqualTo(large);
  }

  @Test
  void exec_commandWithoutProgram_isToldSo() throws Exception {
    server.onExec("default", "web", "c", ContainerProgram.command("a"), ContainerProgram.echo());

    Client exec = new Client(POD + "/exec?command=b&stdout=true", V5);

    assertThat(exec.next()).isEqualTo("1:");
    JsonObject status = exec.status();
    assertThat(status.getString("reason")).isEqualTo("InternalError");
    assertThat(status.getString("message"))
        .contains("nothing is scripted for exec [b] in container c of pod web");
  }

  @Test
  void exec_clientThatGoes_interruptsTheProgram() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    server.onExec(
        "default",
        "web",
        "c",
        call -> true,
        call -> {
          try {
            new CountDownLatch(1).await();
            return 0;
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
          }
        });
    Client exec = new Client(POD + "/exec?command=sleep&stdout=true", V5);
    assertThat(exec.next()).isEqualTo("1:");

    exec.socket.abort();

    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void attach_container_showsWhatItDoes() throws Exception {
    server.onAttach("default", "web", "c", ContainerProgram.answering("hello", "", 0));

    Client attach = new Client(POD + "/attach?stdout=true", V5);

    assertThat(attach.next()).isEqualTo("1:");
    assertThat(attach.next()).isEqualTo("1:hello");
    assertThat(attach.status().getString("status")).isEqualTo("Success");
  }

  @Test
  void portForward_severalPorts_haveTwoChannelsEach() throws Exception {
    server.onPort("default", "web", 8080, PortProgram.echo());

    Client ports = new Client(POD + "/portforward?ports=8080,9090", V4);

    Map<String, String> first = new TreeMap<>();
    for (int i = 0; i < 5; i++) {
      byte[] message = ports.messages.poll(30, TimeUnit.SECONDS).orElseThrow();
      int port = message.length == 3 ? (message[1] & 0xff) | (message[2] & 0xff) << 8 : 0;
      first.put(
          message[0] + (port == 0 ? "!" : ""),
          port == 0
              ? new String(message, 1, message.length - 1, StandardCharsets.UTF_8)
              : Integer.toString(port));
    }
    assertThat(first)
        .isEqualTo(
            Map.of(
                "0",
                "8080",
                "1",
                "8080",
                "2",
                "9090",
                "3",
                "9090",
                "3!",
                "nothing listens at port 9090 of the pod"));
    ports.send(0, "ping");
    assertThat(ports.next()).isEqualTo("0:ping");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exec?command=ls&stdout=1", "attach?stdout=1"})
  void program_thatThrows_isAFailureOfItsClient(String request) throws Exception {
    ContainerProgram broken =
        call -> {
          throw new IllegalStateException("a bug");
        };
    server.onExec("default", "web", "c", ContainerProgram.command("ls"), broken);
    server.onAttach("default", "web", "c", broken);

    Client stream = new Client(POD + "/" + request, V5);

    assertThat(stream.next()).isEqualTo("1:");
    assertThat(stream.status().getString("message"))
        .isEqualTo(
            "Internal error occurred: the program has thrown"
                + " java.lang.IllegalStateException: a bug");
    assertThat(stream.next()).isEqualTo("end");
  }

  @Test
  void portForward_programThatThrows_isAnErrorOfItsPort() throws Exception {
    server.onPort(
        "default",
        "web",
        8080,
        (in, out) -> {
          throw new AssertionError("a bug");
        });

    Client port = new Client(POD + "/portforward?ports=8080", V4);

    assertThat(port.messages.poll(30, TimeUnit.SECONDS)).isPresent();
    assertThat(port.messages.poll(30, TimeUnit.SECONDS)).isPresent();
    assertThat(port.next())
        .isEqualTo("1:the program at port 8080 has thrown java.lang.AssertionError: a bug");
  }

  @Test
  void watch_pingAndClose_areAnswered() {
    Client watch = new Client("/api/v1/namespaces/default/configmaps?watch=1");

    CompletableFuture<WebSocket> sent =
        watch.socket.sendPing(ByteBuffer.wrap("there?".getBytes(StandardCharsets.UTF_8)));

    assertThat(sent).succeedsWithin(Duration.ofSeconds(30));
    assertThat(watch.pong).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("there?");
    assertThat(watch.socket.sendClose(WebSocket.NORMAL_CLOSURE, ""))
        .succeedsWithin(Duration.ofSeconds(30));
    assertThat(watch.ended).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(1000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /exec?command=a | SPDY/3.1 | 400 | SPDY is not spoken here
          /portforward?ports=80 | SPDY/3.1 | 400 | SPDY is not spoken here
          /exec?command=a | | 400 | Upgrade request required
          /exec | | 400 | you must specify at least 1 command for the container
          /exec?command=a&container=x | | 400 | container x is not valid for pod web
          /portforward?ports=0 | | 400 | unable to parse
          /portforward | | 400 | is required
          """)
  void otherRequests_areRefused(String path, String upgrade, int status, String message)
      throws Exception {
    // The client of the JDK sets no Upgrade: a socket does.
    Http.Answer answer =
        upgrade == null ? http.get(POD + path) : RawHttp.upgrade(server.uri(), POD + path, upgrade);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().getString("message")).contains(message);
  }

  @ParameterizedTest
  @CsvSource({"exec?command=a,channel.k8s.io", "portforward?ports=80,v5.channel.k8s.io"})
  void otherProtocols_areRefused(String path, String protocol) {
    CompletionException refused =
        catchThrowableOfType(
            CompletionException.class, () -> new Client(POD + "/" + path, protocol));

    assertThat(refused.getCause())
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            e -> assertThat(e.getResponse().statusCode()).isEqualTo(400));
  }
}
