package io.kubeweft.internal.transport;

import io.kubeweft.internal.time.Deadline;
import io.kubeweft.internal.time.Droppable;
import io.kubeweft.internal.time.Timer;
import io.kubeweft.rest.RestRequest.Parameter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The transport over {@link HttpClient}.
 *
 * <p>{@code HttpRequest.timeout} is never used: it ends with the headers on JDK 21 to 25 and with
 * the body on 26.
 */
public final class JdkTransport implements Transport {
  private static final BodyHandler<Object> STREAMS =
      head -> SmallBodies.objects(new StreamedBody());

  private final URI server;
  private final String pathPrefix;
  private final @Nullable String proxyAuthorization;
  private final LaneClients unary;
  private final LaneClients streaming;
  private final Sender alone;
  private final Sender amongOthers;
  private final Timer timer;
  private volatile boolean closed;

  /**
   * Creates a transport; connects to nothing.
   *
   * @param settings of all its connections
   * @param executor sends, and runs what the JDK client does besides I/O, where that may wait: one
   *     virtual thread each
   * @param timer ends calls whose deadline has passed
   */
  public JdkTransport(ConnectionSettings settings, Executor executor, Timer timer) {
    this.amongOthers = new ThreadSender(executor);
    this.alone = CallerSender.isGoodFor(settings) ? new CallerSender() : amongOthers;
    this.timer = timer;
    this.server = settings.server();
    this.pathPrefix = pathPrefix(server);
    this.proxyAuthorization = settings.proxyAuthorization();
    boolean multiplexed = settings.http2() && settings.isTls();
    HttpClient.Version version =
        multiplexed ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
    this.unary = new LaneClients(settings, executor, version, System::nanoTime);
    this.streaming =
        new LaneClients(settings, executor, HttpClient.Version.HTTP_1_1, System::nanoTime);
  }

  private static String pathPrefix(URI server) {
    String path = server.getRawPath();
    if (path == null) {
      return "";
    }
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  @Override
  public HttpAnswer send(HttpCall call, Lane lane, Deadline deadline)
      throws IOException, TimeoutException, InterruptedException {
    HttpRequest request = request(call);
    LaneClients clients = lane == Lane.UNARY ? unary : streaming;
    try (LaneClients.Use use = clients.use(deadline)) {
      BodyHandler<Object> bodies =
          lane == Lane.UNARY ? new SmallBodies.Handler(use::begun) : STREAMS;
      if (deadline.hasPassed()) {
        // Nothing is known of the connection: it was the wait for credentials or a first call.
        throw new TimeoutException("no time was left to send it");
      }
      Received received = await(use, request, bodies, deadline);
      use.answered();
      if (received.body() instanceof WholeBody) {
        use.arrivedWhole();
      } else if (lane == Lane.STREAMING) {
        // It has its connection for itself, and nobody waits for its end.
        use.connection().arrived();
      }
      return new HttpAnswer(received.head(), received.body(), use.connection());
    }
  }

  /**
   * Waits without a timeout of the wait itself, which would set and cancel a timer of the virtual
   * threads' scheduler for each call.
   */
  private Received await(
      LaneClients.Use use, HttpRequest request, BodyHandler<Object> bodies, Deadline deadline)
      throws IOException, TimeoutException, InterruptedException {
    try {
      Sender sender = use.isAlone() ? alone : amongOthers;
      Future<Received> answer = sender.send(use.client(), request, bodies);
      Future<?> end = timer.scheduleNanos(deadline.remainingNanos(), () -> answer.cancel(true));
      try {
        return answer.get();
      } catch (InterruptedException e) {
        Droppable.drop(answer, Received::drop);
        throw e;
      } finally {
        end.cancel(false);
      }
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (CancellationException e) {
      // Only the timer cancels what is waited for.
      use.timedOut();
      throw new TimeoutException("no answer in time");
    } catch (RejectedExecutionException e) {
      throw new IOException("the client was closed", e);
    }
  }

  /** A new exception, so that the stack trace is the caller's. */
  private IOException unwrapped(ExecutionException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (closed) {
      return new IOException("the client was closed", cause);
    }
    return new IOException(String.valueOf(cause.getMessage()), cause);
  }

  private HttpRequest request(HttpCall call) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(call.pathAndQuery()));
    byte[] body = call.body();
    request.method(
        call.method(),
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(body));
    for (Parameter header : call.headers()) {
      request.header(header.name(), header.value());
    }
    if (proxyAuthorization != null) {
      // The JDK sends it to the proxy alone, where connections are tunnelled.
      request.header("Proxy-Authorization", proxyAuthorization);
    }
    return request.build();
  }

  private URI uri(String pathAndQuery) {
    return URI.create(
        server.getScheme() + "://" + server.getRawAuthority() + pathPrefix + pathAndQuery);
  }

  @Override
  public void close() {
    closed = true;
    unary.close();
    streaming.close();
  }
}
