package io.kubeweft.internal.security;

import io.kubeweft.config.ConfigException;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * An SSL context that takes the real one from elsewhere for each engine. So certificates can
 * change, and a cleartext client does not load the JDK's TLS at all: building an HttpClient asks
 * for parameters only, which are answered here. It also replaces the name that the server's
 * certificate must have, for which the JDK's client has no setting that works.
 */
final class DelegatingSslContext extends SSLContext {
  DelegatingSslContext(Supplier<SSLContext> real, @Nullable String serverName) {
    super(new Spi(real, serverName), null, "TLS");
  }

  private static final class Spi extends SSLContextSpi {
    private final Supplier<SSLContext> real;
    private final @Nullable String serverName;
    private final List<SNIServerName> sentNames;

    Spi(Supplier<SSLContext> real, @Nullable String serverName) {
      this.real = real;
      this.serverName = serverName == null ? null : serverName.replaceAll("^\\[|\\]$", "");
      this.sentNames = this.serverName == null ? List.of() : sentNames(this.serverName);
    }

    /** An address is checked but not sent (RFC 6066, 3). */
    private static List<SNIServerName> sentNames(String serverName) {
      if (NoProxy.literal(serverName) != null) {
        return List.of();
      }
      try {
        return List.of(new SNIHostName(serverName));
      } catch (IllegalArgumentException e) {
        throw new ConfigException(
            "tls-server-name: neither a host name nor an address: " + serverName, null);
      }
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return real.get().createSSLEngine();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      SSLContext context = real.get();
      return serverName == null
          ? context.createSSLEngine(host, port)
          : new RenamedEngine(context.createSSLEngine(serverName, port), sentNames);
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      SSLParameters parameters = new SSLParameters();
      // Without cipher suites: then an engine keeps its own.
      parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      return parameters;
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      return engineGetDefaultSSLParameters();
    }

    @Override
    protected void engineInit(
        KeyManager @Nullable [] keys,
        TrustManager @Nullable [] trust,
        @Nullable SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("this context is made ready by its supplier");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return real.get().getSocketFactory();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return real.get().getServerSocketFactory();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return real.get().getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return real.get().getClientSessionContext();
    }
  }

  /** Keeps the chosen name when the JDK's client sets the one of the address. */
  private static final class RenamedEngine extends ForwardingSslEngine {
    private final List<SNIServerName> sentNames;

    RenamedEngine(SSLEngine engine, List<SNIServerName> sentNames) {
      super(engine);
      this.sentNames = sentNames;
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
      parameters.setServerNames(sentNames);
      super.setSSLParameters(parameters);
    }
  }
}
