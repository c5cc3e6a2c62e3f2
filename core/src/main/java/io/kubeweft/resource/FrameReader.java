package io.kubeweft.resource;

import io.kubeweft.json.DecodeException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Cuts a stream of JSON documents at newlines.
 *
 * <p>The cut is made in bytes, before any decoding: JSON escapes newlines in strings, and no byte
 * of a multi-byte UTF-8 character is a newline, so that it does not matter how the network splits
 * the stream. A frame is a slice of a buffer that is used again for the next one.
 */
final class FrameReader {
  private static final int BUFFER = 16 * 1024;

  /** What a stream waits with when it has nothing to say: most watches do most of the time. */
  private static final int IDLE_BUFFER = 256;

  /**
   * Buffers that nobody uses now: an event each now and then would make one each, which is twice
   * what comes of it.
   */
  private static final Queue<byte[]> SPARE = new ArrayBlockingQueue<>(8);

  /** Far above what etcd stores; whatever sends more is not an API server. */
  private static final int MAX_FRAME = 256 * 1024 * 1024;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = ONES << 7;
  private static final long NEWLINES = '\n' * ONES;

  private final InputStream in;
  private final byte[] idle = new byte[IDLE_BUFFER];
  private byte[] buffer = idle;

  /** The frame: from start to end; what is read but not searched yet: from next to limit. */
  private int start;

  private int end;
  private int next;
  private int limit;

  FrameReader(InputStream in) {
    this.in = in;
  }

  /**
   * Goes to the next frame that is not blank; blocks until it is complete.
   *
   * @return false at the end of the stream
   * @throws EOFException if the stream ends within a frame
   * @throws IOException if a read fails
   */
  boolean next() throws IOException {
    do {
      start = next;
      int newline = indexOfNewline(next);
      while (newline < 0) {
        int searched = limit - start;
        if (!fill()) {
          if (isBlank(start, limit)) {
            return false;
          }
          throw new EOFException("the stream ended within an event");
        }
        newline = indexOfNewline(start + searched);
      }
      end = newline;
      next = newline + 1;
    } while (isBlank(start, end));
    return true;
  }

  byte[] buffer() {
    return buffer;
  }

  int offset() {
    return start;
  }

  int length() {
    return end - start;
  }

  private int indexOfNewline(int from) {
    int i = from;
    // Eight bytes at a time: a byte that is a newline is zero here, and only a zero byte borrows.
    for (; i <= limit - Long.BYTES; i += Long.BYTES) {
      long zeros = (long) LONG.get(buffer, i) ^ NEWLINES;
      long found = (zeros - ONES) & ~zeros & HIGH_BITS;
      if (found != 0) {
        return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    for (; i < limit; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (buffer[i] > ' ' || buffer[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Reads on behind the frame's beginning, after making room. */
  private boolean fill() throws IOException {
    if (start == limit && in.available() == 0) {
      rest();
    } else if (limit == buffer.length) {
      makeRoom();
    }
    int count = in.read(buffer, limit, buffer.length - limit);
    if (count < 0) {
      return false;
    }
    limit += count;
    return true;
  }

  /** Nothing is kept and nothing is there: a large buffer would lie idle. */
  private void rest() {
    giveBack();
    buffer = idle;
    start = 0;
    limit = 0;
  }

  private void giveBack() {
    if (buffer.length == BUFFER) {
      SPARE.offer(buffer);
    }
  }

  private void makeRoom() {
    int length = limit - start;
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, length);
    } else if (length >= MAX_FRAME) {
      throw new DecodeException(
          "", "an event of more than " + MAX_FRAME + " bytes: is this an API server?", null);
    } else {
      byte[] larger = larger();
      System.arraycopy(buffer, 0, larger, 0, length);
      giveBack();
      buffer = larger;
    }
    start = 0;
    limit = length;
  }

  private byte[] larger() {
    byte[] spare = buffer.length < BUFFER ? SPARE.poll() : null;
    return spare == null ? new byte[Math.max(BUFFER, 2 * buffer.length)] : spare;
  }
}
