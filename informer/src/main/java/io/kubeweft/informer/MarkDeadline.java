package io.kubeweft.informer;

import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The time in which a stream of initial objects has to come to its end.
 *
 * <p>A server that does not know such streams, or a proxy or fake in front of it, never sends the
 * bookmark that ends one. It shows in silence; or, if the resource is busy, in events that bring no
 * object that was not there yet; or at last in the time that it takes.
 */
final class MarkDeadline {
  /** How much longer than a silence a stream may last as a whole. */
  static final int PATIENCE = 10;

  private final Seams seams;
  private final long silence;
  private final Runnable onOverdue;
  private final long beganAt;
  private volatile long progressAt;
  private volatile boolean cancelled;
  private volatile boolean overdue;
  private volatile @Nullable Future<?> task;

  /** Begins now. */
  MarkDeadline(Seams seams, Duration silence, Runnable onOverdue) {
    this.seams = seams;
    this.silence = silence.toNanos();
    this.onOverdue = onOverdue;
    this.beganAt = seams.nanoTime();
    this.progressAt = beganAt;
    arm(this.silence);
  }

  /** An object has come that was not there yet. */
  void progress() {
    progressAt = seams.nanoTime();
  }

  /** Whether the time was over before this was cancelled. */
  boolean isOverdue() {
    return overdue;
  }

  void cancel() {
    cancelled = true;
    Future<?> current = task;
    if (current != null) {
      current.cancel(false);
    }
  }

  private void arm(long nanos) {
    Future<?> armed = seams.later(Duration.ofNanos(nanos), this::check);
    task = armed;
    if (cancelled) {
      armed.cancel(false);
    }
  }

  private void check() {
    long now = seams.nanoTime();
    long left = Math.min(silence - (now - progressAt), PATIENCE * silence - (now - beganAt));
    if (cancelled) {
      return;
    }
    if (left > 0) {
      arm(left);
    } else {
      overdue = true;
      onOverdue.run();
    }
  }
}
