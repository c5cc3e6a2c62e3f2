package io.kubeweft.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.internal.time.Deadline;
import io.kubeweft.internal.time.Timer;
import io.kubeweft.internal.transport.ConnectionSettings;
import io.kubeweft.internal.transport.HttpAnswer;
import io.kubeweft.internal.transport.HttpCall;
import io.kubeweft.internal.transport.JdkTransport;
import io.kubeweft.internal.transport.Lane;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a JDK client is replaced, and that nobody notices. */
@Timeout(30)
class ReplacedClientTest {
  private static final HttpCall POST = new HttpCall("POST", "/x", List.of(), new byte[] {'{', '}'});

  /** Of the body nothing follows. */
  private static final String LARGE = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n";

  private final AtomicLong generation = new AtomicLong();
  private final AtomicInteger clients = new AtomicInteger();
  private final AtomicReference<Runnable> beforeNextSending = new AtomicReference<>(() -> {});
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Timer timer = new Timer("test-timer");

  @AfterEach
  void close() {
    timer.close();
    threads.shutdownNow();
  }

  private JdkTransport transport(URI server) {
    ConnectionSettings settings =
        new ConnectionSettings(
            server,
            false,
            Duration.ofSeconds(5),
            this::context,
            new BeforeSending(),
            null,
            generation::get);
    return new JdkTransport(settings, threads, timer);
  }

  /** Asked for once for each JDK client. */
  private SSLContext context() {
    clients.incrementAndGet();
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * What is to happen first runs where the JDK client, which is chosen by then, looks for a proxy.
   */
  private final class BeforeSending extends ProxySelector {
    @Override
    public List<Proxy> select(URI server) {
      beforeNextSending.getAndSet(() -> {}).run();
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI server, SocketAddress address, IOException failure) {
      // The call fails.
    }
  }

  private static HttpAnswer post(JdkTransport transport) {
    try {
      return transport.send(
          POST, Lane.UNARY, Deadline.after(Duration.ofSeconds(20), System::nanoTime));
    } catch (IOException | TimeoutException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int status(JdkTransport transport) {
    return post(transport).head().status();
  }

  private static void stall(JdkTransport transport) throws IOException {
    HttpAnswer answer = post(transport);
    answer.connection().timedOut();
    answer.body().close();
  }

  @Test
  void send_clientIsReplacedBeforeTheRequestIsSent_isAnswered() throws Exception {
    try (RawServer server =
            RawServer.answering((request, connection) -> connection.answer(201, "{}"));
        JdkTransport transport = transport(server.uri())) {
      beforeNextSending.set(
          () -> {
            generation.incrementAndGet();
            assertThat(status(transport)).isEqualTo(201);
          });

      assertThat(status(transport)).isEqualTo(201);

      assertThat(server.requests()).hasSize(2);
      assertThat(clients).hasValue(2);
    }
  }

  @Test
  void send_largeBodiesStall_theirHeadsDoNotCount() throws Exception {
    try (RawServer server = RawServer.answering((request, connection) -> connection.write(LARGE));
        JdkTransport transport = transport(server.uri())) {
      stall(transport);
      stall(transport);
      stall(transport);
      assertThat(clients).hasValue(1);

      stall(transport);

      assertThat(clients).hasValue(2);
    }
  }

  @Test
  void send_noTimeIsLeft_isNotSentAndNoFaultOfTheConnection() throws Exception {
    Deadline past = Deadline.after(Duration.ZERO, System::nanoTime);
    try (RawServer server =
            RawServer.answering((request, connection) -> connection.answer(200, "{}"));
        JdkTransport transport = transport(server.uri())) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> transport.send(POST, Lane.UNARY, past))
            .isInstanceOf(TimeoutException.class);
      }

      status(transport);

      assertThat(server.requests()).hasSize(1);
      assertThat(clients).hasValue(1);
    }
  }

  @Test
  void send_smallBodyAmongLargeOnesThatStall_doesNotCount() throws Exception {
    try (RawServer server =
            RawServer.answering(
                (request, connection) -> {
                  if (request.number() == 3) {
                    connection.answer(200, "{}");
                  } else {
                    connection.write(LARGE);
                  }
                });
        JdkTransport transport = transport(server.uri())) {
      stall(transport);
      stall(transport);
      status(transport);
      stall(transport);
      assertThat(clients).hasValue(1);

      stall(transport);

      assertThat(clients).hasValue(2);
    }
  }
}
