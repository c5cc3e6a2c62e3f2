package io.kubeweft.stream;

import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.resource.ObjectClient;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.RequestPath;
import io.kubeweft.rest.RestClient;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.RestStream;
import io.kubeweft.rest.TransportException;
import io.kubeweft.rest.Verb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The logs of pods, as text or as lines that are followed. Each call has a connection of its own,
 * so that a long log is in nobody's way.
 */
public final class LogClient {
  /** What comes is text; what goes wrong is a Status in JSON. */
  private static final String ACCEPT = "text/plain, application/json, */*";

  /** A log that is not followed comes from a disk. */
  private static final Duration READ_IDLE = Duration.ofMinutes(1);

  /** A kubelet may not answer at all before the first line is there. */
  private static final Duration UNTIL_THE_FIRST_LINE = Duration.ofDays(365);

  private final ObjectClient<?> pods;

  /**
   * Creates a client.
   *
   * @param pods the client of the pods, or of whatever else has a log
   */
  public LogClient(ObjectClient<?> pods) {
    this.pods = pods;
  }

  /**
   * Reads the log of a pod's only container, from its beginning until now.
   *
   * @param name of the pod
   * @return the text, which is as long as the log: {@link LogOptions#tailLines} and {@link
   *     LogOptions#limitBytes} bound it
   * @throws ApiException if there is no such pod, or no log yet
   */
  public String read(String name) {
    return read(name, LogOptions.NONE);
  }

  /**
   * Reads a log until now.
   *
   * @param name of the pod
   * @param options which log, and what of it
   * @return the text; what is not UTF-8 is replaced
   * @throws ApiException if there is no such pod or container, or no log yet
   * @throws TransportException if the connection breaks, or is silent for a minute
   * @throws CancelledException if the thread is interrupted
   */
  public String read(String name, LogOptions options) {
    RestRequest.Builder builder = request(name, options);
    RestRequest request =
        (options.idleTimeout() == null ? builder.idleTimeout(READ_IDLE) : builder)
            .timeout(pods.timeout())
            .build();
    RestClient rest = pods.rest();
    try (RestStream stream = rest.open(request)) {
      return new String(stream.body().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw rest.failure(request, e);
    }
  }

  /**
   * Reads a log until now.
   *
   * @param name of the pod
   * @param options sets which log, and what of it
   * @return as {@link #read(String, LogOptions)}
   */
  public String read(String name, Consumer<LogOptions.Builder> options) {
    return read(name, LogOptions.of(options));
  }

  /**
   * Follows the log of a pod's only container from its beginning.
   *
   * @param name of the pod
   * @return the lines, to be closed by the caller
   */
  public LogStream follow(String name) {
    return follow(name, LogOptions.NONE);
  }

  /**
   * Follows a log: what there is, then what comes. Blocks until the server answers, which may be
   * when the first line is there; {@link ObjectClient#within} bounds that wait.
   *
   * @param name of the pod
   * @param options which log, and from where on
   * @return the lines, to be closed by the caller
   * @throws ApiException if there is no such pod or container, or no log yet
   * @throws TransportException if there is no answer
   * @throws CancelledException if the thread is interrupted
   */
  public LogStream follow(String name, LogOptions options) {
    Duration timeout = pods.timeout();
    RestRequest request =
        request(name, options)
            .query("follow", "true")
            .timeout(timeout == null ? UNTIL_THE_FIRST_LINE : timeout)
            .build();
    return LogStream.open(pods.rest(), request);
  }

  /**
   * Follows a log.
   *
   * @param name of the pod
   * @param options sets which log, and from where on
   * @return as {@link #follow(String, LogOptions)}
   */
  public LogStream follow(String name, Consumer<LogOptions.Builder> options) {
    return follow(name, LogOptions.of(options));
  }

  private RestRequest.Builder request(String name, LogOptions options) {
    RestRequest.Builder request =
        RestRequest.builder(Verb.GET, path(name))
            .header("Accept", ACCEPT)
            .idleTimeout(options.idleTimeout());
    options.query().forEach(request::query);
    return request;
  }

  private String path(String name) {
    GroupVersionResource resource = pods.type().resource();
    String root =
        resource.group().isEmpty()
            ? RequestPath.of("api", resource.version())
            : RequestPath.of("apis", resource.group(), resource.version());
    String namespace = pods.namespace();
    String collection =
        namespace == null
            ? RequestPath.of(resource.resource())
            : RequestPath.of("namespaces", namespace, resource.resource());
    return root + collection + RequestPath.of(RequestPath.checkSegment(name, "name"), "log");
  }

  /** Returns the resource and {@code log}. */
  @Override
  public String toString() {
    return pods + "/log";
  }
}
