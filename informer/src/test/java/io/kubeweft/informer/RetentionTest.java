package io.kubeweft.informer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.client.KubeClient;
import io.kubeweft.config.ClientConfig;
import io.kubeweft.meta.PartialObjectMetadata;
import io.kubeweft.testing.KubeApiServer;
import io.kubeweft.workqueue.RateLimiter;
import io.kubeweft.workqueue.WorkQueue;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What comes and goes leaves nothing behind, however often. */
class RetentionTest {
  private static final int MANY = 100_000;
  private static final Duration SOON = Duration.ofSeconds(30);

  private static PartialObjectMetadata object(int i) {
    return IndexedStoreTest.object("n" + i % 1000, "o" + i, "color-" + i, i + 1);
  }

  /** Collects garbage until nothing refers to what these did, or it has been tried often. */
  private static long alive(List<? extends WeakReference<?>> references) throws Exception {
    long left = references.size();
    for (int i = 0; i < 50 && left > 0; i++) {
      System.gc();
      Thread.sleep(20);
      left = references.stream().filter(r -> r.get() != null).count();
    }
    return left;
  }

  @Test
  void store_objectsThatCameAndWent_leavesNothing() throws Exception {
    IndexedStore<PartialObjectMetadata> store = new IndexedStore<>();
    store.addIndex("color", o -> List.of(o.metadata().labels().get("color")));
    Distributor<PartialObjectMetadata> distributor = new Distributor<>(store, Set.of(""));
    List<WeakReference<PartialObjectMetadata>> seen = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      PartialObjectMetadata added = object(i);
      distributor.put(added);
      distributor.put(IndexedStoreTest.object("n" + i % 1000, "o" + i, "other-" + i, MANY + i + 1));
      if (i >= 100) {
        distributor.delete(ObjectKey.of(object(i - 100)), null);
      }
      if (i % 1000 == 0) {
        seen.add(new WeakReference<>(added));
      }
    }
    assertThat(store.size()).isEqualTo(100);
    assertThat(store.indexValues("color")).hasSize(100);
    assertThat(store.indexValues(Indexer.NAMESPACE)).hasSize(100);

    distributor.replace("", Map.of(), "1", Set.of());

    assertThat(store.keys()).isEmpty();
    assertThat(store.indexValues("color")).isEmpty();
    assertThat(store.indexValues(Indexer.NAMESPACE)).isEmpty();
    assertThat(alive(seen)).isZero();
  }

  @Test
  void store_bucketsThatWereReadOnce_keepNothingOfThat() throws Exception {
    IndexedStore<PartialObjectMetadata> store = new IndexedStore<>();
    store.addIndex("color", o -> List.of(o.metadata().labels().get("color")));
    Distributor<PartialObjectMetadata> distributor = new Distributor<>(store, Set.of(""));
    List<WeakReference<PartialObjectMetadata>> seen = new ArrayList<>();
    for (String name : List.of("changed", "moved", "deleted", "kept")) {
      PartialObjectMetadata added = IndexedStoreTest.object("n", name, "red", 1);
      distributor.put(added);
      if (!name.equals("kept")) {
        seen.add(new WeakReference<>(added));
      }
    }
    assertThat(store.byIndex("color", "red")).hasSize(4);
    assertThat(store.byIndex(Indexer.NAMESPACE, "n")).hasSize(4);

    distributor.put(IndexedStoreTest.object("n", "changed", "red", 2));
    assertThat(alive(seen.subList(0, 1))).isZero();
    assertThat(store.byIndex(Indexer.NAMESPACE, "n")).hasSize(4);
    distributor.put(IndexedStoreTest.object("n", "moved", "blue", 2));
    assertThat(store.byIndex("color", "red")).hasSize(3);
    assertThat(alive(seen.subList(1, 2))).isZero();
    assertThat(store.byIndex(Indexer.NAMESPACE, "n")).hasSize(4);
    distributor.delete(new ObjectKey("n", "deleted"), null);
    assertThat(alive(seen)).isZero();
  }

  @Test
  void queue_ofASlowHandler_isBoundedByTheObjectsThereAre() {
    HandlerQueue<PartialObjectMetadata> queue = new HandlerQueue<>(false);
    for (int i = 0; i < MANY; i++) {
      PartialObjectMetadata added = object(i);
      ObjectKey key = ObjectKey.of(added);
      queue.offer(Pending.there(key, null, added, false));
      queue.offer(Pending.there(key, added, added, false));
      queue.offer(Pending.gone(key, added, added));
    }

    assertThat(queue.size()).as("nobody was told of any").isZero();
  }

  @Test
  void handlers_thatWereRemoved_areForgotten() throws Exception {
    IndexedStore<PartialObjectMetadata> store = new IndexedStore<>();
    Distributor<PartialObjectMetadata> distributor = new Distributor<>(store, Set.of(""));
    distributor.replace("", Map.of(ObjectKey.of(object(1)), object(1)), "1", Set.of());
    List<WeakReference<ResourceHandler<PartialObjectMetadata>>> handlers = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      ResourceHandler<PartialObjectMetadata> handler = new Recorder<>();
      try (HandlerRegistration registration =
          distributor.add(handler, HandlerOptions.DEFAULT, "handler")) {
        registration.awaitSync(SOON);
      }
      if (i % 100 == 0) {
        handlers.add(new WeakReference<>(handler));
      }
    }

    assertThat(alive(handlers)).isZero();
    while (distributor.handlers() > 0) {
      Thread.sleep(1);
    }
  }

  @Test
  void factory_informersThatWereClosed_areForgotten() throws Exception {
    List<WeakReference<SharedInformer<ConfigMap>>> informers = new ArrayList<>();
    try (KubeClient client =
            KubeClient.connect(ClientConfig.builder(URI.create("http://127.0.0.1:1")).build());
        SharedInformerFactory factory = SharedInformerFactory.of(client)) {
      for (int i = 0; i < 10_000; i++) {
        String selector = "app=a" + i;
        SharedInformer<ConfigMap> informer =
            factory.informer(ConfigMap.TYPE, InformerOptions.of(o -> o.labelSelector(selector)));
        informer.addHandler(new ResourceHandler<>() {});
        informer.close();
        if (i % 100 == 0) {
          informers.add(new WeakReference<>(informer));
        }
      }

      assertThat(factory.states()).isEmpty();
      assertThat(alive(informers)).isZero();
    }
  }

  @Test
  void client_informersThatRanAndWereClosed_areForgotten() throws Exception {
    List<WeakReference<SharedInformer<ConfigMap>>> informers = new ArrayList<>();
    List<WeakReference<ConfigMap>> objects = new ArrayList<>();
    try (KubeApiServer server = KubeApiServer.start(s -> s.recording(false));
        KubeClient client = KubeClient.connect(server.clientConfig())) {
      client.resource(ConfigMap.TYPE, "default").create(ConfigMap.of("a", Map.of("k", "v")));
      for (int i = 0; i < 50; i++) {
        try (SharedInformer<ConfigMap> informer =
            SharedInformer.of(client.allNamespaces(ConfigMap.TYPE))) {
          HandlerRegistration handler = informer.addHandler(new ResourceHandler<>() {});
          informer.start();
          handler.awaitSync(SOON);
          informers.add(new WeakReference<>(informer));
          objects.add(new WeakReference<>(informer.lister().get("default", "a")));
        }
      }

      assertThat(alive(informers)).isZero();
      assertThat(alive(objects)).isZero();
    }
  }

  @Test
  void workQueue_itemsThatAreDone_areForgotten() throws Exception {
    List<WeakReference<Object>> items = new ArrayList<>();
    try (WorkQueue<Object> queue = WorkQueue.create(RateLimiter.forItems())) {
      for (int i = 0; i < MANY; i++) {
        Object item = new Object();
        queue.add(item, i % 3);
        queue.addAfter(Duration.ofHours(1), item);
        Object taken = queue.take(Duration.ZERO);
        queue.add(item);
        queue.done(taken);
        queue.done(queue.take(Duration.ZERO));
        queue.forget(item);
        if (i % 1000 == 0) {
          items.add(new WeakReference<>(item));
        }
      }
      assertThat(queue.statistics().depth()).isZero();
      assertThat(queue.statistics().inWork()).isZero();
      assertThat(queue.statistics().delayed()).as("they wait for their time").isEqualTo(MANY);

      queue.shutDown();

      assertThat(alive(items)).isZero();
    }
  }
}
