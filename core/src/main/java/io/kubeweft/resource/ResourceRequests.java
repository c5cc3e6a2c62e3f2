package io.kubeweft.resource;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.meta.DeleteOptions;
import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.rest.RequestPath;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.Verb;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests from names and options. Pure: nothing is sent, so that every rule of paths and
 * query parameters is tested by a table.
 *
 * @param resource what is asked for
 * @param namespace of the objects; null for a cluster-scoped resource, or for all namespaces
 * @param timeout of each request; null for the client's default
 */
record ResourceRequests(
    GroupVersionResource resource, @Nullable String namespace, @Nullable Duration timeout) {
  private static final String JSON = "application/json";
  private static final String APPLY = "application/apply-patch+yaml";

  ResourceRequests {
    Objects.requireNonNull(resource, "resource");
    RequestPath.checkSegment(resource.version(), "version");
    RequestPath.checkSegment(resource.resource(), "resource");
    if (!resource.group().isEmpty()) {
      RequestPath.checkSegment(resource.group(), "group");
    }
    if (namespace != null) {
      RequestPath.checkSegment(namespace, "namespace");
    }
  }

  RestRequest get(String name, @Nullable String subresource, GetOptions options) {
    return request(Verb.GET, path(name, subresource))
        .query("resourceVersion", options.resourceVersion())
        .query("pretty", text(options.pretty()))
        .build();
  }

  RestRequest list(ListOptions options) {
    return selected(Verb.LIST, options)
        .query("limit", positive(options.limit()))
        .query("continue", options.continueToken())
        .query("resourceVersion", options.resourceVersion())
        .query("resourceVersionMatch", text(options.resourceVersionMatch()))
        .query("timeoutSeconds", text(options.timeoutSeconds()))
        .query("shardSelector", options.shardSelector())
        .query("pretty", text(options.pretty()))
        .build();
  }

  RestRequest watch(WatchOptions options, int timeoutSeconds, Duration idleTimeout) {
    return request(Verb.WATCH, collection())
        .query("watch", "true")
        .query("labelSelector", present(options.labelSelector()))
        .query("fieldSelector", present(options.fieldSelector()))
        .query("resourceVersion", options.resourceVersion())
        .query("resourceVersionMatch", text(watchMatch(options)))
        .query("timeoutSeconds", Integer.toString(timeoutSeconds))
        .query("allowWatchBookmarks", options.allowBookmarks() ? "true" : null)
        .query("sendInitialEvents", text(options.sendInitialEvents()))
        .query("shardSelector", options.shardSelector())
        .idleTimeout(idleTimeout)
        .build();
  }

  /** The only match that a server takes together with sendInitialEvents. */
  private static @Nullable ResourceVersionMatch watchMatch(WatchOptions options) {
    return options.resourceVersionMatch() == null && options.sendInitialEvents() != null
        ? ResourceVersionMatch.NOT_OLDER_THAN
        : options.resourceVersionMatch();
  }

  <T> RestRequest create(JsonCodec<T> codec, T object, WriteOptions options) {
    return write(Verb.CREATE, collection(), options)
        .body(JSON, Json.writeRequest(codec, object))
        .build();
  }

  <T> RestRequest createSubresource(
      String name, String subresource, JsonCodec<T> codec, T body, WriteOptions options) {
    return write(Verb.CREATE, path(name, subresource), options)
        .body(JSON, Json.writeRequest(codec, body))
        .build();
  }

  <T> RestRequest update(
      String name,
      @Nullable String subresource,
      JsonCodec<T> codec,
      T object,
      WriteOptions options) {
    return write(Verb.UPDATE, path(name, subresource), options)
        .body(JSON, Json.writeRequest(codec, object))
        .build();
  }

  RestRequest patch(String name, @Nullable String subresource, Patch patch, WriteOptions options) {
    return write(Verb.PATCH, path(name, subresource), options)
        .body(patch.contentType(), patch.bytes())
        .build();
  }

  RestRequest apply(
      String name, @Nullable String subresource, byte[] configuration, ApplyOptions options) {
    if (options.fieldManager() == null || options.fieldManager().isEmpty()) {
      throw new IllegalArgumentException(
          "an apply needs a field manager: ApplyOptions.fieldManager(\"name-of-this-program\")");
    }
    return request(Verb.PATCH, path(name, subresource))
        .query("fieldManager", options.fieldManager())
        .query("force", options.force() ? "true" : null)
        .query("dryRun", options.dryRun() ? "All" : null)
        .query("fieldValidation", text(options.fieldValidation()))
        .query("pretty", text(options.pretty()))
        .body(APPLY, configuration)
        .build();
  }

  RestRequest delete(String name, DeleteOptions options) {
    return request(Verb.DELETE, path(name, null)).body(JSON, body(options)).build();
  }

  RestRequest deleteCollection(ListOptions selection, DeleteOptions options) {
    if (selection.shardSelector() != null || selection.continueToken() != null) {
      // A server that does not know them would delete everything else, too.
      throw new IllegalArgumentException(
          "a collection is not deleted by shards or pages: select it by labels or fields");
    }
    return selected(Verb.DELETE_COLLECTION, selection)
        .query("limit", positive(selection.limit()))
        .query("resourceVersion", selection.resourceVersion())
        .query("resourceVersionMatch", text(selection.resourceVersionMatch()))
        .body(JSON, body(options))
        .build();
  }

  private static byte[] body(DeleteOptions options) {
    return Json.writeBytes(DeleteOptions.CODEC, options);
  }

  private RestRequest.Builder selected(Verb verb, ListOptions options) {
    return request(verb, collection())
        .query("labelSelector", present(options.labelSelector()))
        .query("fieldSelector", present(options.fieldSelector()));
  }

  private RestRequest.Builder write(Verb verb, String path, WriteOptions options) {
    return request(verb, path)
        .query("dryRun", options.dryRun() ? "All" : null)
        .query("fieldManager", present(options.fieldManager()))
        .query("fieldValidation", text(options.fieldValidation()))
        .query("pretty", text(options.pretty()));
  }

  private RestRequest.Builder request(Verb verb, String path) {
    return RestRequest.builder(verb, path).timeout(timeout);
  }

  String path(String name, @Nullable String subresource) {
    String object = RequestPath.of(RequestPath.checkSegment(name, "name"));
    String path = collection() + object;
    if (subresource == null) {
      return path;
    }
    return path + RequestPath.of(RequestPath.checkSegment(subresource, "subresource"));
  }

  String collection() {
    String root =
        resource.group().isEmpty()
            ? RequestPath.of("api", resource.version())
            : RequestPath.of("apis", resource.group(), resource.version());
    return namespace == null
        ? root + RequestPath.of(resource.resource())
        : root + RequestPath.of("namespaces", namespace, resource.resource());
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static @Nullable String present(@Nullable String value) {
    return value == null || value.isEmpty() ? null : value;
  }

  private static @Nullable String positive(@Nullable Integer value) {
    return value == null || value == 0 ? null : value.toString();
  }
}
