package io.kubeweft.resource;

import io.kubeweft.json.DecodeException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

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

  /** Far above what etcd stores; whatever sends more is not an API server. */
  private static final int MAX_FRAME = 256 * 1024 * 1024;

  private final InputStream in;
  private byte[] buffer = new byte[IDLE_BUFFER];

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
    for (int i = from; i < limit; i++) {
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
    if (buffer.length > IDLE_BUFFER) {
      buffer = new byte[IDLE_BUFFER];
    }
    start = 0;
    limit = 0;
  }

  private void makeRoom() {
    int length = limit - start;
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, length);
    } else if (length >= MAX_FRAME) {
      throw new DecodeException(
          "", "an event of more than " + MAX_FRAME + " bytes: is this an API server?", null);
    } else {
      buffer = Arrays.copyOf(buffer, Math.max(BUFFER, 2 * buffer.length));
    }
    start = 0;
    limit = length;
  }
}
