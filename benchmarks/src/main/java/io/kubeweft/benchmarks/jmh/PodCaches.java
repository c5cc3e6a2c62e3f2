package io.kubeweft.benchmarks.jmh;

import io.fabric8.kubernetes.client.informers.impl.cache.CacheImpl;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.kubernetes.client.informer.cache.Cache;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodList;
import io.kubeweft.api.core.v1.CoreV1;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.benchmarks.harness.PodText;
import io.kubeweft.informer.StripedCache;
import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.Sharing;
import io.kubeweft.resource.ResourceList;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The caches that are compared, and each one's own pods. */
final class PodCaches {
  private PodCaches() {}

  /** A cache and what it is to hold. */
  record Filled<T>(PodCache<T> cache, List<T> pods) {
    static <T> Filled<T> of(PodCache<T> cache, List<T> pods) {
      cache.replace(pods);
      return new Filled<>(cache, pods);
    }
  }

  /**
   * Returns a filled cache.
   *
   * @param name {@code stripes-N}, {@code snapshot}, {@code rwlock}, {@code fabric8} or {@code
   *     client-java}
   * @param count of pods
   */
  static Filled<?> of(String name, int count) {
    byte[] text = PodText.list(count);
    return switch (name) {
      case "snapshot" -> Filled.of(new SnapshotCache(), kubeweftPods(text));
      case "rwlock" -> Filled.of(new OneLock(), kubeweftPods(text));
      case "fabric8" -> Filled.of(new Fabric8(), fabric8Pods(text));
      case "client-java" -> Filled.of(new ClientJava(), clientJavaPods(text));
      default ->
          Filled.of(
              new StripedCache(Integer.parseInt(name.substring("stripes-".length()))),
              kubeweftPods(text));
    };
  }

  static List<Pod> kubeweftPods(byte[] text) {
    DecodeOptions options = DecodeOptions.DEFAULT.withSharing(new Sharing());
    try (JsonReader reader = JsonReader.of(text, 0, text.length, options)) {
      return Objects.requireNonNull(reader.read(ResourceList.codec(CoreV1.PODS))).items();
    }
  }

  private static List<io.fabric8.kubernetes.api.model.Pod> fabric8Pods(byte[] text) {
    return new KubernetesSerialization()
        .unmarshal(new ByteArrayInputStream(text), io.fabric8.kubernetes.api.model.PodList.class)
        .getItems();
  }

  private static List<V1Pod> clientJavaPods(byte[] text) {
    V1PodList list = JSON.deserialize(new String(text, StandardCharsets.UTF_8), V1PodList.class);
    return list.getItems();
  }

  /** The simplest thing that is right: maps under one read-write lock, lists copied out. */
  private static final class OneLock implements KubeweftPodCache {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private Map<String, Pod> pods = new HashMap<>();
    private Map<String, Map<String, Pod>> namespaces = new HashMap<>();
    private Map<String, Map<String, Pod>> nodes = new HashMap<>();

    @Override
    public Object key(Pod pod) {
      return pod.metadata().namespace() + "/" + pod.metadata().name();
    }

    @Override
    public @Nullable Object get(Object key) {
      lock.readLock().lock();
      try {
        return pods.get(key);
      } finally {
        lock.readLock().unlock();
      }
    }

    @Override
    public @Nullable Object find(String namespace, String name) {
      return get(namespace + "/" + name);
    }

    @Override
    public List<Pod> byNamespace(String namespace) {
      return list(namespaces, namespace);
    }

    @Override
    public List<Pod> byNode(String node) {
      return list(nodes, node);
    }

    private List<Pod> list(Map<String, Map<String, Pod>> index, String value) {
      lock.readLock().lock();
      try {
        return new ArrayList<>(index.getOrDefault(value, Map.of()).values());
      } finally {
        lock.readLock().unlock();
      }
    }

    @Override
    public void update(Pod pod) {
      lock.writeLock().lock();
      try {
        put(key(pod).toString(), pod);
      } finally {
        lock.writeLock().unlock();
      }
    }

    private void put(String key, Pod pod) {
      pods.put(key, pod);
      namespaces
          .computeIfAbsent(pod.metadata().namespace(), n -> new LinkedHashMap<>())
          .put(key, pod);
      nodes.computeIfAbsent(node(pod), n -> new LinkedHashMap<>()).put(key, pod);
    }

    @Override
    public void replace(List<Pod> all) {
      lock.writeLock().lock();
      try {
        pods = new HashMap<>();
        namespaces = new HashMap<>();
        nodes = new HashMap<>();
        all.forEach(pod -> put(key(pod).toString(), pod));
      } finally {
        lock.writeLock().unlock();
      }
    }
  }

  private static final class Fabric8 implements PodCache<io.fabric8.kubernetes.api.model.Pod> {
    private final CacheImpl<io.fabric8.kubernetes.api.model.Pod> cache = new CacheImpl<>();

    Fabric8() {
      Function<io.fabric8.kubernetes.api.model.Pod, List<String>> node = pod -> List.of(node(pod));
      cache.addIndexers(Map.of("node", node));
    }

    @Override
    public Object key(io.fabric8.kubernetes.api.model.Pod pod) {
      return cache.getKey(pod);
    }

    @Override
    public String namespace(io.fabric8.kubernetes.api.model.Pod pod) {
      return pod.getMetadata().getNamespace();
    }

    @Override
    public String name(io.fabric8.kubernetes.api.model.Pod pod) {
      return pod.getMetadata().getName();
    }

    @Override
    public String node(io.fabric8.kubernetes.api.model.Pod pod) {
      return pod.getSpec().getNodeName();
    }

    @Override
    public @Nullable Object get(Object key) {
      return cache.getByKey((String) key);
    }

    @Override
    public @Nullable Object find(String namespace, String name) {
      return new io.fabric8.kubernetes.client.informers.cache.Lister<>(cache, namespace).get(name);
    }

    @Override
    public List<io.fabric8.kubernetes.api.model.Pod> byNamespace(String namespace) {
      return cache.byIndex(CacheImpl.NAMESPACE_INDEX, namespace);
    }

    @Override
    public List<io.fabric8.kubernetes.api.model.Pod> byNode(String node) {
      return cache.byIndex("node", node);
    }

    @Override
    public void update(io.fabric8.kubernetes.api.model.Pod pod) {
      cache.put(pod);
    }

    /** It has no other way, either. */
    @Override
    public void replace(List<io.fabric8.kubernetes.api.model.Pod> pods) {
      pods.forEach(cache::put);
    }
  }

  private static final class ClientJava implements PodCache<V1Pod> {
    private static final String NAMESPACE = "namespace";

    private final Cache<V1Pod> cache = new Cache<>();

    ClientJava() {
      cache.addIndexFunc("node", pod -> List.of(node(pod)));
    }

    @Override
    public Object key(V1Pod pod) {
      return cache.getKeyFunc().apply(pod);
    }

    @Override
    public String namespace(V1Pod pod) {
      return String.valueOf(Objects.requireNonNull(pod.getMetadata()).getNamespace());
    }

    @Override
    public String name(V1Pod pod) {
      return String.valueOf(Objects.requireNonNull(pod.getMetadata()).getName());
    }

    @Override
    public String node(V1Pod pod) {
      return String.valueOf(Objects.requireNonNull(pod.getSpec()).getNodeName());
    }

    @Override
    public @Nullable Object get(Object key) {
      return cache.getByKey((String) key);
    }

    @Override
    public @Nullable Object find(String namespace, String name) {
      return new io.kubernetes.client.informer.cache.Lister<>(cache, namespace).get(name);
    }

    @Override
    public List<V1Pod> byNamespace(String namespace) {
      return cache.byIndex(NAMESPACE, namespace);
    }

    @Override
    public List<V1Pod> byNode(String node) {
      return cache.byIndex("node", node);
    }

    @Override
    public void update(V1Pod pod) {
      cache.update(pod);
    }

    @Override
    public void replace(List<V1Pod> pods) {
      cache.replace(pods, "1");
    }
  }
}
