package io.kubeweft.benchmarks.subjects.jdk;

import io.kubeweft.benchmarks.harness.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;

/** The JDK's HttpClient as it comes; what is done with an answer is the subclass's. */
abstract class HttpSubject implements Subject {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final String url;

  HttpSubject(String url) {
    this.url = url;
  }

  /** Reads the answer to a list; returns how many pods are in it. */
  abstract int pods(InputStream list) throws IOException;

  /** Reads the answer to a get. */
  abstract void pod(InputStream pod) throws IOException;

  final InputStream open(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path)).header("Accept", "application/json").build();
    return client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
  }

  @Override
  public final int list() throws IOException, InterruptedException {
    try (InputStream body = open("/api/v1/pods")) {
      return pods(body);
    }
  }

  @Override
  public final void get(String namespace, String name) throws IOException, InterruptedException {
    try (InputStream body = open("/api/v1/namespaces/" + namespace + "/pods/" + name)) {
      pod(body);
    }
  }

  @Override
  public final void close() {
    client.close();
  }
}
