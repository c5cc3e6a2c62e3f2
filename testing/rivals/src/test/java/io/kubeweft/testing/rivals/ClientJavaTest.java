package io.kubeweft.testing.rivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubernetes.client.custom.V1Patch;
import io.kubernetes.client.informer.ResourceEventHandler;
import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ConfigMapList;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.PatchUtils;
import io.kubeweft.testing.KubeApiServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The official Java client against the server. */
class ClientJavaTest {
  private final KubeApiServer server = KubeApiServer.start();
  private final ApiClient client =
      new ClientBuilder().setBasePath(server.uri().toString()).build().setReadTimeout(0);
  private final CoreV1Api api = new CoreV1Api(client);

  @AfterEach
  void close() {
    server.close();
    client.getHttpClient().dispatcher().executorService().shutdownNow();
    client.getHttpClient().connectionPool().evictAll();
  }

  private static V1ConfigMap configMap(String name, String value) {
    return new V1ConfigMap()
        .apiVersion("v1")
        .kind("ConfigMap")
        .metadata(new V1ObjectMeta().name(name))
        .data(Map.of("k", value));
  }

  private void create(String namespace, V1ConfigMap map) throws ApiException {
    V1ConfigMap created = api.createNamespacedConfigMap(namespace, map).execute();
    assertThat(created.getMetadata().getUid()).isNotEmpty();
  }

  private static final class Events implements ResourceEventHandler<V1ConfigMap> {
    final List<String> seen = new CopyOnWriteArrayList<>();

    @Override
    public void onAdd(V1ConfigMap object) {
      seen.add("add " + object.getMetadata().getName());
    }

    @Override
    public void onUpdate(V1ConfigMap before, V1ConfigMap now) {
      seen.add("update " + now.getMetadata().getName() + " " + now.getData().get("k"));
    }

    @Override
    public void onDelete(V1ConfigMap object, boolean unknown) {
      seen.add("delete " + object.getMetadata().getName());
    }
  }

  @Test
  void informer_everyChange_isSeenAlsoAfterARelist() throws Exception {
    create("default", configMap("a", "1"));
    SharedInformerFactory factory = new SharedInformerFactory(client);
    SharedIndexInformer<V1ConfigMap> informer =
        factory.sharedIndexInformerFor(
            parameters ->
                api.listNamespacedConfigMap("default")
                    .resourceVersion(parameters.resourceVersion)
                    .timeoutSeconds(parameters.timeoutSeconds)
                    .watch(parameters.watch)
                    .buildCall(null),
            V1ConfigMap.class,
            V1ConfigMapList.class);
    Events events = new Events();
    informer.addEventHandler(events);
    factory.startAllRegisteredInformers();
    try {
      Await.until("the list", () -> events.seen.contains("add a"));
      create("default", configMap("b", "1"));
      V1ConfigMap changed = api.readNamespacedConfigMap("a", "default").execute();
      changed.putDataItem("k", "2");
      V1ConfigMap replaced = api.replaceNamespacedConfigMap("a", "default", changed).execute();
      assertThat(replaced.getData()).containsEntry("k", "2");
      api.deleteNamespacedConfigMap("b", "default").execute();
      Await.until("the events", () -> events.seen.contains("delete b"));
      assertThat(events.seen).containsExactly("add a", "add b", "update a 2", "delete b");

      // The version that the informer goes on from is forgotten while it is away.
      long lists = Await.asked(server, "list", "configmaps");
      create("kube-system", configMap("other", "1"));
      server.compact();
      server.restart();
      Await.until("the relist", () -> Await.asked(server, "list", "configmaps") > lists);
      create("default", configMap("c", "1"));

      Await.until("what was created after the restart", () -> events.seen.contains("add c"));
      assertThat(informer.getIndexer().listKeys())
          .containsExactlyInAnyOrder("default/a", "default/c");
    } finally {
      factory.stopAllRegisteredInformers();
    }
  }

  @Test
  void crud_patchesAndApply_work() throws Exception {
    create("default", configMap("a", "1"));

    patch("a", V1Patch.PATCH_FORMAT_JSON_MERGE_PATCH, "{\"data\":{\"m\":\"1\"}}");
    patch(
        "a",
        V1Patch.PATCH_FORMAT_JSON_PATCH,
        "[{\"op\":\"replace\",\"path\":\"/data/k\",\"value\":\"2\"}]");
    patch("a", V1Patch.PATCH_FORMAT_STRATEGIC_MERGE_PATCH, "{\"data\":{\"s\":\"1\"}}");
    apply("one", "1", false);
    ApiException conflict =
        catchThrowableOfType(ApiException.class, () -> apply("two", "2", false));
    V1ConfigMap forced = apply("two", "2", true);

    assertThat(api.readNamespacedConfigMap("a", "default").execute().getData())
        .isEqualTo(Map.of("k", "2", "m", "1", "s", "1"));
    assertThat(conflict.getCode()).isEqualTo(409);
    assertThat(forced.getData()).containsEntry("k", "2");
    assertThat(api.listNamespacedConfigMap("default").execute().getItems()).hasSize(2);
    assertThat(
            catchThrowableOfType(
                    ApiException.class,
                    () -> api.readNamespacedConfigMap("absent", "default").execute())
                .getCode())
        .isEqualTo(404);
    api.deleteNamespacedConfigMap("a", "default").execute();
    assertThat(api.listNamespacedConfigMap("default").execute().getItems()).hasSize(1);
  }

  private void patch(String name, String format, String patch) throws ApiException {
    V1ConfigMap patched =
        PatchUtils.patch(
            V1ConfigMap.class,
            () -> api.patchNamespacedConfigMap(name, "default", new V1Patch(patch)).buildCall(null),
            format,
            client);
    assertThat(patched.getMetadata().getName()).isEqualTo(name);
  }

  private V1ConfigMap apply(String manager, String value, boolean force) throws ApiException {
    String map =
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"b\"},"
            + "\"data\":{\"k\":\"%s\"}}".formatted(value);
    return PatchUtils.patch(
        V1ConfigMap.class,
        () ->
            api.patchNamespacedConfigMap("b", "default", new V1Patch(map))
                .fieldManager(manager)
                .force(force)
                .buildCall(null),
        V1Patch.PATCH_FORMAT_APPLY_YAML,
        client);
  }

  @Test
  void log_ofAPod_isRead() throws Exception {
    V1Pod pod =
        new V1Pod()
            .metadata(new V1ObjectMeta().name("web"))
            .spec(new V1PodSpec().addContainersItem(new V1Container().name("c").image("i")));
    V1Pod created = api.createNamespacedPod("default", pod).execute();
    assertThat(created.getStatus().getPhase()).isEqualTo("Pending");
    server.appendLog("default", "web", "c", "one\ntwo\n");

    assertThat(api.readNamespacedPodLog("web", "default").execute()).isEqualTo("one\ntwo\n");
  }
}
