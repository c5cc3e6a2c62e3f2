package io.kubeweft.informer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.client.KubeClient;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.PartialObjectMetadata;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.testing.KubeApiServer;
import io.kubeweft.testing.RecordedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Informers of metadata alone, and of objects that have no Java type of their own. */
class UntypedInformersTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final KubeApiServer server = KubeApiServer.start();
  private final KubeClient client = KubeClient.connect(server.clientConfig());
  private final ResourceClient<ConfigMap> configMaps = client.resource(ConfigMap.TYPE, "default");

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private <T extends KubernetesObject> void changesAreTold(SharedInformer<T> informer)
      throws Exception {
    Recorder<T> recorder = new Recorder<>();
    ConfigMap first = configMaps.create(ConfigMap.of("a", Map.of("k", "1")));
    informer.addHandler(recorder);
    informer.start();
    informer.awaitSync(SOON);
    assertThat(recorder.next()).isEqualTo("initial a");

    configMaps.update(first.withData(Map.of("k", "2")));
    assertThat(recorder.next()).isEqualTo("update a");
    configMaps.create(ConfigMap.of("b", Map.of()));
    assertThat(recorder.next()).isEqualTo("add b");
    configMaps.delete("a");
    assertThat(recorder.next()).isEqualTo("delete a");

    assertThat(recorder.nonsense).isEmpty();
    assertThat(informer.indexer().keys()).containsExactly(new ObjectKey("default", "b"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void metadataOnly_changes_areTold(boolean watchList) throws Exception {
    InformerOptions options = InformerOptions.of(o -> o.watchList(watchList));
    try (SharedInformer<PartialObjectMetadata> informer =
        SharedInformer.of(client.resource(ConfigMap.TYPE.metadataOnly(), "default"), options)) {

      changesAreTold(informer);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void metadataOnly_everyRead_asksForNoMore(boolean watchList) {
    configMaps.create(ConfigMap.of("a", Map.of("k", "1")));
    server.clearRequests();
    InformerOptions options = InformerOptions.of(o -> o.watchList(watchList));
    try (SharedInformer<PartialObjectMetadata> informer =
        SharedInformer.of(client.resource(ConfigMap.TYPE.metadataOnly(), "default"), options)) {
      informer.start();
      informer.awaitSync(SOON);
    }

    List<RecordedRequest> reads =
        server.requests().stream().filter(r -> r.pathAndQuery().contains("configmaps")).toList();
    assertThat(reads)
        .isNotEmpty()
        .allSatisfy(
            r ->
                assertThat(r.headers().get("accept").toString())
                    .contains("as=PartialObjectMetadata"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void dynamic_changes_areTold(boolean watchList) throws Exception {
    InformerOptions options = InformerOptions.of(o -> o.watchList(watchList));
    try (SharedInformer<Unstructured> informer =
        SharedInformer.of(client.dynamic().allNamespaces(ConfigMap.TYPE.resource()), options)) {

      changesAreTold(informer);
    }
  }

  @Test
  void dynamic_indexByAField_findsObjects() {
    configMaps.create(ConfigMap.of("a", Map.of("color", "red")));
    configMaps.create(ConfigMap.of("b", Map.of("color", "blue")));
    try (SharedInformer<Unstructured> informer =
        SharedInformer.of(client.dynamic().allNamespaces(ConfigMap.TYPE.resource()))) {
      informer.indexer().addIndex("color", UntypedInformersTest::color);
      informer.start();
      informer.awaitSync(SOON);

      assertThat(informer.indexer().byIndex("color", "red"))
          .extracting(o -> o.metadata().name())
          .containsExactly("a");
    }
  }

  private static List<String> color(Unstructured object) {
    String color = object.getString("data", "color");
    return color == null ? List.of() : List.of(color);
  }
}
