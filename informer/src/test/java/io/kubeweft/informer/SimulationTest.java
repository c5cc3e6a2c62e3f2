package io.kubeweft.informer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.resource.AllNamespaces;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An informer against a server that does everything wrong, by seeds: see {@link SimulatedServer}.
 *
 * <p>{@code -Dsimulation.seeds=N} sets how many seeds are tried, {@code -Dsimulation.first=N} with
 * which they begin.
 */
class SimulationTest {
  private static final int MOVES = 250;
  private static final long WINDOW = Duration.ofSeconds(10).toNanos();

  static LongStream seeds() {
    long first = Long.getLong("simulation.first", 1);
    return LongStream.range(first, first + Long.getLong("simulation.seeds", 200));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void informer_everythingGoesWrong_isRightInTheEnd(long seed) throws Exception {
    SimulatedServer server = new SimulatedServer(seed, MOVES);
    Random random = new Random(-seed);
    InformerOptions options =
        InformerOptions.of(o -> o.pageSize(5).watchList(random.nextInt(3) > 0));
    Recorder<ConfigMap> eager = new Recorder<>();
    Recorder<ConfigMap> everything = new Recorder<>();
    Recorder<ConfigMap> slow = new Recorder<>();

    try (SharedInformer<ConfigMap> informer =
        new SharedInformer<>(
            Map.of("", new AllNamespaces<>(server, ConfigMap.TYPE)),
            options,
            UnaryOperator.identity(),
            server,
            closed -> {})) {
      informer.indexer().addIndex("parity", o -> java.util.List.of(parity(o)));
      HandlerRegistration[] registrations = {
        informer.addHandler(eager),
        informer.addHandler(HandlerOptions.DEFAULT.withEveryEvent(true), everything),
        informer.addHandler(new Slow(slow))
      };
      informer.start();
      boolean caughtUp = server.caughtUp.get(60, TimeUnit.SECONDS);

      assertThat(caughtUp).as(() -> replay(seed, server)).isTrue();
      for (HandlerRegistration registration : registrations) {
        registration.awaitSync(Duration.ofSeconds(30));
        while (registration.lag() > 0) {
          Thread.sleep(1);
        }
      }
      assertThat(sorted(stored(informer)))
          .as(() -> replay(seed, server))
          .isEqualTo(server.versions());
      informer
          .indexer()
          .list()
          .forEach(o -> assertThat(informer.indexer().byIndex("parity", parity(o))).contains(o));
    }
    for (Recorder<ConfigMap> recorder : java.util.List.of(eager, everything, slow)) {
      assertThat(recorder.nonsense).as(() -> replay(seed, server)).isEmpty();
      assertThat(sorted(recorder.known()))
          .as(() -> replay(seed, server))
          .isEqualTo(server.versions());
    }
    assertThat(mostRequestsInAWindow(server))
        .as(() -> replay(seed, server))
        .isLessThanOrEqualTo(16);
  }

  private static String parity(ConfigMap map) {
    return Long.parseLong(map.metadata().resourceVersion()) % 2 == 0 ? "even" : "odd";
  }

  private static Map<ObjectKey, String> stored(SharedInformer<ConfigMap> informer) {
    Map<ObjectKey, String> versions = new LinkedHashMap<>();
    informer
        .indexer()
        .list()
        .forEach(o -> versions.put(ObjectKey.of(o), o.metadata().resourceVersion()));
    return versions;
  }

  private static Map<ObjectKey, String> sorted(Map<ObjectKey, String> versions) {
    Map<ObjectKey, String> sorted = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    sorted.putAll(versions);
    return sorted;
  }

  private static long mostRequestsInAWindow(SimulatedServer server) {
    return server.requests.stream()
        .mapToLong(
            begin -> server.requests.stream().filter(t -> t >= begin && t < begin + WINDOW).count())
        .max()
        .orElse(0);
  }

  private static String replay(long seed, SimulatedServer server) {
    return """
    seed %d; to replay it:
      mvn -pl informer -am test -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false \
    "-Dsurefire.arguments=-Dsimulation.first=%d -Dsimulation.seeds=1"
    what happened last:
      %s
    """
        .formatted(
            seed,
            seed,
            String.join(
                "\n  ",
                server.history.subList(
                    Math.max(0, server.history.size() - 60), server.history.size())));
  }

  @Test
  void requests_serverEndsEveryWatchAtOnceFor10Seconds_areAtMost8() throws Exception {
    for (ImpatientServer.Habit habit : ImpatientServer.Habit.values()) {
      for (boolean watchList : new boolean[] {true, false}) {
        for (int seed = 0; seed < 20; seed++) {
          ImpatientServer server = new ImpatientServer(habit, seed);
          try (SharedInformer<ConfigMap> informer =
              new SharedInformer<>(
                  Map.of("", new AllNamespaces<>(server, ConfigMap.TYPE)),
                  InformerOptions.of(o -> o.watchList(watchList)),
                  UnaryOperator.identity(),
                  server,
                  closed -> {})) {
            informer.start();

            assertThat(server.requestsInTenSeconds.get(30, TimeUnit.SECONDS))
                .as(habit + ", watchList " + watchList + ", seed " + seed)
                .isLessThanOrEqualTo(8);
          }
        }
      }
    }
  }

  /** A handler that takes its time and sometimes fails, in front of one that notes. */
  private record Slow(Recorder<ConfigMap> then) implements ResourceHandler<ConfigMap> {
    @Override
    public void onAdd(ConfigMap object, boolean initial) {
      LockSupport.parkNanos(200_000);
      then.onAdd(object, initial);
    }

    @Override
    public void onUpdate(ConfigMap before, ConfigMap now) {
      then.onUpdate(before, now);
      if (now.metadata().resourceVersion().endsWith("7")) {
        throw new IllegalStateException("a handler that fails");
      }
    }

    @Override
    public void onDelete(ConfigMap last, boolean finalStateUnknown) {
      LockSupport.parkNanos(200_000);
      then.onDelete(last, finalStateUnknown);
    }
  }
}
