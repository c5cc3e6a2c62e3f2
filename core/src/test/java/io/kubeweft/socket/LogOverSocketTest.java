package io.kubeweft.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.resource.ObjectClient;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.DeadlineExceededException;
import io.kubeweft.rest.TransportException;
import io.kubeweft.stream.LogClient;
import io.kubeweft.stream.LogStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Logs over a socket that says exactly what a test wants, when it wants. */
class LogOverSocketTest {
  private static ObjectClient<Unstructured> pods(SocketClient client) {
    return new ObjectClient<>(
        client.rest,
        Unstructured.namespaced(new GroupVersionResource("", "v1", "pods"), "Pod"),
        "default");
  }

  private static LogClient logs(SocketClient client) {
    return new LogClient(pods(client));
  }

  /** Says one line, and is silent then. */
  private static void sayOnce(RawServer.Request request, RawServer.Connection connection)
      throws IOException {
    connection.beginChunks("Content-Type: text/plain");
    connection.chunk("one\n");
    connection.awaitClientClose();
  }

  @Test
  void follow_everyByteByItself_givesWholeLines() throws Exception {
    byte[] text = "zwölf 日本\r\n\uD83D\uDE80\nno end".getBytes(StandardCharsets.UTF_8);
    try (RawServer server =
            RawServer.answering(
                (request, connection) -> {
                  connection.beginChunks();
                  for (byte each : text) {
                    connection.chunk(new byte[] {each});
                  }
                  connection.endChunks();
                });
        SocketClient client = SocketClient.to(server.uri());
        LogStream stream = logs(client).follow("web-0", o -> o.container("c").tailLines(5))) {

      List<String> lines = new ArrayList<>();
      stream.forEach(lines::add);

      assertThat(lines).containsExactly("zwölf 日本\r", "\uD83D\uDE80", "no end");
      assertThat(server.requests().getFirst().line())
          .isEqualTo(
              "GET /api/v1/namespaces/default/pods/web-0/log?container=c&tailLines=5&follow=true"
                  + " HTTP/1.1");
      assertThat(server.requests().getFirst().head()).contains("Accept: text/plain");
    }
  }

  @Test
  void read_wholeLog_isItsText() throws Exception {
    try (RawServer server =
            RawServer.answering((request, connection) -> connection.answer(200, "one\r\ntwo"));
        SocketClient client = SocketClient.to(server.uri())) {

      String text = logs(client).read("web-0", o -> o.previous(true));

      assertThat(text).isEqualTo("one\r\ntwo");
      assertThat(server.requests().getFirst().line())
          .isEqualTo("GET /api/v1/namespaces/default/pods/web-0/log?previous=true HTTP/1.1");
    }
  }

  @Test
  void follow_containerThatIsNotReady_isTheServersError() throws Exception {
    String status =
        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":400,"
            + "\"reason\":\"BadRequest\",\"message\":\"container is waiting to start\"}";
    try (RawServer server =
            RawServer.answering((request, connection) -> connection.answer(400, status));
        SocketClient client = SocketClient.to(server.uri())) {

      Throwable failure = catchThrowable(() -> logs(client).follow("web-0"));

      assertThat(failure)
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("container is waiting to start");
    }
  }

  @Test
  void next_silence_isWaitedForUnlessToldOtherwise() throws Exception {
    try (RawServer server = RawServer.answering(LogOverSocketTest::sayOnce);
        SocketClient client = SocketClient.to(server.uri());
        LogStream stream =
            logs(client).follow("web-0", o -> o.idleTimeout(Duration.ofMillis(300)))) {
      assertThat(stream.next()).isEqualTo("one");

      Throwable failure = catchThrowable(stream::next);

      assertThat(failure)
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("was silent for PT0.3S");
    }
  }

  @Test
  void follow_noAnswerWithinTheTimeout_givesUp() throws Exception {
    try (RawServer server =
            RawServer.answering((request, connection) -> connection.awaitClientClose());
        SocketClient client = SocketClient.to(server.uri())) {
      LogClient within = new LogClient(pods(client).within(Duration.ofMillis(300)));

      Throwable failure = catchThrowable(() -> within.follow("web-0"));

      assertThat(failure).isInstanceOf(DeadlineExceededException.class);
    }
  }

  @Test
  void next_connectionBreaksWithinALine_tellsItBeforeTheFailure() throws Exception {
    CountDownLatch firstRead = new CountDownLatch(1);
    try (RawServer server =
            RawServer.answering(
                (request, connection) -> {
                  connection.beginChunks();
                  connection.chunk("one\ntw");
                  firstRead.await();
                  connection.reset();
                });
        SocketClient client = SocketClient.to(server.uri());
        LogStream stream = logs(client).follow("web-0")) {
      assertThat(stream.next()).isEqualTo("one");
      firstRead.countDown();

      assertThat(stream.next()).isEqualTo("tw");
      assertThat(catchThrowable(stream::next)).isInstanceOf(TransportException.class);
    }
  }

  @Test
  void close_byAnotherThread_endsABlockedRead() throws Exception {
    try (RawServer server = RawServer.answering(LogOverSocketTest::sayOnce);
        SocketClient client = SocketClient.to(server.uri())) {
      LogStream stream = logs(client).follow("web-0");
      assertThat(stream.next()).isEqualTo("one");
      CompletableFuture<String> next = CompletableFuture.supplyAsync(stream::next);

      stream.close();

      assertThat(next.get(10, TimeUnit.SECONDS)).isNull();
      assertThat(server.awaitEnd()).as("the connection is dropped").isEqualTo(1);
    }
  }

  @Test
  void interrupt_blockedRead_cancels() throws Exception {
    try (RawServer server = RawServer.answering(LogOverSocketTest::sayOnce);
        SocketClient client = SocketClient.to(server.uri());
        LogStream stream = logs(client).follow("web-0")) {
      assertThat(stream.next()).isEqualTo("one");
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      Thread reader =
          Thread.ofVirtual()
              .start(
                  () -> {
                    Throwable failure = catchThrowable(stream::next);
                    boolean flag = Thread.currentThread().isInterrupted();
                    thrown.complete(flag ? failure : new AssertionError("no flag", failure));
                  });

      reader.interrupt();

      assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(CancelledException.class);
    }
  }
}
