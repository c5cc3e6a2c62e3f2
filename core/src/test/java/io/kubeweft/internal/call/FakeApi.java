package io.kubeweft.internal.call;

import io.kubeweft.internal.time.Deadline;
import io.kubeweft.internal.time.Timer;
import io.kubeweft.internal.transport.HttpAnswer;
import io.kubeweft.internal.transport.HttpCall;
import io.kubeweft.internal.transport.Lane;
import io.kubeweft.internal.transport.Transport;
import io.kubeweft.rest.ResponseHead;
import io.kubeweft.rest.RestClient;
import io.kubeweft.rest.RestRequest.Parameter;
import io.kubeweft.rest.WarningHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An API server of fixed answers, without a socket: the real call loop over a transport that looks
 * the path up. Remembers what was asked; what it does not know is a 404. Used by many threads at
 * once.
 */
public final class FakeApi implements AutoCloseable {
  private static final URI SERVER = URI.create("http://fake");

  private final Map<String, Answerer> answers = new ConcurrentHashMap<>();
  private final List<HttpCall> calls = new CopyOnWriteArrayList<>();
  private final DefaultRestClient rest =
      new DefaultRestClient(
          new Answers(),
          new Anonymous(),
          new CallSettings(
              SERVER,
              Duration.ofSeconds(10),
              "test",
              false,
              64,
              null,
              List.of(),
              WarningHandler.IGNORE),
          new Timer("fake-timer"));

  /** Answers one call. */
  @FunctionalInterface
  public interface Answerer {
    /** Returns the answer, or fails as a connection does. */
    HttpAnswer answer(HttpCall call) throws IOException, InterruptedException;
  }

  /** Returns a client of this server. */
  public RestClient rest() {
    return rest;
  }

  /** Answers a method and path, such as {@code GET /api}; a query is looked up with it first. */
  public FakeApi on(String methodAndPath, Answerer answerer) {
    answers.put(methodAndPath, answerer);
    return this;
  }

  /** Answers with JSON. */
  public FakeApi json(String methodAndPath, String body) {
    return on(methodAndPath, call -> answer(200, body, "Content-Type", "application/json"));
  }

  /** Answers with a document, or with 304 to whoever has it. */
  public FakeApi document(String methodAndPath, String contentType, String etag, String body) {
    return on(
        methodAndPath,
        call ->
            etag.equals(header(call, "If-None-Match"))
                ? answer(304, "")
                : answer(200, body, "Content-Type", contentType, "ETag", etag));
  }

  /** Answers with an error. */
  public FakeApi error(String methodAndPath, int code, String reason) {
    return on(methodAndPath, call -> status(code, reason));
  }

  /** Returns what was asked: method, path and query. */
  public List<String> requests() {
    List<String> requests = new ArrayList<>();
    for (HttpCall call : calls) {
      requests.add(call.method() + " " + call.pathAndQuery());
    }
    return requests;
  }

  /** Returns the calls. */
  public List<HttpCall> calls() {
    return List.copyOf(calls);
  }

  /** Forgets the calls. */
  public void clear() {
    calls.clear();
  }

  /** Returns an answer. */
  public static HttpAnswer answer(int status, String body, String... headers) {
    return answer(status, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), headers);
  }

  /** Returns an answer whose body is still to come. */
  public static HttpAnswer answer(int status, InputStream body, String... headers) {
    Map<String, List<String>> map = new TreeMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      map.put(headers[i], List.of(headers[i + 1]));
    }
    return FakeTransport.answer(new ResponseHead(status, map), body);
  }

  /** Returns a failure with its status. */
  public static HttpAnswer status(int code, String reason) {
    String body =
        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"%s\","
            + "\"code\":%d,\"message\":\"%s\"}";
    return answer(code, body.formatted(reason, code, reason), "Content-Type", "application/json");
  }

  /** Returns a header of a call; empty if it has none. */
  public static String header(HttpCall call, String name) {
    for (Parameter header : call.headers()) {
      if (header.name().equalsIgnoreCase(name)) {
        return header.value();
      }
    }
    return "";
  }

  @Override
  public void close() {
    rest.close();
  }

  private final class Answers implements Transport {
    @Override
    public HttpAnswer send(HttpCall call, Lane lane, Deadline deadline)
        throws IOException, InterruptedException {
      calls.add(call);
      String request = call.method() + " " + call.pathAndQuery();
      Answerer answerer = answers.get(request);
      if (answerer == null) {
        answerer = answers.get(request.replaceAll("\\?.*", ""));
      }
      return answerer == null ? status(404, "NotFound") : answerer.answer(call);
    }

    @Override
    public void close() {}
  }

  private static final class Anonymous implements Credentials {
    @Override
    public List<Parameter> headers(Deadline deadline) {
      return List.of();
    }

    @Override
    public boolean refresh(List<Parameter> rejected) {
      return false;
    }
  }
}
