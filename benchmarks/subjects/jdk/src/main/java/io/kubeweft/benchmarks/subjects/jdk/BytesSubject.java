package io.kubeweft.benchmarks.subjects.jdk;

import io.kubeweft.benchmarks.harness.Measurements;
import io.kubeweft.benchmarks.harness.PodText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The floor below the floor: the JDK's HttpClient, and nobody who looks at what it brings. Of a
 * watch it knows lines, and when each was sent.
 */
public final class BytesSubject extends HttpSubject {
  private static final String SENT = "\"" + PodText.SENT + "\":\"";

  private BytesSubject(String url) {
    super(url);
  }

  /** Takes one measurement; see {@link Measurements}. */
  public static void main(String[] args) {
    Measurements.main(args, BytesSubject::new);
  }

  @Override
  int pods(InputStream list) throws IOException {
    pod(list);
    return UNCOUNTED;
  }

  @Override
  void pod(InputStream pod) throws IOException {
    pod.transferTo(OutputStream.nullOutputStream());
  }

  @Override
  public int decode(byte[] list) {
    throw new UnsupportedOperationException("nothing is decoded");
  }

  /** A watch from now on, which keeps nothing. */
  @Override
  public Informer informer(@Nullable String namespace, Consumer<@Nullable String> onUpdate)
      throws IOException, InterruptedException {
    if (namespace != null) {
      throw new UnsupportedOperationException("for watches of everything");
    }
    InputStream events = open("/api/v1/pods?watch=1&resourceVersion=" + PodText.FIRST_VERSION);
    Thread.ofVirtual().start(() -> read(events, onUpdate));
    return new Informer() {
      @Override
      public boolean isSynced() {
        return true;
      }

      @Override
      public int size() {
        return UNCOUNTED;
      }
    };
  }

  private static void read(InputStream events, Consumer<@Nullable String> onUpdate) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(events, StandardCharsets.ISO_8859_1))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int at = line.indexOf(SENT) + SENT.length();
        onUpdate.accept(line.substring(at, line.indexOf('"', at)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
