package io.kubeweft.informer;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an informer does. Of one that follows several namespaces, it is the worst of them.
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
    NEW(3),
    /** It reads all objects. */
    SYNCING(1),
    /** It follows the changes. */
    WATCHING(0),
    /** Something went wrong, and it waits before it tries again. */
    BACKING_OFF(2),
    /** It was closed, or its client was: then {@link InformerState#lastError} says so. */
    CLOSED(4);

    /** How far it is from what is wanted. */
    private final int badness;

    Phase(int badness) {
      this.badness = badness;
    }
  }

  static final InformerState NEW = new InformerState(Phase.NEW, false, null, null, 0);

  /** Returns whether the store is complete and follows the server at this moment. */
  public boolean healthy() {
    return synced && phase == Phase.WATCHING;
  }

  /**
   * The state of a whole: its phase and error are those of the worst part, it is synced when all
   * parts are, and it was heard of when the most silent part was.
   */
  static InformerState worst(List<InformerState> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    List<InformerState> sorted =
        parts.stream()
            .sorted(Comparator.comparingInt((InformerState part) -> -part.phase.badness))
            .toList();
    Exception error = null;
    Instant heard = parts.getFirst().lastEvent;
    long left = 0;
    for (InformerState part : sorted) {
      error = error == null ? part.lastError : error;
      heard = earlier(heard, part.lastEvent);
      left += part.skipped;
    }
    boolean all = parts.stream().allMatch(InformerState::synced);
    return new InformerState(sorted.getFirst().phase, all, error, heard, left);
  }

  private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    return a == null || b == null ? null : a.isBefore(b) ? a : b;
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
