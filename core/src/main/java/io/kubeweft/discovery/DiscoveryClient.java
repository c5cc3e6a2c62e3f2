package io.kubeweft.discovery;

import io.kubeweft.json.JsonCodecs;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.RestClient;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.Verb;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Finds out what an API server serves, and remembers it.
 *
 * <p>Where the server aggregates discovery (Kubernetes 1.30 and later), all of it takes two
 * requests; else one for each version of each group, and two. What is remembered is used for {@link
 * DiscoveryOptions#timeToLive}, then asked for by its ETag, which costs next to nothing when it has
 * not changed.
 *
 * <p>Requests block, and are cancelled as any request. Safe for use by any number of threads: those
 * that need the same at once share it.
 */
public final class DiscoveryClient {
  private final RestClient rest;
  private final DiscoveryOptions options;
  private final Supplier<Instant> clock;
  private final DiscoveryState state;
  private final RestMapper mapper;
  private final OpenApiDocuments openApi;
  private volatile Instant invalidatedAt = Instant.MIN;

  /**
   * Creates a client that remembers in memory.
   *
   * @param rest sends the requests
   */
  public DiscoveryClient(RestClient rest) {
    this(rest, DiscoveryOptions.DEFAULT);
  }

  /**
   * Creates a client.
   *
   * @param rest sends the requests
   * @param options where and for how long to remember
   */
  public DiscoveryClient(RestClient rest, DiscoveryOptions options) {
    this(rest, options, Instant::now);
  }

  DiscoveryClient(RestClient rest, DiscoveryOptions options, Supplier<Instant> clock) {
    this.rest = rest;
    this.options = options;
    this.clock = clock;
    Path directory = options.cacheDirectory();
    DiskStore disk = directory == null ? null : new DiskStore(directory);
    DocumentCache documents =
        new DocumentCache(rest, disk, options.timeToLive(), options.timeout(), clock);
    CatalogLoader loader = new CatalogLoader(documents, options);
    this.state = new DiscoveryState(loader, disk != null, options.timeToLive(), clock);
    this.mapper = new RestMapper(state);
    this.openApi = new OpenApiDocuments(documents, disk != null, () -> invalidatedAt, clock);
  }

  /**
   * Asks the server for its version.
   *
   * @throws ApiException if the server does not tell
   */
  public ServerVersion serverVersion() {
    RestRequest request =
        RestRequest.builder(Verb.GET, "/version").timeout(options.timeout()).build();
    return ServerVersion.of(rest.send(request).decode(JsonCodecs.OBJECT));
  }

  /**
   * Returns what the server serves, from memory if it is there. What an unavailable part would
   * serve is missing; the server is asked for it again when some seconds have passed.
   *
   * @throws ApiException if the server does not tell its groups
   */
  public ApiCatalog catalog() {
    return state.current().catalog();
  }

  /**
   * Asks the server whether anything has changed.
   *
   * @return what it serves now
   * @throws ApiException if the server does not tell its groups
   */
  public ApiCatalog refresh() {
    return state.newerThan(state.drawTicket()).catalog();
  }

  /** Makes that everything is asked for again when it is needed next. Sends nothing. */
  public void invalidate() {
    invalidatedAt = clock.get();
    state.invalidate();
  }

  /** Returns what tells which resource a kind or a name stands for. Sends nothing. */
  public RestMapper mapper() {
    return mapper;
  }

  /** Returns the schemas that the server publishes. Sends nothing. */
  public OpenApiDocuments openApi() {
    return openApi;
  }
}
