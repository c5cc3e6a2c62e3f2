package io.kubeweft.benchmarks.jmh;

import io.kubeweft.api.core.v1.Pod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The floor of the indexer: the simplest thing that can work. */
final class SnapshotCache implements KubeweftPodCache {
  /*
   * A writer holds the stripe of its key until the map and both indexes have the new pod, so that
   * two writers of one key leave all three with the same one. Replace takes all stripes, in order,
   * fills new contents that no reader sees, and publishes them with one write.
   *
   * No reader takes a stripe. A change of a bucket drops its list; the first reader after it makes
   * the next one, under the lock of the bucket, which is taken last and held for no more than that
   * or a change. A list once handed out does not change.
   */
  private static final int STRIPES = 16;

  private final List<Lock> stripes =
      Stream.generate(() -> (Lock) new ReentrantLock()).limit(STRIPES).toList();
  private volatile Contents contents = new Contents();

  @Override
  public Object key(Pod pod) {
    return key(namespace(pod), name(pod));
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  @Override
  public @Nullable Object get(Object key) {
    return contents.pods.get(key);
  }

  @Override
  public @Nullable Object find(String namespace, String name) {
    return get(key(namespace, name));
  }

  @Override
  public List<Pod> byNamespace(String namespace) {
    return contents.namespaces.list(namespace);
  }

  @Override
  public List<Pod> byNode(String node) {
    return contents.nodes.list(node);
  }

  @Override
  public void update(Pod pod) {
    String key = key(namespace(pod), name(pod));
    int hash = key.hashCode();
    Lock stripe = stripes.get((hash ^ (hash >>> 16)) & (STRIPES - 1));
    stripe.lock();
    try {
      contents.put(key, pod);
    } finally {
      stripe.unlock();
    }
  }

  @Override
  public void replace(List<Pod> pods) {
    stripes.forEach(Lock::lock);
    try {
      Contents next = new Contents();
      pods.forEach(pod -> next.put(key(namespace(pod), name(pod)), pod));
      contents = next;
    } finally {
      stripes.forEach(Lock::unlock);
    }
  }

  private final class Contents {
    final ConcurrentMap<String, Pod> pods = new ConcurrentHashMap<>();
    final Index namespaces = new Index(SnapshotCache.this::namespace);
    final Index nodes = new Index(SnapshotCache.this::node);

    void put(String key, Pod pod) {
      Pod before = pods.put(key, pod);
      namespaces.put(key, before, pod);
      nodes.put(key, before, pod);
    }
  }

  private static final class Index {
    private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final Function<Pod, String> value;

    Index(Function<Pod, String> value) {
      this.value = value;
    }

    List<Pod> list(String text) {
      Bucket bucket = buckets.get(text);
      return bucket == null ? List.of() : bucket.list();
    }

    void put(String key, @Nullable Pod before, Pod pod) {
      String now = value.apply(pod);
      if (before != null) {
        String then = value.apply(before);
        if (!then.equals(now)) {
          bucket(then).remove(key);
        }
      }
      bucket(now).put(key, pod);
    }

    /** An empty bucket stays until the next replacement, so that none is left behind by a race. */
    private Bucket bucket(String text) {
      Bucket bucket = buckets.get(text);
      return bucket == null ? buckets.computeIfAbsent(text, t -> new Bucket()) : bucket;
    }
  }

  private static final class Bucket {
    private final Map<String, Pod> members = new LinkedHashMap<>();
    private volatile @Nullable List<Pod> snapshot;

    synchronized void put(String key, Pod pod) {
      members.put(key, pod);
      snapshot = null;
    }

    synchronized void remove(String key) {
      members.remove(key);
      snapshot = null;
    }

    List<Pod> list() {
      List<Pod> list = snapshot;
      return list == null ? rebuild() : list;
    }

    private synchronized List<Pod> rebuild() {
      List<Pod> list = snapshot;
      if (list == null) {
        list = List.copyOf(members.values());
        snapshot = list;
      }
      return list;
    }
  }
}
