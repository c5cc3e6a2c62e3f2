package io.kubeweft.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into lines.
 *
 * <p>The cut is made in bytes, before any decoding: no byte of a multi-byte UTF-8 character is a
 * newline, so that it does not matter how the network splits the stream. A line keeps its carriage
 * return. What comes before a failure is a line, too, before the failure is thrown.
 */
final class LineReader {
  private static final int INITIAL_BUFFER = 8 * 1024;

  private final InputStream in;
  private final int maxLine;
  private byte[] buffer;

  /** Where the line begins, what is known to have no newline, and what was read. */
  private int start;

  private int searched;
  private int limit;

  private @Nullable IOException failure;

  /**
   * Creates a reader.
   *
   * @param in to be cut
   * @param maxLine bytes after which a line is cut although it has not ended; at least 4
   */
  LineReader(InputStream in, int maxLine) {
    this.in = in;
    this.maxLine = maxLine;
    this.buffer = new byte[Math.min(INITIAL_BUFFER, maxLine + 1)];
  }

  /** Waits for the next line; null at the end of the stream. */
  @Nullable String next() throws IOException {
    while (true) {
      int end = indexOfNewline();
      if (end >= 0 && end - start <= maxLine) {
        return take(end, end + 1);
      }
      if (limit - start > maxLine) {
        int cut = wholeCharacters(start + maxLine);
        return take(cut, cut);
      }
      if (!fill()) {
        if (limit > start) {
          return take(limit, limit);
        }
        if (failure != null) {
          throw failure;
        }
        return null;
      }
    }
  }

  private String take(int end, int next) {
    String line = new String(buffer, start, end - start, StandardCharsets.UTF_8);
    start = next;
    searched = Math.max(searched, next);
    return line;
  }

  private int indexOfNewline() {
    while (searched < limit) {
      if (buffer[searched] == '\n') {
        return searched;
      }
      searched++;
    }
    return -1;
  }

  /** The same place, or a few bytes before it, so that no character of UTF-8 is cut. */
  private int wholeCharacters(int place) {
    int cut = place;
    while (place - cut < 3 && (buffer[cut] & 0xC0) == 0x80) {
      cut--;
    }
    return (buffer[cut] & 0xC0) == 0x80 ? place : cut;
  }

  /** Reads on; false at the end, or when reading fails. */
  private boolean fill() {
    if (failure != null) {
      return false;
    }
    makeRoom();
    try {
      int count = in.read(buffer, limit, buffer.length - limit);
      if (count < 0) {
        return false;
      }
      limit += count;
      return true;
    } catch (IOException e) {
      failure = e;
      return false;
    }
  }

  private void makeRoom() {
    if (limit < buffer.length) {
      return;
    }
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, limit - start);
      searched -= start;
      limit -= start;
      start = 0;
    } else {
      buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, maxLine + 1L));
    }
  }
}
