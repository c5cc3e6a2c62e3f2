package io.kubeweft.testing.internal;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** The verbs get and list. */
final class Reads {
  private final Store store;
  private final Views views;
  private final Kinds kinds;

  Reads(Store store, Views views, Kinds kinds) {
    this.store = store;
    this.views = views;
    this.kinds = kinds;
  }

  JsonObject get(Target target, ApiCall call) {
    Long version = call.version(ApiFailure::internal);
    if (version != null && version > store.revision()) {
      throw ApiFailure.tooLargeVersion(version, store.revision());
    }
    JsonObject object = store.get(target.key());
    if (object == null) {
      throw ApiFailure.notFound(target.resource(), target.objectName());
    }
    return views.object(target, call, kinds.of(target.resource()).shown(object));
  }

  /** Where a list goes on: the revision of its first page, and the last key that was sent. */
  private record Continue(long revision, Store.Key after) {
    private static final String ENCODING = "meta.k8s.io/v1";

    String encoded() {
      String text =
          Json.write(
              JsonObject.builder()
                  .put("v", ENCODING)
                  .put("rv", revision)
                  .put("namespace", after.namespace())
                  .put("name", after.name())
                  .build());
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static Continue decode(String token, String storage) {
      JsonObject object = read(token);
      String version = Trees.text(object, "v");
      Long revision = object.getLong("rv");
      if (!version.equals(ENCODING) || revision == null) {
        throw invalid("server does not recognize this encoded version " + version);
      }
      return new Continue(
          revision,
          new Store.Key(storage, Trees.text(object, "namespace"), Trees.text(object, "name")));
    }

    private static JsonObject read(String token) {
      byte[] text;
      try {
        text = Base64.getUrlDecoder().decode(token);
      } catch (IllegalArgumentException e) {
        throw invalid("illegal base64 data at input byte " + goodUpTo(token));
      }
      String problem = GoJson.problem(text);
      if (problem != null) {
        throw invalid(problem);
      }
      return Json.parse(text) instanceof JsonObject object ? object : JsonObject.EMPTY;
    }

    private static int goodUpTo(String token) {
      int at = 0;
      while (at < token.length() && isUrlSafe(token.charAt(at))) {
        at++;
      }
      return at;
    }

    private static boolean isUrlSafe(char c) {
      return c < 128 && Character.isLetterOrDigit(c) || c == '-' || c == '_';
    }

    private static ApiFailure invalid(String problem) {
      return ApiFailure.badRequest("invalid continue token: continue key is not valid: " + problem);
    }
  }

  JsonObject list(Target target, ApiCall call) {
    ListRules.check(call);
    String storage = target.resource().storageName();
    String token = call.parameter("continue");
    Continue from = token.isEmpty() ? null : Continue.decode(token, storage);
    Store.Snapshot snapshot = snapshot(target, call, from, storage);
    NavigableMap<Store.Key, JsonObject> rest =
        from == null ? snapshot.objects() : snapshot.objects().tailMap(from.after, false);
    return page(target, call, snapshot.revision(), rest);
  }

  private Store.Snapshot snapshot(
      Target target, ApiCall call, @Nullable Continue from, String storage) {
    String match = call.parameter("resourceVersionMatch");
    if (from != null) {
      if (!List.of("", "0").contains(call.parameter("resourceVersion"))) {
        throw ApiFailure.badRequest(
            "specifying resource version is not allowed when using continue");
      }
      if (from.revision < 0) {
        return store.list(storage, target.namespace(), 0);
      }
      try {
        return store.list(storage, target.namespace(), from.revision);
      } catch (ApiFailure e) {
        throw e.code() == 410
            ? ApiFailure.expiredContinue(new Continue(-1, from.after).encoded())
            : e;
      }
    }
    Long wanted =
        call.version(problem -> ApiFailure.badRequest("invalid resource version: " + problem));
    Long limit = call.integer("limit");
    // A page of a version is of exactly that version unless the request says otherwise.
    boolean legacyExact =
        match.isEmpty() && limit != null && limit > 0 && wanted != null && wanted != 0;
    if ((match.equals("Exact") || legacyExact) && wanted != null) {
      return store.list(storage, target.namespace(), wanted);
    }
    if (wanted != null && wanted > store.revision()) {
      throw ApiFailure.tooLargeVersion(wanted, store.revision());
    }
    return store.list(storage, target.namespace(), 0);
  }

  /** The watch cache, which answers what may be of any version, has no pages. */
  private static long limit(ApiCall call) {
    Long limit = call.integer("limit");
    boolean cached =
        call.parameter("resourceVersion").equals("0") && call.parameter("continue").isEmpty();
    return cached || limit == null || limit <= 0 ? Long.MAX_VALUE : limit;
  }

  private JsonObject page(
      Target target, ApiCall call, long revision, NavigableMap<Store.Key, JsonObject> objects) {
    Selection selection = Selection.of(target, call, kinds);
    KindRules kind = kinds.of(target.resource());
    boolean custom = kinds.isCustom(target.resource());
    long most = limit(call);
    List<JsonObject> items = new ArrayList<>();
    JsonObject.Builder metadata =
        JsonObject.builder().put("resourceVersion", Long.toString(revision));
    if (custom) {
      metadata.put("continue", "");
    }
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
        JsonObject object = entry.getValue();
        // Built-in kinds leave out what the list says for all.
        items.add(custom ? kind.shown(object) : object.without("apiVersion").without("kind"));
      }
    }
    return views.list(target, call, items, metadata.build());
  }
}
