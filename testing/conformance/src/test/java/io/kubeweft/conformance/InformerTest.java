package io.kubeweft.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.KubernetesException;
import io.kubeweft.api.core.v1.ConfigMap;
import io.kubeweft.api.core.v1.CoreV1;
import io.kubeweft.client.KubeClient;
import io.kubeweft.informer.InformerOptions;
import io.kubeweft.informer.InformerState;
import io.kubeweft.informer.ObjectKey;
import io.kubeweft.informer.ResourceHandler;
import io.kubeweft.informer.SharedInformer;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.rest.ApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Informers through what befalls a server: in the end they have what the server has. */
@Order(Server.RESTARTING)
@Timeout(400)
@Conformance("Informers")
class InformerTest {
  private static final int WRITERS = 4;
  private static final int RESTARTS = 3;

  /** An informer whose watches never live long waits half a minute and more between two tries. */
  private static final Duration BACKED_OFF = Duration.ofMinutes(3);

  @RegisterExtension final Cluster cluster = new Cluster();

  /** What a handler believes to be there, and what it was told that makes no sense. */
  private static final class Believer<T extends KubernetesObject> implements ResourceHandler<T> {
    private final Map<ObjectKey, String> known = new HashMap<>();
    private final List<String> nonsense = new CopyOnWriteArrayList<>();

    @Override
    public synchronized void onAdd(T object, boolean initial) {
      if (known.put(ObjectKey.of(object), object.metadata().resourceVersion()) != null) {
        nonsense.add("added twice: " + ObjectKey.of(object));
      }
    }

    @Override
    public synchronized void onUpdate(T before, T now) {
      String last = known.put(ObjectKey.of(now), now.metadata().resourceVersion());
      if (!before.metadata().resourceVersion().equals(last)) {
        nonsense.add("updated from what was not told: " + ObjectKey.of(now));
      }
    }

    @Override
    public synchronized void onDelete(T last, boolean finalStateUnknown) {
      if (known.remove(ObjectKey.of(last)) == null) {
        nonsense.add("deleted, but not known: " + ObjectKey.of(last));
      }
    }

    synchronized Map<ObjectKey, String> known() {
      return Map.copyOf(known);
    }
  }

  private ResourceClient<ConfigMap> configMaps() {
    return cluster.api().coreV1().configMaps(cluster.namespace());
  }

  private static Map<ObjectKey, String> versions(Iterable<ConfigMap> objects) {
    Map<ObjectKey, String> versions = new HashMap<>();
    objects.forEach(o -> versions.put(ObjectKey.of(o), o.metadata().resourceVersion()));
    return versions;
  }

  private SharedInformer<ConfigMap> informer(boolean watchList) {
    SharedInformer<ConfigMap> informer =
        SharedInformer.of(configMaps(), InformerOptions.of(o -> o.watchList(watchList)));
    cluster.later(informer);
    return informer;
  }

  /** Creates, changes and deletes at random until told to stop; the server may be away. */
  private void write(int seed, AtomicBoolean stop, AtomicInteger written) {
    Random random = new Random(seed);
    while (!stop.get()) {
      String name = "c" + seed + "-" + random.nextInt(20);
      String value = Integer.toString(random.nextInt());
      try {
        if (random.nextInt(4) == 0) {
          configMaps().delete(name);
        } else {
          configMaps()
              .createOrUpdate(
                  Workloads.configMap(name, value), c -> c.toBuilder().putData("a", value).build());
        }
        written.incrementAndGet();
      } catch (ApiException e) {
        assertThat(e.code()).as("%s", e).isIn(404, 409, 429, 500, 503, 504);
      } catch (KubernetesException e) {
        Patience.pause();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void restartsWhileWritersWrite_nothingIsLostAndNothingGhosted(boolean watchList)
      throws InterruptedException {
    SharedInformer<ConfigMap> informer = informer(watchList);
    Believer<ConfigMap> believer = new Believer<>();
    var registration = informer.addHandler(believer);
    informer.start();
    informer.awaitSync(Cluster.LONG);
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger written = new AtomicInteger();
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      int seed = i;
      writers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      write(seed, stop, written);
                    } catch (RuntimeException | AssertionError e) {
                      failures.add(e);
                    }
                  }));
    }
    try {
      for (int i = 0; i < RESTARTS; i++) {
        int before = written.get();
        cluster.server().restart();
        awaitMore(written, before + 50, failures);
      }
    } finally {
      stop.set(true);
      for (Thread writer : writers) {
        writer.join();
      }
    }

    assertThat(failures).isEmpty();
    ConfigMap last = Patience.retried(() -> configMaps().create(Workloads.configMap("last", "1")));
    informer.await(last, BACKED_OFF);
    Map<ObjectKey, String> there = versions(configMaps().list());
    awaitEqual(believer, there);
    assertThat(versions(informer.indexer().list())).isEqualTo(there);
    assertThat(believer.nonsense).isEmpty();
    assertThat(registration.failures()).isZero();
    assertThat(informer.state().skipped()).isZero();
  }

  private static void awaitMore(AtomicInteger written, int goal, List<Throwable> failures) {
    long deadline = System.nanoTime() + Cluster.LONG.toNanos();
    while (written.get() < goal && failures.isEmpty()) {
      assertThat(System.nanoTime()).as("writers go on after a restart").isLessThan(deadline);
      Patience.pause();
    }
  }

  /** The handler has its own thread and comes after the store. */
  private static void awaitEqual(Believer<ConfigMap> believer, Map<ObjectKey, String> expected) {
    long deadline = System.nanoTime() + Cluster.LONG.toNanos();
    while (!believer.known().equals(expected) && System.nanoTime() < deadline) {
      Patience.pause();
    }
    assertThat(believer.known()).isEqualTo(expected);
  }

  @Test
  void deletionWhileTheHistoryIsLost_isNoticed() {
    configMaps().create(Workloads.configMap("kept", "1"));
    configMaps().create(Workloads.configMap("gone", "1"));
    SharedInformer<ConfigMap> informer = informer(true);
    Believer<ConfigMap> believer = new Believer<>();
    var registration = informer.addHandler(believer);
    informer.start();
    informer.awaitSync(Cluster.LONG);

    configMaps().delete("gone");
    cluster.server().compact();
    ConfigMap last = Patience.retried(() -> configMaps().create(Workloads.configMap("last", "1")));
    informer.await(last, BACKED_OFF);

    Map<ObjectKey, String> there = versions(configMaps().list());
    awaitEqual(believer, there);
    assertThat(versions(informer.indexer().list())).isEqualTo(there);
    assertThat(believer.nonsense).isEmpty();
    assertThat(registration.failures()).isZero();
  }

  @Test
  void pausedServer_isWaitedFor() {
    SharedInformer<ConfigMap> informer = informer(true);
    informer.start();
    informer.awaitSync(Cluster.LONG);

    cluster.server().pause(Duration.ofSeconds(3));
    ConfigMap last = Patience.retried(() -> configMaps().create(Workloads.configMap("last", "1")));
    informer.await(last, Cluster.LONG);

    assertThat(informer.state().phase()).isEqualTo(InformerState.Phase.WATCHING);
  }

  @Test
  void namespaces_areKeptApart() {
    String other = cluster.newNamespace();
    configMaps().create(Workloads.configMap("c", "here"));
    cluster.api().coreV1().configMaps(other).create(Workloads.configMap("c", "there"));
    SharedInformer<ConfigMap> all =
        SharedInformer.of(cluster.client().allNamespaces(CoreV1.CONFIG_MAPS));
    cluster.later(all);
    all.start();
    all.awaitSync(Cluster.LONG);

    assertThat(all.lister().get(cluster.namespace(), "c").data()).containsEntry("a", "here");
    assertThat(all.lister().get(other, "c").data()).containsEntry("a", "there");
    assertThat(all.lister().namespace(other)).extracting(c -> c.metadata().name()).contains("c");
  }

  @Test
  void everyResourceThatCanBeWatched_syncs() {
    KubeClient client = cluster.client();
    List<SharedInformer<?>> informers =
        client.discovery().catalog().preferredResources().stream()
            .filter(resource -> resource.supports("list", "watch"))
            .map(
                resource ->
                    SharedInformer.of(
                        client.dynamic().everywhere(resource),
                        InformerOptions.of(o -> o.watchList(true))))
            .collect(Collectors.toUnmodifiableList());
    informers.forEach(cluster::later);

    informers.forEach(SharedInformer::start);

    assertThat(informers).hasSizeGreaterThan(40);
    informers.forEach(informer -> informer.awaitSync(Cluster.LONG));
    assertThat(informers).allMatch(informer -> informer.state().skipped() == 0);
  }
}
