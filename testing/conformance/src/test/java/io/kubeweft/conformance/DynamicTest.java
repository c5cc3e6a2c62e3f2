package io.kubeweft.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.client.KubeClient;
import io.kubeweft.config.ClientConfig;
import io.kubeweft.discovery.ApiCatalog;
import io.kubeweft.discovery.ApiResource;
import io.kubeweft.discovery.DiscoveryOptions;
import io.kubeweft.discovery.NoMatchException;
import io.kubeweft.dynamic.DynamicClient;
import io.kubeweft.dynamic.Manifest;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.json.JsonString;
import io.kubeweft.meta.DeleteOptions;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the dynamic and discovery clients do with a server, whichever it is. */
abstract class DynamicSuite {
  private static final GroupVersionResource CONFIG_MAPS =
      new GroupVersionResource("", "v1", "configmaps");
  static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path directory;

  final RequestCount count = new RequestCount();
  final String namespace = "it-" + ThreadLocalRandom.current().nextInt(1_000_000);
  KubeClient client;
  DynamicClient dynamic;

  abstract ClientConfig config();

  /** Whether the client asks for the legacy form of discovery. */
  boolean asksForLegacy() {
    return false;
  }

  /** Whether a full discovery takes two requests. */
  abstract boolean isAggregated();

  private KubeClient connect() {
    DiscoveryOptions options =
        DiscoveryOptions.of(o -> o.legacy(asksForLegacy()).cacheDirectory(directory));
    return KubeClient.builder(config()).interceptor(count).discovery(options).build();
  }

  @BeforeEach
  void createNamespace() {
    client = connect();
    dynamic = client.dynamic().inNamespace(namespace);
    namespaces().create(Unstructured.of("v1", "Namespace", namespace));
    count.clear();
  }

  @AfterEach
  void deleteNamespace() {
    namespaces().delete(namespace);
    client.close();
  }

  private ResourceClient<Unstructured> namespaces() {
    return dynamic.cluster(new GroupVersionResource("", "v1", "namespaces"));
  }

  ResourceClient<Unstructured> configMaps() {
    return dynamic.namespaced(CONFIG_MAPS, namespace);
  }

  static Unstructured configMap(String name, String value) {
    return Unstructured.of("v1", "ConfigMap", name, o -> o.set(new JsonString(value), "data", "a"));
  }

  @Test
  void discovery_whenCold_takesTwoRequestsIfAggregated() {
    ApiCatalog catalog = client.discovery().catalog();

    int versions = catalog.groups().stream().mapToInt(group -> group.versions().size()).sum();
    assertThat(count.requests()).hasSize(isAggregated() ? 2 : 2 + versions);
    assertThat(catalog.isComplete()).isTrue();
    assertThat(catalog.group("apps")).isNotNull();
  }

  @Test
  void mapper_whenWarm_takesNoRequest() {
    client.discovery().catalog();
    count.clear();

    ApiResource deployments = dynamic.mapper().forName("deploy");

    assertThat(deployments.resource())
        .isEqualTo(new GroupVersionResource("apps", "v1", "deployments"));
    assertThat(dynamic.mapper().forKind(new GroupVersionKind("apps", "v1", "Deployment")))
        .isEqualTo(deployments);
    assertThat(deployments.namespaced()).isTrue();
    assertThat(deployments.subresource("scale").kind().kind()).isEqualTo("Scale");
    assertThat(count.requests()).isEmpty();
  }

  @Test
  void discovery_ofAnotherProcess_readsTheDisk() {
    ApiCatalog first = client.discovery().catalog();
    count.clear();

    try (KubeClient other = connect()) {
      assertThat(other.discovery().catalog().groups()).isEqualTo(first.groups());
    }
    assertThat(count.requests()).isEmpty();
  }

  @Test
  void mapper_whenMissed_throws() {
    assertThatThrownBy(() -> dynamic.forName("nothings", null))
        .isInstanceOf(NoMatchException.class);
  }

  @Test
  void serverVersion_isThatOfKubernetes() {
    assertThat(client.discovery().serverVersion().gitVersion()).startsWith("v1.");
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
    dynamic.awaitReady(manifest, LONG).orThrow();
    String value = dynamic.forObject(manifest.objects().get(0)).get("c").getString("data", "a");
    Manifest.Report deleted = dynamic.delete(manifest, DeleteOptions.EMPTY);
    dynamic.awaitDeleted(deleted.current(), LONG).orThrow();

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

    configMaps().waitUpTo(LONG).untilDeleted("c", null);

    releaser.join();
    assertThat(configMaps().find("c")).isNull();
  }

  @Test
  void until_returnsWhenTheConditionHolds() throws Exception {
    Thread creator = Thread.ofVirtual().start(() -> configMaps().create(configMap("c", "1")));

    Unstructured found =
        configMaps().waitUpTo(LONG).until("c", c -> c.getString("data", "a") != null);

    creator.join();
    assertThat(found.getString("data", "a")).isEqualTo("1");
  }
}
