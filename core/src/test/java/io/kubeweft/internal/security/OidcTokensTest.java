package io.kubeweft.internal.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.config.Authentication;
import io.kubeweft.config.ClientConfig;
import io.kubeweft.config.ConfigException;
import io.kubeweft.config.Kubeconfig;
import io.kubeweft.internal.time.Deadline;
import io.kubeweft.internal.time.Timer;
import io.kubeweft.internal.transport.JdkTransport;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of an issuer on a socket. */
class OidcTokensTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir Path folder;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private Issuer issuer;

  @BeforeEach
  void startIssuer() throws IOException {
    issuer = new Issuer();
  }

  @AfterEach
  void stopIssuer() throws IOException {
    issuer.close();
    executor.shutdownNow();
    timer.close();
  }

  /** Only the claim {@code exp} is looked at. */
  private static String token(Instant expiry) {
    String claims = "{\"exp\":" + expiry.getEpochSecond() + "}";
    byte[] bytes = claims.getBytes(StandardCharsets.UTF_8);
    return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + ".x";
  }

  private final Timer timer = new Timer("test-timer");

  private static Deadline soon() {
    return Deadline.after(Duration.ofMinutes(1), System::nanoTime);
  }

  private OidcTokens tokens(Authentication.Oidc provider) {
    return new OidcTokens(provider, s -> new JdkTransport(s, executor, timer), timer, () -> NOW);
  }

  private OidcTokens tokens(String idToken, String refreshToken) {
    return tokens(provider(idToken, refreshToken));
  }

  private Authentication.Oidc provider(String idToken, String refreshToken) {
    Map<String, String> settings =
        Map.of(
            "idp-issuer-url",
            issuer.url(),
            "client-id",
            "me",
            "client-secret",
            "S3CRET",
            "id-token",
            idToken,
            "refresh-token",
            refreshToken);
    return new Authentication.Oidc(settings, null);
  }

  @Test
  void authorization_tokenIsFresh_isUsedWithoutTheIssuer() throws Exception {
    String fresh = token(NOW.plusSeconds(60));

    assertThat(tokens(fresh, "r1").authorization(soon())).isEqualTo("Bearer " + fresh);
    assertThat(issuer.requests).isEmpty();
  }

  @Test
  void authorization_tokenHasExpired_isFetchedOnce() throws Exception {
    issuer.next = token(NOW.plusSeconds(3600));
    OidcTokens tokens = tokens(token(NOW.minusSeconds(1)), "r1");

    assertThat(tokens.authorization(soon())).isEqualTo("Bearer " + issuer.next);
    assertThat(tokens.authorization(soon())).isEqualTo("Bearer " + issuer.next);

    assertThat(issuer.requests).hasSize(2);
    assertThat(issuer.requests.getLast())
        .startsWith("POST /idp/token ")
        .contains("grant_type=refresh_token&refresh_token=r1&client_id=me")
        .contains("Basic bWU6UzNDUkVU");
  }

  @Test
  void authorization_afterRefusal_isFetched() throws Exception {
    issuer.next = token(NOW.plusSeconds(3600));
    String fresh = token(NOW.plusSeconds(60));
    OidcTokens tokens = tokens(fresh, "r1");

    assertThat(tokens.refresh("Bearer " + fresh)).isTrue();

    assertThat(tokens.authorization(soon())).isEqualTo("Bearer " + issuer.next);
  }

  @Test
  void authorization_noRefreshToken_saysToLogIn() throws Exception {
    OidcTokens tokens = tokens(token(NOW.minusSeconds(1)), "");

    assertThatThrownBy(() -> tokens.authorization(soon()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(issuer.url(), "log in again");
  }

  @Test
  void authorization_issuerRefuses_saysToLogInAndNoSecret() throws Exception {
    issuer.status = "400 Bad Request";
    OidcTokens tokens = tokens(token(NOW.minusSeconds(1)), "S3CRET");

    assertThatThrownBy(() -> tokens.authorization(soon()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("400", "log in again")
        .message()
        .doesNotContain("S3CRET");
  }

  /** More than the transport collects by itself, and then nothing. */
  @Test
  void authorization_answerStalls_isGivenUp() throws Exception {
    issuer.stalls = true;
    OidcTokens tokens =
        new OidcTokens(
            provider(token(NOW.minusSeconds(1)), "r1"),
            s -> new JdkTransport(s, executor, timer),
            timer,
            () -> NOW,
            Duration.ofSeconds(2));

    assertThatThrownBy(() -> tokens.authorization(soon()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(issuer.url(), "no answer")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void authorization_fromKubeconfig_newTokensAreKeptThere() throws Exception {
    issuer.next = token(NOW.plusSeconds(3600));
    Path file =
        Files.writeString(
            folder.resolve("config"),
            """
            clusters: [{name: c, cluster: {server: "https://c"}}]
            users:
            - name: u
              user:
                auth-provider:
                  name: oidc
                  config: {idp-issuer-url: "%s", client-id: me, id-token: x, refresh-token: r1}
            contexts: [{name: x, context: {cluster: c, user: u}}]
            current-context: x
            """
                .formatted(issuer.url()));
    ClientConfig config = Kubeconfig.fromFile(file).clientConfig();

    tokens((Authentication.Oidc) config.authentication()).authorization(soon());

    Authentication.Oidc kept =
        (Authentication.Oidc) Kubeconfig.fromFile(file).clientConfig().authentication();
    assertThat(kept.settings())
        .containsEntry("id-token", issuer.next)
        .containsEntry("refresh-token", "r2")
        .containsEntry("client-id", "me");
  }

  /** Tells where its tokens are fetched, and hands one out. */
  private static final class Issuer implements AutoCloseable {
    final List<String> requests = new CopyOnWriteArrayList<>();
    volatile String next = "";
    volatile String status = "200 OK";
    volatile boolean stalls;
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    Issuer() throws IOException {
      Thread.ofVirtual().name("issuer").start(this::accept);
    }

    String url() {
      return "http://127.0.0.1:" + listener.getLocalPort() + "/idp";
    }

    private void accept() {
      while (!listener.isClosed()) {
        try (Socket socket = listener.accept()) {
          String request = read(socket.getInputStream());
          requests.add(request);
          boolean discovery = request.startsWith("GET /idp/.well-known/openid-configuration ");
          String body =
              discovery
                  ? "{\"token_endpoint\":\"" + url() + "/token\"}"
                  : "{\"id_token\":\"" + next + "\",\"refresh_token\":\"r2\"}";
          String head = "HTTP/1.1 " + (discovery ? "200 OK" : status) + "\r\nContent-Length: ";
          String answer = head + body.length() + "\r\nConnection: close\r\n\r\n" + body;
          if (stalls) {
            stall(socket);
          }
          socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
          // closed
        }
      }
    }

    /** Until the client gives up. */
    private static void stall(Socket socket) throws IOException {
      String head = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + " ".repeat(100_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      int unused = socket.getInputStream().read();
    }

    private static String read(InputStream in) throws IOException {
      StringBuilder request = new StringBuilder();
      while (!request.toString().endsWith("\r\n\r\n")) {
        request.append((char) in.read());
      }
      int length =
          request
              .toString()
              .toLowerCase(Locale.ROOT)
              .lines()
              .filter(line -> line.startsWith("content-length:"))
              .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
              .findFirst()
              .orElse(0);
      return request.append(new String(in.readNBytes(length), StandardCharsets.UTF_8)).toString();
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
