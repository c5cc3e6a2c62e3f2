package io.kubeweft.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.internal.call.FakeApi;
import io.kubeweft.meta.GroupVersionKind;
import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.rest.ApiException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestMapperTest {
  private static final String NEW_GROUP =
      """
      {"metadata":{"name":"example.com"},"versions":[{"version":"v1","resources":[
       {"resource":"tabs","responseKind":{"kind":"Tab"},"scope":"Namespaced",
        "singularResource":"tab","verbs":["get"]}]}]}\
      """;

  private final FakeApi api = FakeCluster.aggregated();
  private final RestMapper mapper = new DiscoveryClient(api.rest()).mapper();

  @BeforeEach
  void warmUp() {
    mapper.forName("pods");
    api.clear();
  }

  @AfterEach
  void close() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource({
    "pods, v1 pods",
    "pod, v1 pods",
    "po, v1 pods",
    "Pod, v1 pods",
    "events, v1 events",
    "ev, v1 events",
    "events.events.k8s.io, events.k8s.io/v1 events",
    "ev.events.k8s.io, events.k8s.io/v1 events",
    "events.events, events.k8s.io/v1 events",
    "deploy, apps/v1 deployments",
    "deployments.apps, apps/v1 deployments",
    "deployment.v1beta1.apps, apps/v1beta1 deployments",
    "pods.v1., v1 pods",
    "old, apps/v1beta1 olds"
  })
  void forName_findsTheBestMatchWithoutARequest(String name, String resource) {
    assertThat(mapper.forName(name).resource()).hasToString(resource);
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void allForName_hasEveryVersionAndGroupInOrder() {
    assertThat(mapper.allForName("events"))
        .extracting(resource -> resource.resource().toString())
        .containsExactly("v1 events", "events.k8s.io/v1 events");
    assertThat(mapper.allForName("deploy"))
        .extracting(resource -> resource.resource().toString())
        .containsExactly("apps/v1 deployments", "apps/v1beta1 deployments");
  }

  @Test
  void forKind_mapsKindsToResourcesAndBack() {
    ApiResource deployments = mapper.forKind(new GroupVersionKind("apps", "v1beta1", "Deployment"));

    assertThat(deployments.resource())
        .isEqualTo(new GroupVersionResource("apps", "v1beta1", "deployments"));
    assertThat(deployments.namespaced()).isTrue();
    assertThat(mapper.forResource(deployments.resource()).kind()).isEqualTo(deployments.kind());
    assertThat(mapper.forKind("", "Node").namespaced()).isFalse();
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void forKind_withoutVersion_isOfThePreferredOne() {
    assertThat(mapper.forKind("apps", "Deployment").resource().version()).isEqualTo("v1");
    assertThat(mapper.forKind("apps", "Old").resource().version()).isEqualTo("v1beta1");
  }

  @Test
  void category_hasEachResourceOnce() {
    assertThat(mapper.category("all"))
        .extracting(resource -> resource.resource().toString())
        .containsExactly("v1 pods", "apps/v1 deployments");
  }

  @Test
  void miss_asksTheServerOnce() {
    assertThatThrownBy(() -> mapper.forName("tabs"))
        .isInstanceOf(NoMatchException.class)
        .hasMessage(
            "the server does not serve resource \"tabs\"; what these serve is not known:"
                + " [metrics.k8s.io/v1]");

    assertThat(api.requests()).containsExactlyInAnyOrder("GET /api", "GET /apis");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tabs", "tab", "tabs.example.com"})
  void miss_ofWhatIsNewlyServed_findsIt(String name) {
    api.document(
        "GET /apis",
        FakeCluster.AGGREGATED_TYPE,
        "\"groups-2\"",
        FakeCluster.GROUPS.replaceFirst("\"items\":\\[", "\"items\":[" + NEW_GROUP + ","));

    assertThat(mapper.forName(name).resource()).hasToString("example.com/v1 tabs");
    assertThat(api.requests()).hasSize(2);
  }

  @Test
  void miss_whenCold_asksNoMoreThanTheFirstTime() {
    RestMapper cold = new DiscoveryClient(api.rest()).mapper();

    assertThatThrownBy(() -> cold.forName("tabs")).isInstanceOf(NoMatchException.class);

    assertThat(api.requests()).hasSize(2);
  }

  @Test
  void miss_inAStaleGroup_saysWhy() {
    assertThatThrownBy(
            () -> mapper.forKind(new GroupVersionKind("metrics.k8s.io", "v1", "NodeMetrics")))
        .isInstanceOf(NoMatchException.class)
        .hasMessageContaining("metrics.k8s.io/v1 is stale")
        .hasCauseInstanceOf(ApiException.class);
  }

  @Test
  void lookups_inACatalogWithGaps_neverAskForThem() {
    Instant[] now = {Instant.parse("2026-01-01T00:00:00Z")};
    RestMapper warm =
        new DiscoveryClient(api.rest(), DiscoveryOptions.DEFAULT, () -> now[0]).mapper();
    warm.forName("pods");
    api.clear();
    now[0] = now[0].plusSeconds(60);

    warm.forName("pods");

    assertThat(api.requests()).isEmpty();
  }

  @Test
  void lookups_whileDiscoveryIsDown_stillWork() {
    api.error("GET /apis", 503, "ServiceUnavailable");

    assertThat(mapper.forName("deploy").resource().resource()).isEqualTo("deployments");
    assertThatThrownBy(() -> mapper.forName("tabs")).isInstanceOf(ApiException.class);
    assertThat(mapper.forName("deploy").resource().resource()).isEqualTo("deployments");
  }

  @Test
  void miss_duringARefreshThatBeganBefore_isNotServedByIt() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    api.on(
        "GET /apis",
        call -> {
          asked.countDown();
          answer.await();
          return FakeApi.answer(
              200, FakeCluster.GROUPS, "Content-Type", FakeCluster.AGGREGATED_TYPE);
        });

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ApiResource> before = threads.submit(() -> mapper.forName("nothing"));
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      api.document(
          "GET /apis",
          FakeCluster.AGGREGATED_TYPE,
          "\"groups-2\"",
          FakeCluster.GROUPS.replaceFirst("\"items\":\\[", "\"items\":[" + NEW_GROUP + ","));
      Future<ApiResource> after = threads.submit(() -> mapper.forName("tabs"));
      answer.countDown();

      assertThat(after.get(10, TimeUnit.SECONDS).resource()).hasToString("example.com/v1 tabs");
      assertThatThrownBy(before::get).hasCauseInstanceOf(NoMatchException.class);
    }
    assertThat(api.requests()).hasSize(4);
  }

  @Test
  void whatIsServedBeforeALookup_isFoundByIt() throws Exception {
    AtomicInteger served = new AtomicInteger();
    api.on(
        "GET /apis",
        call ->
            FakeApi.answer(
                200, groupOf(served.get()), "Content-Type", FakeCluster.AGGREGATED_TYPE));
    int rounds = 40;
    List<Future<Boolean>> found = new ArrayList<>();

    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8 * rounds; i++) {
        found.add(
            threads.submit(
                () -> {
                  int newest = served.incrementAndGet();
                  return mapper.forName("r" + newest).kind().kind().equals("R" + newest);
                }));
      }
    }

    for (Future<Boolean> one : found) {
      assertThat(one.get()).isTrue();
    }
    assertThat(api.requests()).hasSizeLessThanOrEqualTo(2 * found.size());
  }

  private static String groupOf(int resources) {
    StringJoiner items = new StringJoiner(",");
    for (int i = 1; i <= resources; i++) {
      items.add(
          "{\"resource\":\"r%d\",\"responseKind\":{\"kind\":\"R%d\"},\"scope\":\"Cluster\"}"
              .formatted(i, i));
    }
    return "{\"items\":[{\"metadata\":{\"name\":\"example.com\"},\"versions\":[{\"version\":\"v1\","
        + "\"resources\":["
        + items
        + "]}]}]}";
  }
}
