package io.kubeweft.informer;

import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.benchmarks.jmh.KubeweftPodCache;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The store of an informer, which is hidden in its package: so this one class is in that package,
 * too.
 */
public final class StripedCache implements KubeweftPodCache {
  private final IndexedStore<Pod> store;
  private final Lister<Pod> lister;

  /**
   * Creates an empty store.
   *
   * @param stripes how many locks its writes share
   */
  public StripedCache(int stripes) {
    store = new IndexedStore<>(stripes);
    lister = new Lister<>(store);
    store.addIndex("node", pod -> List.of(node(pod)));
  }

  @Override
  public Object key(Pod pod) {
    return ObjectKey.of(pod);
  }

  @Override
  public @Nullable Object get(Object key) {
    return store.get((ObjectKey) key);
  }

  @Override
  public @Nullable Object find(String namespace, String name) {
    return lister.get(namespace, name);
  }

  @Override
  public List<Pod> byNamespace(String namespace) {
    return store.byIndex(Indexer.NAMESPACE, namespace);
  }

  @Override
  public List<Pod> byNode(String node) {
    return store.byIndex("node", node);
  }

  @Override
  public void update(Pod pod) {
    store.tryPut(ObjectKey.of(pod), store.prepare(pod));
  }

  @Override
  public void replace(List<Pod> pods) {
    Map<ObjectKey, Pod> all = new LinkedHashMap<>();
    pods.forEach(pod -> all.put(ObjectKey.of(pod), pod));
    store.tryReplace(store.prepareAll(all), Set.of(), "1");
  }
}
