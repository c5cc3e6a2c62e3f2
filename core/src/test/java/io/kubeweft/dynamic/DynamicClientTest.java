package io.kubeweft.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.discovery.DiscoveryClient;
import io.kubeweft.discovery.NoMatchException;
import io.kubeweft.internal.call.FakeApi;
import io.kubeweft.json.DecodeException;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.meta.GroupVersionKind;
import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.meta.PartialObjectMetadata;
import io.kubeweft.meta.Table;
import io.kubeweft.resource.ApplyOptions;
import io.kubeweft.resource.ItemStream;
import io.kubeweft.resource.ListOptions;
import io.kubeweft.resource.Patch;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.resource.Watch;
import io.kubeweft.resource.WatchEvent;
import io.kubeweft.rest.ApiException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DynamicClientTest {
  private static final GroupVersionResource PODS = new GroupVersionResource("", "v1", "pods");
  private static final GroupVersionResource NODES = new GroupVersionResource("", "v1", "nodes");
  private static final String POD =
      "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"p\",\"resourceVersion\":"
          + "\"7\"},\"spec\":{\"n\":1.50}}";
  private static final String LIST =
      "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"5\"},"
          + "\"items\":[{\"metadata\":{\"name\":\"p\"}}]}";
  private static final String DISCOVERY_TYPE =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

  private final FakeApi api =
      new FakeApi()
          .document(
              "GET /api",
              DISCOVERY_TYPE,
              "\"1\"",
              """
              {"items":[{"metadata":{},"versions":[{"version":"v1","resources":[
               {"resource":"pods","responseKind":{"kind":"Pod"},"scope":"Namespaced",
                "singularResource":"pod","verbs":["get"],"shortNames":["po"]},
               {"resource":"nodes","responseKind":{"kind":"Node"},"scope":"Cluster",
                "singularResource":"node","verbs":["get"]}]}]}]}\
              """)
          .document("GET /apis", DISCOVERY_TYPE, "\"1\"", "{\"items\":[]}");

  private final DynamicClient dynamic =
      new DynamicClient(api.rest(), new DiscoveryClient(api.rest()).mapper(), "home");

  @AfterEach
  void close() {
    api.close();
  }

  private String body(int call) {
    return new String(api.calls().get(call).body(), StandardCharsets.UTF_8);
  }

  @Test
  void namespaced_needsNoDiscovery() {
    api.json("GET /api/v1/namespaces/ns/pods/p", POD);

    Unstructured pod = dynamic.namespaced(PODS, "ns").get("p");

    assertThat(pod.get("spec", "n")).hasToString("1.50");
    assertThat(api.requests()).containsExactly("GET /api/v1/namespaces/ns/pods/p");
  }

  @Test
  void list_tellsItemsTheirKind() {
    api.json("GET /api/v1/pods", LIST);

    List<Unstructured> listed = dynamic.allNamespaces(PODS).list().items();

    assertThat(listed).containsExactly(Unstructured.of("v1", "Pod", "p"));
    try (ItemStream<Unstructured> items = dynamic.allNamespaces(PODS).items()) {
      assertThat(items).containsExactly(Unstructured.of("v1", "Pod", "p"));
    }
  }

  @Test
  void get_answeredWithAStatus_fails() {
    api.json(
        "GET /api/v1/nodes/n",
        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":404,"
            + "\"reason\":\"NotFound\"}");

    assertThatThrownBy(() -> dynamic.cluster(NODES).get("n"))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.isNotFound()).isTrue());
  }

  @Test
  void watch_ofUnknownKind_hasItsObjects() {
    api.on(
        "GET /api/v1/pods",
        call -> FakeApi.answer(200, "{\"type\":\"ADDED\",\"object\":" + POD + "}\n"));

    try (Watch<Unstructured> watch =
        dynamic.allNamespaces(PODS).watch(options -> options.resume(false))) {
      assertThat(watch.next()).isEqualTo(new WatchEvent.Added<>(Unstructured.parse(POD)));
    }
  }

  @Test
  void update_writesTheSameTextBack() {
    api.json("GET /api/v1/namespaces/ns/pods/p", POD).json("PUT /api/v1/namespaces/ns/pods/p", POD);

    dynamic.namespaced(PODS, "ns").update("p", pod -> pod.with("spec", "m").set(2));

    assertThat(body(1)).isEqualTo(POD.replace("1.50", "1.50,\"m\":2"));
  }

  @Test
  void apply_ofAnObjectThatWasRead_leavesOutWhatTheServerRefuses() {
    api.json("PATCH /api/v1/namespaces/ns/pods/p", POD);

    dynamic.namespaced(PODS, "ns").apply(Unstructured.parse(POD), ApplyOptions.fieldManager("t"));

    assertThat(body(0)).isEqualTo(POD.replace(",\"resourceVersion\":\"7\"", ""));
    assertThat(api.requests()).containsExactly("PATCH /api/v1/namespaces/ns/pods/p?fieldManager=t");
    assertThat(FakeApi.header(api.calls().get(0), "Content-Type"))
        .isEqualTo("application/apply-patch+yaml");
  }

  @Test
  void updateAndApply_keepNulls() {
    String text = POD.replace("1.50", "null,\"list\":[null,{\"a\":null}]");
    api.json("GET /api/v1/namespaces/ns/pods/p", text)
        .json("PUT /api/v1/namespaces/ns/pods/p", text)
        .json("PATCH /api/v1/namespaces/ns/pods/p", text);
    ResourceClient<Unstructured> pods = dynamic.namespaced(PODS, "ns");

    Unstructured updated = pods.update("p", pod -> pod.with("spec", "m").set(2));
    pods.apply(updated, ApplyOptions.fieldManager("t"));

    assertThat(body(1)).isEqualTo(text.replace("}]}", "}],\"m\":2}"));
    assertThat(body(2)).isEqualTo(text.replace(",\"resourceVersion\":\"7\"", ""));
  }

  @Test
  void apply_withoutKind_isRefused() {
    Unstructured nameless = Unstructured.parse("{\"metadata\":{\"name\":\"p\"}}");

    assertThatThrownBy(
            () -> dynamic.namespaced(PODS, "ns").apply(nameless, ApplyOptions.fieldManager("t")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void subresource_ofAnyKind_isUnstructured() {
    api.json(
        "GET /api/v1/namespaces/ns/pods/p/scale",
        "{\"kind\":\"Scale\",\"apiVersion\":\"autoscaling/v1\",\"spec\":{\"replicas\":3}}");

    Unstructured scale = dynamic.namespaced(PODS, "ns").subresource("scale").get("p");

    assertThat(scale.getLong("spec", "replicas")).isEqualTo(3);
  }

  @Test
  void forObject_whenWarm_needsOneRequest() {
    Unstructured pod = Unstructured.parse(POD);
    api.json("POST /api/v1/namespaces/home/pods", POD);
    dynamic.forObject(pod).create(pod);
    api.clear();

    dynamic.forObject(pod).create(pod);

    assertThat(api.requests()).containsExactly("POST /api/v1/namespaces/home/pods");
  }

  @Test
  void forObject_withNamespace_staysInIt() {
    Unstructured pod = Unstructured.parse(POD).withMetadata(m -> m.namespace("ns"));

    assertThat(dynamic.forObject(pod).namespace()).isEqualTo("ns");
    assertThat(dynamic.inNamespace("other").forName("po", null).namespace()).isEqualTo("other");
  }

  @Test
  void forObject_ofAKindThatIsNotServed_fails() {
    assertThatThrownBy(() -> dynamic.forObject(Unstructured.of("example.com/v1", "Tab", "t")))
        .isInstanceOf(NoMatchException.class)
        .hasMessage(
            "the server does not serve example.com/v1 Tab; is it spelt right, and is its"
                + " CustomResourceDefinition there?");
  }

  @Test
  void clusterScoped_withNamespace_isRefused() {
    GroupVersionKind node = new GroupVersionKind("", "v1", "Node");

    assertThatThrownBy(() -> dynamic.forKind(node, "ns"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("v1 nodes is cluster-scoped: it has no namespace ns");
    assertThat(dynamic.forKind(node, null).namespace()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"pods, /api/v1/pods", "nodes, /api/v1/nodes"})
  void everywhere_listsAllNamespacesOrTheCluster(String name, String path) {
    api.json("GET " + path, LIST);

    assertThat(dynamic.everywhere(dynamic.mapper().forName(name)).list()).hasSize(1);
  }

  @Test
  void metadata_asksForItsOwnForm() {
    api.json("GET /api/v1/pods", LIST)
        .json("GET /api/v1/namespaces/ns/pods/p", POD)
        .json("PATCH /api/v1/namespaces/ns/pods/p", POD)
        .json("DELETE /api/v1/namespaces/ns/pods/p", POD);
    ResourceClient<PartialObjectMetadata> pods = dynamic.namespacedMetadata(PODS, "ns");

    dynamic.allNamespacesMetadata(PODS).list();
    PartialObjectMetadata pod = pods.get("p");
    pods.patch("p", Patch.merge("{}"));
    pods.delete("p");

    assertThat(pod.metadata().name()).isEqualTo("p");
    assertThat(Json.write(PartialObjectMetadata.CODEC, pod)).doesNotContain("spec");
    String form = "application/json;as=%s;g=meta.k8s.io;v=v1,application/json;q=0.9";
    assertThat(api.calls())
        .extracting(call -> FakeApi.header(call, "Accept"))
        .containsExactly(
            form.formatted("PartialObjectMetadataList"),
            form.formatted("PartialObjectMetadata"),
            form.formatted("PartialObjectMetadata"),
            "application/json");
  }

  @Test
  void table_hasColumnsAndRows() {
    String text =
        "{\"kind\":\"Table\",\"apiVersion\":\"meta.k8s.io/v1\",\"metadata\":{\"resourceVersion\":"
            + "\"5\"},\"columnDefinitions\":[{\"name\":\"Name\",\"type\":\"string\",\"format\":"
            + "\"name\",\"description\":\"d\",\"priority\":1}],\"rows\":[{\"cells\":[\"p\",null],"
            + "\"conditions\":[{\"type\":\"Completed\"}],\"object\":{\"kind\":"
            + "\"PartialObjectMetadata\",\"apiVersion\":\"meta.k8s.io/v1\",\"metadata\":{\"name\":"
            + "\"p\"}}}]}";
    api.json("GET /api/v1/pods", text);

    Table table = dynamic.allNamespaces(PODS).table(ListOptions.ALL);

    assertThat(table.columns()).containsExactly(new Table.Column("Name", "string", "name", "d", 1));
    assertThat(table.rows().get(0).cells()).hasToString("[\"p\", null]");
    assertThat(table.rows().get(0).item().metadata().name()).isEqualTo("p");
    assertThat(Json.write(Table.CODEC, table)).isEqualTo(text);
    assertThat(FakeApi.header(api.calls().get(0), "Accept"))
        .isEqualTo("application/json;as=Table;g=meta.k8s.io;v=v1,application/json");
  }

  @Test
  void table_ofAMetadataClient_isATable() {
    api.json("GET /api/v1/pods", "{\"kind\":\"Table\"}");

    Table table = dynamic.allNamespacesMetadata(PODS).table(ListOptions.ALL);

    assertThat(table.rows()).isEmpty();
    assertThat(FakeApi.header(api.calls().get(0), "Accept")).contains("as=Table");
    assertThat(api.calls().get(0).headers())
        .filteredOn(header -> header.name().equals("Accept"))
        .hasSize(1);
  }

  @Test
  void table_ofAServerWithoutTables_fails() {
    api.json("GET /api/v1/pods", LIST);

    assertThatThrownBy(() -> dynamic.allNamespaces(PODS).table(ListOptions.ALL))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("PodList");
  }

  @Test
  void untilCondition_andUntilReady_lookAtTheStatus() {
    String ready =
        POD.replace(
            "\"spec\"",
            "\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]},\"spec\"");
    api.json(
        "GET /api/v1/namespaces/ns/pods", LIST.replace("{\"metadata\":{\"name\":\"p\"}}", ready));
    ResourceClient<Unstructured> pods = dynamic.namespaced(PODS, "ns");

    assertThat(pods.waitUpTo(Duration.ofMinutes(1)).untilReady("p").kind()).isEqualTo("Pod");
    assertThat(pods.waitUpTo(Duration.ofMinutes(1)).untilCondition("p", "Ready").json())
        .isEqualTo(Json.read(JsonCodecs.OBJECT, ready.getBytes(StandardCharsets.UTF_8)));
    assertThat(api.requests()).hasSize(2);
  }
}
