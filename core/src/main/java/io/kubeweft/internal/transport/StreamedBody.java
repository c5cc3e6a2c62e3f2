package io.kubeweft.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A body that is read while it arrives.
 *
 * <p>Does what {@code BodySubscribers.ofInputStream} does, but lets more arrive ahead of the
 * reader, and without locks: a watch waits in here for nearly all of its life, and what it holds
 * meanwhile is held for each watch (decision 0078). One thread reads; any thread may close, and a
 * read that waits then fails.
 */
final class StreamedBody extends InputStream implements BodySubscriber<InputStream> {
  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);
  private static final Iterator<ByteBuffer> NONE = Collections.emptyIterator();

  /**
   * How often something may arrive, 16 kB at most, before the first of it is taken. With one, as
   * the JDK has it, the connection and the reader of a long list wake each other for each 16 kB.
   */
  static final int AHEAD = 16;

  /** After how many taken as many are asked for: each time wakes the connection's thread. */
  static final int REFILL = AHEAD / 2;

  private volatile Flow.@Nullable Subscription subscription;

  /** What has arrived and is not taken yet, up to {@link #AHEAD} times. */
  private final Queue<List<ByteBuffer>> arrived = new ConcurrentLinkedQueue<>();

  /** Whether nothing arrives any more; what has arrived comes before this. */
  private volatile boolean complete;

  private volatile @Nullable Throwable failure;
  private volatile boolean closed;

  /** Who waits for something of the above to change. */
  private volatile @Nullable Thread reader;

  // What was taken; of the reader alone.
  private Iterator<ByteBuffer> buffers = NONE;
  private ByteBuffer buffer = EMPTY;

  /** How often something was taken since more was asked for. */
  private int taken;

  // ---- the side of the connection

  /** The stream itself, at once: it is the body from its first byte on. */
  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    if (subscription != null) {
      given.cancel();
      return;
    }
    subscription = given;
    // Whichever comes second, this or close, sees the other.
    if (closed) {
      given.cancel();
    } else {
      // Less what has come before: a body that turned out large.
      given.request(AHEAD - arrived.size());
    }
  }

  @Override
  public void onNext(List<ByteBuffer> given) {
    arrived.add(given);
    wake();
  }

  @Override
  public void onError(Throwable thrown) {
    failure = thrown;
    complete = true;
    wake();
  }

  @Override
  public void onComplete() {
    complete = true;
    wake();
  }

  private void wake() {
    Thread waiting = reader;
    if (waiting != null) {
      LockSupport.unpark(waiting);
    }
  }

  // ---- the side of the reader

  @Override
  public int read() throws IOException {
    return advance() ? buffer.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (!advance()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(into, offset, count);
    return count;
  }

  @Override
  public int available() {
    while (!closed && !buffer.hasRemaining() && hasNext()) {
      buffer = buffers.next();
    }
    return closed ? 0 : buffer.remaining();
  }

  /** Goes to the next byte, which may have to come first; false at the end. */
  private boolean advance() throws IOException {
    while (true) {
      if (closed) {
        throw new IOException("closed");
      }
      if (buffer.hasRemaining()) {
        return true;
      }
      if (Thread.currentThread().isInterrupted()) {
        // The flag stays: whatever becomes of this failure, the caller's thread was told to end.
        close();
        throw new IOException(new InterruptedException("interrupted while a body was read"));
      }
      // First, so that nothing that came before the end is missed.
      boolean last = complete;
      if (hasNext()) {
        buffer = buffers.next();
      } else if (last) {
        return ended();
      } else {
        await();
      }
    }
  }

  /**
   * Whether there is a buffer without waiting for it; takes what has arrived, and asks for more.
   */
  private boolean hasNext() {
    while (!buffers.hasNext()) {
      List<ByteBuffer> next = arrived.poll();
      if (next == null) {
        return false;
      }
      buffers = next.iterator();
      refill();
    }
    return true;
  }

  private void refill() {
    Flow.Subscription source = subscription;
    taken++;
    if (taken >= REFILL && source != null) {
      source.request(taken);
      taken = 0;
    }
  }

  private boolean ended() throws IOException {
    Throwable thrown = failure;
    if (thrown != null) {
      throw new IOException(thrown);
    }
    return false;
  }

  private void await() {
    // What was read is part of a larger buffer, which need not wait with us.
    buffer = EMPTY;
    buffers = NONE;
    reader = Thread.currentThread();
    if (arrived.isEmpty() && !complete && !closed) {
      LockSupport.park(this);
    }
    reader = null;
  }

  @Override
  public void close() {
    closed = true;
    Flow.Subscription source = subscription;
    if (source != null) {
      source.cancel();
    }
    wake();
  }
}
