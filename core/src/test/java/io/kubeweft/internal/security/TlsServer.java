package io.kubeweft.internal.security;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Answers {@code {}} over TLS, and remembers who has asked. One request for each connection, so
 * that each shows what new connections are made from.
 */
final class TlsServer implements AutoCloseable {
  final List<List<String>> requests = new CopyOnWriteArrayList<>();
  final List<String> peers = new CopyOnWriteArrayList<>();
  final List<String> serverNames = new CopyOnWriteArrayList<>();
  private final SSLServerSocket listener;
  private volatile Predicate<List<String>> accepts = head -> true;

  TlsServer(TestKeys keys, TestKeys... trusted) throws IOException, GeneralSecurityException {
    SSLContext context = context(keys, trusted);
    listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    listener.setNeedClientAuth(trusted.length > 0);
    Thread.ofVirtual().name("tls-server").start(this::accept);
  }

  private static SSLContext context(TestKeys keys, TestKeys... trusted)
      throws IOException, GeneralSecurityException {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys.store(), TestKeys.password());
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    for (TestKeys each : trusted) {
      String alias = each.alias();
      roots.setCertificateEntry(alias, each.store().getCertificate(alias));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(roots);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        SSLSocket socket = (SSLSocket) listener.accept();
        Thread.ofVirtual().name("tls-connection").start(() -> serve(socket));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void serve(SSLSocket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      List<String> head = new ArrayList<>();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        head.add(line);
      }
      if (head.isEmpty()) {
        return;
      }
      requests.add(head);
      remember((ExtendedSSLSession) socket.getSession());
      String status = accepts.test(head) ? "200 OK" : "401 Unauthorized";
      String answer =
          "HTTP/1.1 "
              + status
              + "\r\n"
              + "Content-Type: application/json\r\n"
              + "Content-Length: 2\r\n"
              + "Connection: close\r\n\r\n"
              + "{}";
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    } catch (IOException e) {
      // The client did not like the certificate, or this one not the client's.
    }
  }

  private void remember(ExtendedSSLSession session) {
    serverNames.add(session.getRequestedServerNames().toString());
    try {
      peers.add(session.getPeerPrincipal().getName());
    } catch (SSLPeerUnverifiedException e) {
      peers.add("");
    }
  }

  /** The values of a header of a request, in their order. */
  static List<String> header(List<String> request, String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return request.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .toList();
  }

  /** Answers with 401 to all others. */
  void acceptOnly(Predicate<List<String>> condition) {
    accepts = condition;
  }

  int port() {
    return listener.getLocalPort();
  }

  URI address(String host) {
    return URI.create("https://" + host + ":" + port());
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
