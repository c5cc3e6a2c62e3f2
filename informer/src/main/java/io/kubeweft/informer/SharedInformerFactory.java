package io.kubeweft.informer;

import io.kubeweft.client.KubeClient;
import io.kubeweft.discovery.ApiResource;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.resource.ListWatch;
import io.kubeweft.resource.ResourceType;
import io.kubeweft.rest.CancelledException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Makes informers and shares them: there is one for a resource, its namespaces and options, however
 * many parts of a program ask for it.
 *
 * <pre>{@code
 * try (SharedInformerFactory informers = SharedInformerFactory.of(client)) {
 *   Lister<Pod> pods = informers.informer(CoreV1.PODS).lister();
 *   informers.start().awaitSync(Duration.ofSeconds(30));
 * }
 * }</pre>
 *
 * <p>A resource without a class of its own is asked for by {@link Unstructured#namespaced} or
 * {@link Unstructured#cluster}, or as discovery has found it; one of which metadata is enough by
 * {@code metadataOnly()} of its type. It can be used by any number of threads.
 */
public final class SharedInformerFactory implements AutoCloseable {
  private final KubeClient client;

  /** Guards what follows; not held while an informer is closed. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<Key, SharedInformer<?>> informers = new LinkedHashMap<>();
  private boolean closed;

  private SharedInformerFactory(KubeClient client) {
    this.client = client;
  }

  /** The namespaces are in order; just an empty one for all, or for a cluster-scoped resource. */
  private record Key(ResourceType<?> type, List<String> namespaces, InformerOptions options) {}

  /**
   * Creates a factory.
   *
   * @param client lists and watches; closed after the factory, not by it
   */
  public static SharedInformerFactory of(KubeClient client) {
    return new SharedInformerFactory(client);
  }

  /**
   * Returns the informer of a namespaced resource over all namespaces.
   *
   * @param type of the resource
   */
  public <T extends KubernetesObject> SharedInformer<T> informer(ResourceType.Namespaced<T> type) {
    return informer(type, InformerOptions.DEFAULT);
  }

  /**
   * Returns the informer of a namespaced resource over all namespaces.
   *
   * @param type of the resource
   * @param options which objects, and how
   */
  public <T extends KubernetesObject> SharedInformer<T> informer(
      ResourceType.Namespaced<T> type, InformerOptions options) {
    return shared(
        new Key(type, List.of(""), options), () -> Map.of("", client.allNamespaces(type)));
  }

  /**
   * Returns the informer of a resource in one namespace.
   *
   * @param type of the resource
   * @param namespace of the objects
   */
  public <T extends KubernetesObject> SharedInformer<T> informer(
      ResourceType.Namespaced<T> type, String namespace) {
    return informer(type, namespace, InformerOptions.DEFAULT);
  }

  /**
   * Returns the informer of a resource in one namespace.
   *
   * @param type of the resource
   * @param namespace of the objects; empty for all
   * @param options which objects, and how
   */
  public <T extends KubernetesObject> SharedInformer<T> informer(
      ResourceType.Namespaced<T> type, String namespace, InformerOptions options) {
    return namespace.isEmpty()
        ? informer(type, options)
        : informer(type, List.of(namespace), options);
  }

  /**
   * Returns the informer of a resource in some namespaces, with all their objects.
   *
   * @param type of the resource
   * @param namespaces at least one, none of them empty
   */
  public <T extends KubernetesObject> SharedInformer<T> informer(
      ResourceType.Namespaced<T> type, Collection<String> namespaces) {
    return informer(type, namespaces, InformerOptions.DEFAULT);
  }

  /**
   * Returns the informer of a resource in some namespaces: one store with their objects, one set of
   * handlers. Each namespace is listed and watched on its own, so that one that is forbidden, or
   * not there, does not keep the others from being followed.
   *
   * @param type of the resource
   * @param namespaces at least one, none of them empty
   * @param options which objects, and how
   */
  public <T extends KubernetesObject> SharedInformer<T> informer(
      ResourceType.Namespaced<T> type, Collection<String> namespaces, InformerOptions options) {
    List<String> ordered = List.copyOf(new TreeSet<>(namespaces));
    if (ordered.isEmpty() || ordered.contains("")) {
      throw new IllegalArgumentException(
          "name one namespace or more, or none at all for all; not " + namespaces);
    }
    return shared(
        new Key(type, ordered, options),
        () -> {
          Map<String, ListWatch<T>> sources = new TreeMap<>();
          ordered.forEach(name -> sources.put(name, client.resource(type, name)));
          return sources;
        });
  }

  /**
   * Returns the informer of a cluster-scoped resource.
   *
   * @param type of the resource
   */
  public <T extends KubernetesObject> SharedInformer<T> informer(ResourceType.Cluster<T> type) {
    return informer(type, InformerOptions.DEFAULT);
  }

  /**
   * Returns the informer of a cluster-scoped resource.
   *
   * @param type of the resource
   * @param options which objects, and how
   */
  public <T extends KubernetesObject> SharedInformer<T> informer(
      ResourceType.Cluster<T> type, InformerOptions options) {
    return shared(new Key(type, List.of(""), options), () -> Map.of("", client.resource(type)));
  }

  /**
   * Returns the informer of a resource that discovery has found, over all namespaces if it has
   * them.
   *
   * @param resource from a catalog or mapper
   */
  public SharedInformer<Unstructured> informer(ApiResource resource) {
    String kind = resource.kind().kind();
    return resource.namespaced()
        ? informer(Unstructured.namespaced(resource.resource(), kind))
        : informer(Unstructured.cluster(resource.resource(), kind));
  }

  @SuppressWarnings("unchecked") // equal resource types have the same Java type
  private <T extends KubernetesObject> SharedInformer<T> shared(
      Key key, Supplier<Map<String, ListWatch<T>>> sources) {
    lock.lock();
    try {
      checkOpen();
      SharedInformer<?> known = informers.get(key);
      if (known != null && !known.isClosed()) {
        return (SharedInformer<T>) known;
      }
      SharedInformer<T> created =
          new SharedInformer<>(
              sources.get(), key.options(), null, Seams.REAL, ended -> forget(key, ended));
      informers.put(key, created);
      return created;
    } finally {
      lock.unlock();
    }
  }

  /** Who has it may read its objects; the factory need not keep them. */
  private void forget(Key key, SharedInformer<?> ended) {
    lock.lock();
    try {
      informers.remove(key, ended);
    } finally {
      lock.unlock();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the factory of informers is closed");
    }
  }

  private List<SharedInformer<?>> all() {
    lock.lock();
    try {
      return new ArrayList<>(informers.values());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Starts the informers that are not started yet, and returns at once. Call it again when there
   * are others.
   *
   * @return this factory
   * @throws IllegalStateException if the factory is closed
   */
  public SharedInformerFactory start() {
    lock.lock();
    try {
      checkOpen();
      for (SharedInformer<?> informer : informers.values()) {
        informer.startUnlessClosed();
      }
      return this;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until all informers that are started have all objects.
   *
   * @param timeout how long to wait at most, for all of them together
   * @throws IllegalStateException if there are informers, and none is started
   * @throws NotSyncedException if some have not: it says which, and why. They go on trying
   * @throws CancelledException if the thread is interrupted
   */
  public void awaitSync(Duration timeout) {
    long end = Seams.REAL.nanoTime() + Seams.nanos(timeout);
    List<SharedInformer<?>> every = all();
    List<SharedInformer<?>> started = every.stream().filter(SharedInformer::isStarted).toList();
    if (started.isEmpty() && !every.isEmpty()) {
      throw new IllegalStateException("call start() before: none of the informers is started");
    }
    Map<String, InformerState> missing = new LinkedHashMap<>();
    for (SharedInformer<?> informer : started) {
      try {
        informer.awaitSync(Duration.ofNanos(Math.max(0, end - Seams.REAL.nanoTime())));
      } catch (NotSyncedException e) {
        addTo(missing, e.states());
      }
    }
    if (!missing.isEmpty()) {
      throw new NotSyncedException(timeout, missing);
    }
  }

  /** Returns how each informer does, one by one for each namespace, such as for a health check. */
  public Map<String, InformerState> states() {
    Map<String, InformerState> states = new LinkedHashMap<>();
    all().forEach(informer -> addTo(states, informer.states()));
    return Collections.unmodifiableMap(states);
  }

  /** Informers that differ in nothing but how they read have the same name. */
  private static void addTo(Map<String, InformerState> all, Map<String, InformerState> states) {
    states.forEach(
        (name, state) -> {
          String key = name;
          for (int i = 2; all.containsKey(key); i++) {
            key = name + " (" + i + ")";
          }
          all.put(key, state);
        });
  }

  /**
   * Closes all informers and waits until their threads are gone, see {@link SharedInformer#close}.
   * The factory makes and starts no others from then on.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    List<SharedInformer<?>> ending = new ArrayList<>(all());
    ending.removeIf(informer -> !informer.beginClose());
    ending.forEach(SharedInformer::endClose);
  }
}
