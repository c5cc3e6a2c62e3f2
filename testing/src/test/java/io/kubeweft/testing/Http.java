package io.kubeweft.testing;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Talks plain HTTP to a server, so that tests see what is on the wire. */
final class Http implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final @Nullable KubeApiServer own;
  private final URI base;
  private final Map<String, String> headers = new TreeMap<>(Map.of("Accept", "application/json"));

  Http(URI base) {
    this(null, base);
  }

  private Http(@Nullable KubeApiServer own, URI base) {
    this.own = own;
    this.base = base;
  }

  /** Talks to a server of its own, which is closed with it. */
  static Http toNewServer() {
    KubeApiServer server = KubeApiServer.start();
    return new Http(server, server.uri());
  }

  /** Sets the form in which the next answers are asked for. */
  void accept(String form) {
    header("Accept", form);
  }

  /** Sets a header of the next requests. */
  void header(String name, String value) {
    headers.put(name, value);
  }

  record Answer(int status, String text, HttpHeaders headers) {
    List<String> warnings() {
      return headers.allValues("Warning");
    }

    JsonObject json() {
      return Json.parseObject(text);
    }

    List<JsonObject> lines() {
      return text.lines().map(Json::parseObject).toList();
    }
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path, null, "");
  }

  Answer post(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, "application/json", body);
  }

  Answer put(String path, String body) throws IOException, InterruptedException {
    return send("PUT", path, "application/json", body);
  }

  Answer patch(String path, String type, String body) throws IOException, InterruptedException {
    return send("PATCH", path, type, body);
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return send("DELETE", path, null, "");
  }

  Answer send(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    if (type != null) {
      request.header("Content-Type", type);
    }
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body(), response.headers());
  }

  /** Sends a request with a token, and with more headers. */
  Answer as(String token, Map<String, String> headers, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body(), response.headers());
  }

  CompletableFuture<HttpResponse<String>> start(String path) {
    return client.sendAsync(
        HttpRequest.newBuilder(base.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    client.close();
    if (own != null) {
      own.close();
    }
  }
}
