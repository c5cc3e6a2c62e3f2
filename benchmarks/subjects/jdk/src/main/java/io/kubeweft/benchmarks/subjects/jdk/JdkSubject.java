package io.kubeweft.benchmarks.subjects.jdk;

import io.kubeweft.benchmarks.harness.Measurements;
import io.kubeweft.benchmarks.harness.Subject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The floor: the JDK's HttpClient as it comes, and a parser that looks at each token and keeps
 * none.
 */
public final class JdkSubject implements Subject {
  private final JsonFactory json = new JsonFactory();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final String url;

  private JdkSubject(String url) {
    this.url = url;
  }

  /** Takes one measurement; see {@link Measurements}. */
  public static void main(String[] args) {
    Measurements.main(args, JdkSubject::new);
  }

  private InputStream open(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path)).header("Accept", "application/json").build();
    return client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
  }

  @Override
  public int list() throws IOException, InterruptedException {
    try (InputStream body = open("/api/v1/pods")) {
      return pods(body);
    }
  }

  @Override
  public void get(String namespace, String name) throws IOException, InterruptedException {
    try (InputStream body = open("/api/v1/namespaces/" + namespace + "/pods/" + name)) {
      tokens(body);
    }
  }

  @Override
  public int decode(byte[] list) {
    return pods(new ByteArrayInputStream(list));
  }

  /** Counts the objects in the array of a list: objects at depth three. */
  private int pods(InputStream in) {
    int depth = 0;
    int count = 0;
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), in)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case START_OBJECT -> {
            if (depth++ == 2) {
              count++;
            }
          }
          case START_ARRAY -> depth++;
          case END_OBJECT, END_ARRAY -> depth--;
          case VALUE_STRING -> parser.getStringLength();
          default -> {
            // numbers stay text, as nobody asks for them
          }
        }
      }
    }
    return count;
  }

  private void tokens(InputStream in) {
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), in)) {
      while (parser.nextToken() != null) {
        // each is looked at
      }
    }
  }

  @Override
  public Informer informer(@Nullable String namespace, Consumer<@Nullable String> onUpdate) {
    throw new UnsupportedOperationException("the floor has no informer");
  }

  @Override
  public void close() {
    client.close();
  }
}
