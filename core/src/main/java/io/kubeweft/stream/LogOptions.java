package io.kubeweft.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which log, and what of it. Whether it is followed is a method of its own.
 *
 * @param container its name; null for the pod's only one
 * @param previous whether the log is that of the container's instance before the last restart
 * @param sinceSeconds how old lines may be; null for any age. Not together with {@code sinceTime}.
 * @param sinceTime when lines may begin; null for any time
 * @param timestamps whether each line begins with its time, in RFC 3339
 * @param tailLines how many lines from the end; null for all. 0 is for following what is new.
 * @param limitBytes after how many bytes the log is cut, even within a line; null for never
 * @param insecureSkipTlsVerifyBackend whether the API server need not check who the kubelet is;
 *     then the log may come from anybody
 * @param stream {@code All}, {@code Stdout} or {@code Stderr}; null for all. Needs a server that
 *     can tell them apart, and no {@code tailLines}.
 * @param idleTimeout how long the connection may be silent before it is given up; null for ever
 *     where a log is followed
 */
public record LogOptions(
    @Nullable String container,
    boolean previous,
    @Nullable Long sinceSeconds,
    @Nullable Instant sinceTime,
    boolean timestamps,
    @Nullable Long tailLines,
    @Nullable Long limitBytes,
    boolean insecureSkipTlsVerifyBackend,
    @Nullable String stream,
    @Nullable Duration idleTimeout) {
  /** Nothing is set. */
  public static final LogOptions NONE = builder().build();

  /** Returns a builder of which nothing is set. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Builds options.
   *
   * @param init sets them
   */
  public static LogOptions of(Consumer<Builder> init) {
    Builder builder = new Builder();
    init.accept(builder);
    return builder.build();
  }

  /** Returns a builder that has these options. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** The query parameters, in a fixed order. */
  Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    put(query, "container", container);
    put(query, "previous", previous ? "true" : null);
    put(query, "sinceSeconds", sinceSeconds);
    put(query, "sinceTime", sinceTime);
    put(query, "timestamps", timestamps ? "true" : null);
    put(query, "tailLines", tailLines);
    put(query, "limitBytes", limitBytes);
    put(query, "insecureSkipTLSVerifyBackend", insecureSkipTlsVerifyBackend ? "true" : null);
    put(query, "stream", stream);
    return query;
  }

  private static void put(Map<String, String> query, String name, @Nullable Object value) {
    if (value != null) {
      query.put(name, value.toString());
    }
  }

  /** Collects options. Not for use by several threads at once. */
  public static final class Builder {
    private @Nullable String container;
    private boolean previous;
    private @Nullable Long sinceSeconds;
    private @Nullable Instant sinceTime;
    private boolean timestamps;
    private @Nullable Long tailLines;
    private @Nullable Long limitBytes;
    private boolean insecureSkipTlsVerifyBackend;
    private @Nullable String stream;
    private @Nullable Duration idleTimeout;

    private Builder() {}

    private Builder(LogOptions from) {
      this.container = from.container;
      this.previous = from.previous;
      this.sinceSeconds = from.sinceSeconds;
      this.sinceTime = from.sinceTime;
      this.timestamps = from.timestamps;
      this.tailLines = from.tailLines;
      this.limitBytes = from.limitBytes;
      this.insecureSkipTlsVerifyBackend = from.insecureSkipTlsVerifyBackend;
      this.stream = from.stream;
      this.idleTimeout = from.idleTimeout;
    }

    /**
     * Sets {@code container}.
     *
     * @param container its name; null for the pod's only one
     */
    public Builder container(@Nullable String container) {
      this.container = container;
      return this;
    }

    /**
     * Sets {@code previous}.
     *
     * @param previous whether the log is that of the container's instance before the last restart
     */
    public Builder previous(boolean previous) {
      this.previous = previous;
      return this;
    }

    /**
     * Sets {@code sinceSeconds}.
     *
     * @param sinceSeconds how old lines may be; null for any age
     */
    public Builder sinceSeconds(@Nullable Long sinceSeconds) {
      this.sinceSeconds = sinceSeconds;
      return this;
    }

    /** Sets {@code sinceSeconds}. */
    public Builder sinceSeconds(long sinceSeconds) {
      this.sinceSeconds = sinceSeconds;
      return this;
    }

    /**
     * Sets {@code sinceTime}.
     *
     * @param sinceTime when lines may begin; null for any time
     */
    public Builder sinceTime(@Nullable Instant sinceTime) {
      this.sinceTime = sinceTime;
      return this;
    }

    /**
     * Sets {@code timestamps}.
     *
     * @param timestamps whether each line begins with its time
     */
    public Builder timestamps(boolean timestamps) {
      this.timestamps = timestamps;
      return this;
    }

    /**
     * Sets {@code tailLines}.
     *
     * @param tailLines how many lines from the end; null for all
     */
    public Builder tailLines(@Nullable Long tailLines) {
      this.tailLines = tailLines;
      return this;
    }

    /**
     * Sets {@code tailLines}.
     *
     * @param tailLines how many lines from the end
     */
    public Builder tailLines(int tailLines) {
      return tailLines(Long.valueOf(tailLines));
    }

    /**
     * Sets {@code limitBytes}.
     *
     * @param limitBytes after how many bytes the log is cut; null for never
     */
    public Builder limitBytes(@Nullable Long limitBytes) {
      this.limitBytes = limitBytes;
      return this;
    }

    /** Sets {@code limitBytes}. */
    public Builder limitBytes(long limitBytes) {
      this.limitBytes = limitBytes;
      return this;
    }

    /**
     * Sets {@code insecureSkipTlsVerifyBackend}.
     *
     * @param insecure whether the API server need not check who the kubelet is
     */
    public Builder insecureSkipTlsVerifyBackend(boolean insecure) {
      this.insecureSkipTlsVerifyBackend = insecure;
      return this;
    }

    /**
     * Sets {@code stream}.
     *
     * @param stream {@code All}, {@code Stdout} or {@code Stderr}; null for all
     */
    public Builder stream(@Nullable String stream) {
      this.stream = stream;
      return this;
    }

    /**
     * Sets {@code idleTimeout}.
     *
     * @param idleTimeout how long the connection may be silent; null for ever where a log is
     *     followed
     */
    public Builder idleTimeout(@Nullable Duration idleTimeout) {
      this.idleTimeout = idleTimeout;
      return this;
    }

    /** Returns the options; the builder can be used on. */
    public LogOptions build() {
      return new LogOptions(
          container,
          previous,
          sinceSeconds,
          sinceTime,
          timestamps,
          tailLines,
          limitBytes,
          insecureSkipTlsVerifyBackend,
          stream,
          idleTimeout);
    }
  }
}
