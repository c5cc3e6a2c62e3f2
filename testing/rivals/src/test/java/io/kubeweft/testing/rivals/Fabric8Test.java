package io.kubeweft.testing.rivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.kubeweft.testing.KubeApiServer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** fabric8's client against the server. */
class Fabric8Test {
  private final KubeApiServer server = KubeApiServer.start();
  private final KubernetesClient client =
      new KubernetesClientBuilder()
          .withConfig(
              new ConfigBuilder()
                  .withMasterUrl(server.uri().toString())
                  .withNamespace("default")
                  .withWatchReconnectInterval(100)
                  .build())
          .build();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private static ConfigMap configMap(String name, String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .addToData("k", value)
        .build();
  }

  private static final class Events implements ResourceEventHandler<ConfigMap> {
    final List<String> seen = new CopyOnWriteArrayList<>();

    @Override
    public void onAdd(ConfigMap object) {
      seen.add("add " + object.getMetadata().getName());
    }

    @Override
    public void onUpdate(ConfigMap before, ConfigMap now) {
      seen.add("update " + now.getMetadata().getName() + " " + now.getData().get("k"));
    }

    @Override
    public void onDelete(ConfigMap object, boolean unknown) {
      seen.add("delete " + object.getMetadata().getName());
    }
  }

  @Test
  void informer_everyChange_isSeenAlsoAfterARelist() throws Exception {
    client.configMaps().resource(configMap("a", "1")).create();
    Events events = new Events();
    try (SharedIndexInformer<ConfigMap> informer =
        client.configMaps().inNamespace("default").inform(events)) {
      Await.until("the list", () -> events.seen.contains("add a"));
      client.configMaps().resource(configMap("b", "1")).create();
      client
          .configMaps()
          .withName("a")
          .edit(map -> new ConfigMapBuilder(map).addToData("k", "2").build());
      client.configMaps().withName("b").delete();
      Await.until("the events", () -> events.seen.contains("delete b"));
      assertThat(events.seen).containsExactly("add a", "add b", "update a 2", "delete b");

      // The version that the informer goes on from is forgotten while it is away.
      long lists = Await.asked(server, "list", "configmaps");
      client.configMaps().inNamespace("kube-system").resource(configMap("other", "1")).create();
      server.compact();
      server.restart();
      client.configMaps().resource(configMap("c", "1")).create();

      Await.until("what was created after the restart", () -> events.seen.contains("add c"));
      client.configMaps().withName("c").delete();
      Await.until("its end", () -> events.seen.contains("delete c"));
      assertThat(Await.asked(server, "list", "configmaps")).isGreaterThan(lists);
      assertThat(informer.getStore().list()).hasSize(1);
    }
  }

  @Test
  void crud_patchesAndApply_work() {
    client.configMaps().resource(configMap("a", "1")).create();

    client
        .configMaps()
        .withName("a")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"m\":\"1\"}}");
    client
        .configMaps()
        .withName("a")
        .patch(
            PatchContext.of(PatchType.JSON),
            "[{\"op\":\"replace\",\"path\":\"/data/k\",\"value\":\"2\"}]");
    client
        .configMaps()
        .withName("a")
        .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "{\"data\":{\"s\":\"1\"}}");
    client.configMaps().resource(configMap("b", "1")).fieldManager("one").serverSideApply();
    KubernetesClientException conflict =
        catchThrowableOfType(
            KubernetesClientException.class,
            () ->
                client
                    .configMaps()
                    .resource(configMap("b", "2"))
                    .fieldManager("two")
                    .serverSideApply());
    ConfigMap forced =
        client
            .configMaps()
            .resource(configMap("b", "2"))
            .fieldManager("two")
            .forceConflicts()
            .serverSideApply();

    assertThat(client.configMaps().withName("a").get().getData())
        .containsEntry("k", "2")
        .containsEntry("m", "1")
        .containsEntry("s", "1");
    assertThat(conflict.getCode()).isEqualTo(409);
    assertThat(forced.getData()).containsEntry("k", "2");
    assertThat(client.configMaps().list().getItems()).hasSize(2);
    assertThat(client.configMaps().withName("absent").get()).isNull();
    assertThat(client.configMaps().withName("a").delete()).hasSize(1);
    assertThat(client.configMaps().withName("a").get()).isNull();
  }

  @Test
  void log_ofAPod_isRead() {
    client
        .pods()
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("web")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("c")
                .withImage("i")
                .endContainer()
                .endSpec()
                .build())
        .create();
    server.appendLog("default", "web", "c", "one\ntwo\n");

    assertThat(client.pods().withName("web").getLog()).isEqualTo("one\ntwo\n");
    assertThat(client.pods().withName("web").tailingLines(1).getLog()).isEqualTo("two\n");
  }
}
