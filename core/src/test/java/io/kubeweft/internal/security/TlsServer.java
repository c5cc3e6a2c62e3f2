package io.kubeweft.internal.security;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;

/** A server that answers {@code {}} over TLS, and remembers who has asked. */
final class TlsServer implements AutoCloseable {
  final List<Headers> requests = new CopyOnWriteArrayList<>();
  final List<String> peers = new CopyOnWriteArrayList<>();
  final List<String> serverNames = new CopyOnWriteArrayList<>();
  private final HttpsServer server;
  private volatile Predicate<Headers> accepts = headers -> true;

  TlsServer(TestKeys keys, TestKeys... trusted) throws IOException, GeneralSecurityException {
    SSLContext context = context(keys, trusted);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = context.getDefaultSSLParameters();
            wanted.setNeedClientAuth(trusted.length > 0);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext("/", this::answer);
    server.start();
  }

  private static SSLContext context(TestKeys keys, TestKeys... trusted)
      throws IOException, GeneralSecurityException {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys.store(), TestKeys.password());
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    for (TestKeys each : trusted) {
      String alias = each.store().aliases().nextElement();
      roots.setCertificateEntry(alias, each.store().getCertificate(alias));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(roots);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestHeaders());
    ExtendedSSLSession session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
    serverNames.add(session.getRequestedServerNames().toString());
    try {
      peers.add(session.getPeerPrincipal().getName());
    } catch (SSLPeerUnverifiedException e) {
      peers.add("");
    }
    byte[] body = "{}".getBytes(StandardCharsets.US_ASCII);
    int status = accepts.test(exchange.getRequestHeaders()) ? 200 : 401;
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Answers with 401 to all others. */
  void acceptOnly(Predicate<Headers> condition) {
    accepts = condition;
  }

  int port() {
    return server.getAddress().getPort();
  }

  URI address(String host) {
    return URI.create("https://" + host + ":" + port());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
