package io.kubeweft.informer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.client.KubeClient;
import io.kubeweft.informer.InformerState.Phase;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.DeadlineExceededException;
import io.kubeweft.testing.Fault;
import io.kubeweft.testing.KubeApiServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handlers that come, go, fail and block, and who may close what from where. */
class SharedInformerLifecycleTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final KubeApiServer server = KubeApiServer.start();
  private final KubeClient client = KubeClient.connect(server.clientConfig());
  private final ResourceClient<ConfigMap> configMaps = client.resource(ConfigMap.TYPE, "default");
  private final SharedInformer<ConfigMap> informer =
      SharedInformer.of(client.allNamespaces(ConfigMap.TYPE));
  private final Recorder<ConfigMap> recorder = new Recorder<>();

  @AfterEach
  void close() {
    informer.close();
    client.close();
    server.close();
  }

  private ConfigMap create(String name) {
    return configMaps.create(ConfigMap.of(name, Map.of("k", "v")));
  }

  private void startAndSync() {
    informer.start();
    informer.awaitSync(SOON);
  }

  private interface OnAdd extends ResourceHandler<ConfigMap> {
    void added(ConfigMap object) throws Exception;

    @Override
    default void onAdd(ConfigMap object, boolean initial) {
      try {
        added(object);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private HandlerRegistration onAdd(OnAdd handler) {
    return informer.addHandler(handler);
  }

  @Test
  void addHandler_twiceTheSame_isToldTwice() throws Exception {
    HandlerRegistration first = informer.addHandler(recorder);
    Recorder<ConfigMap> twice = new Recorder<>();
    informer.addHandler(twice);
    HandlerRegistration second = informer.addHandler(twice);
    startAndSync();
    create("a");

    assertThat(List.of(twice.next(), twice.next())).containsExactly("add a", "add a");
    second.close();
    assertThat(recorder.next()).isEqualTo("add a");
    create("b");
    assertThat(twice.next()).isEqualTo("add b");
    assertThat(recorder.next()).isEqualTo("add b");
    assertThat(twice.calls).isEmpty();
    first.close();
  }

  @Test
  void close_ofAHandlerWithinItself_isTheLastCall() throws Exception {
    AtomicReference<HandlerRegistration> self = new AtomicReference<>();
    BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    CountDownLatch registered = new CountDownLatch(1);
    create("a");
    create("b");
    self.set(
        onAdd(
            object -> {
              registered.await();
              calls.add(object.metadata().name());
              self.get().close();
            }));
    informer.addHandler(recorder);
    startAndSync();
    registered.countDown();

    assertThat(calls.poll(20, TimeUnit.SECONDS)).isNotNull();
    create("c");
    for (int i = 0; i < 3; i++) {
      assertThat(recorder.next()).isNotNull();
    }
    assertThat(calls).isEmpty();
  }

  @Test
  void addHandler_withinAHandler_isToldAll() throws Exception {
    create("a");
    CompletableFuture<HandlerRegistration> inner = new CompletableFuture<>();
    onAdd(object -> inner.complete(informer.addHandler(recorder)));
    startAndSync();

    inner.get(20, TimeUnit.SECONDS).awaitSync(SOON);

    assertThat(recorder.next()).isEqualTo("initial a");
  }

  @Test
  void client_closedBeforeTheInformer_endsItWithoutAnotherTry() throws Exception {
    BlockingQueue<InformerState> closed = new LinkedBlockingQueue<>();
    BlockingQueue<Exception> failures = new LinkedBlockingQueue<>();
    informer.addListener(
        new InformerListener() {
          @Override
          public void onState(InformerState state) {
            if (state.phase() == Phase.CLOSED) {
              closed.add(state);
            }
          }

          @Override
          public void onFailure(Exception error) {
            failures.add(error);
          }
        });
    create("a");
    startAndSync();

    client.close();

    InformerState last = closed.poll(20, TimeUnit.SECONDS);
    assertThat(last).isNotNull();
    assertThat(last.lastError())
        .isInstanceOfSatisfying(
            CancelledException.class, e -> assertThat(e.isClientClosed()).isTrue());
    assertThat(informer.lister().get("default", "a")).isNotNull();
    long begin = System.nanoTime();
    informer.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    assertThat(failures).isEmpty();
  }

  @Test
  void informer_ofAClosedClient_saysSoAtOnce() {
    client.close();
    informer.start();

    assertThatThrownBy(() -> informer.awaitSync(SOON))
        .isInstanceOf(NotSyncedException.class)
        .hasMessageContaining("is CLOSED after")
        .hasMessageContaining("the client was closed");
  }

  @Test
  void handler_throwsAnError_isToldOfTheNextAndSynced() {
    create("a");
    create("b");
    HandlerRegistration failing =
        onAdd(
            object -> {
              throw new Error("expected by the test");
            });
    startAndSync();

    failing.awaitSync(SOON);

    assertThat(failing.failures()).isEqualTo(2);
  }

  @Test
  void resync_ofOneHandler_isNotThatOfOthers() throws Exception {
    create("a");
    Recorder<ConfigMap> resynced = new Recorder<>();
    informer.addHandler(HandlerOptions.DEFAULT.withResync(Duration.ofSeconds(1)), resynced);
    HandlerRegistration other = informer.addHandler(recorder);
    startAndSync();
    other.awaitSync(SOON);

    assertThat(resynced.next()).isEqualTo("initial a");
    assertThat(List.of(resynced.next(), resynced.next())).containsExactly("update a", "update a");
    assertThat(recorder.calls).containsExactly("initial a");
    assertThat(resynced.nonsense).isEmpty();
  }

  @Test
  void addHandler_whileObjectsChange_missesNothingAndDoublesNothing() throws Exception {
    startAndSync();
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 0; i < 60; i++) {
                    create("o" + i % 20);
                    if (i >= 10) {
                      configMaps.delete("o" + (i - 10) % 20);
                    }
                  }
                });
    List<Recorder<ConfigMap>> recorders = new java.util.ArrayList<>();
    List<HandlerRegistration> handlers = new java.util.ArrayList<>();
    while (writer.isAlive() && recorders.size() < 200) {
      Recorder<ConfigMap> late = new Recorder<>();
      boolean each = recorders.size() % 2 == 0;
      recorders.add(late);
      handlers.add(informer.addHandler(HandlerOptions.DEFAULT.withEveryEvent(each), late));
      Thread.sleep(5);
    }
    writer.join();
    informer.await(create("last").metadata().resourceVersion(), SOON);
    informer.close();

    assertThat(recorders)
        .isNotEmpty()
        .allSatisfy(
            late -> {
              assertThat(late.nonsense).isEmpty();
              assertThat(late.known().keySet()).isEqualTo(informer.indexer().keys());
            });
    assertThat(handlers).allMatch(HandlerRegistration::isSynced);
  }

  @Test
  void close_withinAHandler_endsEverythingElse() throws Exception {
    CompletableFuture<Phase> ended = new CompletableFuture<>();
    onAdd(
        object -> {
          informer.close();
          ended.complete(informer.state().phase());
        });
    informer.start();
    create("a");

    assertThat(ended.get(4, TimeUnit.SECONDS)).isEqualTo(Phase.CLOSED);
  }

  @Test
  void close_withinAListener_endsAndTellsHandlersWhatWaits() throws Exception {
    create("a");
    informer.addHandler(recorder);
    CompletableFuture<Phase> ended = new CompletableFuture<>();
    informer.addListener(
        new InformerListener() {
          @Override
          public void onFailure(Exception error) {
            informer.close();
            ended.complete(informer.state().phase());
          }
        });
    startAndSync();
    server.inject(
        new Fault.Answer(403, "Forbidden", "not any more", null),
        r -> r.pathAndQuery().contains("watch"));
    server.restart();

    assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo(Phase.CLOSED);
    assertThat(recorder.next()).isEqualTo("initial a");
  }

  @Test
  void close_withinATransform_ends() throws Exception {
    create("a");
    CompletableFuture<SharedInformer<ConfigMap>> self = new CompletableFuture<>();
    CompletableFuture<Phase> ended = new CompletableFuture<>();
    SharedInformer<ConfigMap> closing =
        SharedInformer.of(
            client.allNamespaces(ConfigMap.TYPE),
            InformerOptions.DEFAULT,
            object -> {
              self.join().close();
              ended.complete(self.join().state().phase());
              return object;
            });
    self.complete(closing);
    closing.start();

    assertThat(ended.get(4, TimeUnit.SECONDS)).isEqualTo(Phase.CLOSED);
  }

  @Test
  void await_versionThatNeverComes_saysSo() {
    startAndSync();

    assertThatThrownBy(() -> informer.await("99999999", Duration.ofMillis(50)))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessageContaining("99999999");
    assertThatThrownBy(() -> informer.await("new", SOON))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void await_interrupted_keepsTheFlag() throws Exception {
    startAndSync();
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    informer.await("99999999", Duration.ofSeconds(Long.MAX_VALUE));
                  } catch (CancelledException e) {
                    flag.complete(Thread.currentThread().isInterrupted());
                  }
                });

    waiting.interrupt();

    assertThat(flag.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void await_informerIsClosed_doesNotWait() throws Exception {
    startAndSync();
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    informer.await("99999999", Duration.ofHours(1));
                  } catch (DeadlineExceededException e) {
                    thrown.complete(e);
                  }
                });

    informer.close();

    assertThat(thrown.get(20, TimeUnit.SECONDS)).hasMessageContaining("CLOSED");
    waiting.join();
  }

  @Test
  void addIndex_running_hasWhatIsThereAndWhatComes() {
    create("a");
    startAndSync();

    informer.indexer().addIndex("value", o -> o.data() == null ? List.of() : o.data().values());
    ConfigMap b = create("b");
    informer.await(b, SOON);

    assertThat(informer.indexer().byIndex("value", "v"))
        .extracting(o -> o.metadata().name())
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void start_closed_isRefused() {
    informer.close();

    assertThatThrownBy(informer::start).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> informer.addHandler(recorder))
        .isInstanceOf(IllegalStateException.class);
  }
}
