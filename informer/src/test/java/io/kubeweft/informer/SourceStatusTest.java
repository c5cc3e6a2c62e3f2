package io.kubeweft.informer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.informer.InformerState.Phase;
import io.kubeweft.json.DecodeException;
import io.kubeweft.meta.PartialObjectMetadata;
import io.kubeweft.meta.Status;
import io.kubeweft.resource.WatchEvent;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.TransportException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourceStatusTest {
  private static final Logger LOG = Logger.getLogger(SharedInformer.class.getName());

  private final Clock clock = new Clock();
  private final IndexedStore<PartialObjectMetadata> store = new IndexedStore<>();
  private final Distributor<PartialObjectMetadata> distributor =
      new Distributor<>(store, Set.of(""));
  private final List<String> told = new ArrayList<>();
  private UnaryOperator<PartialObjectMetadata> transform = UnaryOperator.identity();
  private SourceStatus<PartialObjectMetadata> source;
  private final InformerStatus whole = new InformerStatus(() -> source.state(), "test");
  private final Logs logs = new Logs();

  private static final class Clock implements Seams {
    long now;

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public Instant now() {
      return Instant.ofEpochSecond(0, now);
    }

    @Override
    public double random() {
      return 0;
    }

    @Override
    public boolean pause(CountDownLatch until, Duration time) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Future<?> later(Duration delay, Runnable task) {
      return new FutureTask<>(task, true);
    }
  }

  /** Keeps what is logged as a warning. */
  private static final class Logs extends Handler {
    final List<String> warnings = new ArrayList<>();

    @Override
    public void publish(LogRecord record) {
      if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
        warnings.add(record.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void create() {
    source =
        new SourceStatus<>(distributor, o -> transform.apply(o), clock, whole, "", "the informer");
    LOG.addHandler(logs);
    LOG.setUseParentHandlers(false);
  }

  @AfterEach
  void stopLogging() {
    LOG.removeHandler(logs);
    LOG.setUseParentHandlers(true);
  }

  private static PartialObjectMetadata object(String name, String color, int version) {
    return IndexedStoreTest.object("n", name, color, version);
  }

  private void replace(int version, PartialObjectMetadata... objects) {
    Map<ObjectKey, PartialObjectMetadata> all = new java.util.LinkedHashMap<>();
    for (PartialObjectMetadata object : objects) {
      all.put(ObjectKey.of(object), object);
    }
    source.replace(all, "" + version, Set.of());
  }

  @Test
  void apply_bookmark_countsAsSeen() {
    replace(5);
    assertThat(source.hasSeen("6")).isFalse();

    source.apply(new WatchEvent.Bookmark<>("7", false), "7");

    assertThat(source.hasSeen("7")).isTrue();
    assertThat(source.hasSeen("8")).isFalse();
    assertThat(store.resourceVersion()).isEqualTo("7");
  }

  @Test
  void hasSeen_versionsOfDifferentLengths_areNumbers() {
    replace(99);

    assertThat(source.hasSeen("100")).isFalse();
    assertThat(source.hasSeen("9")).isTrue();
  }

  @Test
  void apply_eventThatCanNotBeRead_isCountedAndMovesTheVersion() {
    replace(5, object("a", "red", 4));
    DecodeException cause = new DecodeException("data", "broken", null);

    source.apply(new WatchEvent.Undecodable<>("MODIFIED", "n", "a", "6", cause), "6");

    assertThat(source.state().skipped()).isEqualTo(1);
    assertThat(store.list()).as("what was known stays").containsExactly(object("a", "red", 4));
    assertThat(source.hasSeen("6")).isTrue();
  }

  @Test
  void apply_deletionThatCanNotBeRead_deletes() {
    replace(5, object("a", "red", 4));
    DecodeException cause = new DecodeException("data", "broken", null);

    source.apply(new WatchEvent.Undecodable<>("DELETED", "n", "a", "6", cause), "6");

    assertThat(store.list()).isEmpty();
  }

  @Test
  void transform_isAppliedToWhatIsDeleted() throws Exception {
    transform = o -> object(o.metadata().name(), "gray", 1);
    replace(5, object("a", "red", 4));
    List<PartialObjectMetadata> deleted = new ArrayList<>();
    CountDownLatch gone = new CountDownLatch(1);
    try (HandlerRegistration handler =
        distributor.add(
            new ResourceHandler<>() {
              @Override
              public void onDelete(PartialObjectMetadata last, boolean unknown) {
                deleted.add(last);
                gone.countDown();
              }
            },
            HandlerOptions.DEFAULT,
            "handler")) {
      handler.awaitSync(Duration.ofSeconds(20));

      source.apply(new WatchEvent.Deleted<>(object("a", "blue", 6)), "6");
      gone.await();
    }

    assertThat(deleted).containsExactly(object("a", "gray", 1));
  }

  @Test
  void transform_failsWithWhatIsDeleted_deletesAllTheSame() {
    replace(5, object("a", "red", 4));
    transform =
        o -> {
          throw new IllegalStateException("expected by the test");
        };

    source.apply(new WatchEvent.Deleted<>(object("a", "blue", 6)), "6");

    assertThat(store.list()).isEmpty();
    assertThat(source.state().skipped()).isEqualTo(1);
  }

  @Test
  void transforms_isWhetherThereIsATransform() {
    var plain = new SourceStatus<>(distributor, null, clock, whole, "", "the informer");
    PartialObjectMetadata object = object("a", "red", 1);

    assertThat(source.transforms()).isTrue();
    assertThat(plain.transforms()).isFalse();
    assertThat(plain.transform(object)).isSameAs(object);
    assertThatThrownBy(() -> plain.transform(object("", "red", 1)))
        .hasMessageContaining("without a name");
  }

  @Test
  void transform_renamesOrHasNoName_isRefused() {
    transform = o -> object("other", "red", 1);

    assertThatThrownBy(() -> source.transform(object("a", "red", 1)))
        .hasMessageContaining("renamed n/a");
    assertThatThrownBy(() -> source.transform(object("", "red", 1)))
        .hasMessageContaining("without a name");
  }

  @Test
  void failed_sameAgain_isLoggedOnceUntilItWasWell() {
    Exception refused = new TransportException("refused", true, null);
    source.phase(Phase.BACKING_OFF);
    source.failed(refused);
    source.failed(new TransportException("refused", true, null));
    source.phase(Phase.WATCHING);
    source.failed(refused);
    assertThat(logs.warnings).hasSize(1);

    source.failed(new TransportException("reset", false, null));
    assertThat(logs.warnings).hasSize(2);

    source.phase(Phase.SYNCING);
    source.phase(Phase.WATCHING);
    clock.now += Duration.ofSeconds(10).toNanos();
    source.failed(new TransportException("reset", false, null));
    assertThat(logs.warnings).hasSize(3);
    assertThat(source.state().lastError()).hasMessage("reset");
  }

  @Test
  void failed_alternating_isLoggedOnceEach() {
    for (int i = 0; i < 100; i++) {
      source.failed(new TransportException("refused", true, null));
      source.failed(new TransportException("reset", false, null));
    }

    assertThat(logs.warnings).hasSize(2);
  }

  @Test
  void failed_neverTheSameAgainForAMonth_isLoggedOnceAnHourAtMost() {
    for (int i = 0; i < 30 * 24 * 60; i++) {
      clock.now += Duration.ofMinutes(1).toNanos();
      source.failed(new TransportException("failure " + i, false, null));
    }

    assertThat(logs.warnings).hasSizeBetween(30 * 24, 30 * 24 + 10);
    assertThat(logs.warnings.getLast()).contains("59 were left out");
  }

  @Test
  void failed_wellBetween_isLoggedOnceAnHourAtMost() {
    for (int i = 0; i < 24 * 60; i++) {
      source.phase(Phase.SYNCING);
      source.phase(Phase.WATCHING);
      clock.now += Duration.ofMinutes(1).toNanos();
      source.failed(new TransportException("reset", false, null));
    }

    assertThat(logs.warnings).hasSizeBetween(24, 24 + 10);
  }

  @Test
  void failed_serverAsksForADay_saysHowLongItWaitsInstead() {
    Status busy = Status.of(s -> s.code(429).details(d -> d.retryAfterSeconds(86_400)));

    source.failed(new ApiException("too many requests", busy, null, null));

    assertThat(logs.warnings)
        .singleElement()
        .asString()
        .contains("will try again in PT5M, though the server asks for PT24H");
  }

  @Test
  void clientClosed_afterAFailure_isLoggedOnceAndIsTheLastState() {
    source.phase(Phase.WATCHING);

    source.clientClosed(new CancelledException("list: the client was closed", null, true));
    source.phase(Phase.BACKING_OFF);

    assertThat(logs.warnings)
        .singleElement()
        .asString()
        .startsWith("the informer ends, because its client was closed");
    assertThat(source.state().phase()).isEqualTo(Phase.CLOSED);
    assertThat(source.state().lastError()).hasMessage("list: the client was closed");
  }

  @Test
  void skipped_sameAgain_isLoggedOnceAndCountedEachTime() {
    source.skipped(new DecodeException("data", "broken", null));
    source.skipped(new DecodeException("data", "broken", null));
    source.skipped(new DecodeException("kind", "broken", null));

    assertThat(logs.warnings).hasSize(2);
    assertThat(source.state().skipped()).isEqualTo(3);
  }

  @Test
  void skipped_objectsThatTakeTurns_areLoggedOnceEachAndFewAtOnce() {
    for (int i = 0; i < 1000; i++) {
      source.skipped(new DecodeException("data", "broken", null));
      source.skipped(new DecodeException("kind", "broken", null));
    }
    assertThat(logs.warnings).hasSize(2);

    for (int i = 0; i < 1000; i++) {
      source.skipped(new DecodeException("data." + i, "broken", null));
    }
    assertThat(logs.warnings).hasSize(10);
  }

  @Test
  void heard_setsTheTimeOfTheLastEvent() {
    assertThat(source.state().lastEvent()).isNull();
    clock.now = 5;

    source.heard();

    assertThat(source.state().lastEvent()).isEqualTo(Instant.ofEpochSecond(0, 5));
  }

  @Test
  void healthy_onlyWhenCompleteAndWatching() {
    source.phase(Phase.WATCHING);
    assertThat(source.state().healthy()).isFalse();
    replace(5);
    assertThat(source.state().healthy()).isTrue();
    source.phase(Phase.BACKING_OFF);
    assertThat(source.state().healthy()).isFalse();
  }

  @Test
  void phase_afterTheEnd_staysClosed() {
    source.phase(Phase.CLOSED);

    source.phase(Phase.WATCHING);
    source.failed(new TransportException("late", true, null));

    assertThat(source.state().phase()).isEqualTo(Phase.CLOSED);
    assertThat(source.state().lastError()).isNull();
  }

  @Test
  void listener_throwsAnError_othersAndLaterNewsAreTold() {
    whole.add(
        new InformerListener() {
          @Override
          public void onState(InformerState state) {
            throw new Error("expected by the test");
          }
        });
    whole.add(
        new InformerListener() {
          @Override
          public void onState(InformerState state) {
            told.add(state.phase().name());
          }
        });

    source.phase(Phase.SYNCING);
    source.phase(Phase.WATCHING);

    assertThat(told).containsExactly("SYNCING", "WATCHING");
  }
}
