package io.kubeweft.internal.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.client.KubeClient;
import io.kubeweft.config.ClientConfig;
import io.kubeweft.config.ConfigException;
import io.kubeweft.config.Tls;
import io.kubeweft.rest.RestRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  @TempDir Path folder;

  private static Proxy chosen(String server, Map<String, String> variables) {
    URI address = URI.create(server);
    return Proxies.of(address, null, variables::get).selector().select(address).getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example, HTTPS_PROXY, true",
    "https://api.example, https_proxy, true",
    "https://api.example, HTTP_PROXY, false",
    "http://api.example, HTTP_PROXY, true",
    "http://api.example, HTTPS_PROXY, false",
    "https://localhost, HTTPS_PROXY, false",
    "https://127.0.0.1, HTTPS_PROXY, false",
    "'https://[::1]', HTTPS_PROXY, false"
  })
  void of_variable_countsForItsScheme(String server, String variable, boolean expected) {
    Proxy proxy = chosen(server, Map.of(variable, "http://proxy.example:3128"));

    assertThat(proxy.type()).isEqualTo(expected ? Proxy.Type.HTTP : Proxy.Type.DIRECT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://a.example.com | example.com | true",
        "https://example.com | example.com | true",
        "https://badexample.com | example.com | false",
        "https://a.example.com | .example.com | true",
        "https://example.com | .example.com | false",
        "https://a.example.com | *.example.com | true",
        "https://a.example.com:6443 | example.com:6443 | true",
        "https://a.example.com:6443 | example.com:443 | false",
        "https://a.example.com | example.com:443 | true",
        "https://10.1.2.3 | 10.0.0.0/8 | true",
        "https://11.1.2.3 | 10.0.0.0/8 | false",
        "https://10.1.2.3 | 10.1.2.3 | true",
        "https://10.1.2.3:6443 | 10.1.2.3:6443 | true",
        "https://[fd00::5] | fd00::/8 | true",
        "https://[fe00::5] | fd00::/8 | false",
        "https://[fd00::5] | fd00:0::5 | true",
        "https://a.example.com | other.org , example.com | true",
        "https://a.example.com | * | true",
        "https://10.1.2.3 | 10.0.0.0/99, nonsense/x | false"
      })
  void of_noProxy_isReadAsGoDoes(String server, String noProxy, boolean direct) {
    Proxy proxy = chosen(server, Map.of("HTTPS_PROXY", "proxy.example:1", "NO_PROXY", noProxy));

    assertThat(proxy.type() == Proxy.Type.DIRECT).isEqualTo(direct);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socks5://j:S3CRET@p",
        "socks5h://p",
        "https://j:S3CRET@p",
        "ftp://p",
        "http://j:S3CRET@p",
        "http:p"
      })
  void of_proxyThatTheJdkDoesNotSpeak_isRefused(String proxy) {
    URI server = URI.create("https://api.example");

    assertThatThrownBy(() -> Proxies.of(server, URI.create(proxy), name -> null))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("proxy-url")
        .message()
        .doesNotContain("S3CRET");
    assertThatThrownBy(() -> Proxies.of(server, null, Map.of("HTTPS_PROXY", proxy)::get))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("HTTPS_PROXY");
  }

  @Test
  void of_passwordForCleartext_isSent() {
    URI server = URI.create("http://api.example");

    Proxies.Choice choice = Proxies.of(server, URI.create("http://j:p%40ss@proxy"), name -> null);

    assertThat(choice.authorization()).isEqualTo("Basic ajpwQHNz");
    InetSocketAddress address =
        (InetSocketAddress) choice.selector().select(server).getFirst().address();
    assertThat(address.getHostString()).isEqualTo("proxy");
    assertThat(address.getPort()).isEqualTo(80);
  }

  /** The proxy reaches the server by a name that nobody else can resolve. */
  @Test
  void send_proxyUrl_leadsToTheServer() throws Exception {
    TestKeys keys = TestKeys.ec(folder, "api", "dns:api.invalid");
    try (TlsServer server = new TlsServer(keys);
        ConnectProxy proxy = new ConnectProxy(server.port());
        KubeClient client =
            KubeClient.connect(
                ClientConfig.builder(URI.create("https://api.invalid:6443"))
                    .tls(Tls.DEFAULT.withCertificateAuthority(keys.certificate()))
                    .proxy(URI.create("http://127.0.0.1:" + proxy.listener.getLocalPort()))
                    .token("t")
                    .build())) {
      client.rest().send(RestRequest.get("/version"));

      assertThat(proxy.lines).contains("CONNECT api.invalid:6443 HTTP/1.1");
      assertThat(proxy.lines).noneMatch(line -> line.contains("Bearer"));
      assertThat(server.requests).hasSize(1);
    }
  }

  /** Connects whoever asks to one port of this machine. */
  private static final class ConnectProxy implements AutoCloseable {
    final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    final List<String> lines = new CopyOnWriteArrayList<>();
    private final int target;

    ConnectProxy(int target) throws IOException {
      this.target = target;
      Thread.ofVirtual().name("connect-proxy").start(this::accept);
    }

    private void accept() {
      while (!listener.isClosed()) {
        try {
          Socket client = listener.accept();
          Thread.ofVirtual().name("connect-proxy").start(() -> serve(client));
        } catch (IOException e) {
          // closed
        }
      }
    }

    private void serve(Socket client) {
      try (client;
          Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
          head.append((char) client.getInputStream().read());
        }
        head.toString().lines().forEach(lines::add);
        client
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        Thread up = Thread.ofVirtual().start(() -> copy(client, server));
        copy(server, client);
        up.join();
      } catch (IOException e) {
        // one side is gone
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static void copy(Socket from, Socket to) {
      try {
        from.getInputStream().transferTo(to.getOutputStream());
        to.shutdownOutput();
      } catch (IOException e) {
        // one side is gone
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
