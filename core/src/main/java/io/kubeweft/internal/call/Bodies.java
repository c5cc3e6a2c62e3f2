package io.kubeweft.internal.call;

import io.kubeweft.internal.time.Timer;
import io.kubeweft.internal.transport.HttpAnswer;
import io.kubeweft.rest.BodyReader;
import io.kubeweft.rest.ResponseHead;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.RestStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The bodies of a client's answers: how they are read, and which of them are open. */
final class Bodies implements AutoCloseable {
  /** What a reader leaves unread up to this is read and dropped, to keep the connection. */
  private static final int MAX_DRAIN = 64 * 1024;

  private final Timer timer;
  private final LongSupplier nanoTime;
  private final Set<GuardedBody> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Creates a place for bodies.
   *
   * @param timer ends those that take too long
   * @param nanoTime a monotonic clock in nanoseconds
   */
  Bodies(Timer timer, LongSupplier nanoTime) {
    this.timer = timer;
    this.nanoTime = nanoTime;
  }

  /** Makes the result of a successful answer; what it throws decides about the body. */
  interface AnswerReader<R> {
    R read(ResponseHead head, GuardedBody body) throws IOException;
  }

  /** Returns what reads a whole answer; its body is closed after it. */
  static <R> AnswerReader<R> reading(BodyReader<R> reader) {
    return (head, body) -> {
      try (body) {
        InputStream plain = plain(head, body);
        R value = reader.read(head, new Unclosed(plain));
        drain(plain);
        body.arrived();
        return value;
      }
    };
  }

  /** Returns what hands out the body of an answer, for the caller to close. */
  static AnswerReader<RestStream> streaming(RestRequest request) {
    return (head, body) -> stream(request, head, body);
  }

  private static RestStream stream(RestRequest request, ResponseHead head, GuardedBody body) {
    if (request.idleTimeout() != null) {
      body.endAfterSilenceOf(request.idleTimeout());
    }
    return RestStream.of(head, plain(head, body), body::close);
  }

  /** Returns a body that ends, at the latest, when this is closed. */
  GuardedBody guard(HttpAnswer answer) {
    GuardedBody body =
        new GuardedBody(answer.body(), answer.connection(), timer, nanoTime, open::remove);
    if (body.isWhole()) {
      return body;
    }
    open.add(body);
    if (closed) {
      body.end(GuardedBody.Reason.CLIENT_CLOSED);
    }
    return body;
  }

  /** Returns a body as it was before the server compressed it. */
  static InputStream plain(ResponseHead head, InputStream body) {
    String encoding = head.header("Content-Encoding");
    return "gzip".equalsIgnoreCase(encoding) ? new LazyGzip(body) : body;
  }

  /** What reads JSON closes its stream, but what it has left is still to be drained. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }

  private static void drain(InputStream body) throws IOException {
    byte[] buffer = new byte[512];
    int drained = 0;
    for (int count = body.read(buffer);
        count >= 0 && drained < MAX_DRAIN;
        count = body.read(buffer)) {
      drained += count;
    }
  }

  /** Ends all bodies that are read now. */
  @Override
  public void close() {
    closed = true;
    for (GuardedBody body : open) {
      body.end(GuardedBody.Reason.CLIENT_CLOSED);
    }
  }
}
