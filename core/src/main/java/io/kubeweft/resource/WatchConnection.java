package io.kubeweft.resource;

import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.RestStream;
import io.kubeweft.rest.TransportException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One connection of a watch: ends when the server or the network ends it. */
final class WatchConnection<T extends KubernetesObject> implements AutoCloseable {
  /**
   * The server ends a watch after 5 to 10 minutes, at random, so that not all come back at once.
   */
  private static final int MIN_TIMEOUT_SECONDS = 300;

  /** An API server sends a bookmark each minute. */
  private static final Duration IDLE = Duration.ofMinutes(2);

  private static final Duration TIMEOUT_SLACK = Duration.ofSeconds(15);

  private final Endpoint<T> endpoint;
  private final RestRequest request;
  private final RestStream stream;
  private final FrameReader frames;
  private final EventReader<T> events;
  private volatile boolean closed;

  private WatchConnection(Endpoint<T> endpoint, RestRequest request, WatchOptions options) {
    this.endpoint = endpoint;
    this.request = request;
    this.stream = endpoint.rest().open(request);
    this.frames = new FrameReader(stream.body());
    this.events = new EventReader<>(endpoint.type(), options.decode());
  }

  static <T extends KubernetesObject> WatchConnection<T> open(
      Endpoint<T> endpoint, WatchOptions options) {
    Integer wanted = options.timeoutSeconds();
    int timeout =
        wanted != null && wanted > 0
            ? wanted
            : ThreadLocalRandom.current().nextInt(MIN_TIMEOUT_SECONDS, 2 * MIN_TIMEOUT_SECONDS + 1);
    RestRequest request = endpoint.requests().watch(options, timeout, idle(options, timeout));
    return new WatchConnection<>(endpoint, request, options);
  }

  /** Without a version to go on from, giving up a merely silent connection would cost the watch. */
  private static Duration idle(WatchOptions options, int timeoutSeconds) {
    if (options.idleTimeout() != null) {
      return options.idleTimeout();
    }
    Duration whole = Duration.ofSeconds(timeoutSeconds).plus(TIMEOUT_SLACK);
    String version = options.resourceVersion();
    boolean resumable = version != null && !version.isEmpty() && !version.equals("0");
    return resumable && IDLE.compareTo(whole) < 0 ? IDLE : whole;
  }

  /**
   * Waits for the next event; null at the end of the stream, or when this was closed.
   *
   * @throws TransportException if the connection breaks, or has been silent for too long
   */
  @Nullable WatchEvent<T> next() {
    try {
      return frames.next() ? events.read(frames.buffer(), frames.offset(), frames.length()) : null;
    } catch (IOException e) {
      if (closed) {
        return null;
      }
      throw endpoint.rest().failure(request, e);
    }
  }

  @Override
  public void close() {
    closed = true;
    stream.close();
  }
}
