package io.kubeweft.stream;

import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.RestClient;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.RestStream;
import io.kubeweft.rest.TransportException;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a log, as the container writes them.
 *
 * <pre>{@code
 * try (LogStream lines = api.coreV1().pods("default").log().follow("web-0")) {
 *   for (String line : lines) System.out.println(line);
 * }
 * }</pre>
 *
 * <p>It ends when the container does, or when it is closed. It is not resumed when its connection
 * breaks: a log has no versions to go on from. One thread reads; any thread may close.
 */
public final class LogStream implements Iterable<String>, AutoCloseable {
  /**
   * Far above what a runtime writes at once; a stream without newlines must not fill the memory.
   */
  static final int MAX_LINE = 1024 * 1024;

  private final RestClient rest;
  private final RestRequest request;
  private final RestStream stream;
  private final LineReader lines;
  private volatile boolean closed;

  private LogStream(RestClient rest, RestRequest request) {
    this.rest = rest;
    this.request = request;
    this.stream = rest.open(request);
    this.lines = new LineReader(stream.body(), MAX_LINE);
  }

  static LogStream open(RestClient rest, RestRequest request) {
    return new LogStream(rest, request);
  }

  /**
   * Waits for the next line, for ever if the container is silent.
   *
   * @return the line without its newline, its carriage return kept, and what is not UTF-8 replaced;
   *     a line of more than 1 MiB comes in pieces; null when the log has ended or was closed
   * @throws TransportException if the connection breaks, or has been silent for longer than {@link
   *     LogOptions#idleTimeout}
   * @throws CancelledException if the thread is interrupted, or the client closed
   */
  public @Nullable String next() {
    if (closed) {
      return null;
    }
    try {
      return lines.next();
    } catch (IOException e) {
      if (closed) {
        return null;
      }
      throw rest.failure(request, e);
    }
  }

  /** Returns the lines to come, once; it ends when {@link #next} returns null. */
  @Override
  public Iterator<String> iterator() {
    return new Iterator<>() {
      private @Nullable String ahead;

      @Override
      public boolean hasNext() {
        if (ahead == null) {
          ahead = LogStream.this.next();
        }
        return ahead != null;
      }

      @Override
      public String next() {
        String line = hasNext() ? ahead : null;
        if (line == null) {
          throw new NoSuchElementException();
        }
        ahead = null;
        return line;
      }
    };
  }

  /** Ends the stream: a blocked {@link #next} returns null. May be called by any thread. */
  @Override
  public void close() {
    closed = true;
    stream.close();
  }
}
