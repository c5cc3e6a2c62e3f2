package io.kubeweft.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.internal.call.FakeApi;
import io.kubeweft.meta.GroupVersion;
import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.rest.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryClientTest {
  private static final GroupVersion METRICS = new GroupVersion("metrics.k8s.io", "v1");

  private FakeApi api = FakeCluster.aggregated();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private DiscoveryClient client() {
    return client(DiscoveryOptions.DEFAULT);
  }

  private DiscoveryClient client(DiscoveryOptions options) {
    return new DiscoveryClient(api.rest(), options, () -> now);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void catalog_whenAggregated_takesTwoRequests() {
    DiscoveryClient client = client();

    client.catalog();
    client.catalog();

    assertThat(api.requests()).containsExactlyInAnyOrder("GET /api", "GET /apis");
    assertThat(FakeApi.header(api.calls().get(0), "Accept")).isEqualTo(AggregatedForm.ACCEPT);
  }

  @Test
  void catalog_whenLegacy_isTheSame() {
    ApiCatalog aggregated = client().catalog();
    api.close();
    api = FakeCluster.legacy();

    ApiCatalog legacy = client().catalog();

    assertThat(legacy.resources()).isEqualTo(aggregated.resources());
    assertThat(legacy.preferredResources()).isEqualTo(aggregated.preferredResources());
    assertThat(legacy.failures().keySet()).isEqualTo(aggregated.failures().keySet());
    assertThat(legacy.group("apps")).isEqualTo(aggregated.group("apps"));
  }

  @Test
  void catalog_withOptionLegacy_asksForThatForm() {
    api.close();
    api = FakeCluster.legacy();

    client(DiscoveryOptions.of(o -> o.legacy(true))).catalog();

    assertThat(api.calls())
        .allSatisfy(
            call -> assertThat(FakeApi.header(call, "Accept")).isEqualTo("application/json"));
  }

  @Test
  void catalog_withoutPeers_asksForThatFirst() {
    client(DiscoveryOptions.of(o -> o.withoutPeers(true))).catalog();

    assertThat(FakeApi.header(api.calls().get(0), "Accept"))
        .startsWith(
            "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList;profile=nopeer,")
        .endsWith("," + AggregatedForm.ACCEPT);
  }

  @Test
  void catalog_ofStaleVersion_isPartial() {
    ApiCatalog catalog = client().catalog();

    assertThat(catalog.isComplete()).isFalse();
    assertThat(catalog.failures()).containsOnlyKeys(METRICS);
    assertThat(catalog.failures().get(METRICS)).hasMessageContaining("metrics.k8s.io/v1 is stale");
    assertThat(catalog.group("metrics.k8s.io").version("v1").stale()).isTrue();
    assertThat(catalog.group("metrics.k8s.io").preferredVersion()).isEmpty();
    assertThat(catalog.resources(METRICS)).isEmpty();
    assertThat(catalog.resources(new GroupVersion("apps", "v1"))).hasSize(1);
  }

  @Test
  void catalog_ofFailingLegacyVersion_triesTwiceAndIsPartial() {
    api.close();
    api = FakeCluster.legacy();

    ApiCatalog catalog = client().catalog();

    assertThat(catalog.failures().get(METRICS)).isInstanceOf(ApiException.class);
    assertThat(catalog.group("metrics.k8s.io").version("v1").stale()).isTrue();
    assertThat(api.requests()).filteredOn("GET /apis/metrics.k8s.io/v1"::equals).hasSize(2);
    assertThat(api.requests()).hasSize(8);
  }

  @Test
  void catalog_whenOneRootIsAggregated_readsBothAsLegacy() {
    api.close();
    api =
        FakeCluster.legacyGroups(
            new FakeApi()
                .document("GET /api", FakeCluster.AGGREGATED_TYPE, "\"c\"", FakeCluster.CORE));

    ApiCatalog catalog = client().catalog();

    assertThat(api.requests()).contains("GET /api/v1", "GET /apis/apps/v1");
    assertThat(catalog.resources(new GroupVersion("", "v1"))).hasSize(3);
  }

  @Test
  void catalog_withoutCoreGroup_hasTheOthers() {
    api.error("GET /api", 404, "NotFound");

    ApiCatalog catalog = client().catalog();

    assertThat(catalog.group("")).isNull();
    assertThat(catalog.group("apps")).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"/api,403", "/api,500", "/apis,404", "/apis,403"})
  void catalog_whenARootFails_fails(String path, int code) {
    api.error("GET " + path, code, "Some");

    assertThatThrownBy(() -> client().catalog())
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void catalog_afterAFailure_asksAgain() {
    DiscoveryClient client = client();
    api.error("GET /apis", 500, "InternalError");
    assertThatThrownBy(client::catalog).isInstanceOf(ApiException.class);
    api.document("GET /apis", FakeCluster.AGGREGATED_TYPE, "\"g\"", FakeCluster.GROUPS);

    assertThat(client.catalog().group("apps")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json;as=APIGroupDiscoveryList;v=v2;g=apidiscovery.k8s.io",
        "application/json; g=apidiscovery.k8s.io; v=v2; as=APIGroupDiscoveryList; charset=utf-8"
      })
  void contentType_inAnyOrder_isAggregated(String contentType) {
    assertThat(AggregatedForm.isFormOf(contentType)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList",
        ""
      })
  void contentType_ofAnotherForm_isNotAggregated(String contentType) {
    assertThat(AggregatedForm.isFormOf(contentType)).isFalse();
  }

  @Test
  void catalog_afterTimeToLive_isRevalidatedByEtag() {
    api.document("GET /apis", FakeCluster.AGGREGATED_TYPE, "\"g\"", "{\"items\":[]}");
    DiscoveryClient client = client();
    ApiCatalog first = client.catalog();
    api.clear();
    now = now.plus(Duration.ofHours(6));

    ApiCatalog second = client.catalog();

    assertThat(second.resources()).isEqualTo(first.resources());
    assertThat(api.calls())
        .hasSize(2)
        .allSatisfy(call -> assertThat(FakeApi.header(call, "If-None-Match")).isNotEmpty());
  }

  @Test
  void catalog_withGaps_isLoadedAgainAfterSomeSeconds() {
    DiscoveryClient client = client();
    client.catalog();
    now = now.plusSeconds(9);
    client.catalog();
    assertThat(api.requests()).hasSize(2);
    now = now.plusSeconds(1);
    api.document(
        "GET /apis",
        FakeCluster.AGGREGATED_TYPE,
        "\"groups-2\"",
        FakeCluster.GROUPS.replace("Stale", "Current"));

    ApiCatalog catalog = client.catalog();

    assertThat(catalog.isComplete()).isTrue();
    assertThat(api.requests()).hasSize(4);
  }

  @Test
  void catalog_withGapsInLegacyForm_asksForThoseAlone() {
    api.close();
    api = FakeCluster.legacy();
    DiscoveryClient client = client();
    client.catalog();
    api.clear();
    now = now.plusSeconds(10);

    client.catalog();

    assertThat(api.requests())
        .containsExactlyInAnyOrder(
            "GET /api", "GET /apis", "GET /apis/metrics.k8s.io/v1", "GET /apis/metrics.k8s.io/v1");
  }

  @Test
  void catalog_withARefusedVersion_doesNotAskForItAgain() {
    api.close();
    api = FakeCluster.legacy().error("GET /apis/metrics.k8s.io/v1", 403, "Forbidden");
    DiscoveryClient client = client();
    client.catalog();
    api.clear();
    now = now.plusSeconds(60);

    ApiCatalog catalog = client.catalog();

    assertThat(catalog.failures()).containsOnlyKeys(METRICS);
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void invalidate_makesTheNextCatalogNew() {
    DiscoveryClient client = client();
    client.catalog();
    api.document("GET /apis", FakeCluster.AGGREGATED_TYPE, "\"g2\"", "{\"items\":[]}");

    client.invalidate();

    assertThat(api.requests()).hasSize(2);
    assertThat(client.catalog().group("apps")).isNull();
  }

  @Test
  void refresh_byManyThreads_isShared() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    DiscoveryClient client = client();
    api.on(
        "GET /apis",
        call -> {
          asked.countDown();
          answer.await();
          return FakeApi.answer(
              200, FakeCluster.GROUPS, "Content-Type", FakeCluster.AGGREGATED_TYPE);
        });

    List<Future<ApiCatalog>> catalogs = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      catalogs.add(threads.submit(client::catalog));
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 20; i++) {
        catalogs.add(threads.submit(client::catalog));
      }
      answer.countDown();
    }

    for (Future<ApiCatalog> catalog : catalogs) {
      assertThat(catalog.get()).isSameAs(client.catalog());
    }
    assertThat(api.requests()).hasSize(2);
  }

  @Test
  void catalog_whenTheLoadingThreadIsInterrupted_isLoadedByAnother() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    DiscoveryClient client = client();
    api.on(
        "GET /apis",
        call -> {
          api.document("GET /apis", FakeCluster.AGGREGATED_TYPE, "\"g\"", FakeCluster.GROUPS);
          asked.countDown();
          new CountDownLatch(1).await();
          throw new AssertionError();
        });
    Thread leader = Thread.ofVirtual().start(() -> quietly(client));
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ApiCatalog> follower = threads.submit(client::catalog);
      leader.interrupt();

      assertThat(follower.get(10, TimeUnit.SECONDS).group("apps")).isNotNull();
    }
    leader.join();
  }

  private static void quietly(DiscoveryClient client) {
    try {
      client.catalog();
    } catch (io.kubeweft.rest.CancelledException expected) {
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
  }

  @Test
  void serverVersion_isReadEachTime() {
    api.json("GET /version", "{\"major\":\"1\",\"minor\":\"36\",\"gitVersion\":\"v1.36.0\"}");

    ServerVersion version = client().serverVersion();

    assertThat(version).hasToString("v1.36.0");
    assertThat(version.minor()).isEqualTo("36");
  }

  @Test
  void preferredResources_fallBackToTheFirstVersionThatHasThem() {
    List<GroupVersionResource> preferred =
        client().catalog().preferredResources().stream().map(ApiResource::resource).toList();

    assertThat(preferred)
        .contains(
            new GroupVersionResource("apps", "v1", "deployments"),
            new GroupVersionResource("apps", "v1beta1", "olds"))
        .doesNotContain(new GroupVersionResource("apps", "v1beta1", "deployments"));
  }

  @Test
  void resource_tellsItsSubresources() {
    ApiResource pods = client().catalog().resource(new GroupVersionResource("", "v1", "pods"));

    assertThat(pods.subresource("eviction").kind()).hasToString("policy/v1 Eviction");
    assertThat(pods.subresource("status").kind()).hasToString("v1 Pod");
    assertThat(pods.subresource("scale")).isNull();
    assertThat(pods.supports("get", "watch")).isTrue();
    assertThat(pods.supports("get", "list")).isFalse();
  }
}
