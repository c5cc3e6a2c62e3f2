package io.kubeweft.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionSettingsTest {
  private static final ProxySelector NO_PROXY = ProxySelector.of(null);

  private static ConnectionSettings settings(String server, ProxySelector proxy) {
    return new ConnectionSettings(
        URI.create(server),
        false,
        Duration.ofSeconds(1),
        () -> {
          throw new AssertionError("no TLS");
        },
        proxy,
        null,
        () -> 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8001", "http://10.0.0.1/prefix", "http://[::1]:8001"})
  void isDirect_address_butNotByWayOfAProxy(String server) {
    ProxySelector proxy = ProxySelector.of(InetSocketAddress.createUnresolved("proxy", 3128));

    assertThat(settings(server, NO_PROXY).isDirect()).isTrue();
    assertThat(settings(server, proxy).isDirect()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost:8001", "http://1.example", "http://api-1", "http://a_b:80"})
  void isDirect_name_isNot(String server) {
    assertThat(settings(server, NO_PROXY).isDirect()).isFalse();
  }
}
