package io.kubeweft.informer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** The body of an answer of a {@link SimulatedServer}, which comes in pieces of any size. */
final class SimulatedWatch extends InputStream {
  private final SimulatedServer server;
  private final Random random;
  private final long timeout;
  private final CountDownLatch closed = new CountDownLatch(1);

  private final Queue<byte[]> pieces = new ArrayDeque<>();
  private boolean awaitsMark;
  private long bytesLeft = Long.MAX_VALUE;
  private boolean ended;

  SimulatedWatch(SimulatedServer server, Random random, long timeout, boolean awaitsMark) {
    this.server = server;
    this.random = random;
    this.timeout = timeout;
    this.awaitsMark = awaitsMark;
  }

  void send(String text) {
    if (ended || isClosed()) {
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; ) {
      int length = 1 + random.nextInt(bytes.length - at);
      byte[] piece = new byte[length];
      System.arraycopy(bytes, at, piece, 0, length);
      pieces.add(piece);
      at += length;
    }
  }

  /** What was sent arrives; then the stream ends as it should. */
  void end() {
    ended = true;
  }

  void breakOff() {
    pieces.clear();
    bytesLeft = 0;
  }

  void breakAfter(int bytes) {
    bytesLeft = Math.min(bytesLeft, bytes);
  }

  void checkTimeout() {
    if (server.nanoTime() >= timeout) {
      end();
    }
  }

  boolean awaitsMark() {
    return awaitsMark;
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  @Override
  public int read() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    while (true) {
      if (isClosed()) {
        throw new IOException("closed");
      }
      if (bytesLeft == 0) {
        throw new IOException("connection reset");
      }
      byte[] piece = pieces.poll();
      if (piece != null) {
        return take(piece, buffer, offset, length);
      }
      if (ended) {
        return -1;
      }
      if (server.isWell() && !awaitsMark) {
        server.caughtUp.complete(true);
        awaitClose();
      } else {
        server.checkPatience();
        server.move(server.step());
      }
    }
  }

  private int take(byte[] piece, byte[] buffer, int offset, int length) throws IOException {
    int count = (int) Math.min(Math.min(piece.length, length), bytesLeft);
    System.arraycopy(piece, 0, buffer, offset, count);
    bytesLeft -= count;
    if (count < piece.length) {
      byte[] rest = new byte[piece.length - count];
      System.arraycopy(piece, count, rest, 0, rest.length);
      Queue<byte[]> others = new ArrayDeque<>(pieces);
      pieces.clear();
      pieces.add(rest);
      pieces.addAll(others);
    }
    return count;
  }

  private void awaitClose() throws IOException {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("closed");
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
