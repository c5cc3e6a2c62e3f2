package io.kubeweft.informer;

import io.kubeweft.KubernetesException;
import io.kubeweft.rest.BodyReader;
import io.kubeweft.rest.ResponseHead;
import io.kubeweft.rest.RestClient;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.RestStream;
import io.kubeweft.rest.TransportException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

/** A server that lists, and ends every watch in the same way at once; its clock is a counter. */
final class ImpatientServer implements RestClient, Seams {
  /** What becomes of a watch. */
  enum Habit {
    CLOSES,
    REFUSES_CONNECTIONS,
    EXPIRES,
    IS_BUSY,
    RESETS,
    FAILS
  }

  final CompletableFuture<Integer> requestsInTenSeconds = new CompletableFuture<>();
  private final Habit habit;
  private final Random random;
  private long now;
  private int requests;

  ImpatientServer(Habit habit, int seed) {
    this.habit = habit;
    this.random = new Random(seed);
  }

  @Override
  public RestStream open(RestRequest request) {
    requests++;
    now += 1_000_000;
    boolean watch = request.query().stream().anyMatch(p -> p.name().equals("watch"));
    byte[] body =
        watch
            ? watch(request)
            : SimulatedObject.list(List.of(), 7, "").getBytes(StandardCharsets.UTF_8);
    InputStream in = new ByteArrayInputStream(body);
    return RestStream.of(new ResponseHead(200, Map.of()), in, () -> {});
  }

  private byte[] watch(RestRequest request) {
    String frames =
        switch (habit) {
          case CLOSES -> "";
          case EXPIRES -> SimulatedObject.error(410, "Expired", "too old");
          case FAILS -> SimulatedObject.error(500, "InternalError", "oh");
          case RESETS -> throw new TransportException(request + ": reset", false, null);
          case REFUSES_CONNECTIONS ->
              throw new TransportException(request + ": refused", true, null);
          case IS_BUSY ->
              throw SimulatedObject.exception(
                  SimulatedObject.status(429, "TooManyRequests", "busy"), null);
        };
    return frames.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public <R> R send(RestRequest request, BodyReader<R> reader) {
    try (RestStream stream = open(request)) {
      return reader.read(stream.head(), stream.body());
    } catch (IOException e) {
      throw failure(request, e);
    }
  }

  @Override
  public KubernetesException failure(RestRequest request, Throwable failure) {
    return new TransportException(request + ": " + failure.getMessage(), false, failure);
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Instant now() {
    return Instant.ofEpochSecond(0, now);
  }

  @Override
  public double random() {
    return random.nextDouble();
  }

  @Override
  public boolean pause(CountDownLatch until, Duration time) throws InterruptedException {
    now += time.toNanos();
    if (now >= Duration.ofSeconds(10).toNanos()) {
      requestsInTenSeconds.complete(requests);
      until.await();
    }
    return false;
  }

  @Override
  public Future<?> later(Duration delay, Runnable task) {
    return new CompletableFuture<>();
  }
}
