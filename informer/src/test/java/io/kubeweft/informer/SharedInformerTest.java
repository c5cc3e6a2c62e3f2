package io.kubeweft.informer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.client.KubeClient;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.meta.LabelSelector;
import io.kubeweft.resource.Patch;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.rest.DeadlineExceededException;
import io.kubeweft.testing.KubeApiServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedInformerTest {
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

  @Test
  void start_objectsThere_areInTheStore() {
    ConfigMap a = create("a");

    startAndSync();

    assertThat(informer.lister().get("default", "a"))
        .extracting(o -> o.metadata().uid(), ConfigMap::data)
        .containsExactly(a.metadata().uid(), a.data());
    assertThat(informer.lister().namespace("default")).hasSize(1);
    assertThat(informer.lister().list(LabelSelector.matching("app", "web"))).isEmpty();
  }

  @Test
  void handler_objectsComeAndGo_isToldInOrder() throws Exception {
    create("a");
    informer.addHandler(recorder);
    startAndSync();

    assertThat(recorder.next()).isEqualTo("initial a");
    ConfigMap b = create("b");
    assertThat(recorder.next()).isEqualTo("add b");
    configMaps.update(b.withData(Map.of("k", "w")));
    assertThat(recorder.next()).isEqualTo("update b");
    configMaps.delete("b");
    assertThat(recorder.next()).isEqualTo("delete b");
    assertThat(recorder.nonsense).isEmpty();
  }

  @Test
  void addHandler_afterStart_isToldOfWhatIsThere() throws Exception {
    create("a");
    startAndSync();

    HandlerRegistration registration = informer.addHandler(recorder);

    assertThat(recorder.next()).isEqualTo("initial a");
    registration.awaitSync(SOON);
  }

  @Test
  void await_ownWrite_isInTheStore() {
    startAndSync();

    ConfigMap written = create("mine");
    informer.await(written.metadata().resourceVersion(), SOON);

    assertThat(informer.lister().get("default", "mine")).isNotNull();
  }

  @Test
  void relist_objectThatCanNotBeRead_isNotToldAsDeleted() throws Exception {
    create("a");
    informer.addHandler(recorder);
    startAndSync();
    assertThat(recorder.next()).isEqualTo("initial a");
    ResourceClient<Unstructured> raw =
        client.dynamic().namespaced(ConfigMap.TYPE.resource(), "default");

    server.restart();
    raw.patch("a", Patch.merge("{\"binaryData\":{\"b\":\"AA==\"}}"));
    server.compact();
    create("new");

    assertThat(recorder.next()).isEqualTo("add new");
    assertThat(informer.lister().get("default", "a")).isNotNull();
    raw.patch("a", Patch.merge("{\"binaryData\":null}"));
    assertThat(recorder.next()).isEqualTo("update a");
    assertThat(recorder.nonsense).isEmpty();
  }

  @Test
  void server_restartsAndForgets_informerGoesOn() throws Exception {
    create("a");
    create("gone");
    informer.addHandler(recorder);
    startAndSync();
    assertThat(List.of(recorder.next(), recorder.next()))
        .containsExactlyInAnyOrder("initial a", "initial gone");

    server.restart();
    configMaps.delete("gone");
    server.compact();
    create("new");

    assertThat(List.of(recorder.next(), recorder.next()))
        .containsExactlyInAnyOrder("delete gone", "add new");
    assertThat(recorder.nonsense).isEmpty();
  }

  @Test
  void handler_throws_isToldOfTheNext() throws Exception {
    create("a");
    create("b");
    HandlerRegistration failing =
        informer.addHandler(
            new ResourceHandler<>() {
              @Override
              public void onAdd(ConfigMap object, boolean initial) {
                throw new IllegalStateException("expected by the test");
              }
            });
    startAndSync();

    failing.awaitSync(SOON);

    assertThat(failing.failures()).isEqualTo(2);
  }

  @Test
  void handler_blocks_othersGoOnAndItsQueueStaysSmall() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    HandlerRegistration blocked =
        informer.addHandler(
            new ResourceHandler<>() {
              @Override
              public void onAdd(ConfigMap object, boolean initial) {
                try {
                  release.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
            });
    informer.addHandler(recorder);
    create("a");
    startAndSync();
    ConfigMap last = create("b");
    for (int i = 0; i < 50; i++) {
      last = configMaps.update(last.withData(Map.of("k", "" + i)));
    }

    informer.await(last.metadata().resourceVersion(), SOON);

    assertThat(recorder.next()).isEqualTo("initial a");
    assertThat(blocked.lag()).isLessThanOrEqualTo(2);
    release.countDown();
  }

  @Test
  void resync_period_tellsObjectsAgain() throws Exception {
    create("a");
    informer.addHandler(HandlerOptions.DEFAULT.withResync(Duration.ofSeconds(1)), recorder);
    startAndSync();

    assertThat(recorder.next()).isEqualTo("initial a");
    assertThat(recorder.next()).isEqualTo("update a");
    assertThat(recorder.nonsense).isEmpty();
  }

  @Test
  void awaitSync_notStarted_saysSo() {
    assertThatThrownBy(() -> informer.awaitSync(Duration.ofMillis(10)))
        .isInstanceOf(NotSyncedException.class)
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessageContaining("was not started");
  }

  @Test
  void close_running_endsAndKeepsTheObjects() {
    create("a");
    startAndSync();

    informer.close();

    assertThat(informer.state().phase()).isEqualTo(InformerState.Phase.CLOSED);
    assertThat(informer.lister().list()).hasSize(1);
  }
}
