package io.kubeweft.informer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.client.KubeClient;
import io.kubeweft.config.ClientConfig;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.testing.ByteFault;
import io.kubeweft.testing.Fault;
import io.kubeweft.testing.FaultyProxy;
import io.kubeweft.testing.KubeApiServer;
import io.kubeweft.testing.RecordedRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An informer over a socket, and what goes wrong on it: the important rules once more. */
class InformerFaultsTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final KubeApiServer server = KubeApiServer.start();
  private final KubeClient client = KubeClient.connect(server.clientConfig());
  private final ResourceClient<ConfigMap> configMaps = client.resource(ConfigMap.TYPE, "default");
  private final Recorder<ConfigMap> recorder = new Recorder<>();
  private final List<AutoCloseable> opened = new ArrayList<>();

  /** What an informer asks for. */
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  private record Request(String query, long at) {
    boolean streamsInitial() {
      return query.contains("sendInitialEvents");
    }

    boolean isWatch() {
      return query.contains("watch=true");
    }

    boolean isList() {
      return !isWatch();
    }
  }

  /** Never happens: only looks at each request, before any other fault does. */
  @BeforeEach
  void noteRequests() {
    server.inject(new Fault.NoBookmarks(), this::note);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
    client.close();
    server.close();
  }

  private void create(String name) {
    configMaps.create(ConfigMap.of(name, Map.of("k", "v")));
  }

  private void inject(Fault fault) {
    server.inject(fault, InformerFaultsTest::isOfInformer);
  }

  private static boolean isOfInformer(RecordedRequest request) {
    return request.method().equals("GET") && request.pathAndQuery().contains("/v1/configmaps");
  }

  private SharedInformer<ConfigMap> informer(Consumer<InformerOptions.Builder> options) {
    return informer(client, options);
  }

  private SharedInformer<ConfigMap> informer(
      KubeClient through, Consumer<InformerOptions.Builder> options) {
    SharedInformer<ConfigMap> informer =
        SharedInformer.of(through.allNamespaces(ConfigMap.TYPE), InformerOptions.of(options));
    opened.add(informer);
    informer.addHandler(recorder);
    informer.start();
    return informer;
  }

  private boolean note(RecordedRequest request) {
    if (isOfInformer(request)) {
      String path = request.pathAndQuery();
      requests.add(new Request(path.substring(path.indexOf('?') + 1), System.nanoTime()));
    }
    return false;
  }

  /**
   * Until it has heard of something by its watch. One that only begins may be sent again by the
   * JDK, in the midst of a restart, and take the fault with it that is meant for the next one.
   */
  private void awaitWatch(SharedInformer<ConfigMap> informer) throws InterruptedException {
    informer.awaitSync(SOON);
    informer.await(configMaps.create(ConfigMap.of("heard-of", Map.of())), SOON);
  }

  private static Duration between(Request first, Request second) {
    return Duration.ofNanos(second.at - first.at);
  }

  private void settles(SharedInformer<ConfigMap> informer) throws InterruptedException {
    informer.awaitSync(SOON);
    ConfigMap last = configMaps.create(ConfigMap.of("last", Map.of()));
    informer.await(last, SOON);
    assertThat(informer.indexer().keys())
        .isEqualTo(
            configMaps.list().items().stream()
                .map(ObjectKey::of)
                .collect(java.util.stream.Collectors.toSet()));
    for (String call = recorder.next(); !"add last".equals(call); call = recorder.next()) {
      assertThat(call).as("told of the last").isNotNull();
    }
    assertThat(recorder.nonsense).isEmpty();
    assertThat(recorder.known().keySet()).isEqualTo(informer.indexer().keys());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tooManyRequests_isAskedAgainWhenTheServerSaysSo(boolean watchList) throws Exception {
    inject(Fault.tooManyRequests(Duration.ofSeconds(2)));

    settles(informer(o -> o.watchList(watchList)));

    assertThat(between(requests.get(0), requests.get(1)))
        .isBetween(Duration.ofMillis(1990), Duration.ofSeconds(10));
  }

  @Test
  void watchListRefused_isNotAskedForAgain() throws Exception {
    inject(new Fault.Answer(422, "Invalid", "sendInitialEvents is forbidden", null));
    SharedInformer<ConfigMap> informer = informer(o -> {});
    awaitWatch(informer);
    server.restart();
    server.compact();

    settles(informer);

    assertThat(requests.get(0).streamsInitial()).isTrue();
    assertThat(requests.stream().filter(Request::streamsInitial)).hasSize(1);
    assertThat(requests.stream().filter(Request::isList)).isNotEmpty();
  }

  @Test
  void markIsMissing_isListed() throws Exception {
    create("a");
    inject(new Fault.NoBookmarks());

    settles(informer(o -> o.markTimeout(Duration.ofMillis(300))));

    assertThat(requests.get(0).streamsInitial()).isTrue();
    assertThat(requests.get(1).isList()).isTrue();
  }

  @Test
  void markComesTwiceOrLate_changesNothing() throws Exception {
    create("a");
    inject(new Fault.DoubleBookmarks());
    SharedInformer<ConfigMap> informer = informer(o -> {});
    awaitWatch(informer);
    inject(new Fault.LateBookmark(1));
    server.restart();

    settles(informer);
  }

  @Test
  void connectionRefused_isWaitedFor() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    URI uri = URI.create("http://127.0.0.1:" + port);
    KubeClient late = KubeClient.connect(ClientConfig.builder(uri).build());
    opened.add(late);
    SharedInformer<ConfigMap> informer =
        SharedInformer.of(late.allNamespaces(ConfigMap.TYPE), InformerOptions.DEFAULT);
    opened.add(informer);
    informer.start();
    while (informer.state().phase() != InformerState.Phase.BACKING_OFF) {
      Thread.sleep(5);
    }

    try (KubeApiServer there = KubeApiServer.start(s -> s.port(port))) {
      assertThat(there.uri()).isEqualTo(uri);
      informer.awaitSync(SOON);
      assertThat(informer.state().lastError()).hasMessageContaining("no connection");
      informer.close();
    }
  }

  @Test
  void pageExpires_isListedAtOnce() throws Exception {
    for (String name : List.of("a", "b", "c")) {
      create(name);
    }
    // A list of any version comes whole, whatever its limit is: only the next one comes in pages.
    server.inject(Fault.expired(), request -> request.pathAndQuery().contains("resourceVersion=0"));
    server.inject(Fault.expired(), request -> request.pathAndQuery().contains("continue="));

    settles(informer(o -> o.watchList(false).pageSize(2)));

    assertThat(requests.get(1).query()).isEqualTo("limit=2");
    assertThat(requests.get(2).query()).contains("continue=");
    assertThat(requests.get(3).query()).doesNotContain("limit", "resourceVersion");
  }

  @Test
  void versionTooLarge_isListedAtTheNewest() throws Exception {
    SharedInformer<ConfigMap> informer = informer(o -> o.watchList(false));
    awaitWatch(informer);
    inject(new Fault.Answer(500, "InternalError", "oh", null));
    inject(new Fault.Answer(504, "Timeout", "Too large resource version: 9, current: 1", null));
    server.restart();

    settles(informer);

    Request newest =
        requests.stream()
            .filter(r -> r.isList() && !r.query().contains("resourceVersion"))
            .findFirst()
            .orElseThrow();
    assertThat(newest.query()).isEqualTo("limit=500");
  }

  @Test
  void expiredWhileWatching_objectThatIsGone_isToldAsDeleted() throws Exception {
    create("gone");
    inject(new Fault.Gone(2));
    server.inject(
        Fault.serverError(503),
        request -> {
          // The first request after the 410: by then the object is to be gone.
          boolean again = isOfInformer(request) && requests.size() > 1;
          if (again) {
            configMaps.delete("gone");
          }
          return again;
        });

    SharedInformer<ConfigMap> informer = informer(o -> {});

    assertThat(recorder.next()).isEqualTo("initial gone");
    assertThat(recorder.next()).isEqualTo("delete gone");
    settles(informer);
  }

  @Test
  void eventIsBroken_isSkippedAndReported() throws Exception {
    SharedInformer<ConfigMap> informer = informer(o -> o.watchList(false));
    awaitWatch(informer);
    inject(new Fault.BrokenEvent(0));
    server.restart();

    settles(informer);

    assertThat(informer.state().skipped()).isEqualTo(1);
  }

  @Test
  void tableInPlaceOfAList_isRefused() throws Exception {
    create("a");
    inject(new Fault.Body("{\"kind\":\"Table\",\"apiVersion\":\"meta.k8s.io/v1\",\"rows\":[]}"));

    SharedInformer<ConfigMap> informer = informer(o -> o.watchList(false));

    settles(informer);
    assertThat(informer.state().lastError()).hasMessageContaining("Table");
  }

  @Test
  void watchesEndAtOnce_areNotAStorm() throws Exception {
    SharedInformer<ConfigMap> informer = informer(o -> {});
    awaitWatch(informer);
    requests.clear();
    IntStream.range(0, 6).forEach(i -> inject(new Fault.EndWatch(0)));
    server.restart();
    long begin = System.nanoTime();
    while (server.pendingFaults().size() > 1 && System.nanoTime() - begin < 10_000_000_000L) {
      Thread.sleep(20);
    }

    assertThat(requests.stream().filter(r -> r.at - begin < 10_000_000_000L))
        .hasSizeLessThanOrEqualTo(8);
  }

  @Test
  void connectionIsDead_isGivenUpAndNothingIsMissed() throws Exception {
    create("a");
    try (FaultyProxy proxy = FaultyProxy.start(server.uri())) {
      KubeClient behind = KubeClient.connect(ClientConfig.builder(proxy.uri()).build());
      opened.add(behind);
      proxy.next(new ByteFault.StallAfter(1200));
      SharedInformer<ConfigMap> informer =
          informer(behind, o -> o.idleTimeout(Duration.ofMillis(400)));
      informer.awaitSync(SOON);
      create("while-dead");

      settles(informer);

      assertThat(proxy.connections()).isGreaterThan(1);
      informer.close();
      behind.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyByteAlone_isTheSame(boolean watchList) throws Exception {
    configMaps.create(ConfigMap.of("a", Map.of("k", "größe-日本-😀\n")));
    try (FaultyProxy proxy = FaultyProxy.start(server.uri())) {
      KubeClient behind = KubeClient.connect(ClientConfig.builder(proxy.uri()).build());
      opened.add(behind);
      proxy.next(new ByteFault.SplitEveryByte());
      proxy.next(new ByteFault.SplitEveryByte());

      SharedInformer<ConfigMap> informer = informer(behind, o -> o.watchList(watchList));

      settles(informer);
      assertThat(informer.lister().get("default", "a").data()).containsEntry("k", "größe-日本-😀\n");
      informer.close();
      behind.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 150, 400, 700, 1000})
  void connectionsDropAnywhere_nothingIsMissed(int bytes) throws IOException, InterruptedException {
    for (String name : List.of("a", "b", "c")) {
      create(name);
    }
    try (FaultyProxy proxy = FaultyProxy.start(server.uri())) {
      KubeClient behind = KubeClient.connect(ClientConfig.builder(proxy.uri()).build());
      opened.add(behind);
      proxy.next(new ByteFault.DropAfter(bytes));
      proxy.next(new ByteFault.ResetAfter(bytes + 40));

      SharedInformer<ConfigMap> informer = informer(behind, o -> {});

      settles(informer);
      informer.close();
      behind.close();
    }
  }
}
