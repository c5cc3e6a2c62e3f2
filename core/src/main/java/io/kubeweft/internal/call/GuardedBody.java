package io.kubeweft.internal.call;

import io.kubeweft.internal.time.Timer;
import io.kubeweft.internal.transport.HttpAnswer;
import io.kubeweft.internal.transport.WholeBody;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, with those who may end it: a deadline, a watchdog over silence, the
 * closing of the client. The thread that reads is never interrupted: its stream is closed under it,
 * and the read fails with the reason.
 *
 * <p>Silence is counted only while a read waits. A reader that is slow itself is no sign of a dead
 * connection. So it is with the deadline: if it passes while a read waits, the connection is told
 * so, whatever becomes of the exception in the hands of those who read.
 */
public final class GuardedBody extends InputStream {
  /** Why a body was ended from outside. */
  enum Reason {
    DEADLINE,
    SILENCE,
    CLIENT_CLOSED
  }

  /** Thrown by reads of a body that was ended from outside. */
  static final class EndedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    EndedException(Reason reason, @Nullable Throwable cause) {
      super("the body was ended: " + reason, cause);
      this.reason = reason;
    }

    Reason reason() {
      return reason;
    }
  }

  private final InputStream in;
  private final HttpAnswer.Connection connection;
  private final Timer timer;
  private final LongSupplier nanoTime;
  private final Consumer<GuardedBody> onClose;
  private final byte[] single = new byte[1];

  private volatile @Nullable Reason ended;
  private volatile long waitingSince;
  private volatile boolean waiting;
  private volatile boolean closed;
  private volatile @Nullable Future<?> deadlineTask;
  private volatile @Nullable Future<?> silenceTask;

  /**
   * Guards a body.
   *
   * @param in the body
   * @param connection is told what becomes of it
   * @param timer ends it
   * @param nanoTime a monotonic clock in nanoseconds
   * @param onClose is told when nobody reads it any more
   */
  public GuardedBody(
      InputStream in,
      HttpAnswer.Connection connection,
      Timer timer,
      LongSupplier nanoTime,
      Consumer<GuardedBody> onClose) {
    this.in = in;
    this.connection = connection;
    this.timer = timer;
    this.nanoTime = nanoTime;
    this.onClose = onClose;
  }

  /** Whether all of it is there, so that there is nothing to guard. */
  boolean isWhole() {
    return in instanceof WholeBody;
  }

  /**
   * Ends the body after a time, unless it was closed before.
   *
   * @param nanos from now, in nanoseconds
   */
  public void endAfter(long nanos) {
    if (isWhole()) {
      return;
    }
    deadlineTask = timer.scheduleNanos(nanos, () -> end(Reason.DEADLINE));
  }

  void endAfterSilenceOf(Duration limit) {
    silenceTask = timer.schedule(limit, () -> checkSilence(limit.toNanos()));
  }

  /** Looks again when the current silence may have lasted long enough, instead of at each read. */
  private void checkSilence(long limit) {
    if (closed) {
      return;
    }
    long silent = waiting ? nanoTime.getAsLong() - waitingSince : 0;
    if (silent >= limit) {
      end(Reason.SILENCE);
    } else {
      silenceTask = timer.scheduleNanos(limit - silent, () -> checkSilence(limit));
    }
  }

  /** Ends the body from outside; the first reason counts. */
  void end(Reason reason) {
    if (!closed && ended == null) {
      ended = reason;
      closeQuietly();
    }
  }

  @Override
  public int read() throws IOException {
    int count = read(single, 0, 1);
    return count < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    boolean late = ended != null;
    waitingSince = nanoTime.getAsLong();
    waiting = true;
    try {
      int count = in.read(buffer, offset, length);
      if (count < 0 && ended != null) {
        throw new EndedException(ended, null);
      }
      return count;
    } catch (EndedException e) {
      throw e;
    } catch (IOException e) {
      Reason reason = ended;
      throw reason == null ? e : new EndedException(reason, e);
    } finally {
      waiting = false;
      if (!late && ended == Reason.DEADLINE) {
        connection.timedOut();
      }
    }
  }

  /** Notes that the body has come, as far as anybody wants it. */
  void arrived() {
    connection.arrived();
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() {
    closed = true;
    cancel(deadlineTask);
    cancel(silenceTask);
    closeQuietly();
    onClose.accept(this);
  }

  private static void cancel(@Nullable Future<?> task) {
    if (task != null) {
      task.cancel(false);
    }
  }

  private void closeQuietly() {
    try {
      in.close();
    } catch (IOException e) {
      // nobody reads it any more
    }
  }
}
