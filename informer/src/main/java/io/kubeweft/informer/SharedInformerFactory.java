package io.kubeweft.informer;

import io.kubeweft.client.KubeClient;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.resource.ListWatch;
import io.kubeweft.resource.ResourceType;
import io.kubeweft.rest.DeadlineExceededException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Makes informers and shares them: there is one for a resource, a namespace and options, however
 * many parts of a program ask for it.
 *
 * <pre>{@code
 * try (SharedInformerFactory informers = SharedInformerFactory.of(client)) {
 *   Lister<Pod> pods = informers.informer(CoreV1.PODS).lister();
 *   informers.start();
 *   informers.awaitSync(Duration.ofSeconds(30));
 * }
 * }</pre>
 */
public final class SharedInformerFactory implements AutoCloseable {
  private final KubeClient client;
  private final Seams seams = Seams.real("kubeweft-informers-timer");

  /** Guards what follows; not held while an informer is closed. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<Key, SharedInformer<?>> informers = new LinkedHashMap<>();
  private boolean closed;

  private SharedInformerFactory(KubeClient client) {
    this.client = client;
  }

  /** The namespace is empty for all, or for a cluster-scoped resource. */
  private record Key(ResourceType<?> type, String namespace, InformerOptions options) {}

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
    return informer(type, "", InformerOptions.DEFAULT);
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
    return shared(
        new Key(type, namespace, options),
        () -> namespace.isEmpty() ? client.allNamespaces(type) : client.resource(type, namespace));
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
    return shared(new Key(type, "", options), () -> client.resource(type));
  }

  @SuppressWarnings("unchecked") // equal resource types have the same Java type
  private <T extends KubernetesObject> SharedInformer<T> shared(
      Key key, Supplier<ListWatch<T>> source) {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the factory is closed");
      }
      return (SharedInformer<T>)
          informers.computeIfAbsent(
              key,
              k ->
                  new SharedInformer<T>(
                      source.get(), key.options(), UnaryOperator.identity(), seams, false));
    } finally {
      lock.unlock();
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

  /** Starts the informers that are not started yet, and returns at once. */
  public void start() {
    all().forEach(SharedInformer::start);
  }

  /**
   * Waits until all informers have all objects.
   *
   * @param timeout how long to wait at most, for all of them together
   * @throws DeadlineExceededException if some have not; it names them
   */
  public void awaitSync(Duration timeout) {
    long end = seams.nanoTime() + timeout.toNanos();
    List<String> missing = new ArrayList<>();
    for (SharedInformer<?> informer : all()) {
      try {
        informer.awaitSync(Duration.ofNanos(Math.max(0, end - seams.nanoTime())));
      } catch (DeadlineExceededException e) {
        Exception last = informer.state().lastError();
        missing.add(last == null ? informer.toString() : informer + " (" + last + ")");
      }
    }
    if (!missing.isEmpty()) {
      throw new DeadlineExceededException("not synced after " + timeout + ": " + missing, null);
    }
  }

  /** Closes all informers, and makes no others. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    all().forEach(SharedInformer::close);
    seams.close();
  }
}
