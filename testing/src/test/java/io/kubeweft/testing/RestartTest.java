package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What clients see that connect while the server stops and starts. */
class RestartTest {
  private static final int RESTARTS = 60;
  private static final int CLIENTS = 4;
  private static final int NO_ANSWER_MILLIS = 30_000;
  private static final byte[] REQUEST =
      "GET /version HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private volatile boolean stopped;

  @Test
  void restart_everyConnection_endsWithAnAnswerOrIsClosed() throws Exception {
    try (KubeApiServer server = KubeApiServer.start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int port = server.uri().getPort();
      List<Future<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(threads.submit(() -> askUntilStopped(port)));
      }
      for (int i = 0; i < RESTARTS; i++) {
        server.restart();
      }
      stopped = true;

      for (Future<Integer> client : clients) {
        assertThat(client.get()).as("connections without an answer").isZero();
      }
    }
  }

  /** Returns how many connections were neither answered nor closed. */
  private int askUntilStopped(int port) {
    int silent = 0;
    while (!stopped) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.getLocalPort() == port) {
          continue; // Nobody listened, and the client was given the port itself.
        }
        socket.setSoTimeout(NO_ANSWER_MILLIS);
        socket.getOutputStream().write(REQUEST);
        socket.getInputStream().readAllBytes();
      } catch (SocketTimeoutException e) {
        silent++;
      } catch (IOException closed) {
        Thread.onSpinWait();
      }
    }
    return silent;
  }
}
