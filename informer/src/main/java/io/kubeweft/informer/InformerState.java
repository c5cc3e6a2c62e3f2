package io.kubeweft.informer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an informer does.
 *
 * @param phase what it does
 * @param synced whether it has had all objects once
 * @param lastError what went wrong last, also if it is over; null if nothing has
 * @param lastEvent when the server has last sent something; null if it never has
 * @param skipped how many objects could not be read, and were left out
 */
public record InformerState(
    Phase phase,
    boolean synced,
    @Nullable Exception lastError,
    @Nullable Instant lastEvent,
    long skipped) {
  /** What an informer does. */
  public enum Phase {
    /** It was not started. */
    NEW,
    /** It reads all objects. */
    SYNCING,
    /** It follows the changes. */
    WATCHING,
    /** Something went wrong, and it waits before it tries again. */
    BACKING_OFF,
    /** It was closed. */
    CLOSED
  }

  static final InformerState NEW = new InformerState(Phase.NEW, false, null, null, 0);

  /** Returns whether the store is complete and follows the server at this moment. */
  public boolean healthy() {
    return synced && phase == Phase.WATCHING;
  }

  InformerState in(Phase next) {
    return new InformerState(next, synced, lastError, lastEvent, skipped);
  }

  InformerState failed(Exception error) {
    return new InformerState(phase, synced, error, lastEvent, skipped);
  }

  InformerState skipping(Exception error) {
    return new InformerState(phase, synced, error, lastEvent, skipped + 1);
  }

  InformerState complete() {
    return new InformerState(phase, true, lastError, lastEvent, skipped);
  }

  InformerState heard(Instant when) {
    return new InformerState(phase, synced, lastError, when, skipped);
  }
}
