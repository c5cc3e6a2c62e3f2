package io.kubeweft.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.internal.time.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneClientsTest {
  private static final int ENOUGH = 3;

  private final List<FakeHttpClient> made = new ArrayList<>();
  private long settings;
  private long now;
  private boolean tooManyOpenFiles;
  private final LaneClients lane =
      new LaneClients(() -> settings, this::make, HttpClient.Version.HTTP_2, () -> now);

  private HttpClient make() {
    if (tooManyOpenFiles) {
      throw new UncheckedIOException(new IOException("too many open files"));
    }
    FakeHttpClient client = new FakeHttpClient();
    made.add(client);
    return client;
  }

  /** Waits for no first call: the clock stands still, but patience is a nanosecond. */
  private LaneClients.Use use() throws Exception {
    return lane.use(Deadline.after(Duration.ofNanos(1), () -> now));
  }

  private void answerOne() throws Exception {
    try (LaneClients.Use use = use()) {
      use.answered();
      use.arrivedWhole();
    }
  }

  private void timeOutOne() throws Exception {
    try (LaneClients.Use use = use()) {
      use.timedOut();
    }
  }

  /** Has a large body begin that does not come; returns its connection. */
  private HttpAnswer.Connection stallOne() throws Exception {
    LaneClients.Use use = use();
    use.answered();
    use.close();
    use.connection().timedOut();
    return use.connection();
  }

  /** The time is asked for just before the turn of the first call. */
  private long changeSettings() {
    settings++;
    return now;
  }

  @Test
  void use_nothingHasChanged_isTheSameClient() throws Exception {
    answerOne();
    answerOne();

    assertThat(made).hasSize(1);
    assertThat(made.get(0).shutDown).isFalse();
  }

  @Test
  void use_anotherCallWaitsForItsAnswer_isNotAlone() throws Exception {
    try (LaneClients.Use one = use()) {
      try (LaneClients.Use other = use()) {
        assertThat(one.isAlone()).isTrue();
        assertThat(other.isAlone()).isFalse();
      }
    }

    try (LaneClients.Use next = use()) {
      assertThat(next.isAlone()).isTrue();
    }
  }

  @Test
  void use_otherSettings_isAnotherClientAndTheOldOneIsShutDown() throws Exception {
    answerOne();
    settings++;

    answerOne();

    assertThat(made).extracting(client -> client.shutDown).containsExactly(true, false);
  }

  @Test
  void replace_aCallHasTheOldClient_itIsShutDownOnlyAfterThatCall() throws Exception {
    LaneClients.Use one = use();
    LaneClients.Use two = use();
    settings++;
    answerOne();
    assertThat(made).hasSize(2);

    one.close();
    assertThat(made.get(0).shutDown).isFalse();

    two.close();
    assertThat(made.get(0).shutDown).isTrue();
    assertThat(made.get(1).shutDown).isFalse();
  }

  @Test
  void timedOut_threeInARow_replacesTheClient() throws Exception {
    for (int i = 0; i < ENOUGH; i++) {
      timeOutOne();
      assertThat(made).hasSize(1);
    }

    answerOne();

    assertThat(made).extracting(client -> client.shutDown).containsExactly(true, false);
  }

  @Test
  void timedOut_anAnswerBetween_startsAnew() throws Exception {
    timeOutOne();
    timeOutOne();
    answerOne();
    timeOutOne();
    timeOutOne();

    answerOne();

    assertThat(made).hasSize(1);
  }

  @Test
  void timedOut_manyCallsOfADeadConnection_replaceNoneButItsClient() throws Exception {
    List<LaneClients.Use> calls = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      calls.add(use());
    }

    for (LaneClients.Use call : calls) {
      call.timedOut();
      call.close();
      use().close();
    }

    assertThat(made).extracting(client -> client.shutDown).containsExactly(true, false);
  }

  @Test
  void timedOut_bodyOfAnOldClient_leavesTheNewOneAlone() throws Exception {
    LaneClients.Use old = use();
    settings++;
    answerOne();

    for (int i = 0; i < ENOUGH; i++) {
      old.connection().timedOut();
    }
    answerOne();

    assertThat(made).hasSize(2);
  }

  @Test
  void timedOut_bodiesWhoseHeadsHaveCome_replaceTheClient() throws Exception {
    for (int i = 0; i < ENOUGH; i++) {
      stallOne();
    }

    answerOne();

    assertThat(made).hasSize(2);
  }

  @Test
  void timedOut_smallAnswersBetweenLargeBodies_replacesTheClient() throws Exception {
    for (int i = 0; i < ENOUGH; i++) {
      answerOne();
      stallOne();
    }

    answerOne();

    assertThat(made).hasSize(2);
  }

  @Test
  void timedOut_smallAnswersBetweenBodiesThatBegan_replacesTheClient() throws Exception {
    for (int i = 0; i < ENOUGH; i++) {
      answerOne();
      try (LaneClients.Use use = use()) {
        use.begun();
        use.timedOut();
      }
    }

    answerOne();

    assertThat(made).hasSize(2);
  }

  @Test
  void timedOut_aLargeBodyBetween_startsAnew() throws Exception {
    for (int i = 0; i < ENOUGH; i++) {
      stallOne().arrived();
    }

    answerOne();

    assertThat(made).hasSize(1);
  }

  @Test
  void use_whileNoConnectionIsKnown_oneIsFirst() throws Exception {
    LaneClients.Use first = use();
    LaneClients.Use impatient = use();

    assertThat(first.isFirst()).isTrue();
    assertThat(impatient.isFirst()).isFalse();
  }

  @Test
  void use_firstCallWasAnswered_nobodyIsFirstUntilTheConnectionMayBeClosed() throws Exception {
    answerOne();
    assertThat(use().isFirst()).isFalse();

    now += Duration.ofSeconds(25).toNanos();

    assertThat(use().isFirst()).isTrue();
  }

  @Test
  void use_firstCallFailed_theNextIsFirst() throws Exception {
    use().close();

    assertThat(use().isFirst()).isTrue();
  }

  @Test
  void use_firstCallGetsNoClient_theNextIsFirst() throws Exception {
    Deadline deadline = Deadline.after(Duration.ofNanos(1), this::changeSettings);
    use().close();
    tooManyOpenFiles = true;
    assertThatThrownBy(() -> lane.use(deadline)).hasMessageContaining("too many open files");
    tooManyOpenFiles = false;

    assertThat(use().isFirst()).isTrue();
  }

  @Test
  void close_endsAllClients() throws Exception {
    answerOne();
    settings++;
    answerOne();

    lane.close();

    assertThat(made).extracting(client -> client.shutDownNow).containsExactly(true, true);
    assertThatThrownBy(this::use).hasMessage("the client was closed");
  }
}
