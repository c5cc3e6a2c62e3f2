package io.kubeweft.informer;

import static io.kubeweft.informer.ScriptedServer.fails;
import static io.kubeweft.informer.ScriptedServer.says;
import static io.kubeweft.informer.ScriptedServer.saysAndStaysOpen;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.informer.InformerState.Phase;
import io.kubeweft.informer.ScriptedServer.Answer;
import io.kubeweft.informer.ScriptedServer.Asked;
import io.kubeweft.resource.AllNamespaces;
import io.kubeweft.resource.WatchEvent;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.DeadlineExceededException;
import io.kubeweft.rest.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of lists and watches, request by request, against a script and without waiting. */
class ReflectorTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final InformerOptions LISTS = InformerOptions.of(o -> o.watchList(false));
  private static final InformerOptions STREAMS = InformerOptions.DEFAULT;
  private static final Answer EMPTY_LIST = says(list(10, ""));

  /** A watch that ends in good order after it was healthy. */
  private static final Answer HEALTHY = says(Duration.ofMinutes(5));

  private Reflector<ConfigMap> reflector;
  private final ScriptedServer server = new ScriptedServer(() -> reflector.close());
  private final Notes notes = new Notes();

  /** Notes what it is told, in words. */
  private static final class Notes implements Reflector.Sink<ConfigMap> {
    final List<String> lines = new ArrayList<>();
    final List<Exception> failures = new ArrayList<>();
    final List<Exception> skipped = new ArrayList<>();
    final List<Phase> phases = new ArrayList<>();
    private final Set<ObjectKey> known = new HashSet<>();
    UnaryOperator<ConfigMap> transform = UnaryOperator.identity();
    Runnable onPhase = () -> {};
    int heard;

    @Override
    public void replace(Map<ObjectKey, ConfigMap> objects, String version, Set<ObjectKey> unknown) {
      Map<String, String> versions = new TreeMap<>();
      objects.forEach((k, o) -> versions.put(k.name(), o.metadata().resourceVersion()));
      String rest = unknown.isEmpty() ? "" : ", perhaps " + names(unknown);
      lines.add("replace " + versions + " at " + version + rest);
      known.clear();
      known.addAll(objects.keySet());
      known.addAll(unknown);
    }

    private static Set<String> names(Set<ObjectKey> keys) {
      Set<String> names = new TreeSet<>();
      keys.forEach(key -> names.add(key.name()));
      return names;
    }

    @Override
    public Set<ObjectKey> missing(Set<ObjectKey> objects) {
      List<ObjectKey> missing = new ArrayList<>(known);
      missing.removeAll(objects);
      missing.sort(Comparator.comparing(ObjectKey::toString));
      return new LinkedHashSet<>(missing);
    }

    @Override
    public void apply(WatchEvent<ConfigMap> event, String version) {
      lines.add(event.getClass().getSimpleName() + " at " + version);
    }

    @Override
    public void phase(Phase phase) {
      phases.add(phase);
      onPhase.run();
    }

    @Override
    public void failed(Exception error) {
      failures.add(error);
    }

    @Override
    public void clientClosed(Exception error) {
      lines.add("client closed");
    }

    @Override
    public void skipped(Exception error) {
      skipped.add(error);
    }

    @Override
    public void heard() {
      heard++;
    }

    @Override
    public boolean transforms() {
      return false;
    }

    @Override
    public ConfigMap transform(ConfigMap object) {
      return transform.apply(object);
    }
  }

  private void run(InformerOptions options, Answer... answers) {
    server.script(answers);
    reflector =
        new Reflector<>(new AllNamespaces<>(server, ConfigMap.TYPE), options, notes, server);
    reflector.run();
  }

  private static SimulatedObject object(String name, long version) {
    return new SimulatedObject(name, "u-" + name, version, "ADDED");
  }

  private static String list(long version, String next, SimulatedObject... objects) {
    return SimulatedObject.list(List.of(objects), version, next);
  }

  private static String event(String type, String name, long version) {
    return new SimulatedObject(name, "u-" + name, version, type).frame();
  }

  private static String bookmark(long version) {
    return SimulatedObject.bookmark(version, false);
  }

  private static String mark(long version) {
    return SimulatedObject.bookmark(version, true);
  }

  private static Answer error(int code, String reason) {
    return fails(SimulatedObject.exception(SimulatedObject.status(code, reason, "no"), null));
  }

  private static Answer refusedConnection() {
    return fails(new TransportException("no connection", true, null));
  }

  private Asked asked(int index) {
    return server.asked.get(index);
  }

  private Duration pauseBefore(int index) {
    return asked(index).at().minus(asked(index - 1).at());
  }

  // ---- lists

  @Test
  void list_nothingSeen_takesAnyStateAndWatchesFromThere() {
    run(LISTS, says(list(10, "", object("a", 7))));

    assertThat(asked(0).query()).isEqualTo(Map.of("resourceVersion", "0", "limit", "500"));
    assertThat(notes.lines).containsExactly("replace {a=7} at 10");
    assertThat(asked(1).query())
        .containsEntry("watch", "true")
        .containsEntry("resourceVersion", "10")
        .containsEntry("allowWatchBookmarks", "true")
        .doesNotContainKeys("sendInitialEvents", "resourceVersionMatch", "limit");
  }

  @Test
  void list_again_isNotOlderAndComesFromTheMemoryOfTheServer() {
    run(LISTS, EMPTY_LIST, says(bookmark(12), SimulatedObject.error(500, "InternalError", "oh")));

    assertThat(asked(2).query()).isEqualTo(Map.of("resourceVersion", "12"));
  }

  @Test
  void list_serverHasNoMemory_isAskedForPagesFromThenOn() {
    run(
        LISTS,
        says(list(10, "more", object("a", 7))),
        says(list(10, "", object("b", 8))),
        error(500, "InternalError"));

    assertThat(asked(1).query()).isEqualTo(Map.of("limit", "500", "continue", "more"));
    assertThat(notes.lines).containsExactly("replace {a=7, b=8} at 10");
    // Without the match a page would be of exactly that version.
    assertThat(asked(3).query())
        .isEqualTo(
            Map.of(
                "resourceVersion", "10", "resourceVersionMatch", "NotOlderThan", "limit", "500"));
  }

  @Test
  void list_pageSizeOfTheUser_isAlwaysUsed() {
    run(
        InformerOptions.of(o -> o.watchList(false).pageSize(3)),
        EMPTY_LIST,
        error(500, "InternalError"));

    assertThat(asked(0).query()).containsEntry("limit", "3");
    assertThat(asked(2).query()).containsEntry("limit", "3");
  }

  @Test
  void list_secondPageExpired_asksForEverythingAtTheSameVersion() {
    run(
        LISTS,
        says(list(10, "more", object("a", 7))),
        error(410, "Expired"),
        says(list(12, "", object("b", 11))));

    assertThat(asked(2).query()).isEqualTo(Map.of("resourceVersion", "0"));
    assertThat(asked(2).at()).isZero();
    assertThat(notes.lines).containsExactly("replace {b=11} at 12");
  }

  @Test
  void list_firstPageEmptyAndSecondExpired_countsAsASecondPage() {
    run(LISTS, says(list(10, "more")), error(410, "Expired"), EMPTY_LIST);

    assertThat(asked(2).query()).isEqualTo(Map.of("resourceVersion", "0"));
  }

  @Test
  void list_everythingAtOnceWithABrokenObject_hasTheOthers() {
    String broken =
        list(12, "", object("a", 7), object("b", 8))
            .replaceFirst("\"data\":\\{", "\"data\":{\"worse\":{\"deep\":[]},");
    run(LISTS, says(list(10, "more", object("a", 7))), error(410, "Expired"), says(broken));

    assertThat(notes.skipped).hasSize(1);
    assertThat(notes.lines).containsExactly("replace {b=8} at 12");
  }

  private static String broken(String text) {
    return text.replaceFirst("\"data\":\\{", "\"data\":{\"worse\":{\"deep\":[]},");
  }

  @Test
  void list_withABrokenObject_looksForWhatIsMissing() {
    run(
        LISTS,
        says(list(10, "", object("a", 7), object("b", 8), object("c", 9))),
        error(500, "InternalError"),
        says(broken(list(12, "", object("a", 11), object("c", 9)))),
        says(list(12, "", object("a", 11))),
        says(list(12, "")));

    assertThat(notes.lines.getLast()).isEqualTo("replace {c=9} at 12, perhaps [a]");
    assertThat(List.of(asked(3).query(), asked(4).query()))
        .extracting(query -> query.get("fieldSelector"))
        .containsExactlyInAnyOrder(
            "metadata.name=a,metadata.namespace=default",
            "metadata.name=b,metadata.namespace=default");
    assertThat(asked(3).query()).containsEntry("resourceVersion", "12").doesNotContainKey("limit");
  }

  @Test
  void list_withABrokenObject_canNotLookForWhatIsMissing_keepsIt() {
    run(
        LISTS,
        says(list(10, "", object("a", 7), object("b", 8))),
        error(500, "InternalError"),
        says(broken(list(12, "", object("a", 11)))),
        error(403, "Forbidden"));

    assertThat(notes.lines.getLast()).isEqualTo("replace {} at 12, perhaps [a, b]");
  }

  @Test
  void list_expired_asksForTheNewestAtOnceAndInPages() {
    run(LISTS, error(410, "Expired"), EMPTY_LIST, error(500, "InternalError"));

    assertThat(asked(1).query()).isEqualTo(Map.of("limit", "500"));
    assertThat(asked(1).at()).isZero();
    assertThat(asked(3).version()).as("success clears it").isEqualTo("10");
  }

  @Test
  void list_expiredAgainAndAgain_waits() {
    run(LISTS, error(410, "Expired"), error(410, "Gone"), error(410, "Expired"));

    assertThat(pauseBefore(1)).isZero();
    assertThat(pauseBefore(2)).isEqualTo(Duration.ofMillis(800));
    assertThat(pauseBefore(3)).isEqualTo(Duration.ofMillis(1600));
  }

  static List<String> tooLarge() {
    String text = "Too large resource version: 20, current: 10";
    return List.of(
        SimulatedObject.tooLargeByCause(),
        SimulatedObject.tooLargeByCauseText(text),
        SimulatedObject.status(504, "Timeout", text));
  }

  @ParameterizedTest
  @MethodSource("tooLarge")
  void list_versionTooLarge_asksForTheNewestAtOnce(String status) {
    run(
        LISTS,
        says(list(20, "")),
        error(500, "InternalError"),
        fails(SimulatedObject.exception(status, null)));

    assertThat(asked(2).version()).isEqualTo("20");
    assertThat(asked(3).query()).isEqualTo(Map.of("limit", "500"));
    assertThat(pauseBefore(3)).isZero();
  }

  @ParameterizedTest
  @MethodSource("tooLarge")
  void initial_versionTooLarge_streamsTheNewestAtOnce(String status) {
    run(
        STREAMS,
        says(mark(20), SimulatedObject.error(500, "InternalError", "oh")),
        fails(SimulatedObject.exception(status, null)));

    assertThat(asked(1).version()).isEqualTo("20");
    assertThat(asked(2).query()).containsKey("sendInitialEvents").doesNotContainKey("limit");
    assertThat(asked(2).version()).isNull();
    assertThat(pauseBefore(2)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"kind\":\"Table\",\"apiVersion\":\"meta.k8s.io/v1\",\"metadata\":{},\"rows\":[]}",
        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":500}",
        "[]",
        "<html>"
      })
  void list_somethingElse_isRefusedAndDeletesNothing(String body) {
    run(LISTS, says(body));

    assertThat(notes.lines).isEmpty();
    assertThat(notes.failures).hasSize(1);
    assertThat(pauseBefore(1)).isEqualTo(Duration.ofMillis(800));
  }

  @Test
  void list_breaksOff_isReadAgainLater() {
    run(LISTS, says(list(10, "", object("a", 7)).substring(0, 80)).breaks());

    assertThat(notes.lines).isEmpty();
    assertThat(asked(1).isWatch()).isFalse();
    assertThat(pauseBefore(1)).isEqualTo(Duration.ofMillis(800));
  }

  @Test
  void list_stopsInItsMidst_isGivenUp() {
    run(LISTS, EMPTY_LIST);

    assertThat(asked(0).idleTimeout()).isEqualTo(Duration.ofMinutes(1));
  }

  // ---- shards

  private static final String SHARD = "shardRange(object.metadata.uid,'0x0','0x8000000000000000')";

  private void shard(String echo) {
    String text = list(10, "", object("a", 7));
    String info = "\"shardInfo\":{\"selector\":\"" + echo + "\"},\"continue\"";
    run(
        InformerOptions.of(o -> o.shardSelector(SHARD)),
        says(echo.isEmpty() ? text : text.replace("\"continue\"", info)));
  }

  @Test
  void shard_serverSaysItInItsOwnWords_isUnderstood() {
    shard("shardRange(object.metadata.uid, '0x0000000000000000', '0x8000000000000000')");

    assertThat(asked(0).query()).containsEntry("shardSelector", SHARD);
    assertThat(asked(0).isWatch()).as("a stream has no echo").isFalse();
    assertThat(notes.lines).containsExactly("replace {a=7} at 10");
    assertThat(asked(1).query()).containsEntry("shardSelector", SHARD).containsKey("watch");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "shardRange(object.metadata.uid, '0x0000000000000000', '0x4000000000000000')"})
  void shard_notWhatWasAskedFor_isRefused(String echo) {
    shard(echo);

    assertThat(notes.lines).isEmpty();
    assertThat(notes.failures.getFirst()).hasMessageContaining("does not know the shard");
  }

  // ---- initial events

  @Test
  void initial_first_asksForTheNewest() {
    server.random = 0.5;
    run(STREAMS, saysAndStaysOpen(event("ADDED", "a", 7), event("ADDED", "b", 8), mark(9)));

    assertThat(asked(0).query())
        .isEqualTo(
            Map.of(
                "watch", "true",
                "sendInitialEvents", "true",
                "resourceVersionMatch", "NotOlderThan",
                "allowWatchBookmarks", "true",
                "timeoutSeconds", "450"));
    assertThat(asked(0).idleTimeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(notes.lines).containsExactly("replace {a=7, b=8} at 9");
    assertThat(notes.phases).containsSequence(Phase.SYNCING, Phase.WATCHING);
    assertThat(notes.heard).isEqualTo(3);
  }

  @Test
  void initial_changesBeforeTheMark_areTakenIn() {
    run(
        STREAMS,
        says(
            event("ADDED", "a", 7),
            event("ADDED", "b", 8),
            event("MODIFIED", "a", 9),
            event("DELETED", "b", 10),
            bookmark(10),
            SimulatedObject.bookmark(11, true).replace("\"true\"", "\"TRUE\""),
            mark(12)));

    assertThat(notes.lines).containsExactly("replace {a=9} at 12");
  }

  @Test
  void initial_deletionThatCanNotBeRead_deletesAllTheSame() {
    String broken = new SimulatedObject("b", "u-b", 9, "DELETED").garbled();
    run(STREAMS, says(event("ADDED", "a", 7), event("ADDED", "b", 8), broken, mark(9)));

    assertThat(notes.skipped).hasSize(1);
    assertThat(notes.lines).containsExactly("replace {a=7} at 9");
  }

  @Test
  void initial_theSameConnectionGoesOn() {
    run(STREAMS, says(mark(9), event("MODIFIED", "a", 10), SECOND));

    assertThat(notes.lines).containsExactly("replace {} at 9", "Modified at 10");
    assertThat(asked(1).query()).doesNotContainKey("sendInitialEvents");
    assertThat(asked(1).version()).isEqualTo("10");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 405, 406, 415, 422})
  void initial_refused_listsAtOnceAndFromThenOn(int code) {
    run(STREAMS, error(code, ""), EMPTY_LIST, error(500, "InternalError"), EMPTY_LIST);

    assertThat(asked(1).query()).isEqualTo(Map.of("resourceVersion", "0", "limit", "500"));
    assertThat(asked(1).at()).isZero();
    assertThat(asked(3).query()).isEqualTo(Map.of("resourceVersion", "10"));
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 500, 503})
  void initial_failsOtherwise_listsThisTime(int code) {
    run(STREAMS, error(code, ""), EMPTY_LIST, error(500, "InternalError"));

    assertThat(asked(1).isWatch()).isFalse();
    assertThat(asked(3).query()).containsKey("sendInitialEvents");
  }

  @Test
  void initial_noAnswerInTime_listsThisTime() {
    run(STREAMS, fails(new DeadlineExceededException("slow", null)), EMPTY_LIST);

    assertThat(asked(1).isWatch()).isFalse();
    assertThat(pauseBefore(1)).isEqualTo(Duration.ofMillis(800));
  }

  @Test
  void initial_breaksOff_forgetsAndStreamsAgain() {
    run(STREAMS, says(event("ADDED", "a", 7)).breaks(), says(event("ADDED", "b", 8), mark(9)));

    assertThat(asked(1).query()).containsKey("sendInitialEvents");
    assertThat(notes.lines).containsExactly("replace {b=8} at 9");
  }

  @Test
  void initial_breaksOffAfterLong_isNoReasonToHurry() {
    Answer broken = says(event("ADDED", "a", 7), Duration.ofSeconds(20)).breaks();
    run(STREAMS, broken, broken, broken);

    assertThat(pauseBefore(3)).isEqualTo(Duration.ofMillis(3200 + 20_000));
  }

  @Test
  void initial_silentWithoutTheMark_listsFromThenOn() {
    run(
        STREAMS,
        saysAndStaysOpen(event("ADDED", "a", 7), Duration.ofMinutes(10)),
        says(list(10, "", object("a", 7))),
        error(500, "InternalError"),
        EMPTY_LIST);

    assertThat(asked(1).isWatch()).isFalse();
    assertThat(asked(1).at()).isEqualTo(Duration.ofMinutes(10));
    assertThat(notes.failures.getFirst()).hasMessageContaining("did not end");
    assertThat(notes.lines.getFirst()).isEqualTo("replace {a=7} at 10");
    assertThat(asked(3).isWatch()).as("remembered").isFalse();
    assertThat(server.timers()).isZero();
  }

  @Test
  void initial_busyWithoutTheMark_listsAfterAWhile() {
    List<Object> changes = new ArrayList<>(List.of(event("ADDED", "a", 7)));
    for (int i = 0; i < 20; i++) {
      changes.add(Duration.ofSeconds(5));
      changes.add(event("MODIFIED", "a", 8 + i));
      changes.add(bookmark(8 + i));
    }
    run(STREAMS, saysAndStaysOpen(changes.toArray()), EMPTY_LIST);

    assertThat(asked(1).isWatch()).isFalse();
    assertThat(asked(1).at()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void initial_alwaysMoreWithoutTheMark_listsInTheEnd() {
    List<Object> changes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      changes.add(event("ADDED", "o" + i, 8 + i));
      changes.add(Duration.ofSeconds(20));
    }
    run(STREAMS, saysAndStaysOpen(changes.toArray()), EMPTY_LIST);

    assertThat(asked(1).isWatch()).isFalse();
    assertThat(asked(1).at()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void initial_slowButSteady_isWaitedFor() {
    List<Object> changes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      changes.add(event("ADDED", "o" + i, 8 + i));
      changes.add(Duration.ofSeconds(25));
    }
    changes.add(mark(20));
    run(STREAMS, says(changes.toArray()));

    assertThat(notes.lines.getFirst()).endsWith(" at 20");
    assertThat(server.timers()).isZero();
  }

  @Test
  void close_whileInitialEventsCome_leavesNoTimer() {
    run(STREAMS, saysAndStaysOpen(event("ADDED", "a", 7)));

    assertThat(server.asked).hasSize(1);
    assertThat(server.timers()).isZero();
  }

  // ---- watches

  @Test
  void watch_timeout_isBetweenOnceAndTwiceWhatIsWanted() {
    server.random = 0.999;
    run(LISTS, EMPTY_LIST, HEALTHY);

    assertThat(asked(1).query()).containsEntry("timeoutSeconds", "599");
    assertThat(asked(1).idleTimeout()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void watch_endsInGoodOrder_goesOnAtOnceWithoutAList() {
    run(LISTS, EMPTY_LIST, says(event("ADDED", "a", 11), Duration.ofMinutes(5)));

    assertThat(asked(2).query()).containsEntry("watch", "true");
    assertThat(asked(2).version()).isEqualTo("11");
    assertThat(pauseBefore(2)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void watch_veryShortAndSilent_listsAgain() {
    run(LISTS, EMPTY_LIST, says(Duration.ofMillis(900)));

    assertThat(asked(2).isWatch()).isFalse();
    assertThat(pauseBefore(2)).isEqualTo(Duration.ofMillis(900 + 800));
  }

  @Test
  void watch_veryShortButNotSilent_goesOn() {
    run(LISTS, EMPTY_LIST, says(bookmark(12)));

    assertThat(asked(2).isWatch()).isTrue();
    assertThat(asked(2).version()).isEqualTo("12");
    assertThat(pauseBefore(2)).isEqualTo(Duration.ofMillis(800));
  }

  @Test
  void watch_eventThatCanNotBeRead_isSkippedAndCountsForTheVersion() {
    String broken = new SimulatedObject("a", "u-a", 11, "MODIFIED").garbled();
    run(LISTS, EMPTY_LIST, says(broken, "{\"type\":\"MODI\n", SECOND).breaks());

    assertThat(notes.lines)
        .containsExactly("replace {} at 10", "Undecodable at 11", "Undecodable at 11");
    assertThat(asked(2).version()).isEqualTo("11");
  }

  @Test
  void watch_tableInPlaceOfAnObject_isNotStored() {
    String table =
        """
        {"type":"ADDED","object":{"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"11"}}}
        """;
    run(LISTS, EMPTY_LIST, says(table));

    assertThat(notes.lines).containsExactly("replace {} at 10", "Undecodable at 11");
  }

  @Test
  void watch_listWithoutAVersion_beginsAnewWhenItBreaks() {
    String unversioned = list(10, "").replace("\"10\"", "\"\"");
    run(LISTS, says(unversioned), says(event("ADDED", "a", 7), SECOND).breaks());

    assertThat(notes.lines).containsExactly("replace {} at ", "Added at ");
    assertThat(asked(2).isWatch()).isFalse();
    assertThat(asked(2).version()).isEqualTo("0");
  }

  @Test
  void watch_expired_listsNotOlderAndThenTheNewest() {
    run(
        LISTS,
        EMPTY_LIST,
        says(SimulatedObject.error(410, "Expired", "too old")),
        error(410, "Expired"));

    assertThat(pauseBefore(2)).isEqualTo(Duration.ofMillis(800));
    assertThat(asked(2).version()).isEqualTo("10");
    assertThat(pauseBefore(3)).isZero();
    assertThat(asked(3).version()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "500 InternalError",
        "503 ServiceUnavailable",
        "504 Timeout",
        "403 Forbidden",
        "400 BadRequest",
        "410 Gone",
        "0 "
      })
  void watch_errorEvent_listsAfterAPause(String error) {
    String[] parts = error.split(" ", -1);
    String frame = SimulatedObject.error(Integer.parseInt(parts[0]), parts[1], "oh");
    run(LISTS, EMPTY_LIST, says(bookmark(12), frame));

    assertThat(notes.failures.getFirst()).hasMessageContaining("oh");
    assertThat(asked(2).query()).isEqualTo(Map.of("resourceVersion", "12"));
    assertThat(pauseBefore(2)).isEqualTo(Duration.ofMillis(800));
  }

  @Test
  void watch_errorEventTooManyRequests_goesOnWhenTheServerSaysSo() {
    String busy =
        SimulatedObject.error(429, "TooManyRequests", "busy")
            .replace("\"code\"", "\"details\":{\"retryAfterSeconds\":7},\"code\"");
    run(LISTS, EMPTY_LIST, says(busy));

    assertThat(asked(2).isWatch()).isTrue();
    assertThat(pauseBefore(2)).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void watch_errorEventThatIsNoStatus_isSkipped() {
    run(LISTS, EMPTY_LIST, says("{\"type\":\"ERROR\",\"object\":[]}\n", bookmark(12), SECOND));

    assertThat(notes.lines).contains("Undecodable at 10", "Bookmark at 12");
  }

  @Test
  void openWatch_connectionRefused_waitsAndGoesOnWithoutAList() {
    run(LISTS, EMPTY_LIST, refusedConnection(), refusedConnection());

    assertThat(asked(2).isWatch()).isTrue();
    assertThat(asked(3).isWatch()).isTrue();
    assertThat(pauseBefore(2)).isEqualTo(Duration.ofMillis(800));
    assertThat(pauseBefore(3)).isEqualTo(Duration.ofMillis(1600));
    assertThat(notes.phases).endsWith(Phase.BACKING_OFF);
  }

  @Test
  void openWatch_tooManyRequests_waitsAsLongAsTheServerSays() {
    String busy = SimulatedObject.status(429, "TooManyRequests", "busy");
    String busyFor20 = busy.replace("\"code\"", "\"details\":{\"retryAfterSeconds\":20},\"code\"");
    run(
        LISTS,
        EMPTY_LIST,
        fails(SimulatedObject.exception(busy, null)),
        fails(SimulatedObject.exception(busyFor20, null)));

    assertThat(asked(3).isWatch()).isTrue();
    assertThat(pauseBefore(2)).isEqualTo(Duration.ofMillis(800));
    assertThat(pauseBefore(3)).isEqualTo(Duration.ofSeconds(20));
  }

  // ---- backoff

  @Test
  void backoff_listsAndWatches_shareIt() {
    run(LISTS, refusedConnection(), error(500, ""), EMPTY_LIST, error(500, ""));

    assertThat(pauseBefore(1)).isEqualTo(Duration.ofMillis(800));
    assertThat(pauseBefore(2)).isEqualTo(Duration.ofMillis(1600));
    assertThat(pauseBefore(3)).isZero();
    assertThat(pauseBefore(4)).isEqualTo(Duration.ofMillis(3200));
  }

  @Test
  void backoff_jitter_isUpToOnceMore() {
    server.random = 0.5;
    run(LISTS, refusedConnection(), refusedConnection());

    assertThat(pauseBefore(1)).isEqualTo(Duration.ofMillis(1200));
    assertThat(pauseBefore(2)).isEqualTo(Duration.ofMillis(2400));
  }

  @Test
  void backoff_healthyWatchThatEndsInGoodOrder_beginsAnew() {
    run(
        LISTS,
        refusedConnection(),
        refusedConnection(),
        EMPTY_LIST,
        HEALTHY,
        says(bookmark(12), SECOND).breaks());

    assertThat(pauseBefore(2)).isEqualTo(Duration.ofMillis(1600));
    assertThat(pauseBefore(5)).isEqualTo(Duration.ofMillis(1000 + 800));
  }

  @Test
  void backoff_shortWatches_keepItGrowing() {
    Answer shortly = says(bookmark(12), Duration.ofSeconds(9));
    run(LISTS, EMPTY_LIST, shortly, shortly, shortly);

    assertThat(pauseBefore(2)).isEqualTo(Duration.ofMillis(9000 + 800));
    assertThat(pauseBefore(3)).isEqualTo(Duration.ofMillis(9000 + 1600));
    assertThat(pauseBefore(4)).isEqualTo(Duration.ofMillis(9000 + 3200));
  }

  @Test
  void backoff_longLists_doNotBeginItAnew() {
    Answer slow = says(Duration.ofSeconds(20), list(10, ""));
    run(LISTS, slow, error(500, ""), slow, error(500, ""), slow, error(500, ""));

    assertThat(pauseBefore(2)).isEqualTo(Duration.ofMillis(800));
    assertThat(pauseBefore(4)).isEqualTo(Duration.ofMillis(1600));
    assertThat(pauseBefore(6)).isEqualTo(Duration.ofMillis(3200));
  }

  // ---- what nobody expects

  /** What a transform may throw. */
  enum Thrown {
    EXCEPTION,
    ERROR,
    CHECKED,
    STACK_OVERFLOW
  }

  @SuppressWarnings("unchecked") // as Kotlin does
  private static <E extends Throwable> void sneak(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @ParameterizedTest
  @EnumSource
  void transform_throws_costsOneObject(Thrown kind) {
    Throwable thrown =
        switch (kind) {
          case EXCEPTION -> new IllegalStateException("expected by the test");
          case ERROR -> new Error("expected by the test");
          case CHECKED -> new java.io.IOException("expected by the test");
          case STACK_OVERFLOW -> new StackOverflowError("expected by the test");
        };
    notes.transform =
        object -> {
          if (object.metadata().name().equals("a")) {
            ReflectorTest.<RuntimeException>sneak(thrown);
          }
          return object;
        };
    run(LISTS, says(list(10, "", object("a", 7), object("b", 8))));

    assertThat(notes.lines).containsExactly("replace {b=8} at 10");
    assertThat(notes.skipped).hasSize(1);
  }

  @Test
  void run_outOfMemory_beginsAnewAfterAPause() {
    boolean[] first = {true};
    notes.transform =
        object -> {
          if (first[0]) {
            first[0] = false;
            throw new OutOfMemoryError("expected by the test");
          }
          return object;
        };
    run(STREAMS, says(event("ADDED", "a", 7), mark(9)), says(event("ADDED", "a", 7), mark(9)));

    assertThat(notes.failures.getFirst()).hasMessageContaining("OutOfMemoryError");
    assertThat(pauseBefore(1)).isEqualTo(Duration.ofMillis(800));
    assertThat(notes.lines).containsExactly("replace {a=7} at 9");
  }

  @Test
  void run_clientClosed_endsWithoutAnotherTry() {
    CancelledException closed = new CancelledException("the client was closed", null, true);
    run(LISTS, EMPTY_LIST, fails(closed), EMPTY_LIST);

    assertThat(notes.lines).containsExactly("replace {} at 10", "client closed");
    assertThat(notes.failures).isEmpty();
    assertThat(server.asked).hasSize(2);
  }

  @Test
  void close_whileTheStateIsTold_asksNothingMore() {
    notes.onPhase = () -> reflector.close();

    run(LISTS, EMPTY_LIST);

    assertThat(server.asked).isEmpty();
  }

  @Test
  void close_whileAnObjectIsTransformed_asksForNoOtherPage() {
    notes.transform =
        object -> {
          reflector.close();
          return object;
        };

    run(LISTS, says(list(10, "more", object("a", 7))), says(list(10, "", object("b", 8))));

    assertThat(server.asked).hasSize(1);
    assertThat(notes.lines).isEmpty();
  }

  @Test
  void run_listenerLeavesTheThreadInterrupted_asksAndPausesAllTheSame() {
    notes.onPhase = () -> Thread.currentThread().interrupt();

    run(LISTS, error(500, "InternalError"), EMPTY_LIST);

    assertThat(Thread.interrupted()).isFalse();
    assertThat(notes.failures).hasSize(1);
    assertThat(pauseBefore(1)).isEqualTo(Duration.ofMillis(800));
    assertThat(notes.lines).containsExactly("replace {} at 10");
  }

  @Test
  void run_interrupted_isTriedAgain() {
    run(LISTS, fails(new CancelledException("interrupted", null)), EMPTY_LIST);

    assertThat(notes.failures).hasSize(1);
    assertThat(notes.lines).containsExactly("replace {} at 10");
  }
}
