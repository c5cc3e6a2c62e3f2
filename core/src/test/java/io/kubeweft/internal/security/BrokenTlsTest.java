package io.kubeweft.internal.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubeweft.client.FanOut;
import io.kubeweft.client.KubeClient;
import io.kubeweft.config.ClientConfig;
import io.kubeweft.config.Tls;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.TransportException;
import io.kubeweft.rest.Verb;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that end within the handshake, or in the midst of what is encrypted. */
class BrokenTlsTest {
  @TempDir static Path folder;
  static TestKeys keys;

  @BeforeAll
  static void generateKeys() throws Exception {
    keys = TestKeys.rsa(folder, "local", "dns:localhost,ip:127.0.0.1");
  }

  private static KubeClient connect(CuttingRelay relay) {
    return KubeClient.connect(
        ClientConfig.builder(URI.create("https://localhost:" + relay.port()))
            .tls(Tls.DEFAULT.withCertificateAuthority(keys.certificate()))
            .build());
  }

  private static RestRequest get(Duration timeout) {
    return RestRequest.builder(Verb.GET, "/a").timeout(timeout).build();
  }

  /** What comes of a GET whose first connections end after so many bytes. */
  private static String outcome(TlsServer server, int bytes) {
    // The JDK may send a GET once more by itself: both of its sendings break.
    try (CuttingRelay relay = new CuttingRelay(server.port(), 2, bytes);
        KubeClient client = connect(relay)) {
      return client.rest().send(get(Duration.ofSeconds(30))).text();
    } catch (IOException | TransportException e) {
      return bytes + " bytes: " + e.getMessage();
    }
  }

  @Test
  void get_connectionEndsAnywhere_isSentAgain() throws Exception {
    try (TlsServer server = new TlsServer(keys)) {
      // Within the handshake, which takes some 1300 bytes, and within tickets and the answer.
      List<Integer> places =
          List.of(
              1, 5, 6, 100, 127, 500, 900, 1200, 1300, 1400, 1500, 1600, 1700, 1800, 1900, 2000);

      List<String> outcomes = FanOut.inFlight(16).map(places, bytes -> outcome(server, bytes));

      assertThat(outcomes).allMatch("{}"::equals);
    }
  }

  /** Whether the JDK has begun with the handshake by then is chance, and it has words for both. */
  @Test
  void get_handshakeAlwaysEnds_isSentAgainEachTime() throws Exception {
    try (TlsServer server = new TlsServer(keys);
        CuttingRelay relay = new CuttingRelay(server.port(), Integer.MAX_VALUE, 0);
        KubeClient client = connect(relay)) {
      List<Integer> calls = IntStream.range(0, 16).boxed().toList();

      List<TransportException> failures =
          FanOut.inFlight(16)
              .map(
                  calls,
                  call ->
                      catchThrowableOfType(
                          TransportException.class,
                          () -> client.rest().send(get(Duration.ofMillis(1900)))));

      assertThat(failures)
          .allSatisfy(
              failure -> {
                assertThat(failure).hasMessageContaining(" broke (");
                assertThat(failure.getSuppressed()).isNotEmpty();
              });
    }
  }
}
