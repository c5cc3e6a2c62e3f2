package io.kubeweft.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a client is made from: where the server is, how it is recognised, who asks, and
 * how. Immutable; {@link #toString} masks what is secret.
 *
 * @see Kubeconfig for contexts and overrides
 */
public final class ClientConfig {
  /** How many short calls a client has under way at once, unless it is told otherwise. */
  public static final int DEFAULT_MAX_IN_FLIGHT = 90;

  private final Builder settings;

  private ClientConfig(Builder settings) {
    this.settings = settings;
  }

  /**
   * Finds the configuration as kubectl does: the files of KUBECONFIG, else {@code ~/.kube/config},
   * else, when those say nothing, the service account of the pod.
   *
   * @throws ConfigException if there is none, or it can not be used
   */
  public static ClientConfig load() {
    return ConfigLoader.load(Environment.SYSTEM);
  }

  /**
   * Returns the current context of a kubeconfig file.
   *
   * @param kubeconfig must exist; KUBECONFIG is not looked at
   * @throws ConfigException if it can not be used
   */
  public static ClientConfig fromFile(Path kubeconfig) {
    return Kubeconfig.fromFile(kubeconfig).clientConfig();
  }

  /**
   * Returns the configuration of the pod's service account.
   *
   * @throws ConfigException if the program does not run in a pod
   */
  public static ClientConfig inCluster() {
    return ConfigLoader.inCluster(Environment.SYSTEM);
  }

  /**
   * Returns a builder.
   *
   * @param server its address, {@code https} or {@code http}; a path is put before all requests'
   */
  public static Builder builder(URI server) {
    return new Builder(checked(server));
  }

  private static URI checked(URI server) {
    String scheme = server.getScheme() == null ? "" : server.getScheme().toLowerCase(Locale.ROOT);
    if (!Set.of("https", "http").contains(scheme) || server.getHost() == null) {
      throw new ConfigException(
          "the server's address must be http(s)://host[:port][/path]"
              + (server.getRawUserInfo() == null ? ", not " + server : ""),
          null);
    }
    if (server.getRawUserInfo() != null
        || server.getRawQuery() != null
        || server.getRawFragment() != null) {
      throw new ConfigException(
          "the server's address must have no user, no query and no fragment: "
              + scheme
              + "://"
              + server.getHost(),
          null);
    }
    return server;
  }

  /** Returns the server's address. */
  public URI server() {
    return settings.server;
  }

  /** Returns the namespace to work in where a call does not name one. */
  public String namespace() {
    return settings.namespace;
  }

  /** Returns how the server is recognised. */
  public Tls tls() {
    return settings.tls;
  }

  /** Returns how the client proves who it is; null if it does not, or by a certificate only. */
  public @Nullable Authentication authentication() {
    return settings.authentication;
  }

  /** Returns whom requests act as; null for who sends them. */
  public @Nullable Impersonation impersonation() {
    return settings.impersonation;
  }

  /** Returns the proxy; null to look at HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the environment. */
  public @Nullable URI proxy() {
    return settings.proxy;
  }

  /** Returns how long a call may take that does not say so itself, all retries included. */
  public Duration requestTimeout() {
    return settings.requestTimeout;
  }

  /** Returns how long a connection may take to be made. */
  public Duration connectTimeout() {
    return settings.connectTimeout;
  }

  /** Returns the name of the program as the server's log has it. */
  public String userAgent() {
    return settings.userAgent;
  }

  /** Returns whether short calls may use HTTP/2. */
  public boolean http2() {
    return settings.http2;
  }

  /** Returns whether answers may be compressed. */
  public boolean compression() {
    return settings.compression;
  }

  /** Returns how many short calls may be under way at once; the others wait. */
  public int maxInFlight() {
    return settings.maxInFlight;
  }

  /** Returns the client-side rate limit; null for none, which is the default. */
  public @Nullable RateLimit rateLimit() {
    return settings.rateLimit;
  }

  /** Returns a builder with these values. */
  public Builder toBuilder() {
    return new Builder(settings);
  }

  /**
   * Returns the same with changes.
   *
   * @param changes is given a builder with these values
   */
  public ClientConfig with(Consumer<Builder> changes) {
    Builder builder = toBuilder();
    changes.accept(builder);
    return builder.build();
  }

  /** Returns the values that are not secret. */
  @Override
  public String toString() {
    return "ClientConfig[server="
        + server()
        + ", namespace="
        + namespace()
        + ", tls="
        + tls()
        + ", authentication="
        + authentication()
        + ", impersonation="
        + impersonation()
        + "]";
  }

  /**
   * A client-side rate limit: a bucket of tokens, of which each request but a watch takes one.
   *
   * @param perSecond requests in the long run
   * @param burst requests at once after a pause
   */
  public record RateLimit(double perSecond, int burst) {
    /** Checks that it lets something through. */
    public RateLimit {
      if (!(perSecond > 0) || burst < 1) {
        throw new IllegalArgumentException("a rate limit must let requests through");
      }
    }
  }

  /** Collects the values of a {@link ClientConfig}. */
  public static final class Builder {
    private final URI server;
    private String namespace = "default";
    private Tls tls = Tls.DEFAULT;
    private @Nullable Authentication authentication;
    private @Nullable Impersonation impersonation;
    private @Nullable URI proxy;
    private Duration requestTimeout = Duration.ofSeconds(60);
    private Duration connectTimeout = Duration.ofSeconds(30);
    private String userAgent = UserAgent.DEFAULT;
    private boolean http2 = true;
    private boolean compression = true;
    private int maxInFlight = DEFAULT_MAX_IN_FLIGHT;
    private @Nullable RateLimit rateLimit;

    private Builder(URI server) {
      this.server = server;
    }

    private Builder(Builder other) {
      this.server = other.server;
      this.namespace = other.namespace;
      this.tls = other.tls;
      this.authentication = other.authentication;
      this.impersonation = other.impersonation;
      this.proxy = other.proxy;
      this.requestTimeout = other.requestTimeout;
      this.connectTimeout = other.connectTimeout;
      this.userAgent = other.userAgent;
      this.http2 = other.http2;
      this.compression = other.compression;
      this.maxInFlight = other.maxInFlight;
      this.rateLimit = other.rateLimit;
    }

    /** Sets {@link ClientConfig#namespace}. */
    public Builder namespace(String value) {
      this.namespace = value.isEmpty() ? "default" : value;
      return this;
    }

    /** Sets {@link ClientConfig#tls}. */
    public Builder tls(Tls value) {
      this.tls = value;
      return this;
    }

    /** Sets {@link ClientConfig#authentication} to a bearer token. */
    public Builder token(String value) {
      return authentication(new Authentication.Token(value));
    }

    /** Sets {@link ClientConfig#authentication}. */
    public Builder authentication(@Nullable Authentication value) {
      this.authentication = value;
      return this;
    }

    /** Sets {@link ClientConfig#impersonation}. */
    public Builder impersonation(@Nullable Impersonation value) {
      this.impersonation = value;
      return this;
    }

    /**
     * Sets {@link ClientConfig#proxy}.
     *
     * @param value {@code http://host:port}; the JDK knows no other kind
     */
    public Builder proxy(@Nullable URI value) {
      this.proxy = value;
      return this;
    }

    /** Sets {@link ClientConfig#requestTimeout}. */
    public Builder requestTimeout(Duration value) {
      this.requestTimeout = positive("requestTimeout", value);
      return this;
    }

    /** Sets {@link ClientConfig#connectTimeout}. */
    public Builder connectTimeout(Duration value) {
      this.connectTimeout = positive("connectTimeout", value);
      return this;
    }

    private static Duration positive(String name, Duration value) {
      if (!value.isPositive()) {
        throw new IllegalArgumentException(name + " must be more than zero: " + value);
      }
      return value;
    }

    /** Sets {@link ClientConfig#userAgent}. */
    public Builder userAgent(String value) {
      this.userAgent = value;
      return this;
    }

    /** Sets {@link ClientConfig#http2}. */
    public Builder http2(boolean value) {
      this.http2 = value;
      return this;
    }

    /** Sets {@link ClientConfig#compression}. */
    public Builder compression(boolean value) {
      this.compression = value;
      return this;
    }

    /**
     * Sets {@link ClientConfig#maxInFlight}.
     *
     * @param value at least 1; over HTTP/2 below the server's limit of streams, which is mostly 100
     */
    public Builder maxInFlight(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("at least one call must be in flight, not " + value);
      }
      this.maxInFlight = value;
      return this;
    }

    /** Sets {@link ClientConfig#rateLimit}. */
    public Builder rateLimit(@Nullable RateLimit value) {
      this.rateLimit = value;
      return this;
    }

    /** Returns the configuration; the builder can be used on. */
    public ClientConfig build() {
      return new ClientConfig(new Builder(this));
    }
  }
}
