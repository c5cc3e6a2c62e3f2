package io.kubeweft.benchmarks.subjects.jdk;

import io.kubeweft.benchmarks.harness.Measurements;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
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
public final class JdkSubject extends HttpSubject {
  private final JsonFactory json = new JsonFactory();

  private JdkSubject(String url) {
    super(url);
  }

  /** Takes one measurement; see {@link Measurements}. */
  public static void main(String[] args) {
    Measurements.main(args, JdkSubject::new);
  }

  @Override
  public int decode(byte[] list) {
    return pods(new ByteArrayInputStream(list));
  }

  /** Counts the objects in the array of a list: objects at depth three. */
  @Override
  int pods(InputStream in) {
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

  @Override
  public Informer informer(@Nullable String namespace, Consumer<@Nullable String> onUpdate) {
    throw new UnsupportedOperationException("tokens are no events");
  }

  @Override
  void pod(InputStream in) {
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), in)) {
      while (parser.nextToken() != null) {
        // each is looked at
      }
    }
  }
}
