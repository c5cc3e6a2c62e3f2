package io.kubeweft.resource;

import io.kubeweft.meta.DeleteOptions;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.ObjectMeta;
import io.kubeweft.meta.Table;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.RestClient;
import io.kubeweft.rest.RestRequest;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The verbs on single objects of a resource, in one namespace or in the cluster.
 *
 * <p>Every call blocks its thread. Interrupting it cancels the call, keeps the interrupt flag and
 * throws {@link io.kubeweft.rest.CancelledException}. Every call may throw {@link ApiException},
 * {@link io.kubeweft.rest.TransportException}, {@link io.kubeweft.rest.DeadlineExceededException}
 * and {@link io.kubeweft.json.DecodeException}; {@link IllegalArgumentException} means that nothing
 * was sent, because a name is refused.
 *
 * @param <T> the Java type of the objects
 */
public class ObjectClient<T extends KubernetesObject> implements ListWatch<T> {
  private final Endpoint<T> endpoint;

  ObjectClient(Endpoint<T> endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Creates a client for one namespace.
   *
   * @param rest sends the requests
   * @param type the resource
   * @param namespace of the objects
   */
  public ObjectClient(RestClient rest, ResourceType.Namespaced<T> type, String namespace) {
    this(Endpoint.of(rest, type, namespace));
  }

  /**
   * Creates a client for a cluster-scoped resource.
   *
   * @param rest sends the requests
   * @param type the resource
   */
  public ObjectClient(RestClient rest, ResourceType.Cluster<T> type) {
    this(Endpoint.of(rest, type, null));
  }

  /**
   * Creates the same client with another timeout; for {@link #within} of subclasses.
   *
   * @param other client
   * @param timeout of each call, its retries included
   */
  protected ObjectClient(ObjectClient<T> other, Duration timeout) {
    this(other.endpoint.within(timeout));
  }

  Endpoint<T> endpoint() {
    return endpoint;
  }

  @Override
  public final ResourceType<T> type() {
    return endpoint.type();
  }

  /** Returns the namespace of the objects; null for a cluster-scoped resource. */
  public final @Nullable String namespace() {
    return endpoint.requests().namespace();
  }

  /** Returns who sends the requests. */
  public final RestClient rest() {
    return endpoint.rest();
  }

  /** Returns how long each call may take, its retries included; null for the client's default. */
  public final @Nullable Duration timeout() {
    return endpoint.requests().timeout();
  }

  @Override
  public ObjectClient<T> within(Duration timeout) {
    return new ObjectClient<>(endpoint.within(timeout));
  }

  // ---- read

  /**
   * Reads an object.
   *
   * @param name of the object
   * @return the object
   * @throws ApiException {@link ApiException#isNotFound} if there is none
   */
  public final T get(String name) {
    return get(name, GetOptions.NONE);
  }

  /**
   * Reads an object.
   *
   * @param name of the object
   * @param options how to read it
   * @return the object
   * @throws ApiException {@link ApiException#isNotFound} if there is none
   */
  public final T get(String name, GetOptions options) {
    return endpoint.object(endpoint.requests().get(name, null, options));
  }

  /**
   * Reads an object that may not be there.
   *
   * @param name of the object
   * @return the object; null if there is none
   */
  public final @Nullable T find(String name) {
    try {
      return get(name);
    } catch (ApiException e) {
      if (e.isNotFound()) {
        return null;
      }
      throw e;
    }
  }

  @Override
  public final ResourceList<T> list(ListOptions options) {
    return endpoint.list(options);
  }

  @Override
  public final ItemStream<T> items(ListOptions options) {
    return new ItemStream<>(endpoint, options);
  }

  @Override
  public final Watch<T> watch(WatchOptions options) {
    return Watch.open(endpoint, options);
  }

  /**
   * Lists objects as the API server prints them for people.
   *
   * @param options which objects, and how
   * @throws io.kubeweft.json.DecodeException if the server can not print them
   */
  public final Table table(ListOptions options) {
    return endpoint.table(options);
  }

  // ---- write

  /**
   * Creates an object.
   *
   * @param object with a name or {@code generateName}
   * @return the object as the server has made it
   * @throws ApiException {@link ApiException#isAlreadyExists} if there is one of this name
   */
  public final T create(T object) {
    return create(object, WriteOptions.NONE);
  }

  /**
   * Creates an object.
   *
   * @param object with a name or {@code generateName}
   * @param options how to create it
   * @return the object as the server has made it
   * @throws ApiException {@link ApiException#isAlreadyExists} if there is one of this name
   */
  public final T create(T object, WriteOptions options) {
    checkNamespace(object);
    return endpoint.object(endpoint.requests().create(type().codec(), object, options));
  }

  /**
   * Replaces an object. It must carry the resourceVersion that it was read with, or what others
   * have written meanwhile is lost; {@link #update(String, UnaryOperator)} takes care of that.
   *
   * @param object with its name
   * @return the object as it is now
   * @throws ApiException {@link ApiException#isConflict} if it has changed since it was read
   */
  public final T update(T object) {
    return update(object, WriteOptions.NONE);
  }

  /**
   * Replaces an object, as {@link #update(KubernetesObject)}.
   *
   * @param object with its name
   * @param options how to replace it
   * @return the object as it is now
   * @throws ApiException {@link ApiException#isConflict} if it has changed since it was read
   */
  public final T update(T object, WriteOptions options) {
    checkNamespace(object);
    return endpoint.object(
        endpoint.requests().update(name(object), null, type().codec(), object, options));
  }

  /**
   * Reads an object, changes it and writes it back; when it was changed by others meanwhile, reads
   * it and changes it anew, up to five times.
   *
   * @param name of the object
   * @param edit returns the changed object; called once for each try. If it returns an equal
   *     object, nothing is written.
   * @return the object as it is now
   * @throws ApiException {@link ApiException#isNotFound} if there is none, {@link
   *     ApiException#isConflict} if others were quicker every time
   */
  public final T update(String name, UnaryOperator<T> edit) {
    return Retry.onConflict(() -> writeIfChanged(get(name), edit));
  }

  private T writeIfChanged(T current, UnaryOperator<T> edit) {
    T edited = edit.apply(current);
    return edited.equals(current) ? current : update(edited);
  }

  /**
   * Creates an object, or changes the one that is there. Others' writes in between are noticed, and
   * the function is called again on what they have written.
   *
   * @param initial what to begin with if there is no object of this name
   * @param edit returns the object as it should be, given {@code initial} or the one that is there.
   *     If that is equal to the one that is there, nothing is written.
   * @return the object as it is now
   */
  public final T createOrUpdate(T initial, UnaryOperator<T> edit) {
    return Retry.on(
        e -> e.isConflict() || e.isAlreadyExists(),
        () -> {
          T current = find(name(initial));
          return current == null ? create(edit.apply(initial)) : writeIfChanged(current, edit);
        });
  }

  /**
   * Changes an object by a patch.
   *
   * @param name of the object
   * @param patch the change
   * @return the object as it is now
   */
  public final T patch(String name, Patch patch) {
    return patch(name, patch, WriteOptions.NONE);
  }

  /**
   * Changes an object by a patch.
   *
   * @param name of the object
   * @param patch the change
   * @param options how to change it
   * @return the object as it is now
   */
  public final T patch(String name, Patch patch, WriteOptions options) {
    return endpoint.object(endpoint.requests().patch(name, null, patch, options));
  }

  /**
   * Applies an object on the server side: creates it, or sets exactly the fields that it holds, and
   * removes those that this field manager has applied before and that it no longer holds.
   *
   * <p>{@code managedFields} and {@code resourceVersion} of the object are left out, so that an
   * object that was read can be applied; but then this manager owns every field of it.
   *
   * @param configuration with its name, and nothing but the fields to be owned
   * @param options field manager and force
   * @return the object as it is now
   * @throws ApiException {@link ApiException#isConflict} if another manager owns a field; its
   *     causes name fields and managers
   */
  public final T apply(T configuration, ApplyOptions options) {
    checkNamespace(configuration);
    byte[] body = ApplyConfigurations.body(type(), configuration);
    return endpoint.object(endpoint.requests().apply(name(configuration), null, body, options));
  }

  // ---- delete

  /**
   * Deletes an object.
   *
   * @param name of the object
   * @return what the server says: the object may be there for a while
   * @throws ApiException {@link ApiException#isNotFound} if there is none
   */
  public final DeleteResult<T> delete(String name) {
    return delete(name, DeleteOptions.EMPTY);
  }

  /**
   * Deletes an object.
   *
   * @param name of the object
   * @param options how to delete it, and under which preconditions
   * @return what the server says: the object may be there for a while
   * @throws ApiException {@link ApiException#isNotFound} if there is none, {@link
   *     ApiException#isConflict} if a precondition does not hold
   */
  public final DeleteResult<T> delete(String name, DeleteOptions options) {
    RestRequest request = endpoint.requests().delete(name, options);
    return DeleteResults.of(request, type(), endpoint.rest().send(request).body());
  }

  // ---- finalizers

  /**
   * Adds a finalizer: the object then stays, being deleted, until it is removed again.
   *
   * @param name of the object
   * @param finalizer such as {@code example.com/cleanup}; if it is there, nothing is written
   * @return the object as it is now
   */
  public final T addFinalizer(String name, String finalizer) {
    return Finalizers.add(this, name, finalizer);
  }

  /**
   * Removes a finalizer.
   *
   * @param name of the object
   * @param finalizer such as {@code example.com/cleanup}; if it is not there, nothing is written
   * @return the object as it was last; after its last finalizer an object that is being deleted is
   *     gone
   */
  public final T removeFinalizer(String name, String finalizer) {
    return Finalizers.remove(this, name, finalizer);
  }

  // ---- wait

  /**
   * Returns what waits for something to become true of an object.
   *
   * @param timeout of each wait, more than zero
   */
  public final Wait<T> waitUpTo(Duration timeout) {
    return new Wait<>(this, timeout);
  }

  // ---- subresources

  /**
   * Returns a client for a subresource whose body is the object itself, such as {@code status}.
   *
   * @param subresource its name
   */
  public final SubresourceClient<T> subresource(String subresource) {
    return new SubresourceClient<>(endpoint, subresource, type().codec());
  }

  private void checkNamespace(T object) {
    String own = object.metadata().namespace();
    if (!own.isEmpty() && !own.equals(namespace())) {
      throw new IllegalArgumentException(
          type().kind().kind()
              + " "
              + object.metadata().name()
              + " is in namespace "
              + own
              + ", but this client is for "
              + (namespace() == null ? "a cluster-scoped resource" : "namespace " + namespace()));
    }
  }

  private String name(T object) {
    ObjectMeta metadata = object.metadata();
    if (metadata.name().isEmpty()) {
      throw new IllegalArgumentException(type().kind().kind() + " needs metadata.name for this");
    }
    return metadata.name();
  }

  /** Returns what this is a client for. */
  @Override
  public final String toString() {
    return type() + (namespace() == null ? "" : " in namespace " + namespace());
  }
}
