package io.kubeweft.informer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.client.KubeClient;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.informer.InformerState.Phase;
import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.meta.PartialObjectMetadata;
import io.kubeweft.testing.Fault;
import io.kubeweft.testing.KubeApiServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedInformerFactoryTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final GroupVersionResource NAMESPACES =
      new GroupVersionResource("", "v1", "namespaces");

  private final KubeApiServer server = KubeApiServer.start();
  private final KubeClient client = KubeClient.connect(server.clientConfig());
  private final SharedInformerFactory informers = SharedInformerFactory.of(client);

  @AfterEach
  void close() {
    informers.close();
    client.close();
    server.close();
  }

  private ConfigMap create(String name) {
    return client.resource(ConfigMap.TYPE, "default").create(ConfigMap.of(name, Map.of("k", "v")));
  }

  private void forbid(String path) {
    Fault forbidden = new Fault.Answer(403, "Forbidden", "not for you", null);
    for (int i = 0; i < 100; i++) {
      server.inject(forbidden, request -> request.pathAndQuery().contains(path));
    }
  }

  @Test
  void informer_sameQuestion_sameInformer() {
    SharedInformer<ConfigMap> first = informers.informer(ConfigMap.TYPE);

    assertThat(informers.informer(ConfigMap.TYPE)).isSameAs(first);
    assertThat(informers.informer(ConfigMap.TYPE, "")).isSameAs(first);
    assertThat(informers.informer(ConfigMap.TYPE, "default"))
        .isNotSameAs(first)
        .isSameAs(informers.informer(ConfigMap.TYPE, List.of("default")));
    assertThat(informers.informer(ConfigMap.TYPE, List.of("a", "b")))
        .isSameAs(informers.informer(ConfigMap.TYPE, List.of("b", "a", "b")));
    assertThat(
            informers.informer(ConfigMap.TYPE, InformerOptions.of(o -> o.labelSelector("app=web"))))
        .isNotSameAs(first);
  }

  @Test
  void informer_closed_anotherOneIsMade() {
    SharedInformer<ConfigMap> closed = informers.informer(ConfigMap.TYPE);
    informers.start();
    closed.close();
    create("a");

    SharedInformer<ConfigMap> other = informers.informer(ConfigMap.TYPE);
    informers.start().awaitSync(SOON);

    assertThat(other.lister().list()).hasSize(1);
  }

  @Test
  void start_again_startsThoseThatWereMadeSince() {
    create("a");
    SharedInformer<ConfigMap> first = informers.informer(ConfigMap.TYPE);
    informers.start().awaitSync(SOON);
    SharedInformer<Unstructured> second =
        informers.informer(Unstructured.cluster(NAMESPACES, "Namespace"));
    informers.awaitSync(SOON);
    assertThat(second.state().phase()).isEqualTo(Phase.NEW);

    informers.start().awaitSync(SOON);

    assertThat(first.lister().list()).hasSize(1);
    assertThat(second.lister().get("default")).isNotNull();
  }

  @Test
  void start_closed_isRefused() {
    informers.close();

    assertThatThrownBy(informers::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> informers.informer(ConfigMap.TYPE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void awaitSync_noneIsStarted_isRefused() {
    informers.awaitSync(SHORT);
    informers.informer(ConfigMap.TYPE);

    assertThatThrownBy(() -> informers.awaitSync(SHORT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("start()");
  }

  @Test
  void awaitSync_oneIsForbidden_saysWhichAndWhy() {
    forbid("/secrets");
    informers.informer(ConfigMap.TYPE);
    informers.informer(
        Unstructured.namespaced(new GroupVersionResource("", "v1", "secrets"), "Secret"));
    informers.start();

    assertThatThrownBy(() -> informers.awaitSync(Duration.ofSeconds(2)))
        .isInstanceOfSatisfying(
            NotSyncedException.class,
            e -> {
              assertThat(e)
                  .hasMessageStartingWith("not synced after PT2S: informer of v1 secrets")
                  .hasMessageContaining("BACKING_OFF")
                  .hasMessageContaining("not for you");
              assertThat(e.states()).hasSize(1);
              assertThat(e.getCause()).hasMessageContaining("not for you");
            });
    assertThat(informers.states().values().stream().filter(InformerState::synced)).hasSize(1);
  }

  @Test
  void states_sameResource_areToldApart() {
    informers.informer(ConfigMap.TYPE);
    informers.informer(ConfigMap.TYPE, InformerOptions.of(o -> o.labelSelector("app=web")));
    informers.informer(ConfigMap.TYPE, InformerOptions.of(o -> o.watchList(false)));

    assertThat(informers.states().keySet())
        .containsExactly(
            "informer of v1 configmaps in all namespaces",
            "informer of v1 configmaps in all namespaces with app=web",
            "informer of v1 configmaps in all namespaces (2)");
  }

  @Test
  void informer_resourceThatDiscoveryFound_hasObjectsOfAnyKind() {
    create("a");
    SharedInformer<Unstructured> maps =
        informers.informer(client.discovery().mapper().forName("cm"));
    SharedInformer<Unstructured> namespaces =
        informers.informer(client.discovery().mapper().forName("ns"));

    informers.start().awaitSync(SOON);

    assertThat(maps.lister().get("default", "a").getString("data", "k")).isEqualTo("v");
    assertThat(namespaces.lister().get("default")).isNotNull();
  }

  @Test
  void informer_metadataOnly_hasNoMore() {
    create("a");
    SharedInformer<PartialObjectMetadata> maps = informers.informer(ConfigMap.TYPE.metadataOnly());

    informers.start().awaitSync(SOON);

    assertThat(maps.lister().get("default", "a").metadata().uid()).isNotEmpty();
    assertThat(maps).isNotSameAs(informers.informer(ConfigMap.TYPE));
  }

  @Test
  void close_running_handlerThreadIsGone() throws Exception {
    SharedInformer<ConfigMap> maps = informers.informer(ConfigMap.TYPE);
    Thread[] handler = new Thread[1];
    CountDownLatch told = new CountDownLatch(1);
    maps.addHandler(
        ResourceHandler.ofKeys(
            key -> {
              handler[0] = Thread.currentThread();
              told.countDown();
            }));
    create("a");
    informers.start().awaitSync(SOON);
    told.await();

    informers.close();

    assertThat(maps.state().phase()).isEqualTo(Phase.CLOSED);
    assertThat(handler[0].isAlive()).isFalse();
  }

  @Test
  void close_handlerBlocks_isInterrupted() throws Exception {
    Thread[] handler = new Thread[1];
    CountDownLatch told = new CountDownLatch(1);
    informers
        .informer(ConfigMap.TYPE)
        .addHandler(
            ResourceHandler.ofKeys(
                key -> {
                  handler[0] = Thread.currentThread();
                  told.countDown();
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
    create("a");
    informers.start();
    told.await();

    informers.close();

    assertThat(handler[0].isAlive()).isFalse();
  }
}
