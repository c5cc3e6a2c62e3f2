package io.kubeweft.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What listens at a port of a pod. */
@FunctionalInterface
public interface PortProgram {
  /**
   * Serves a connection; on a virtual thread of its own, which is interrupted when the client is
   * gone.
   *
   * @param in what the client sends
   * @param out for the client
   * @throws IOException if the client is gone
   * @throws InterruptedException if the client is gone
   */
  void serve(InputStream in, OutputStream out) throws IOException, InterruptedException;

  /** Returns a program that sends back what it receives. */
  static PortProgram echo() {
    return (in, out) -> {
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
    };
  }
}
