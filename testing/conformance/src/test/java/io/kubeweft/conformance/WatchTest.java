package io.kubeweft.conformance;

import static io.kubeweft.conformance.Workloads.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.api.core.v1.ConfigMap;
import io.kubeweft.meta.ResourceVersion;
import io.kubeweft.resource.Patch;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.resource.ResourceVersionMatch;
import io.kubeweft.resource.Watch;
import io.kubeweft.resource.WatchEvent;
import io.kubeweft.resource.WatchOptions;
import io.kubeweft.rest.ApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Watches: every change once, in order, whatever becomes of the connection. */
@Order(Server.RESTARTING)
@Conformance("Watch")
class WatchTest {
  @RegisterExtension final Cluster cluster = new Cluster();

  private ResourceClient<ConfigMap> configMaps() {
    return cluster.api().coreV1().configMaps(cluster.namespace());
  }

  private String version() {
    return configMaps().list().metadata().resourceVersion();
  }

  /** A watch that ends by itself should an event not come. */
  private Watch<ConfigMap> watch(Consumer<WatchOptions.Builder> settings) {
    return configMaps()
        .watch(
            o -> {
              o.timeoutSeconds(60).resume(false);
              settings.accept(o);
            });
  }

  private static String told(WatchEvent<ConfigMap> event) {
    return switch (event) {
      case WatchEvent.Added<ConfigMap>(ConfigMap c) -> "added " + c.metadata().name();
      case WatchEvent.Modified<ConfigMap>(ConfigMap c) -> "modified " + c.metadata().name();
      case WatchEvent.Deleted<ConfigMap>(ConfigMap c) -> "deleted " + c.metadata().name();
      case WatchEvent.Bookmark<ConfigMap> b -> b.initialEventsEnd() ? "initial end" : "bookmark";
      case WatchEvent.Error<ConfigMap> e -> "error " + e.status().code();
      case WatchEvent.Undecodable<ConfigMap> u -> "undecodable " + u.name();
      case null -> "end";
    };
  }

  private static List<String> next(Watch<ConfigMap> watch, int number) {
    List<String> told = new ArrayList<>();
    while (told.size() < number) {
      String event = told(watch.next());
      if (!event.equals("bookmark")) {
        told.add(event);
      }
      if (event.equals("end")) {
        break;
      }
    }
    return told;
  }

  @Test
  void watch_fromAVersion_tellsWhatCameAfterIt() {
    String version = version();
    configMaps().create(configMap("c", "1"));
    configMaps().update("c", c -> c.toBuilder().putData("a", "2").build());
    configMaps().delete("c");

    try (Watch<ConfigMap> watch =
        watch(o -> o.resourceVersion(version).fieldSelector("metadata.name=c"))) {
      assertThat(next(watch, 3)).containsExactly("added c", "modified c", "deleted c");
    }
  }

  @Test
  void watch_withoutVersion_beginsWithWhatIsThere() {
    configMaps().create(configMap("c", Map.of("watched", "yes")));

    try (Watch<ConfigMap> watch =
        watch(o -> o.labelSelector("watched=yes").allowBookmarks(false))) {
      assertThat(next(watch, 1)).containsExactly("added c");
      configMaps().create(configMap("d", Map.of("watched", "yes")));
      assertThat(next(watch, 1)).containsExactly("added d");
    }
  }

  @Test
  void selection_whenAnObjectLeavesIt_isTheObjectsEnd() {
    String version = version();
    try (Watch<ConfigMap> watch =
        watch(o -> o.resourceVersion(version).labelSelector("watched=yes"))) {
      configMaps().create(configMap("c", Map.of("watched", "yes")));
      configMaps().patch("c", Patch.merge("{\"metadata\":{\"labels\":{\"watched\":\"no\"}}}"));
      configMaps().patch("c", Patch.merge("{\"data\":{\"a\":\"2\"}}"));
      configMaps().patch("c", Patch.merge("{\"metadata\":{\"labels\":{\"watched\":\"yes\"}}}"));
      configMaps().delete("c");

      assertThat(next(watch, 4)).containsExactly("added c", "deleted c", "added c", "deleted c");
    }
  }

  @Test
  void events_ofOneObject_comeInOrderAndComplete() {
    var created = configMaps().create(configMap("c", "0"));
    String version = created.metadata().resourceVersion();

    try (Watch<ConfigMap> watch =
        watch(o -> o.resourceVersion(version).fieldSelector("metadata.name=c"))) {
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 1; i <= 50; i++) {
                      String value = Integer.toString(i);
                      configMaps().patch("c", Patch.merge("{\"data\":{\"a\":\"" + value + "\"}}"));
                    }
                  });
      List<String> seen = new ArrayList<>();
      while (seen.size() < 50) {
        WatchEvent<ConfigMap> event = watch.next();
        assertThat(event).isNotNull();
        if (event instanceof WatchEvent.Modified<ConfigMap>(ConfigMap c)) {
          seen.add(c.data().get("a"));
        }
      }

      assertThat(seen)
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, 50).mapToObj(Integer::toString).toList());
      assertThat(writer).isNotNull();
    }
  }

  @Test
  void watchList_sendsWhatIsThereThenItsEnd() {
    for (int i = 0; i < 5; i++) {
      configMaps().create(configMap("w" + i, Map.of("watched", "yes")));
    }

    try (Watch<ConfigMap> watch =
        watch(
            o ->
                o.sendInitialEvents(true)
                    .allowBookmarks(true)
                    .resourceVersionMatch(ResourceVersionMatch.NOT_OLDER_THAN)
                    .labelSelector("watched=yes"))) {
      List<String> told = next(watch, 6);

      assertThat(told.subList(0, 5))
          .containsExactlyInAnyOrder("added w0", "added w1", "added w2", "added w3", "added w4");
      assertThat(told.get(5)).isEqualTo("initial end");
      configMaps().create(configMap("w9", Map.of("watched", "yes")));
      assertThat(next(watch, 1)).containsExactly("added w9");
    }
  }

  @Test
  void bookmark_ofTheInitialEvents_isAVersionToGoOnFrom() {
    configMaps().create(configMap("a", Map.of("watched", "yes")));
    String version = "";
    try (Watch<ConfigMap> watch =
        watch(
            o ->
                o.sendInitialEvents(true)
                    .allowBookmarks(true)
                    .resourceVersionMatch(ResourceVersionMatch.NOT_OLDER_THAN)
                    .labelSelector("watched=yes"))) {
      for (WatchEvent<ConfigMap> event : watch) {
        if (event instanceof WatchEvent.Bookmark<ConfigMap> bookmark
            && bookmark.initialEventsEnd()) {
          version = bookmark.resourceVersion();
          break;
        }
      }
    }
    configMaps().create(configMap("b", Map.of("watched", "yes")));
    String from = version;

    try (Watch<ConfigMap> watch =
        watch(o -> o.resourceVersion(from).labelSelector("watched=yes"))) {
      assertThat(next(watch, 1)).containsExactly("added b");
    }
  }

  @Test
  void bookmarks_comeThoughNothingIsSelected() {
    String version = version();

    try (Watch<ConfigMap> watch =
        configMaps()
            .watch(
                o ->
                    o.resourceVersion(version)
                        .allowBookmarks(true)
                        // A server sends the last one two seconds before it ends the watch.
                        .timeoutSeconds(6)
                        .resume(false)
                        .labelSelector("watched=never"))) {
      String last = configMaps().create(configMap("other", "1")).metadata().resourceVersion();
      List<String> marks = new ArrayList<>();
      for (WatchEvent<ConfigMap> event : watch) {
        assertThat(event).isInstanceOf(WatchEvent.Bookmark.class);
        marks.add(((WatchEvent.Bookmark<ConfigMap>) event).resourceVersion());
      }

      assertThat(marks).isNotEmpty();
      assertThat(ResourceVersion.compare(marks.getLast(), last)).isNotNegative();
    }
  }

  @Test
  void timeout_endsTheWatch() {
    String version = version();
    long start = System.nanoTime();

    try (Watch<ConfigMap> watch =
        configMaps()
            .watch(
                o ->
                    o.resourceVersion(version)
                        .timeoutSeconds(1)
                        .resume(false)
                        .allowBookmarks(false)
                        .fieldSelector("metadata.name=none"))) {
      assertThat(told(watch.next())).isEqualTo("end");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(500));
  }

  @Test
  void watch_whoseServerRestarts_goesOnWhereItWas() {
    var created = configMaps().create(configMap("c", "0"));
    String version = created.metadata().resourceVersion();

    try (Watch<ConfigMap> watch =
        configMaps().watch(o -> o.resourceVersion(version).fieldSelector("metadata.name=c"))) {
      configMaps().patch("c", Patch.merge("{\"data\":{\"a\":\"1\"}}"));
      assertThat(next(watch, 1)).containsExactly("modified c");

      cluster.server().restart();
      Patience.retried(() -> configMaps().patch("c", Patch.merge("{\"data\":{\"a\":\"2\"}}")));
      Patience.retried(() -> configMaps().patch("c", Patch.merge("{\"data\":{\"a\":\"3\"}}")));

      TreeSet<String> values = new TreeSet<>();
      while (!values.contains("3")) {
        if (watch.next() instanceof WatchEvent.Modified<ConfigMap>(ConfigMap c)) {
          values.add(c.data().get("a"));
        }
      }
      assertThat(values).containsExactly("2", "3");
    }
  }

  @Test
  void watch_fromACompactedVersion_isGone() {
    var created = configMaps().create(configMap("c", "0"));
    String version = created.metadata().resourceVersion();
    configMaps().patch("c", Patch.merge("{\"data\":{\"a\":\"1\"}}"));
    configMaps().patch("c", Patch.merge("{\"data\":{\"a\":\"2\"}}"));
    cluster.server().compact();
    Patience.retried(() -> configMaps().get("c"));

    List<String> told = new ArrayList<>();
    try (Watch<ConfigMap> watch =
        watch(o -> o.resourceVersion(version).fieldSelector("metadata.name=c"))) {
      told.add(told(watch.next()));
    } catch (ApiException e) {
      told.add("error " + e.code());
    }

    assertThat(told).containsExactly("error 410");
  }
}
