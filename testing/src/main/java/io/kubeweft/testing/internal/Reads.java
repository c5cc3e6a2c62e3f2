package io.kubeweft.testing.internal;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** The verbs get and list. */
final class Reads {
  private final Store store;
  private final Views views;

  Reads(Store store, Views views) {
    this.store = store;
    this.views = views;
  }

  JsonObject get(Target target, ApiCall call) {
    Long version = call.number("resourceVersion");
    if (version != null && version > store.revision()) {
      throw ApiFailure.tooLargeVersion(version, store.revision());
    }
    JsonObject object = store.get(target.key());
    if (object == null) {
      throw ApiFailure.notFound(target.resource(), target.objectName());
    }
    return views.object(target, call, object);
  }

  /** Where a list goes on: the revision of its first page, and the last key that was sent. */
  private record Continue(long revision, Store.Key after) {
    String encoded() {
      String text =
          Json.write(
              JsonObject.builder()
                  .put("v", "meta.k8s.io/v1")
                  .put("rv", revision)
                  .put("namespace", after.namespace())
                  .put("name", after.name())
                  .build());
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static Continue decode(String token, String storage) {
      try {
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        JsonObject object = (JsonObject) Json.parse(bytes);
        Long revision = object.getLong("rv");
        if (revision == null) {
          throw ApiFailure.badRequest("continue key is not valid");
        }
        return new Continue(
            revision,
            new Store.Key(storage, Trees.text(object, "namespace"), Trees.text(object, "name")));
      } catch (IllegalArgumentException | DecodeException | ClassCastException e) {
        throw ApiFailure.badRequest("continue key is not valid: encoding error");
      }
    }
  }

  JsonObject list(Target target, ApiCall call) {
    String storage = target.resource().storageName();
    String token = call.parameter("continue");
    Continue from = token.isEmpty() ? null : Continue.decode(token, storage);
    Store.Snapshot snapshot = snapshot(target, call, from == null ? 0 : from.revision, storage);
    NavigableMap<Store.Key, JsonObject> rest =
        from == null ? snapshot.objects() : snapshot.objects().tailMap(from.after, false);
    return page(target, call, snapshot.revision(), rest);
  }

  private Store.Snapshot snapshot(Target target, ApiCall call, long revision, String storage) {
    Long wanted = call.number("resourceVersion");
    String match = call.parameter("resourceVersionMatch");
    if (revision != 0) {
      if (wanted != null && wanted != 0) {
        throw ApiFailure.badRequest(
            "specifying resource version is not allowed when using continue");
      }
      try {
        return store.list(storage, target.namespace(), revision);
      } catch (ApiFailure e) {
        throw e.code() == 410
            ? ApiFailure.expired(
                "The provided continue parameter is too old to display a consistent list result."
                    + " You can start a new list without the continue parameter.")
            : e;
      }
    }
    if (!match.isEmpty() && wanted == null) {
      throw ApiFailure.badRequest(
          "resourceVersionMatch is forbidden unless resourceVersion is provided");
    }
    Long limit = call.number("limit");
    // A page of a version is of exactly that version unless the request says otherwise.
    boolean legacyExact =
        match.isEmpty() && limit != null && limit > 0 && wanted != null && wanted != 0;
    if ((match.equals("Exact") || legacyExact) && wanted != null) {
      if (wanted == 0) {
        throw ApiFailure.badRequest(
            "resourceVersionMatch \"Exact\" is forbidden for resourceVersion \"0\"");
      }
      return store.list(storage, target.namespace(), wanted);
    }
    if (wanted != null && wanted > store.revision()) {
      throw ApiFailure.tooLargeVersion(wanted, store.revision());
    }
    return store.list(storage, target.namespace(), 0);
  }

  private JsonObject page(
      Target target, ApiCall call, long revision, NavigableMap<Store.Key, JsonObject> objects) {
    Selection selection = Selection.of(call);
    Long limit = call.number("limit");
    long most = limit == null || limit == 0 ? Long.MAX_VALUE : limit;
    List<JsonObject> items = new ArrayList<>();
    JsonObject.Builder metadata =
        JsonObject.builder().put("resourceVersion", Long.toString(revision));
    Store.Key last = null;
    int seen = 0;
    for (Map.Entry<Store.Key, JsonObject> entry : objects.entrySet()) {
      if (items.size() >= most && last != null) {
        metadata.put("continue", new Continue(revision, last).encoded());
        if (call.parameter("labelSelector").isEmpty()
            && call.parameter("fieldSelector").isEmpty()) {
          metadata.put("remainingItemCount", objects.size() - seen);
        }
        break;
      }
      seen++;
      last = entry.getKey();
      if (selection.matches(entry.getValue())) {
        items.add(entry.getValue());
      }
    }
    return views.list(target, call, items, metadata.build());
  }
}
