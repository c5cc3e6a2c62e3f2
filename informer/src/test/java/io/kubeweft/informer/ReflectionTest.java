package io.kubeweft.informer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.informer.Reflection.Effect;
import io.kubeweft.informer.Reflection.Failure;
import io.kubeweft.informer.Reflection.Input;
import io.kubeweft.informer.Reflection.Phase;
import io.kubeweft.informer.Reflection.Step;
import io.kubeweft.resource.ResourceVersionMatch;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReflectionTest {
  private static final Input OPENED = new Input.Opened();
  private static final Duration LONG = Duration.ofMinutes(5);

  private static Reflection after(boolean watchList, Input... inputs) {
    Reflection state = Reflection.begin(watchList);
    for (Input input : inputs) {
      state = state.step(input).state();
    }
    return state;
  }

  private static Input failed(Failure failure) {
    return new Input.Failed(failure, false);
  }

  private static Reflection watching() {
    return after(false, new Input.Listed("10", false), OPENED);
  }

  @Test
  void listVersion_nothingSeen_isAnyState() {
    assertThat(Reflection.begin(false).listVersion()).isEqualTo("0");
  }

  @Test
  void listVersion_afterAList_isTheLastSeen() {
    Reflection state = after(false, new Input.Listed("10", false), OPENED, failed(Failure.OTHER));

    assertThat(state.phase()).isEqualTo(Phase.LIST);
    assertThat(state.listVersion()).isEqualTo("10");
  }

  /** A page of a version, without more, would be of exactly that version. */
  @Test
  void listMatch_afterAWatchExpired_isAnythingNewer() {
    Reflection state = after(false, new Input.Listed("10", false), OPENED, failed(Failure.EXPIRED));

    assertThat(state.phase()).isEqualTo(Phase.LIST);
    assertThat(state.listVersion()).isEqualTo("10");
    assertThat(state.listMatch()).isEqualTo(ResourceVersionMatch.NOT_OLDER_THAN);
    assertThat(Reflection.begin(false).listMatch()).isNull();
    assertThat(state.step(failed(Failure.EXPIRED)).state().listMatch()).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"EXPIRED", "TOO_LARGE"})
  void list_versionNotServed_listsNewestAtOnce(Failure failure) {
    Step step = Reflection.begin(false).step(failed(failure));

    assertThat(step.pause()).isFalse();
    assertThat(step.state().phase()).isEqualTo(Phase.LIST);
    assertThat(step.state().listVersion()).isNull();
  }

  @Test
  void list_newestNotServedEither_waits() {
    Step step = after(false, failed(Failure.EXPIRED)).step(failed(Failure.EXPIRED));

    assertThat(step.pause()).isTrue();
  }

  @Test
  void list_pageExpired_listsUnpagedAtTheSameVersion() {
    Step step = Reflection.begin(false).step(new Input.Failed(Failure.EXPIRED, true));

    assertThat(step.pause()).isFalse();
    assertThat(step.state().unpaged()).isTrue();
    assertThat(step.state().listVersion()).isEqualTo("0");
  }

  @Test
  void list_success_clearsFlagsAndWatchesFromItsVersion() {
    Step step = after(false, failed(Failure.EXPIRED)).step(new Input.Listed("12", false));

    assertThat(step.effect()).isEqualTo(Effect.REPLACE);
    assertThat(step.state())
        .isEqualTo(new Reflection(Phase.OPEN_WATCH, "12", true, false, false, false, false));
  }

  @Test
  void openWatch_busy_waitsAndWatchesAgain() {
    Step step = after(false, new Input.Listed("10", false)).step(failed(Failure.BUSY));

    assertThat(step.pause()).isTrue();
    assertThat(step.state().phase()).isEqualTo(Phase.OPEN_WATCH);
  }

  @ParameterizedTest
  @EnumSource(names = {"EXPIRED", "OTHER", "REFUSED", "TOO_LARGE"})
  void watch_fails_waitsAndListsAtTheLastVersion(Failure failure) {
    Step step = watching().step(failed(failure));

    assertThat(step.pause()).isTrue();
    assertThat(step.state().phase()).isEqualTo(Phase.LIST);
    assertThat(step.state().listVersion()).isEqualTo("10");
  }

  @Test
  void watch_connectionBreaks_watchesAgainWithoutAList() {
    Step step = watching().step(failed(Failure.BROKEN));

    assertThat(step.pause()).isTrue();
    assertThat(step.state().phase()).isEqualTo(Phase.OPEN_WATCH);
    assertThat(step.effect()).isEqualTo(Effect.NONE);
  }

  @Test
  void watch_event_movesTheVersion() {
    Step step = watching().step(new Input.Changed("11", true));

    assertThat(step.effect()).isEqualTo(Effect.APPLY);
    assertThat(step.state().resourceVersion()).isEqualTo("11");
  }

  @Test
  void watch_eventWithoutVersion_keepsTheVersion() {
    Step step = watching().step(new Input.Changed("", false));

    assertThat(step.state().resourceVersion()).isEqualTo("10");
  }

  @Test
  void watch_beganWithoutVersion_firstAddsDoNotMoveIt() {
    Reflection state =
        after(false, new Input.Listed("", false), OPENED, new Input.Changed("7", true));

    assertThat(state.resourceVersion()).isEmpty();
    assertThat(state.step(new Input.Changed("9", false)).state().resourceVersion()).isEqualTo("9");
  }

  @Test
  void watch_bookmark_movesTheVersion() {
    Step step = watching().step(new Input.Marked("20", false));

    assertThat(step.state().resourceVersion()).isEqualTo("20");
  }

  @Test
  void watch_healthyAndEnds_watchesAgainAtOnce() {
    Step step = watching().step(new Input.Ended(LONG, true));

    assertThat(step.pause()).isFalse();
    assertThat(step.state().phase()).isEqualTo(Phase.OPEN_WATCH);
  }

  @Test
  void watch_endsSoon_waitsAndWatchesAgain() {
    Step step = watching().step(new Input.Ended(Duration.ofSeconds(3), true));

    assertThat(step.pause()).isTrue();
    assertThat(step.state().phase()).isEqualTo(Phase.OPEN_WATCH);
  }

  @Test
  void watch_endsAtOnceAndSilent_waitsAndLists() {
    Step step = watching().step(new Input.Ended(Duration.ofMillis(900), true));

    assertThat(step.pause()).isTrue();
    assertThat(step.state().phase()).isEqualTo(Phase.LIST);
  }

  @Test
  void initial_objects_areKeptAsideUntilTheMark() {
    Reflection state = after(true, OPENED);

    Step added = state.step(new Input.Changed("5", true));
    Step otherMark = added.state().step(new Input.Marked("6", false));
    Step mark = otherMark.state().step(new Input.Marked("7", true));

    assertThat(added.effect()).isEqualTo(Effect.COLLECT);
    assertThat(added.state().resourceVersion()).isEmpty();
    assertThat(otherMark.effect()).isEqualTo(Effect.NONE);
    assertThat(mark.effect()).isEqualTo(Effect.REPLACE);
    assertThat(mark.state())
        .isEqualTo(new Reflection(Phase.WATCH, "7", true, false, false, false, true));
  }

  @Test
  void initial_endsBeforeTheMark_forgetsAndStreamsAgain() {
    Step step = after(true, OPENED).step(new Input.Ended(Duration.ofSeconds(2), false));

    assertThat(step.effect()).isEqualTo(Effect.DISCARD);
    assertThat(step.pause()).isTrue();
    assertThat(step.state().phase()).isEqualTo(Phase.OPEN_INITIAL);
  }

  @Test
  void initial_endsAtOnceAndSilent_listsOnce() {
    Step step = after(true, OPENED).step(new Input.Ended(Duration.ofMillis(10), true));

    assertThat(step.pause()).isTrue();
    assertThat(step.state().phase()).isEqualTo(Phase.LIST);
    assertThat(step.state().step(failed(Failure.OTHER)).state().phase())
        .isEqualTo(Phase.OPEN_INITIAL);
  }

  @Test
  void initial_refused_listsAtOnceAndFromThenOn() {
    Step step = Reflection.begin(true).step(failed(Failure.REFUSED));

    assertThat(step.pause()).isFalse();
    assertThat(step.state().phase()).isEqualTo(Phase.LIST);
    assertThat(step.state().step(failed(Failure.OTHER)).state().phase()).isEqualTo(Phase.LIST);
  }

  @Test
  void initial_markOverdue_forgetsAndListsFromThenOn() {
    Step step = after(true, OPENED).step(new Input.MarkOverdue());

    assertThat(step.effect()).isEqualTo(Effect.DISCARD);
    assertThat(step.state().phase()).isEqualTo(Phase.LIST);
    assertThat(step.state().watchList()).isFalse();
  }

  @Test
  void initial_versionExpired_streamsNewestAtOnce() {
    Reflection again = after(true, OPENED, new Input.Marked("7", true), failed(Failure.EXPIRED));

    Step step = again.step(failed(Failure.EXPIRED));

    assertThat(again.initialVersion()).isEqualTo("7");
    assertThat(step.pause()).isFalse();
    assertThat(step.state().initialVersion()).isNull();
  }

  @Test
  void watch_reconnects_withoutInitialEvents() {
    Reflection state =
        after(true, OPENED, new Input.Marked("7", true), new Input.Ended(LONG, false));

    assertThat(state.phase()).isEqualTo(Phase.OPEN_WATCH);
  }
}
