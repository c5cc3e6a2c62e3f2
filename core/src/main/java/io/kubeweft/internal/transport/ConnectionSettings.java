package io.kubeweft.internal.transport;

import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Everything that connections are made from: both lanes, and WebSockets, use the same.
 *
 * @param server its address; a path is the prefix of all requests' paths
 * @param http2 whether short calls may use HTTP/2
 * @param connectTimeout how long a TCP connection may take
 * @param sslContext makes TLS connections; asked for once for each JDK client
 * @param proxy chooses proxies
 * @param proxyAuthorization what the proxy is told; null for nothing
 * @param generation grows when connections that were made before should no longer be used
 */
public record ConnectionSettings(
    URI server,
    boolean http2,
    Duration connectTimeout,
    Supplier<SSLContext> sslContext,
    ProxySelector proxy,
    @Nullable String proxyAuthorization,
    LongSupplier generation) {
  private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

  /** Returns the address: the rest may be secret. */
  @Override
  public String toString() {
    return "ConnectionSettings[" + server + "]";
  }

  /** Returns whether connections are encrypted. */
  public boolean isTls() {
    return "https".equalsIgnoreCase(server.getScheme());
  }

  /** Returns whether connections go to an address, not to a name, and by way of no proxy. */
  boolean isDirect() {
    String host = server.getHost();
    return host != null && isAddress(host) && DIRECT.equals(proxy.select(server));
  }

  /** In a URI the last part of a name begins with a letter. */
  private static boolean isAddress(String host) {
    return host.startsWith("[") || Character.isDigit(host.charAt(host.lastIndexOf('.') + 1));
  }
}
