package io.kubeweft.benchmarks.subjects.jdk;

import io.kubeweft.benchmarks.harness.Measurements;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The floor below the floor: the JDK's HttpClient, and nobody who looks at what it brings. */
public final class BytesSubject extends HttpSubject {
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
}
