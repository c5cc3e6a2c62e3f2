package io.kubeweft.rest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request to the API server, complete but for the server's address and the credentials.
 *
 * <p>Immutable. {@code toString} has neither headers nor body, which may be secret.
 */
public final class RestRequest {
  private final Verb verb;
  private final String path;
  private final List<Parameter> query;
  private final List<Parameter> headers;
  private final @Nullable String contentType;
  private final byte @Nullable [] body;
  private final @Nullable Duration timeout;
  private final @Nullable Duration idleTimeout;

  private RestRequest(Builder builder) {
    this.verb = builder.verb;
    this.path = builder.path;
    this.query = List.copyOf(builder.query);
    this.headers = List.copyOf(builder.headers);
    this.contentType = builder.contentType;
    this.body = builder.body;
    this.timeout = builder.timeout;
    this.idleTimeout = builder.idleTimeout;
  }

  /**
   * A query parameter or header.
   *
   * @param name its name
   * @param value its value, not encoded
   */
  public record Parameter(String name, String value) {
    /** Checks its arguments. */
    public Parameter {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
    }

    /** Returns the name only: the value of a header may be secret. */
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Returns a builder.
   *
   * @param verb what to do
   * @param path below the server's address, encoded, such as {@code /api/v1/namespaces/default}.
   *     Use {@link RequestPath} to make it from names.
   * @throws IllegalArgumentException if the path does not begin with a slash, or holds a query, a
   *     fragment, a dot segment or a character that URLs do not allow
   */
  public static Builder builder(Verb verb, String path) {
    return new Builder(verb, RequestPath.check(path));
  }

  /**
   * Returns a request to read from a path.
   *
   * @param path below the server's address, encoded, such as {@code /version}
   * @throws IllegalArgumentException as {@link #builder}
   */
  public static RestRequest get(String path) {
    return builder(Verb.GET, path).build();
  }

  /** Returns a builder that has everything of this request. */
  public Builder toBuilder() {
    Builder builder = new Builder(verb, path);
    builder.query.addAll(query);
    builder.headers.addAll(headers);
    builder.contentType = contentType;
    builder.body = body;
    builder.timeout = timeout;
    builder.idleTimeout = idleTimeout;
    return builder;
  }

  /** Returns what to do. */
  public Verb verb() {
    return verb;
  }

  /** Returns the encoded path below the server's address. */
  public String path() {
    return path;
  }

  /** Returns the query parameters in order. */
  public List<Parameter> query() {
    return query;
  }

  /** Returns the headers of this request alone, without credentials. */
  public List<Parameter> headers() {
    return headers;
  }

  /** Returns the media type of the body, or null without one. */
  public @Nullable String contentType() {
    return contentType;
  }

  /** Returns the body, or null without one. It is not a copy: do not change it. */
  public byte @Nullable [] body() {
    return body;
  }

  /** Returns how long the call may take with all its attempts; null for the client's default. */
  public @Nullable Duration timeout() {
    return timeout;
  }

  /** Returns how long a stream may be silent before it is given up; null for ever. */
  public @Nullable Duration idleTimeout() {
    return idleTimeout;
  }

  /** Returns the path with its query, as it stands in the request line. */
  public String pathAndQuery() {
    if (query.isEmpty()) {
      return path;
    }
    StringBuilder text = new StringBuilder(path);
    char separator = '?';
    for (Parameter parameter : query) {
      text.append(separator).append(RequestPath.encode(parameter.name()));
      text.append('=').append(RequestPath.encode(parameter.value()));
      separator = '&';
    }
    return text.toString();
  }

  /** Returns verb and path, for messages. */
  @Override
  public String toString() {
    return verb + " " + path;
  }

  /** Collects the parts of a request. Not for use by several threads at once. */
  public static final class Builder {
    private final Verb verb;
    private final String path;
    private final List<Parameter> query = new ArrayList<>();
    private final List<Parameter> headers = new ArrayList<>();
    private @Nullable String contentType;
    private byte @Nullable [] body;
    private @Nullable Duration timeout;
    private @Nullable Duration idleTimeout;

    private Builder(Verb verb, String path) {
      this.verb = Objects.requireNonNull(verb, "verb");
      this.path = path;
    }

    /**
     * Adds a query parameter.
     *
     * @param name its name
     * @param value its value, not encoded; null adds nothing
     */
    public Builder query(String name, @Nullable String value) {
      if (value != null) {
        query.add(new Parameter(name, value));
      }
      return this;
    }

    /**
     * Adds a header. {@code Authorization} replaces the client's own credentials.
     *
     * @param name its name
     * @param value its value
     */
    public Builder header(String name, String value) {
      headers.add(new Parameter(name, value));
      return this;
    }

    /**
     * Sets the body.
     *
     * @param newContentType its media type
     * @param newBody its bytes, which must not change from now on
     */
    public Builder body(String newContentType, byte[] newBody) {
      this.contentType = newContentType;
      this.body = newBody;
      return this;
    }

    /**
     * Sets the body to JSON.
     *
     * @param json the text
     */
    public Builder json(String json) {
      return body("application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sets how long the call may take, with all its attempts and waits.
     *
     * @param newTimeout more than zero; null for the client's default
     */
    public Builder timeout(@Nullable Duration newTimeout) {
      this.timeout = requirePositive(newTimeout, "timeout");
      return this;
    }

    /**
     * Sets how long a stream may be silent before it is given up.
     *
     * @param newIdleTimeout more than zero; null for ever
     */
    public Builder idleTimeout(@Nullable Duration newIdleTimeout) {
      this.idleTimeout = requirePositive(newIdleTimeout, "idleTimeout");
      return this;
    }

    private static @Nullable Duration requirePositive(@Nullable Duration duration, String name) {
      if (duration != null && (duration.isNegative() || duration.isZero())) {
        throw new IllegalArgumentException(name + " must be more than zero, not " + duration);
      }
      return duration;
    }

    /** Returns the request; the builder can be used on. */
    public RestRequest build() {
      return new RestRequest(this);
    }
  }
}
