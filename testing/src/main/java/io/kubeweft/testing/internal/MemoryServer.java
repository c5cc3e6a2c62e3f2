package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The parts of a server, put together: who calls, what is done, over which socket. */
public final class MemoryServer implements AutoCloseable {
  private static final int BINDS = 50;
  private static final Duration BIND_PAUSE = Duration.ofMillis(100);

  private final Store store = new Store();
  private final PodLogs logs;
  private final PodStreams streams = new PodStreams();
  private final ApiServer api;
  private final Authenticator authenticator;
  private final @Nullable CertificateAuthority authority;
  private final Consumer<Seen> recorder;
  private final Function<Seen, @Nullable Misfortune> misfortunes;
  private JettyFront front;

  /**
   * A request that was answered.
   *
   * @param method of HTTP
   * @param pathAndQuery as sent
   * @param headers by their names in lower case
   * @param status of the answer; 0 if it broke off
   */
  public record Seen(
      String method, String pathAndQuery, Map<String, List<String>> headers, int status) {}

  /**
   * Starts a server.
   *
   * @param port or 0 for any
   * @param tls whether connections are encrypted
   * @param tokens bearer tokens and whose they are
   * @param anonymous whether requests without credentials are let in
   * @param grants what callers may do; null for everything
   * @param now the server's clock
   * @param recorder is told of each request
   * @param misfortunes says what goes wrong with a request that came; null for nothing
   */
  public MemoryServer(
      int port,
      boolean tls,
      Map<String, Caller> tokens,
      boolean anonymous,
      @Nullable List<Grant> grants,
      Supplier<Instant> now,
      Consumer<Seen> recorder,
      Function<Seen, @Nullable Misfortune> misfortunes) {
    this.misfortunes = misfortunes;
    this.logs = new PodLogs(now);
    AccountTokens accounts = new AccountTokens(store, now);
    this.authenticator = new Authenticator(Map.copyOf(tokens), accounts, anonymous);
    Access access = new Access(authenticator, new Authorizer(grants), accounts);
    this.api =
        new ApiServer(
            Registry.pinned(), store, logs, streams, access, now, ThreadLocalRandom.current());
    this.recorder = recorder;
    try {
      this.authority = tls ? CertificateAuthority.create() : null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no certificates can be made on this JVM", e);
    }
    this.front = start(port);
  }

  private JettyFront start(int port) {
    try {
      return JettyFront.start(port, authority, this::serve);
    } catch (Exception e) {
      throw new IllegalStateException(
          "the in-memory API server can not listen on port " + port + ": " + e.getMessage(), e);
    }
  }

  private void serve(ApiCall call, @Nullable X509Certificate client, Reply reply)
      throws IOException {
    StatusReply counted =
        new StatusReply(
            new NegotiatedReply(reply, call),
            call.warnings(),
            status ->
                recorder.accept(
                    new Seen(call.method(), pathAndQuery(call), call.headers(), status)));
    try {
      Misfortune misfortune =
          misfortunes.apply(new Seen(call.method(), pathAndQuery(call), call.headers(), 0));
      counted.misfortune = misfortune;
      Misfortune.Canned canned = misfortune == null ? null : misfortune.before();
      if (canned == null) {
        api.handle(call, authenticator.sender(call, client), counted);
      } else {
        answer(counted, canned);
      }
    } catch (Misfortune.EndOfWatch e) {
      // the body is complete: the client sees a watch whose time is over
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ApiFailure e) {
      Long seconds = e.status().getLong("details", "retryAfterSeconds");
      if (seconds != null) {
        counted.header("Retry-After", seconds.toString());
      }
      counted.send(e.code(), "application/json", ApiServer.bytes(e.status()));
    } finally {
      counted.recordOnce(0);
    }
  }

  private static void answer(Reply reply, Misfortune.Canned canned) throws IOException {
    JsonObject status = ApiFailure.of(canned.status(), canned.reason(), canned.message()).status();
    if (canned.retryAfterSeconds() != null) {
      long seconds = canned.retryAfterSeconds();
      reply.header("Retry-After", Long.toString(seconds));
      JsonObject details = JsonObject.builder().put("retryAfterSeconds", seconds).build();
      status = status.with("details", details);
    }
    byte[] body =
        canned.body() == null
            ? ApiServer.bytes(status)
            : canned.body().getBytes(StandardCharsets.UTF_8);
    reply.send(canned.status(), "application/json", body);
  }

  private static String pathAndQuery(ApiCall call) {
    StringBuilder text = new StringBuilder(call.path());
    call.query()
        .forEach(
            (name, values) ->
                values.forEach(
                    value ->
                        text.append(text.indexOf("?") < 0 ? '?' : '&')
                            .append(name)
                            .append('=')
                            .append(value)));
    return text.toString();
  }

  /** Records a request before its answer can be seen, so that a test finds what it has asked. */
  private static final class StatusReply implements Reply {
    private final Reply reply;
    private final Warnings warnings;
    private final IntConsumer recorder;
    private boolean recorded;
    private @Nullable Misfortune misfortune;

    StatusReply(Reply reply, Warnings warnings, IntConsumer recorder) {
      this.reply = reply;
      this.warnings = warnings;
      this.recorder = recorder;
    }

    void recordOnce(int status) {
      if (!recorded) {
        recorded = true;
        recorder.accept(status);
      }
    }

    @Override
    public void header(String name, String value) {
      reply.header(name, value);
    }

    @Override
    public void send(int code, String contentType, byte[] body) throws IOException {
      recordOnce(code);
      warnings.sendTo(reply);
      reply.send(code, contentType, body);
    }

    @Override
    public OutputStream stream(String contentType) throws IOException {
      recordOnce(200);
      warnings.sendTo(reply);
      return afflicted(reply.stream(contentType));
    }

    private OutputStream afflicted(OutputStream events) {
      return misfortune == null ? events : misfortune.watch(events);
    }

    @Override
    public void upgrade(String protocol, WebSocket.Session session) throws IOException {
      recordOnce(101);
      reply.upgrade(protocol, session);
    }

    @Override
    public OutputStream events(WebSocket socket) {
      return afflicted(reply.events(socket));
    }
  }

  /** Returns the address. */
  public URI uri() {
    return front.uri();
  }

  /** Returns the certificate of the authority in PEM; null for cleartext. */
  public @Nullable String certificateAuthority() {
    try {
      return authority == null ? null : authority.pem();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Issues a client certificate.
   *
   * @param user its holder
   * @param groups of the user
   * @return certificate and key in PEM
   */
  public Map.Entry<String, String> clientCertificate(String user, List<String> groups) {
    if (authority == null) {
      throw new IllegalStateException("client certificates need TLS: start the server with tls()");
    }
    try {
      CertificateAuthority.Issued issued = authority.client(user, groups);
      return Map.entry(issued.certificate(), issued.key());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Forgets the past: lists and watches from before now are answered with 410. */
  public void compact() {
    store.compact();
  }

  /** Adds to the log of a container. */
  public void appendLog(String namespace, String pod, String container, String text) {
    logs.append(namespace, pod, container, text);
  }

  /** Ends the log of a container. */
  public void endLog(String namespace, String pod, String container) {
    logs.end(namespace, pod, container);
  }

  /**
   * Adds a program to a container.
   *
   * @param subresource {@code exec} or {@code attach}
   * @param program is asked for each command until one answers
   */
  public void addProgram(
      String namespace, String pod, String container, String subresource, Program program) {
    streams.addProgram(namespace, pod, container, subresource, program);
  }

  /** Lets something listen at a port of a pod. */
  public void setPort(String namespace, String pod, int port, Program.Port program) {
    streams.setPort(namespace, pod, port, program);
  }

  /** Tells every HTTP/2 client to use another connection. */
  public void goAway() {
    front.goAway();
  }

  /** Drops all connections and listens again on the same port, with the state kept. */
  public void restart() {
    int port = front.port();
    store.close();
    logs.setClosed(true);
    front.close();
    store.open();
    logs.setClosed(false);
    front = startAgain(port);
  }

  /**
   * A client that connects while nobody listens may be given the very port as its own, and so
   * connect to itself: the port is busy until it sees that.
   */
  private JettyFront startAgain(int port) {
    for (int attempt = 1; ; attempt++) {
      try {
        return start(port);
      } catch (IllegalStateException e) {
        if (attempt == BINDS) {
          throw e;
        }
        LockSupport.parkNanos(BIND_PAUSE.toNanos());
      }
    }
  }

  /** Returns the number of objects that are stored. */
  public int size() {
    return store.size();
  }

  @Override
  public void close() {
    store.close();
    logs.setClosed(true);
    front.close();
  }
}
