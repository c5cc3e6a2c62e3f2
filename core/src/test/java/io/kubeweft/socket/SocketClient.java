package io.kubeweft.socket;

import io.kubeweft.internal.call.CallSettings;
import io.kubeweft.internal.call.Credentials;
import io.kubeweft.internal.call.DefaultRestClient;
import io.kubeweft.internal.time.Deadline;
import io.kubeweft.internal.time.Timer;
import io.kubeweft.internal.transport.ConnectionSettings;
import io.kubeweft.internal.transport.JdkTransport;
import io.kubeweft.rest.RestRequest.Parameter;
import java.net.ProxySelector;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** The whole client, from the call loop down to the socket. */
final class SocketClient implements AutoCloseable {
  static final String THREAD_PREFIX = "socket-client-";

  final DefaultRestClient rest;
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(THREAD_PREFIX, 0).factory());

  private SocketClient(URI server, Credentials credentials, int maxInFlight) {
    ConnectionSettings connections =
        new ConnectionSettings(
            server,
            true,
            Duration.ofSeconds(5),
            SocketClient::defaultContext,
            ProxySelector.of(null),
            null,
            () -> 0);
    CallSettings calls =
        new CallSettings(
            server,
            Duration.ofSeconds(30),
            "test/1",
            true,
            maxInFlight,
            null,
            List.of(),
            (request, warning) -> {});
    Timer timer = new Timer("test-timer");
    this.rest =
        new DefaultRestClient(
            new JdkTransport(connections, executor, timer), credentials, calls, timer);
  }

  static SocketClient to(URI server) {
    return to(server, 90);
  }

  static SocketClient to(URI server, int maxInFlight) {
    return new SocketClient(server, new NoCredentials(), maxInFlight);
  }

  static SocketClient to(URI server, Credentials credentials) {
    return new SocketClient(server, credentials, 90);
  }

  private static SSLContext defaultContext() {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private record NoCredentials() implements Credentials {
    @Override
    public List<Parameter> headers(Deadline deadline) {
      return List.of();
    }

    @Override
    public boolean refresh(List<Parameter> rejected) {
      return false;
    }
  }

  /** Ends it; false if some of its threads are still there after 10 s. */
  boolean closeAndJoin() throws InterruptedException {
    rest.close();
    executor.shutdown();
    return executor.awaitTermination(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    rest.close();
    executor.shutdownNow();
  }
}
