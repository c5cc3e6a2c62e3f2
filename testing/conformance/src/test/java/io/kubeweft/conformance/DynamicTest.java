package io.kubeweft.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.client.KubeClient;
import io.kubeweft.discovery.NoMatchException;
import io.kubeweft.dynamic.DynamicClient;
import io.kubeweft.dynamic.Manifest;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.meta.DeleteOptions;
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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the dynamic client does with any resource: verbs, metadata alone, tables, manifests. */
@Conformance("Dynamic client")
class DynamicTest {
  private static final GroupVersionResource CONFIG_MAPS =
      new GroupVersionResource("", "v1", "configmaps");

  @RegisterExtension final Cluster cluster = new Cluster();

  private final RequestCount count = new RequestCount();
  private String namespace;
  private DynamicClient dynamic;

  @BeforeEach
  void connect() {
    namespace = cluster.namespace();
    KubeClient client = cluster.connect(cluster.server().admin(), c -> c.interceptor(count));
    dynamic = client.dynamic().inNamespace(namespace);
  }

  private ResourceClient<Unstructured> namespaces() {
    return dynamic.cluster(new GroupVersionResource("", "v1", "namespaces"));
  }

  private ResourceClient<Unstructured> configMaps() {
    return dynamic.namespaced(CONFIG_MAPS, namespace);
  }

  private static Unstructured configMap(String name, String value) {
    return Unstructured.of("v1", "ConfigMap", name, o -> o.set(new JsonString(value), "data", "a"));
  }

  @Test
  void mapper_whenMissed_throws() {
    assertThatThrownBy(() -> dynamic.forName("nothings", null))
        .isInstanceOf(NoMatchException.class);
  }

  @Test
  void verbs_onSingleObjects_work() {
    Unstructured created = configMaps().create(configMap("c", "1"));
    Unstructured updated = configMaps().update("c", o -> o.with("data", "b").set("2"));
    Unstructured patched = configMaps().patch("c", Patch.merge("{\"data\":{\"a\":null}}"));

    assertThat(created.metadata().uid()).isNotEmpty();
    assertThat(updated.getObject("data").toString()).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
    assertThat(patched.getObject("data").toString()).isEqualTo("{\"b\":\"2\"}");
    assertThat(configMaps().get("c")).isEqualTo(patched);
    assertThatThrownBy(() -> configMaps().update(created))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.isConflict()).isTrue());
    configMaps().delete("c");
    assertThat(configMaps().find("c")).isNull();
  }

  @Test
  void apply_ownsItsFields() {
    dynamic
        .forObject(configMap("c", "1"))
        .apply(configMap("c", "1"), ApplyOptions.fieldManager("one"));

    assertThatThrownBy(
            () -> configMaps().apply(configMap("c", "2"), ApplyOptions.fieldManager("two")))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.isConflict()).isTrue());
    Unstructured forced =
        configMaps().apply(configMap("c", "2"), ApplyOptions.fieldManager("two").forced());
    assertThat(forced.getString("data", "a")).isEqualTo("2");
  }

  @Test
  void subresources_areReadAndWritten() {
    Unstructured deployment =
        Unstructured.parse(
            "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"web\"},"
                + "\"spec\":{\"replicas\":0,\"selector\":{\"matchLabels\":{\"a\":\"b\"}},"
                + "\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"containers\":"
                + "[{\"name\":\"c\",\"image\":\"x\"}]}}}}");
    ResourceClient<Unstructured> deployments = dynamic.forObject(deployment);
    deployments.create(deployment);

    deployments.subresource("scale").update("web", scale -> scale.with("spec", "replicas").set(2));

    assertThat(deployments.get("web").getLong("spec", "replicas")).isEqualTo(2);
    assertThat(deployments.subresource("scale").get("web").kind()).isEqualTo("Scale");
  }

  @Test
  void lists_arePagedAndSayTheKindOfTheirItems() {
    for (int i = 0; i < 5; i++) {
      configMaps().create(configMap("c" + i, "1").withMetadata(m -> m.putLabels("set", "x")));
    }
    count.clear();
    List<Unstructured> read = new ArrayList<>();

    try (ItemStream<Unstructured> items =
        configMaps().items(options -> options.limit(2).labelSelector("set=x"))) {
      items.forEach(read::add);
    }

    assertThat(read).hasSize(5).allMatch(object -> object.kind().equals("ConfigMap"));
    assertThat(count.requests()).hasSize(3);
    assertThat(dynamic.allNamespaces(CONFIG_MAPS).list(o -> o.labelSelector("set=x")))
        .extracting(Unstructured::apiVersion)
        .contains("v1");
  }

  @Test
  void watch_seesChanges() {
    String from = configMaps().list().metadata().resourceVersion();

    try (Watch<Unstructured> watch =
        configMaps().watch(o -> o.resourceVersion(from).fieldSelector("metadata.name=c"))) {
      configMaps().create(configMap("c", "1"));
      configMaps().update("c", o -> o.with("data", "a").set("2"));
      configMaps().delete("c");

      assertThat(watch.next()).isInstanceOf(WatchEvent.Added.class);
      assertThat(watch.next())
          .isInstanceOfSatisfying(
              WatchEvent.Modified.class,
              event ->
                  assertThat(((Unstructured) event.item()).getString("data", "a")).isEqualTo("2"));
      assertThat(watch.next()).isInstanceOf(WatchEvent.Deleted.class);
    }
  }

  @Test
  void metadataAlone_isReadPatchedAndWatched() {
    configMaps().create(configMap("c", "1"));
    ResourceClient<PartialObjectMetadata> metadata =
        dynamic.namespacedMetadata(CONFIG_MAPS, namespace);

    PartialObjectMetadata patched =
        metadata.patch("c", Patch.merge("{\"metadata\":{\"labels\":{\"x\":\"y\"}}}"));

    assertThat(patched.metadata().labels()).containsEntry("x", "y");
    assertThat(patched.kind()).isEqualTo("PartialObjectMetadata");
    assertThat(metadata.list(o -> o.labelSelector("x=y")).items())
        .singleElement()
        .satisfies(item -> assertThat(item.metadata().name()).isEqualTo("c"));
    try (Watch<PartialObjectMetadata> watch =
        metadata.watch(o -> o.fieldSelector("metadata.name=c"))) {
      assertThat(watch.next())
          .isInstanceOfSatisfying(
              WatchEvent.Added.class,
              event ->
                  assertThat(((PartialObjectMetadata) event.item()).kind())
                      .isEqualTo("PartialObjectMetadata"));
    }
  }

  @Test
  void table_namesTheObjects() {
    configMaps().create(configMap("c", "1"));

    Table table = configMaps().table(ListOptions.of(o -> o.fieldSelector("metadata.name=c")));

    assertThat(table.columns().get(0).name()).isEqualTo("Name");
    assertThat(table.rows())
        .singleElement()
        .satisfies(row -> assertThat(row.cells().get(0)).isEqualTo(new JsonString("c")));
  }

  @Test
  void manifest_isAppliedInOrderAndDeleted() {
    String inner = namespace + "-inner";
    Manifest manifest =
        Manifest.of(
            configMap("c", "1").withMetadata(m -> m.namespace(inner)),
            Unstructured.of("v1", "Namespace", inner));

    Manifest.Report applied = dynamic.apply(manifest, ApplyOptions.fieldManager("it"));
    applied.orThrow();
    dynamic.awaitReady(manifest, Cluster.LONG).orThrow();
    String value = dynamic.forObject(manifest.objects().get(0)).get("c").getString("data", "a");
    Manifest.Report deleted = dynamic.delete(manifest, DeleteOptions.EMPTY);
    dynamic.awaitDeleted(deleted.current(), Cluster.LONG).orThrow();

    assertThat(value).isEqualTo("1");
    assertThat(deleted.results()).allMatch(result -> result.outcome() == Manifest.Outcome.DELETED);
    assertThat(namespaces().find(inner)).isNull();
  }

  @Test
  void untilDeleted_returnsWhenTheLastFinalizerIsGone() throws Exception {
    configMaps().create(configMap("c", "1").withMetadata(m -> m.addFinalizers("example.com/held")));
    configMaps().delete("c");
    Thread releaser =
        Thread.ofVirtual().start(() -> configMaps().removeFinalizer("c", "example.com/held"));

    configMaps().waitUpTo(Cluster.LONG).untilDeleted("c", null);

    releaser.join();
    assertThat(configMaps().find("c")).isNull();
  }

  @Test
  void until_returnsWhenTheConditionHolds() throws Exception {
    Thread creator = Thread.ofVirtual().start(() -> configMaps().create(configMap("c", "1")));

    Unstructured found =
        configMaps().waitUpTo(Cluster.LONG).until("c", c -> c.getString("data", "a") != null);

    creator.join();
    assertThat(found.getString("data", "a")).isEqualTo("1");
  }

  @Test
  void manifest_withDefinitionAndCustomResource_isAppliedAndDeleted() {
    String group = namespace + ".example.com";
    Unstructured definition =
        Unstructured.parse(
            "{\"apiVersion\":\"apiextensions.k8s.io/v1\",\"kind\":\"CustomResourceDefinition\","
                + "\"metadata\":{\"name\":\"tabs."
                + group
                + "\"},\"spec\":{\"group\":\""
                + group
                + "\",\"scope\":\"Namespaced\",\"names\":{\"plural\":\"tabs\",\"singular\":\"tab\","
                + "\"kind\":\"Tab\"},\"versions\":[{\"name\":\"v1\",\"served\":true,\"storage\":"
                + "true,\"schema\":{\"openAPIV3Schema\":{\"type\":\"object\","
                + "\"x-kubernetes-preserve-unknown-fields\":true}}}]}}");
    Unstructured tab =
        Unstructured.of(
            group + "/v1", "Tab", "t", o -> o.set(JsonObject.of("x", new JsonString("y")), "spec"));
    Manifest manifest = Manifest.of(tab, configMap("c", "1"), definition);

    Manifest.Report applied = dynamic.apply(manifest, ApplyOptions.fieldManager("it"));
    applied.orThrow();
    dynamic.awaitReady(manifest, Cluster.LONG).orThrow();
    Unstructured read = dynamic.forObject(tab).get("t");
    Manifest.Report deleted = dynamic.delete(manifest, DeleteOptions.EMPTY);
    dynamic.awaitDeleted(deleted.current(), Cluster.LONG).orThrow();

    assertThat(read.getString("spec", "x")).isEqualTo("y");
    assertThat(deleted.results()).allMatch(result -> result.outcome() == Manifest.Outcome.DELETED);
    assertThat(configMaps().find("c")).isNull();
  }
}
