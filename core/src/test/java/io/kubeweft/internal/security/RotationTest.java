package io.kubeweft.internal.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.client.KubeClient;
import io.kubeweft.config.Authentication;
import io.kubeweft.config.ClientConfig;
import io.kubeweft.config.ConfigException;
import io.kubeweft.config.PemSource;
import io.kubeweft.config.Tls;
import io.kubeweft.internal.time.Deadline;
import io.kubeweft.internal.time.Timer;
import io.kubeweft.internal.transport.ConnectionSettings;
import io.kubeweft.rest.RestRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files change while a program runs. */
class RotationTest {
  @TempDir Path folder;
  private final AtomicLong nanos = new AtomicLong();
  private TestKeys first;
  private TestKeys second;
  private Path authority;
  private Path certificate;
  private Path key;

  @BeforeEach
  void generateKeys() throws Exception {
    first = TestKeys.ec(folder, "first", "dns:localhost");
    second = TestKeys.ec(folder, "second", "dns:localhost");
    authority = Files.write(folder.resolve("ca.crt"), first.certificatePem());
    certificate = Files.write(folder.resolve("tls.crt"), first.certificatePem());
    key = Files.write(folder.resolve("tls.key"), first.keyPem());
  }

  private ConnectionSecurity security(URI server) {
    Tls tls =
        Tls.DEFAULT
            .withCertificateAuthority(PemSource.ofFile(authority))
            .withClientCertificate(PemSource.ofFile(certificate), PemSource.ofFile(key));
    return new ConnectionSecurity(
        ClientConfig.builder(server).tls(tls).build(),
        settings -> {
          throw new AssertionError("no other connection is needed");
        },
        new Timer("unused"),
        nanos::get,
        name -> null);
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofMinutes(1), System::nanoTime);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** What the call loop does before each attempt. */
  private static long request(ConnectionSecurity security) throws TimeoutException {
    assertThat(security.headers(soon())).isEmpty();
    assertThat(security.impersonation()).isEmpty();
    return security.connectionSettings().generation().getAsLong();
  }

  /** The certificate that the server sees of a new connection with these settings. */
  private static String peer(ConnectionSettings settings, TlsServer server) throws Exception {
    SSLContext context = settings.sslContext().get();
    try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
      client.send(
          HttpRequest.newBuilder(server.address("localhost")).build(),
          HttpResponse.BodyHandlers.discarding());
    }
    return server.peers.getLast();
  }

  @Test
  void clientCertificate_changed_isShownByNewConnections() throws Exception {
    try (TlsServer server = new TlsServer(first, first, second)) {
      ConnectionSecurity security = security(server.address("localhost"));
      long before = request(security);
      assertThat(peer(security.connectionSettings(), server)).isEqualTo("CN=first");

      Files.write(certificate, second.certificatePem());
      Files.write(key, second.keyPem());
      pass(Duration.ofSeconds(11));

      assertThat(request(security)).isGreaterThan(before);
      assertThat(peer(security.connectionSettings(), server)).isEqualTo("CN=second");
    }
  }

  /** Two files can not be replaced in one step. */
  @Test
  void clientCertificate_changedBeforeItsKey_waitsForIt() throws Exception {
    ConnectionSecurity security = security(URI.create("https://localhost"));
    long before = request(security);

    Files.write(certificate, second.certificatePem());
    pass(Duration.ofSeconds(11));
    assertThat(request(security)).isEqualTo(before);
    Files.write(key, second.keyPem());
    pass(Duration.ofSeconds(11));

    assertThat(request(security)).isGreaterThan(before);
  }

  @Test
  void authority_changed_isTrusted() throws Exception {
    try (TlsServer server = new TlsServer(second, first)) {
      ConnectionSecurity security = security(server.address("localhost"));
      request(security);
      assertThatThrownBy(() -> peer(security.connectionSettings(), server))
          .isInstanceOf(IOException.class);

      Files.write(authority, second.certificatePem());
      pass(Duration.ofSeconds(11));
      request(security);

      assertThat(peer(security.connectionSettings(), server)).isEqualTo("CN=first");
    }
  }

  @Test
  void authority_unusableContent_leavesTheOld() throws Exception {
    ConnectionSecurity security = security(URI.create("https://localhost"));
    long before = request(security);

    Files.writeString(authority, "half written");
    pass(Duration.ofSeconds(11));

    assertThat(request(security)).isEqualTo(before);
  }

  @Test
  void files_unchanged_keepTheirConnections() throws Exception {
    ConnectionSecurity security = security(URI.create("https://localhost"));
    long before = request(security);

    pass(Duration.ofHours(1));

    assertThat(request(security)).isEqualTo(before);
  }

  @Test
  void authority_unusableFromTheBeginning_namesTheFile() throws Exception {
    Files.writeString(authority, "nothing");
    ConnectionSecurity security = security(URI.create("https://localhost"));

    assertThatThrownBy(() -> security.headers(soon()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(authority.toString());
  }

  @Test
  void tokenFile_changed_isReadAfterAMinute() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), " one\n");
    FileToken token = new FileToken(file, null, nanos::get);
    assertThat(token.authorization(soon())).isEqualTo("Bearer one");

    Files.writeString(file, "two");
    pass(Duration.ofSeconds(59));
    assertThat(token.authorization(soon())).isEqualTo("Bearer one");
    pass(Duration.ofSeconds(1));

    assertThat(token.authorization(soon())).isEqualTo("Bearer two");
  }

  @Test
  void tokenFile_gone_keepsTheToken() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "one");
    FileToken token = new FileToken(file, null, nanos::get);
    assertThat(token.authorization(soon())).isEqualTo("Bearer one");

    Files.delete(file);
    pass(Duration.ofMinutes(2));

    assertThat(token.authorization(soon())).isEqualTo("Bearer one");
    assertThat(token.refresh("Bearer one")).isFalse();
  }

  @Test
  void tokenFile_neverThere_namesTheFile() {
    FileToken token = new FileToken(folder.resolve("nowhere"), null, nanos::get);

    assertThatThrownBy(() -> token.authorization(soon()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("nowhere");
  }

  /** The server has learnt of the new token before the minute is over. */
  @Test
  void send_refusedTokenFile_isReadAgainAndSentOnceMore() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "old");
    try (TlsServer server = new TlsServer(first);
        KubeClient client =
            KubeClient.connect(
                ClientConfig.builder(server.address("localhost"))
                    .tls(Tls.DEFAULT.withCertificateAuthority(first.certificate()))
                    .authentication(new Authentication.TokenFile(file, null))
                    .build())) {
      client.rest().send(RestRequest.get("/a"));
      server.acceptOnly(head -> TlsServer.header(head, "Authorization").contains("Bearer new"));
      Files.writeString(file, "new");

      assertThat(client.rest().send(RestRequest.get("/b")).head().status()).isEqualTo(200);
      assertThat(server.requests)
          .extracting(head -> TlsServer.header(head, "Authorization").getFirst())
          .containsExactly("Bearer old", "Bearer old", "Bearer new");
    }
  }
}
