package io.kubeweft.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.internal.time.Deadline;
import io.kubeweft.internal.time.Timer;
import io.kubeweft.internal.transport.ConnectionSettings;
import io.kubeweft.internal.transport.HttpAnswer;
import io.kubeweft.internal.transport.HttpCall;
import io.kubeweft.internal.transport.JdkTransport;
import io.kubeweft.internal.transport.Lane;
import java.net.ProxySelector;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A JDK client is replaced under a call that has it, but has not been sent yet. */
@Timeout(30)
class ReplacedClientTest {
  private static final HttpCall POST = new HttpCall("POST", "/x", List.of(), new byte[] {'{', '}'});

  private final AtomicLong generation = new AtomicLong();
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
            ReplacedClientTest::context,
            ProxySelector.of(null),
            null,
            generation::get);
    return new JdkTransport(settings, this::execute, timer);
  }

  private static SSLContext context() {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** What is to happen first runs on the caller's thread, which has a client by then. */
  private void execute(Runnable task) {
    beforeNextSending.getAndSet(() -> {}).run();
    threads.execute(task);
  }

  private static int post(JdkTransport transport) {
    try {
      HttpAnswer answer =
          transport.send(
              POST, Lane.UNARY, Deadline.after(Duration.ofSeconds(20), System::nanoTime));
      return answer.head().status();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void send_clientIsReplacedBeforeTheRequestIsSent_isAnswered() throws Exception {
    try (RawServer server =
            RawServer.answering((request, connection) -> connection.answer(201, "{}"));
        JdkTransport transport = transport(server.uri())) {
      beforeNextSending.set(
          () -> {
            generation.incrementAndGet();
            assertThat(post(transport)).isEqualTo(201);
          });

      assertThat(post(transport)).isEqualTo(201);

      assertThat(server.requests()).hasSize(2);
    }
  }
}
