package io.kubeweft.discovery;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to find out what an API server serves, and for how long to remember it.
 *
 * @param cacheDirectory where other processes, and later ones, find what this one has read; null to
 *     remember it in memory alone. The directory is for one server.
 * @param timeToLive how long something is used without asking the server whether it has changed
 * @param legacy whether to ask for one document for each version of each group, as servers before
 *     Kubernetes 1.30 want it; without it that is done only where it must be
 * @param withoutPeers whether a server of a cluster with servers of several versions is to tell
 *     only of itself
 * @param timeout of each request
 */
public record DiscoveryOptions(
    @Nullable Path cacheDirectory,
    Duration timeToLive,
    boolean legacy,
    boolean withoutPeers,
    Duration timeout) {
  /** Memory alone, six hours. */
  public static final DiscoveryOptions DEFAULT = builder().build();

  /** Returns a builder that has the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Builds options.
   *
   * @param init sets them
   */
  public static DiscoveryOptions of(Consumer<Builder> init) {
    Builder builder = new Builder();
    init.accept(builder);
    return builder.build();
  }

  /** Collects options. Not for use by several threads at once. */
  public static final class Builder {
    /** As kubectl. */
    private static final Duration TIME_TO_LIVE = Duration.ofHours(6);

    /** As client-go's discovery client. */
    private static final Duration TIMEOUT = Duration.ofSeconds(32);

    private @Nullable Path cacheDirectory;
    private Duration timeToLive = TIME_TO_LIVE;
    private boolean legacy;
    private boolean withoutPeers;
    private Duration timeout = TIMEOUT;

    private Builder() {}

    /**
     * Sets {@code cacheDirectory}.
     *
     * @param cacheDirectory is made if it is not there; null for memory alone
     */
    public Builder cacheDirectory(@Nullable Path cacheDirectory) {
      this.cacheDirectory = cacheDirectory;
      return this;
    }

    /**
     * Sets {@code cacheDirectory} to a folder for one server within a folder for all, as kubectl
     * has it.
     *
     * @param parent such as {@code ~/.cache/kubeweft/discovery}
     * @param server its address
     */
    public Builder cacheDirectory(Path parent, URI server) {
      String name = server.toString().replaceFirst("^[a-z]+://", "");
      return cacheDirectory(parent.resolve(name.replaceAll("[^A-Za-z0-9.-]+", "_")));
    }

    /**
     * Sets {@code timeToLive}.
     *
     * @param timeToLive zero to ask the server every time
     */
    public Builder timeToLive(Duration timeToLive) {
      if (timeToLive.isNegative()) {
        throw new IllegalArgumentException("timeToLive must not be negative: " + timeToLive);
      }
      this.timeToLive = timeToLive;
      return this;
    }

    /**
     * Sets {@code legacy}.
     *
     * @param legacy whether to use the legacy form even if the server has the aggregated one
     */
    public Builder legacy(boolean legacy) {
      this.legacy = legacy;
      return this;
    }

    /**
     * Sets {@code withoutPeers}.
     *
     * @param withoutPeers whether the server is to tell only of itself; older ones ignore it
     */
    public Builder withoutPeers(boolean withoutPeers) {
      this.withoutPeers = withoutPeers;
      return this;
    }

    /**
     * Sets {@code timeout}.
     *
     * @param timeout more than zero
     */
    public Builder timeout(Duration timeout) {
      if (!timeout.isPositive()) {
        throw new IllegalArgumentException("timeout must be more than zero: " + timeout);
      }
      this.timeout = timeout;
      return this;
    }

    /** Returns the options; the builder can be used on. */
    public DiscoveryOptions build() {
      return new DiscoveryOptions(cacheDirectory, timeToLive, legacy, withoutPeers, timeout);
    }
  }
}
