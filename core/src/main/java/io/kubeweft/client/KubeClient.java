package io.kubeweft.client;

import io.kubeweft.config.ClientConfig;
import io.kubeweft.config.ConfigException;
import io.kubeweft.discovery.DiscoveryClient;
import io.kubeweft.discovery.DiscoveryOptions;
import io.kubeweft.dynamic.DynamicClient;
import io.kubeweft.internal.call.CallSettings;
import io.kubeweft.internal.call.DefaultRestClient;
import io.kubeweft.internal.security.ConnectionSecurity;
import io.kubeweft.internal.time.Timer;
import io.kubeweft.internal.transport.ConnectionSettings;
import io.kubeweft.internal.transport.JdkTransport;
import io.kubeweft.internal.transport.Transport;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.resource.AllNamespaces;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.resource.ResourceType;
import io.kubeweft.rest.Interceptor;
import io.kubeweft.rest.RestClient;
import io.kubeweft.rest.WarningHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client of one API server: the place from which all others are reached.
 *
 * <pre>{@code
 * try (KubeClient client = KubeClient.connect()) {
 *   RestResponse version = client.rest().send(RestRequest.get("/version"));
 * }
 * }</pre>
 *
 * <p>It can be used by any number of threads. Connections are made by the first requests, not
 * before.
 */
public final class KubeClient implements AutoCloseable {
  private final ClientConfig config;
  private final DefaultRestClient rest;
  private final ExecutorService executor;
  private final Timer timer;
  private final DiscoveryOptions discoveryOptions;

  /** Guards the making of {@link #explorers}. */
  private final ReentrantLock making = new ReentrantLock();

  private volatile @Nullable Explorers explorers;

  /** The clients that find out what the server has: a program that knows it needs neither. */
  private record Explorers(DiscoveryClient discovery, DynamicClient dynamic) {}

  private KubeClient(Builder builder) {
    this.config = builder.config;
    this.executor =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("kubeweft-http-", 0).factory());
    this.timer = new Timer("kubeweft-timer");
    Function<ConnectionSettings, Transport> transports = s -> new JdkTransport(s, executor, timer);
    ConnectionSecurity security = new ConnectionSecurity(config, transports, timer);
    this.rest =
        new DefaultRestClient(
            transports.apply(security.connectionSettings()),
            security,
            callSettings(builder),
            timer);
    this.discoveryOptions = builder.discovery;
  }

  private static CallSettings callSettings(Builder builder) {
    ClientConfig config = builder.config;
    ClientConfig.RateLimit limit = config.rateLimit();
    return new CallSettings(
        config.server(),
        config.requestTimeout(),
        config.userAgent(),
        config.compression(),
        config.maxInFlight(),
        limit == null ? null : new CallSettings.Rate(limit.perSecond(), limit.burst()),
        List.copyOf(builder.interceptors),
        builder.warnings);
  }

  /**
   * Returns a client of the server that the kubeconfig names, else of the cluster in whose pod the
   * program runs.
   *
   * @throws ConfigException if there is no configuration, or it can not be used
   * @see ClientConfig#load
   */
  public static KubeClient connect() {
    return connect(ClientConfig.load());
  }

  /**
   * Returns a client.
   *
   * @param config says where the server is, and who asks
   * @throws ConfigException if it can not be used
   */
  public static KubeClient connect(ClientConfig config) {
    return builder(config).build();
  }

  /**
   * Returns a builder.
   *
   * @param config says where the server is, and who asks
   */
  public static Builder builder(ClientConfig config) {
    return new Builder(config);
  }

  /** Returns what the client was made from. */
  public ClientConfig config() {
    return config;
  }

  /** Returns the namespace to work in where a call does not name one. */
  public String namespace() {
    return config.namespace();
  }

  /** Returns the client for requests of any kind. */
  public RestClient rest() {
    return rest;
  }

  /**
   * Returns a client for a cluster-wide resource.
   *
   * @param type of the resource
   */
  public <T extends KubernetesObject> ResourceClient<T> resource(ResourceType.Cluster<T> type) {
    return new ResourceClient<>(rest, type);
  }

  /**
   * Returns a client for a resource in one namespace.
   *
   * @param type of the resource
   * @param namespace in which the objects are
   */
  public <T extends KubernetesObject> ResourceClient<T> resource(
      ResourceType.Namespaced<T> type, String namespace) {
    return new ResourceClient<>(rest, type, namespace);
  }

  /**
   * Returns a client for a resource in all namespaces.
   *
   * @param type of the resource
   */
  public <T extends KubernetesObject> AllNamespaces<T> allNamespaces(
      ResourceType.Namespaced<T> type) {
    return new AllNamespaces<>(rest, type);
  }

  /** Returns the client for resources that are known by name only, whatever the server has. */
  public DynamicClient dynamic() {
    return explorers().dynamic();
  }

  /** Returns the client that knows what the server has; its answers are kept in memory. */
  public DiscoveryClient discovery() {
    return explorers().discovery();
  }

  private Explorers explorers() {
    Explorers known = explorers;
    return known == null ? makeExplorers() : known;
  }

  private Explorers makeExplorers() {
    making.lock();
    try {
      Explorers known = explorers;
      if (known == null) {
        DiscoveryClient discovery = new DiscoveryClient(rest, discoveryOptions);
        known =
            new Explorers(
                discovery, new DynamicClient(rest, discovery.mapper(), config.namespace()));
        explorers = known;
      }
      return known;
    } finally {
      making.unlock();
    }
  }

  /**
   * Ends all calls, watches and connections of this client, and waits for its threads. Calls that
   * are under way fail with {@link io.kubeweft.rest.CancelledException}. An interrupt ends the
   * waiting, with the flag set.
   */
  @Override
  public void close() {
    rest.close();
    executor.shutdown();
    try {
      if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** Returns where the server is. */
  @Override
  public String toString() {
    return "KubeClient[" + config.server() + "]";
  }

  /** Collects what a {@link KubeClient} is made from. */
  public static final class Builder {
    private final ClientConfig config;
    private final List<Interceptor> interceptors = new ArrayList<>();
    private WarningHandler warnings = new WarningLog();
    private DiscoveryOptions discovery = DiscoveryOptions.DEFAULT;

    private Builder(ClientConfig config) {
      this.config = config;
    }

    /**
     * Adds an interceptor.
     *
     * @param interceptor looks at every sending, after those that were added before
     */
    public Builder interceptor(Interceptor interceptor) {
      interceptors.add(interceptor);
      return this;
    }

    /**
     * Sets who is told what the server warns of, such as deprecated versions.
     *
     * @param handler instead of the log, where each text stands once
     */
    public Builder warnings(WarningHandler handler) {
      this.warnings = handler;
      return this;
    }

    /**
     * Sets how long and where what the server has is remembered.
     *
     * @param options of {@link KubeClient#discovery}
     */
    public Builder discovery(DiscoveryOptions options) {
      this.discovery = options;
      return this;
    }

    /**
     * Returns a client.
     *
     * @throws ConfigException if the configuration can not be used
     */
    public KubeClient build() {
      return new KubeClient(this);
    }
  }
}
