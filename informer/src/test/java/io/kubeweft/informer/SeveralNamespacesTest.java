package io.kubeweft.informer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.client.KubeClient;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.informer.InformerState.Phase;
import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.testing.Fault;
import io.kubeweft.testing.KubeApiServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One informer over some namespaces, each of which is read on its own. */
class SeveralNamespacesTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final KubeApiServer server = KubeApiServer.start();
  private final KubeClient client = KubeClient.connect(server.clientConfig());
  private final SharedInformerFactory informers = SharedInformerFactory.of(client);
  private final SharedInformer<ConfigMap> informer =
      informers.informer(ConfigMap.TYPE, List.of("red", "blue"));
  private final Recorder<ConfigMap> recorder = new Recorder<>();

  @BeforeEach
  void createNamespaces() {
    var namespaces = client.dynamic().cluster(new GroupVersionResource("", "v1", "namespaces"));
    for (String name : List.of("red", "blue", "green")) {
      namespaces.create(Unstructured.of("v1", "Namespace", name, m -> {}));
    }
    informer.addHandler(recorder);
  }

  @AfterEach
  void close() {
    informers.close();
    client.close();
    server.close();
  }

  private ConfigMap create(String namespace, String name) {
    return client.resource(ConfigMap.TYPE, namespace).create(ConfigMap.of(name, Map.of("k", "v")));
  }

  private void delete(String namespace, String name) {
    client.resource(ConfigMap.TYPE, namespace).delete(name);
  }

  private void forbidRed() {
    Fault forbidden = new Fault.Answer(403, "Forbidden", "red is not for you", null);
    for (int i = 0; i < 100; i++) {
      server.inject(forbidden, r -> r.method().equals("GET") && r.pathAndQuery().contains("/red/"));
    }
  }

  @Test
  void start_objectsInAll_areInOneStore() {
    create("red", "a");
    create("blue", "a");
    create("green", "a");

    informers.start().awaitSync(SOON);

    assertThat(informer.indexer().keys())
        .containsExactlyInAnyOrder(new ObjectKey("red", "a"), new ObjectKey("blue", "a"));
    assertThat(informer.lister().namespace("red")).hasSize(1);
    InformerState state = informer.state();
    assertThat(state.healthy() || state.phase() == Phase.SYNCING).isTrue();
    assertThat(informer.states()).hasSize(2);
  }

  @Test
  void handler_changesInAll_isToldAndSyncedOnce() throws Exception {
    create("red", "a");
    create("blue", "b");
    HandlerRegistration handler = informer.addHandler(new ResourceHandler<>() {});
    informers.start().awaitSync(SOON);
    handler.awaitSync(SOON);
    assertThat(List.of(recorder.next(), recorder.next()))
        .containsExactlyInAnyOrder("initial a", "initial b");

    create("red", "c");
    assertThat(recorder.next()).isEqualTo("add c");
    delete("blue", "b");
    assertThat(recorder.next()).isEqualTo("delete b");
    assertThat(recorder.nonsense).isEmpty();
  }

  @Test
  void relist_ofEach_forgetsNothingOfTheOthers() throws Exception {
    create("red", "a");
    create("red", "gone");
    create("blue", "b");
    informers.start().awaitSync(SOON);
    for (int i = 0; i < 3; i++) {
      assertThat(recorder.next()).startsWith("initial");
    }

    server.restart();
    delete("red", "gone");
    server.compact();
    create("blue", "new");

    assertThat(List.of(recorder.next(), recorder.next()))
        .containsExactlyInAnyOrder("delete gone", "add new");
    assertThat(informer.indexer().size()).isEqualTo(3);
    assertThat(recorder.nonsense).isEmpty();
  }

  @Test
  void awaitSync_oneIsForbidden_theOthersAreFollowed() throws Exception {
    forbidRed();
    create("blue", "b");
    informers.start();
    assertThat(recorder.next()).isEqualTo("initial b");

    assertThatThrownBy(() -> informers.awaitSync(Duration.ofSeconds(2)))
        .isInstanceOf(NotSyncedException.class)
        .hasMessageContaining("in namespace red is BACKING_OFF")
        .hasMessageContaining("red is not for you")
        .hasMessageNotContaining("blue");

    ConfigMap later = create("blue", "later");
    informer.await(later, SOON);
    assertThat(recorder.next()).isEqualTo("add later");
    assertThat(informer.state().phase()).isNotEqualTo(Phase.WATCHING);
    assertThat(informer.state().lastError()).hasMessageContaining("red is not for you");
    assertThat(informer.isSynced()).isFalse();
  }

  @Test
  void resync_oneIsForbidden_theOthersAreToldAgain() throws Exception {
    forbidRed();
    create("blue", "b");
    Recorder<ConfigMap> resynced = new Recorder<>();
    HandlerRegistration unused =
        informer.addHandler(HandlerOptions.DEFAULT.withResync(Duration.ofSeconds(1)), resynced);
    informers.start();
    assertThat(resynced.next()).isEqualTo("initial b");

    assertThat(resynced.next()).isEqualTo("update b");
    assertThat(resynced.nonsense).isEmpty();
    assertThat(informer.isSynced()).isFalse();
  }

  @Test
  void await_ownWrite_waitsForItsNamespaceAlone() {
    forbidRed();
    informers.start();

    ConfigMap written = create("blue", "b");
    informer.await(written, SOON);

    assertThat(informer.lister().get("blue", "b")).isNotNull();
  }

  @Test
  void listener_phases_areThoseOfTheWhole() throws Exception {
    BlockingQueue<Phase> phases = new LinkedBlockingQueue<>();
    informer.addListener(
        new InformerListener() {
          @Override
          public void onState(InformerState state) {
            phases.add(state.phase());
          }
        });

    informers.start();

    // As long as one has not begun, the whole has not.
    assertThat(phases.poll(20, TimeUnit.SECONDS)).isEqualTo(Phase.SYNCING);
    assertThat(phases.poll(20, TimeUnit.SECONDS)).isEqualTo(Phase.WATCHING);
    informers.close();
    assertThat(phases.poll(20, TimeUnit.SECONDS)).isEqualTo(Phase.CLOSED);
  }

  @Test
  void informer_noNamespaceAtAll_isRefused() {
    assertThatThrownBy(() -> informers.informer(ConfigMap.TYPE, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> informers.informer(ConfigMap.TYPE, List.of("a", "")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void worst_parts_asBadAsTheWorst() {
    Exception old = new IllegalStateException("over");
    Exception now = new IllegalStateException("now");
    Instant early = Instant.ofEpochSecond(1);
    Instant late = Instant.ofEpochSecond(2);
    InformerState good = new InformerState(Phase.WATCHING, true, old, early, 3);
    InformerState bad = new InformerState(Phase.BACKING_OFF, true, now, late, 4);
    InformerState fresh = new InformerState(Phase.SYNCING, false, null, null, 0);

    assertThat(InformerState.worst(List.of(good))).isEqualTo(good);
    assertThat(InformerState.worst(List.of(good, bad)))
        .isEqualTo(new InformerState(Phase.BACKING_OFF, true, now, early, 7));
    assertThat(InformerState.worst(List.of(good, fresh)))
        .isEqualTo(new InformerState(Phase.SYNCING, false, old, null, 3));
  }
}
