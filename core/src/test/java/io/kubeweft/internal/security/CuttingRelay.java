package io.kubeweft.internal.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Relays connections, and closes the first ones when the server has sent so many bytes. */
final class CuttingRelay implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final int bytes;
  private final AtomicInteger cuts;

  CuttingRelay(int target, int connections, int bytes) throws IOException {
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.target = target;
    this.bytes = bytes;
    this.cuts = new AtomicInteger(connections);
    Thread.ofVirtual().name("relay").start(this::accept);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket from = listener.accept();
        int limit = cuts.getAndDecrement() > 0 ? bytes : Integer.MAX_VALUE;
        if (limit == 0) {
          from.close();
          continue;
        }
        Thread.ofVirtual().name("relay-connection").start(() -> relay(from, limit));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void relay(Socket from, int limit) {
    try (from;
        Socket to = new Socket(InetAddress.getLoopbackAddress(), target)) {
      Thread up =
          Thread.ofVirtual().name("relay-up").start(() -> copy(from, to, Integer.MAX_VALUE));
      copy(to, from, limit);
      from.shutdownOutput();
      up.join();
    } catch (IOException | InterruptedException e) {
      // The one side or the other is gone.
    }
  }

  private static void copy(Socket from, Socket to, int limit) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      int left = limit;
      while (left > 0) {
        int read = in.read(buffer, 0, Math.min(left, buffer.length));
        if (read < 0) {
          break;
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    } catch (IOException e) {
      // The one side or the other is gone.
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
