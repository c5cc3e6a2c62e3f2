package io.kubeweft.internal.security;

import io.kubeweft.config.ConfigException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy leads to the server. The JDK's client silently connects directly when a selector
 * returns a SOCKS proxy, so that everything it does not know is refused here.
 */
final class Proxies {
  private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  private Proxies() {}

  /**
   * A proxy, or none.
   *
   * @param selector for the JDK's client
   * @param authorization what the proxy is told; null for nothing
   */
  record Choice(ProxySelector selector, @Nullable String authorization) {
    @Override
    public String toString() {
      return "Choice[masked]";
    }
  }

  /**
   * Chooses.
   *
   * @param server to which connections are made
   * @param configured proxy-url; null to look at the environment
   * @param variables of the environment
   * @throws ConfigException if the JDK's client can not use the proxy
   */
  static Choice of(
      URI server, @Nullable URI configured, Function<String, @Nullable String> variables) {
    if (configured != null) {
      return choice(server, configured, "proxy-url");
    }
    boolean encrypted = "https".equalsIgnoreCase(server.getScheme());
    String name = encrypted ? "HTTPS_PROXY" : "HTTP_PROXY";
    String proxy = variable(variables, name);
    if (proxy == null || NoProxy.parse(variable(variables, "NO_PROXY")).matches(server)) {
      return new Choice(direct(), null);
    }
    try {
      return choice(server, URI.create(proxy.contains("://") ? proxy : "http://" + proxy), name);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name + ": is not an address: http://host:port is expected", null);
    }
  }

  private static @Nullable String variable(
      Function<String, @Nullable String> variables, String name) {
    String upper = variables.apply(name);
    String value =
        upper == null || upper.isEmpty() ? variables.apply(name.toLowerCase(Locale.ROOT)) : upper;
    return value == null || value.isEmpty() ? null : value;
  }

  private static Choice choice(URI server, URI proxy, String source) {
    String scheme = proxy.getScheme() == null ? "" : proxy.getScheme().toLowerCase(Locale.ROOT);
    switch (scheme) {
      case "http" -> {}
      case "https" ->
          throw refused(source, "TLS to the proxy", "a proxy that is spoken to in http://");
      case "socks5", "socks5h", "socks4", "socks" ->
          throw refused(source, "SOCKS", "an HTTP proxy");
      default -> throw new ConfigException(source + ": must be http://host:port", null);
    }
    if (proxy.getHost() == null) {
      throw new ConfigException(source + ": has no host: http://host:port is expected", null);
    }
    int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
    String authorization = authorization(server, proxy, source);
    InetSocketAddress address = new InetSocketAddress(proxy.getHost(), port);
    return new Choice(new Fixed(new Proxy(Proxy.Type.HTTP, address)), authorization);
  }

  private static ConfigException refused(String source, String what, String instead) {
    return new ConfigException(
        source + ": the JDK's HTTP client does not support " + what + "; use " + instead, null);
  }

  private static @Nullable String authorization(URI server, URI proxy, String source) {
    String user = proxy.getRawUserInfo();
    if (user == null) {
      return null;
    }
    String disabled = System.getProperty(DISABLED_SCHEMES);
    boolean allowed = disabled != null && !disabled.toLowerCase(Locale.ROOT).contains("basic");
    if ("https".equalsIgnoreCase(server.getScheme()) && !allowed) {
      throw new ConfigException(
          source
              + ": the JDK does not send a password to a proxy; start the JVM with -D"
              + DISABLED_SCHEMES
              + "= to allow it",
          null);
    }
    byte[] pair = decoded(user).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** A plus sign is one in the user part of an address. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static ProxySelector direct() {
    return new Fixed(Proxy.NO_PROXY);
  }

  private static final class Fixed extends ProxySelector {
    private final List<Proxy> proxies;

    Fixed(Proxy proxy) {
      this.proxies = List.of(proxy);
    }

    @Override
    public List<Proxy> select(URI uri) {
      return proxies;
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
  }
}
