package io.kubeweft.internal.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.client.KubeClient;
import io.kubeweft.config.ClientConfig;
import io.kubeweft.config.ConfigException;
import io.kubeweft.config.Impersonation;
import io.kubeweft.config.PemSource;
import io.kubeweft.config.Tls;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.TransportException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole client against a server with generated certificates. */
class TlsOverSocketTest {
  @TempDir static Path folder;
  static TestKeys local;
  static TestKeys elsewhere;
  static Map<String, TestKeys> clients;

  @BeforeAll
  static void generateKeys() throws Exception {
    local = TestKeys.rsa(folder, "local", "dns:localhost,ip:127.0.0.1");
    elsewhere = TestKeys.ec(folder, "elsewhere", "dns:api.example,ip:192.0.2.7,ip:2001:db8::7");
    clients =
        Map.of(
            "RSA", TestKeys.rsa(folder, "rsa", ""),
            "EC", TestKeys.ec(folder, "ec", ""),
            "Ed25519", TestKeys.ed25519(folder, "ed", ""));
  }

  private static Tls trust(TestKeys keys) {
    return Tls.DEFAULT.withCertificateAuthority(keys.certificate());
  }

  private static void ask(ClientConfig config) {
    try (KubeClient client = KubeClient.connect(config)) {
      assertThat(client.rest().send(RestRequest.get("/version")).head().status()).isEqualTo(200);
    }
  }

  private static void ask(TlsServer server, Tls tls) {
    ask(ClientConfig.builder(server.address("localhost")).tls(tls).build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void send_serverIsTrusted_works(String host) throws Exception {
    try (TlsServer server = new TlsServer(local)) {
      ask(ClientConfig.builder(server.address(host)).tls(trust(local)).token("abc").build());

      assertThat(TlsServer.header(server.requests.getFirst(), "Authorization"))
          .containsExactly("Bearer abc");
    }
  }

  @Test
  void send_serverIsNotTrusted_isRefused() throws Exception {
    try (TlsServer server = new TlsServer(local)) {
      assertThatThrownBy(() -> ask(server, trust(elsewhere)))
          .isInstanceOf(TransportException.class);

      assertThat(server.requests).isEmpty();
    }
  }

  @Test
  void send_certificateHasAnotherName_isRefused() throws Exception {
    try (TlsServer server = new TlsServer(elsewhere)) {
      assertThatThrownBy(() -> ask(server, trust(elsewhere)))
          .isInstanceOf(TransportException.class);

      assertThat(server.requests).isEmpty();
    }
  }

  @Test
  void send_bundleOfAuthorities_trustsEach() throws Exception {
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    bundle.writeBytes(elsewhere.certificatePem());
    bundle.writeBytes("a comment between\n".getBytes(StandardCharsets.US_ASCII));
    bundle.writeBytes(local.certificatePem());
    Tls tls = Tls.DEFAULT.withCertificateAuthority(PemSource.of(bundle.toByteArray()));

    try (TlsServer server = new TlsServer(local)) {
      ask(server, tls);

      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void send_withoutVerification_takesAnyServer() throws Exception {
    try (TlsServer server = new TlsServer(elsewhere)) {
      ask(server, Tls.DEFAULT.withoutVerification());

      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void send_serverNameIsAHost_isCheckedAndSent() throws Exception {
    try (TlsServer server = new TlsServer(elsewhere)) {
      ask(server, trust(elsewhere).withServerName("api.example"));

      assertThat(server.serverNames.getFirst()).contains("api.example");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "2001:db8::7", "[2001:db8::7]"})
  void send_serverNameIsAnAddress_isCheckedAndNotSent(String name) throws Exception {
    try (TlsServer server = new TlsServer(elsewhere)) {
      ask(server, trust(elsewhere).withServerName(name));

      assertThat(server.serverNames).containsExactly("[]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"other.example", "192.0.2.8", "2001:db8::8"})
  void send_serverNameIsAnother_isRefused(String name) throws Exception {
    try (TlsServer server = new TlsServer(elsewhere)) {
      assertThatThrownBy(() -> ask(server, trust(elsewhere).withServerName(name)))
          .isInstanceOf(TransportException.class);

      assertThat(server.requests).isEmpty();
    }
  }

  @Test
  void connect_serverNameIsNoName_isRefused() {
    ClientConfig config =
        ClientConfig.builder(URI.create("https://localhost"))
            .tls(Tls.DEFAULT.withServerName("a b"))
            .build();

    assertThatThrownBy(() -> ask(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("tls-server-name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void send_clientCertificate_isShown(String algorithm) throws Exception {
    TestKeys keys = clients.get(algorithm);
    try (TlsServer server = new TlsServer(local, keys)) {
      ask(server, trust(local).withClientCertificate(keys.certificate(), keys.key()));

      assertThat(server.peers).containsExactly("CN=" + keys.alias());
    }
  }

  @Test
  void send_impersonation_isInEveryRequest() throws Exception {
    Impersonation jane =
        new Impersonation("jane", "42", List.of("a", "b"), Map.of("sc/ope", List.of("x", "y")));
    try (TlsServer server = new TlsServer(local);
        KubeClient client =
            KubeClient.connect(
                ClientConfig.builder(server.address("localhost"))
                    .tls(trust(local))
                    .impersonation(jane)
                    .build())) {
      client.rest().send(RestRequest.get("/a"));
      client.rest().send(RestRequest.get("/b"));

      assertThat(server.requests)
          .hasSize(2)
          .allSatisfy(
              headers -> {
                assertThat(TlsServer.header(headers, "Impersonate-User")).containsExactly("jane");
                assertThat(TlsServer.header(headers, "Impersonate-Uid")).containsExactly("42");
                assertThat(TlsServer.header(headers, "Impersonate-Group"))
                    .containsExactly("a", "b");
                assertThat(TlsServer.header(headers, "Impersonate-Extra-sc%2fope"))
                    .containsExactly("x", "y");
              });
    }
  }

  @Test
  void connect_impersonationThatNoHeaderCanHold_isRefused() {
    ClientConfig config =
        ClientConfig.builder(URI.create("https://localhost"))
            .impersonation(Impersonation.of("j\u00f6rg"))
            .build();

    assertThatThrownBy(() -> ask(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Impersonate-User");
  }

  @Test
  void send_tokenThatNoHeaderCanHold_isRefusedWithoutIt() throws Exception {
    try (TlsServer server = new TlsServer(local)) {
      ClientConfig config =
          ClientConfig.builder(server.address("localhost"))
              .tls(trust(local))
              .token("hidden\nvalue")
              .build();

      assertThatThrownBy(() -> ask(config))
          .isInstanceOf(ConfigException.class)
          .message()
          .doesNotContain("hidden");
    }
  }
}
