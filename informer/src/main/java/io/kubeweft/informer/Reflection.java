package io.kubeweft.informer;

import io.kubeweft.resource.ResourceVersionMatch;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which an informer lists and watches, without I/O, clocks or threads: {@link #step}
 * says from where it stands and what has happened what comes next (client-go
 * tools/cache/reflector.go).
 *
 * @param phase what is under way
 * @param resourceVersion the newest one seen; empty if none was
 * @param ordered whether a watch may go on from {@code resourceVersion}
 * @param consistent whether the next list asks for the newest state, since the server could not
 *     serve a version
 * @param unpaged whether the next list is one answer, since a page had expired
 * @param paginated whether the server has answered in pages when it might have answered from its
 *     memory: then it has none, and is asked for pages from then on
 * @param watchList whether initial states are streamed by watches; once refused, never again
 */
record Reflection(
    Phase phase,
    String resourceVersion,
    boolean ordered,
    boolean consistent,
    boolean unpaged,
    boolean paginated,
    boolean watchList) {
  /** What is under way. */
  enum Phase {
    LIST,
    OPEN_INITIAL,
    INITIAL,
    OPEN_WATCH,
    WATCH
  }

  /** What has happened. */
  sealed interface Input {
    /** A list was read to its end, which was in one answer or in several. */
    record Listed(String resourceVersion, boolean pages) implements Input {}

    /** The server has accepted a watch. */
    record Opened() implements Input {}

    /** An object has been added, changed or deleted; an empty version is not known. */
    record Changed(String resourceVersion, boolean added) implements Input {}

    /** A bookmark has come. */
    record Marked(String resourceVersion, boolean initialEventsEnd) implements Input {}

    /** A watch has ended without an error. */
    record Ended(Duration lived, boolean silent) implements Input {}

    /** A list or watch has failed; {@code later} if that was not at its very beginning. */
    record Failed(Failure failure, boolean later) implements Input {}

    /** The bookmark that ends the initial events has not come in time. */
    record MarkOverdue() implements Input {}
  }

  /** What kind of failure it was. */
  enum Failure {
    /** The version or the page is too old. */
    EXPIRED,
    /** The version is newer than all that the server knows. */
    TOO_LARGE,
    /** No connection, or too many requests: the same again, later. */
    BUSY,
    /** A connection broke. */
    BROKEN,
    /** There was no answer in time. */
    SLOW,
    /** The request was not understood. */
    REFUSED,
    OTHER
  }

  /** What to do with the input. */
  enum Effect {
    NONE,
    /** Keep the event aside, with other initial ones. */
    COLLECT,
    /** Forget what was kept aside. */
    DISCARD,
    /** What was listed, or kept aside, is the store from now on. */
    REPLACE,
    APPLY
  }

  /**
   * What comes next.
   *
   * @param state from now on; its phase says what to do
   * @param effect what to do with the input first
   * @param pause whether to wait for one step of the backoff before
   */
  record Step(Reflection state, Effect effect, boolean pause) {}

  private static final Duration VERY_SHORT = Duration.ofSeconds(1);
  private static final Duration HEALTHY = Duration.ofSeconds(10);
  private static final int DEFAULT_PAGE = 500;

  /** Nothing is known yet. */
  static Reflection begin(boolean watchList) {
    Phase first = watchList ? Phase.OPEN_INITIAL : Phase.LIST;
    return new Reflection(first, "", false, false, false, false, watchList);
  }

  /** Returns what comes after an input. */
  Step step(Input input) {
    return switch (phase) {
      case LIST -> list(input);
      case OPEN_INITIAL, INITIAL -> initial(input);
      case OPEN_WATCH, WATCH -> watch(input);
    };
  }

  /** The resourceVersion of the next list; null asks for the newest state. */
  @Nullable String listVersion() {
    return consistent ? null : resourceVersion.isEmpty() ? "0" : resourceVersion;
  }

  /**
   * How the next list takes its version if it comes in pages. Without saying so, a page of a
   * version would be of exactly that version: a server that can list it still, but not watch from
   * it any more, would send an informer round in circles.
   */
  @Nullable ResourceVersionMatch listMatch() {
    return consistent || resourceVersion.isEmpty() ? null : ResourceVersionMatch.NOT_OLDER_THAN;
  }

  /**
   * How many objects a page of the next list has; 0 if it is one answer.
   *
   * <p>A server answers from its memory what need not be the newest: at version 0 whatever the
   * limit is, at another one only without a limit. Pages come from the storage behind it.
   *
   * @param wanted by the user; 0 to leave it to these rules
   */
  int pageSize(int wanted) {
    if (unpaged) {
      return 0;
    }
    if (wanted > 0) {
      return wanted;
    }
    boolean fromMemory = !consistent && isConcrete(resourceVersion) && !paginated;
    return fromMemory ? 0 : DEFAULT_PAGE;
  }

  /** The resourceVersion of the next watch with initial events; null asks for the newest state. */
  @Nullable String initialVersion() {
    return consistent || resourceVersion.isEmpty() ? null : resourceVersion;
  }

  private Step list(Input input) {
    return switch (input) {
      case Input.Listed(String version, boolean pages) ->
          new Step(listed(version, pages).to(Phase.OPEN_WATCH), Effect.REPLACE, false);
      case Input.Failed(Failure failure, boolean later) ->
          switch (failure) {
            case EXPIRED ->
                later && !unpaged
                    ? new Step(with(consistent, true), Effect.DISCARD, false)
                    : newest();
            case TOO_LARGE -> newest();
            case BUSY -> new Step(this, Effect.DISCARD, true);
            case BROKEN, SLOW, REFUSED, OTHER -> new Step(again(), Effect.DISCARD, true);
          };
      default -> throw unexpected(input);
    };
  }

  private Step initial(Input input) {
    return switch (input) {
      case Input.Opened() -> new Step(to(Phase.INITIAL), Effect.NONE, false);
      case Input.Changed changed -> new Step(this, Effect.COLLECT, false);
      case Input.Marked(String version, boolean end) ->
          end
              ? new Step(synced(version).to(Phase.WATCH), Effect.REPLACE, false)
              : new Step(this, Effect.NONE, false);
      case Input.MarkOverdue() -> new Step(withoutWatchList(), Effect.DISCARD, false);
      case Input.Ended(Duration lived, boolean silent) ->
          new Step(
              silent && lived.compareTo(VERY_SHORT) < 0 ? to(Phase.LIST) : again(),
              Effect.DISCARD,
              true);
      case Input.Failed(Failure failure, boolean later) ->
          switch (failure) {
            case EXPIRED, TOO_LARGE -> newest();
            case BUSY, BROKEN -> new Step(again(), Effect.DISCARD, true);
            case REFUSED -> new Step(withoutWatchList(), Effect.DISCARD, false);
            case SLOW -> new Step(to(Phase.LIST), Effect.DISCARD, true);
            case OTHER -> new Step(to(Phase.LIST), Effect.DISCARD, later);
          };
      case Input.Listed listed -> throw unexpected(input);
    };
  }

  private Step watch(Input input) {
    return switch (input) {
      case Input.Opened() -> new Step(to(Phase.WATCH), Effect.NONE, false);
      case Input.Changed(String version, boolean added) ->
          new Step(ordered || !added ? seen(version) : this, Effect.APPLY, false);
      case Input.Marked(String version, boolean end) ->
          new Step(seen(version), Effect.APPLY, false);
      case Input.Ended(Duration lived, boolean silent) ->
          silent && lived.compareTo(VERY_SHORT) < 0
              ? new Step(again(), Effect.NONE, true)
              : new Step(rewatch(), Effect.NONE, lived.compareTo(HEALTHY) < 0);
      case Input.Failed(Failure failure, boolean later) ->
          switch (failure) {
            case BUSY, BROKEN, SLOW -> new Step(rewatch(), Effect.NONE, true);
            case EXPIRED, TOO_LARGE, REFUSED, OTHER -> new Step(again(), Effect.NONE, true);
          };
      case Input.Listed listed -> throw unexpected(input);
      case Input.MarkOverdue overdue -> throw unexpected(input);
    };
  }

  /**
   * At once, but only the first time: a server that can not serve the newest state is waited for.
   */
  private Step newest() {
    Step next = new Step(with(true, unpaged).again(), Effect.DISCARD, consistent);
    return phase == Phase.LIST
        ? new Step(next.state().to(Phase.LIST), Effect.DISCARD, consistent)
        : next;
  }

  /** After what no rule expects: all anew, but not further back. */
  Reflection recovered() {
    return again();
  }

  private Reflection to(Phase next) {
    return new Reflection(
        next, resourceVersion, ordered, consistent, unpaged, paginated, watchList);
  }

  /** Begins another cycle with the initial state. */
  private Reflection again() {
    return to(watchList ? Phase.OPEN_INITIAL : Phase.LIST);
  }

  /** Goes on where the watch was; one whose events had no order yet has to begin anew. */
  private Reflection rewatch() {
    return ordered ? to(Phase.OPEN_WATCH) : again();
  }

  private Reflection with(boolean isConsistent, boolean isUnpaged) {
    return new Reflection(
        phase, resourceVersion, ordered, isConsistent, isUnpaged, paginated, watchList);
  }

  private Reflection withoutWatchList() {
    return new Reflection(
        Phase.LIST, resourceVersion, ordered, consistent, unpaged, paginated, false);
  }

  private Reflection listed(String version, boolean pages) {
    boolean paged = paginated || pages && "0".equals(listVersion());
    return new Reflection(phase, version, isConcrete(version), false, false, paged, watchList);
  }

  private Reflection synced(String version) {
    return new Reflection(phase, version, isConcrete(version), false, false, paginated, watchList);
  }

  private static boolean isConcrete(String version) {
    return !version.isEmpty() && !version.equals("0");
  }

  private Reflection seen(String version) {
    return version.isEmpty()
        ? this
        : new Reflection(phase, version, true, consistent, unpaged, paginated, watchList);
  }

  private IllegalStateException unexpected(Input input) {
    return new IllegalStateException(input + " in phase " + phase);
  }
}
