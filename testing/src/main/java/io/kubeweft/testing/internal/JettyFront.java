package io.kubeweft.testing.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.SessionContainer;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.jspecify.annotations.Nullable;

/** HTTP by Jetty: HTTP/1.1, and HTTP/2 where TLS can agree on it; a virtual thread per request. */
final class JettyFront implements AutoCloseable {
  /** What kube-apiserver allows on one connection. */
  private static final int MAX_STREAMS = 100;

  /** What is done with a request. */
  interface Service {
    void serve(ApiCall call, @Nullable X509Certificate client, Reply reply) throws IOException;
  }

  private final Server server;
  private final Connector connector;
  private final int port;
  private final boolean encrypted;

  private JettyFront(Server server, Connector connector, boolean encrypted) {
    this.server = server;
    this.connector = connector;
    this.port = connector.getLocalPort();
    this.encrypted = encrypted;
  }

  /**
   * Starts it on the loopback address.
   *
   * @param port or 0 for any
   * @param authority issues the certificate; null for cleartext
   */
  static JettyFront start(int port, @Nullable CertificateAuthority authority, Service service)
      throws Exception {
    VirtualThreadPool threads = new VirtualThreadPool(Integer.MAX_VALUE);
    threads.setName("kube-api-server-");
    Server server = new Server(threads);
    server.setStopTimeout(0);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setIdleTimeout(-1);
    // A watch is flushed event by event; nothing is to be gained from larger parts.
    http.setOutputBufferSize(32 * 1024);
    Connector connector =
        authority == null
            ? new Connector(server, new HttpConnectionFactory(http))
            : encrypted(server, http, authority);
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    connector.setIdleTimeout(3_600_000);
    server.addConnector(connector);
    WebSocketComponents components = new WebSocketComponents();
    server.addBean(components);
    server.setHandler(new ServiceHandler(service, components));
    server.start();
    return new JettyFront(server, connector, authority != null);
  }

  private static Connector encrypted(
      Server server, HttpConfiguration http, CertificateAuthority authority)
      throws GeneralSecurityException, IOException {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(authority.server());
    tls.setKeyStorePassword(CertificateAuthority.password());
    tls.setTrustStore(authority.trust());
    tls.setWantClientAuth(true);
    tls.setSniRequired(false);
    SecureRequestCustomizer customizer = new SecureRequestCustomizer();
    customizer.setSniHostCheck(false);
    http.addCustomizer(customizer);
    HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(http);
    http2.setMaxConcurrentStreams(MAX_STREAMS);
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol("http/1.1");
    return new Connector(
        server,
        new SslConnectionFactory(tls, alpn.getProtocol()),
        alpn,
        http2,
        new HttpConnectionFactory(http));
  }

  /**
   * Tells every HTTP/2 client to use another connection, and closes the old one a second later, as
   * Go's server does (goAwayTimeout).
   */
  void goAway() {
    HTTP2ServerConnectionFactory http2 =
        connector.getConnectionFactory(HTTP2ServerConnectionFactory.class);
    if (http2 == null) {
      throw new IllegalStateException("HTTP/2 needs TLS: start the server with tls()");
    }
    for (Session session : http2.getBean(SessionContainer.class).getSessions()) {
      CompletableFuture<Void> ended = session.shutdown();
      CompletableFuture<Void> unused =
          ended
              .orTimeout(1, TimeUnit.SECONDS)
              .whenComplete((nothing, late) -> ((HTTP2Session) session).getEndPoint().close());
    }
  }

  /** Returns the port, also when nobody listens there any longer. */
  int port() {
    return port;
  }

  URI uri() {
    return URI.create((encrypted ? "https" : "http") + "://127.0.0.1:" + port);
  }

  /** Closes all connections at once, as a server does that dies. */
  @Override
  public void close() {
    try {
      connector.getConnectedEndPoints().forEach(EndPoint::close);
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the in-memory API server does not stop", e);
    }
  }

  private static final class ServiceHandler extends Handler.Abstract {
    private final Service service;
    private final WebSocketComponents components;

    ServiceHandler(Service service, WebSocketComponents components) {
      this.service = service;
      this.components = components;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      try {
        JettyReply reply = new JettyReply(components, request, response, callback);
        service.serve(call(request), certificate(request), reply);
        if (!reply.upgraded) {
          callback.succeeded();
        }
      } catch (IOException | RuntimeException e) {
        callback.failed(e);
      }
      return true;
    }

    private static ApiCall call(Request request) throws IOException {
      Map<String, List<String>> headers = new LinkedHashMap<>();
      for (HttpField field : request.getHeaders()) {
        headers
            .computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), n -> new ArrayList<>())
            .add(field.getValue());
      }
      Map<String, List<String>> query = new LinkedHashMap<>();
      String raw = request.getHttpURI().getQuery();
      if (raw != null) {
        for (Fields.Field field : Request.extractQueryParameters(request, StandardCharsets.UTF_8)) {
          query.put(field.getName(), field.getValues());
        }
      }
      byte[] body = Content.Source.asInputStream(request).readAllBytes();
      return new ApiCall(
          request.getMethod(),
          request.getHttpURI().getPath(),
          query,
          headers,
          body,
          new Warnings());
    }

    private static @Nullable X509Certificate certificate(Request request) {
      Object data = request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE);
      X509Certificate[] chain =
          data instanceof EndPoint.SslSessionData session ? session.peerCertificates() : null;
      return chain == null || chain.length == 0 ? null : chain[0];
    }
  }

  private static final class JettyReply implements Reply {
    private final WebSocketComponents components;
    private final Request request;
    private final Response response;
    private final Callback callback;

    /** Whether the answer is complete when the WebSocket is. */
    private boolean upgraded;

    JettyReply(
        WebSocketComponents components, Request request, Response response, Callback callback) {
      this.components = components;
      this.request = request;
      this.response = response;
      this.callback = callback;
    }

    @Override
    public void header(String name, String value) {
      response.getHeaders().add(name, value);
    }

    @Override
    public void send(int status, String contentType, byte[] body) throws IOException {
      response.setStatus(status);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
      Content.Sink.write(response, true, ByteBuffer.wrap(body));
    }

    @Override
    public OutputStream stream(String contentType) {
      response.setStatus(200);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
      return Content.Sink.asOutputStream(response);
    }

    @Override
    public void upgrade(String protocol, WebSocket.Session session) throws IOException {
      upgraded = JettyWebSocket.upgrade(protocol, session, components, request, response, callback);
      if (!upgraded) {
        throw new IOException("the request can not become a WebSocket");
      }
    }
  }
}
