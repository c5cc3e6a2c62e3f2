package io.kubeweft.internal.security;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * NO_PROXY as Go reads it (golang.org/x/net/http/httpproxy): names with their subdomains, names
 * that begin with a dot for subdomains only, addresses, networks as CIDR, each with a port or not,
 * and {@code *}. The machine itself is never reached through a proxy.
 */
final class NoProxy {
  private final List<String> entries;

  private NoProxy(List<String> entries) {
    this.entries = entries;
  }

  static NoProxy parse(@Nullable String text) {
    List<String> entries = new ArrayList<>();
    if (text != null) {
      for (String entry : text.split(",", -1)) {
        if (!entry.isBlank()) {
          entries.add(entry.strip().toLowerCase(Locale.ROOT));
        }
      }
    }
    return new NoProxy(entries);
  }

  boolean matches(URI server) {
    String host = server.getHost().toLowerCase(Locale.ROOT).replaceAll("^\\[|\\]$|\\.$", "");
    InetAddress address = literal(host);
    if (host.equals("localhost") || address != null && address.isLoopbackAddress()) {
      return true;
    }
    int port = server.getPort() >= 0 ? server.getPort() : defaultPort(server);
    return entries.stream().anyMatch(entry -> matches(entry, host, address, port));
  }

  private static int defaultPort(URI server) {
    return "https".equalsIgnoreCase(server.getScheme()) ? 443 : 80;
  }

  private static boolean matches(
      String entry, String host, @Nullable InetAddress address, int port) {
    if (entry.equals("*")) {
      return true;
    }
    int slash = entry.indexOf('/');
    if (slash >= 0) {
      return address != null
          && isIn(address, entry.substring(0, slash), entry.substring(slash + 1));
    }
    String name = entry;
    int colon = entry.lastIndexOf(':');
    boolean withPort = colon >= 0 && (entry.indexOf(':') == colon || entry.contains("]:"));
    if (withPort) {
      if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
        return false;
      }
      name = entry.substring(0, colon);
    }
    name = name.replaceAll("^\\[|\\]$", "");
    InetAddress other = literal(name);
    if (other != null || address != null) {
      return other != null && other.equals(address);
    }
    if (name.startsWith("*.")) {
      name = name.substring(1);
    }
    return name.startsWith(".")
        ? host.endsWith(name)
        : host.equals(name) || host.endsWith("." + name);
  }

  private static boolean isIn(InetAddress address, String network, String bits) {
    InetAddress base = literal(network);
    if (base == null || !bits.matches("\\d{1,3}")) {
      return false;
    }
    byte[] left = address.getAddress();
    byte[] right = base.getAddress();
    int prefix = Integer.parseInt(bits);
    if (left.length != right.length || prefix > left.length * Byte.SIZE) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit & 7);
      if ((left[bit >> 3] & mask) != (right[bit >> 3] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** The address that a text is; null if it is a name, which is not looked up. */
  static @Nullable InetAddress literal(String text) {
    boolean numeric = text.matches("\\d{1,3}(\\.\\d{1,3}){3}") || text.contains(":");
    if (!numeric) {
      return null;
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
