package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.List;

/** The verbs that change one object. */
final class Writes {
  private final Store store;
  private final ObjectRules rules;
  private final Deletion deletion;
  private final Schemas schemas;

  Writes(Store store, ObjectRules rules, Schemas schemas) {
    this.store = store;
    this.rules = rules;
    this.deletion = new Deletion(store, rules);
    this.schemas = schemas;
  }

  Deletion deletion() {
    return deletion;
  }

  private ManagedFields owners(Target target, ApiCall call) {
    return new ManagedFields(
        call.manager(),
        target.resource().apiVersion(),
        target.subresource(),
        schemas.of(target.resource()),
        rules.timestamp());
  }

  JsonObject create(Target target, ApiCall call) {
    JsonObject body = call.object();
    Resource resource = target.resource();
    String namespace = target.namespaceOrEmpty();
    String own = Trees.namespace(body);
    if (resource.namespaced() && !own.isEmpty() && !own.equals(namespace)) {
      throw ApiFailure.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    JsonObject created = rules.created(resource, namespace, body);
    return store.atomically(
        () -> {
          checkNamespace(resource, namespace);
          String name = Trees.name(created);
          if (store.get(target.key(name)) != null) {
            throw ApiFailure.alreadyExists(resource, name);
          }
          JsonObject owned = owners(target, call).afterUpdate(null, created);
          return stored(target.withName(name), owned, call);
        });
  }

  private void checkNamespace(Resource resource, String namespace) {
    if (!resource.namespaced()) {
      return;
    }
    JsonObject found = store.get(new Store.Key("namespaces", "", namespace));
    if (found == null) {
      throw ApiFailure.notFound(Resource.anonymous("namespaces"), namespace);
    }
    if (Trees.isTerminating(found)) {
      throw ApiFailure.forbidden(
          resource.storageName()
              + " is forbidden: unable to create new content in namespace "
              + namespace
              + " because it is being terminated");
    }
  }

  private JsonObject stored(Target target, JsonObject object, ApiCall call) {
    if (call.isDryRun()) {
      return object;
    }
    JsonObject stored = store.change(target.key(), old -> object);
    return stored == null ? object : stored;
  }

  JsonObject update(Target target, ApiCall call) {
    JsonObject body = call.object();
    String name = Trees.name(body);
    if (!name.isEmpty() && !name.equals(target.objectName())) {
      throw ApiFailure.badRequest(
          "the name of the object ("
              + name
              + ") does not match the name on the URL ("
              + target.objectName()
              + ")");
    }
    return replace(target, call, before -> body);
  }

  /** Replaces an object by what a subresource has made of it. */
  JsonObject replaceWith(Target target, ApiCall call, JsonObject body) {
    return replace(target, call, before -> body);
  }

  /** Makes the new object of the old one. */
  private interface Edit {
    JsonObject edit(JsonObject before);
  }

  private JsonObject replace(Target target, ApiCall call, Edit edit) {
    return store.atomically(
        () -> {
          JsonObject before = existing(target);
          JsonObject body = edit.edit(before);
          JsonObject after = rules.updated(target.resource(), before, body, target.subresource());
          JsonObject same = Trees.withMeta(after, "resourceVersion", Trees.resourceVersion(before));
          if (same.equals(before)) {
            return before;
          }
          JsonObject owned = owners(target, call).afterUpdate(before, after);
          return settled(target, stored(target, owned, call), call);
        });
  }

  private JsonObject existing(Target target) {
    JsonObject before = store.get(target.key());
    if (before == null) {
      throw ApiFailure.notFound(target.resource(), target.objectName());
    }
    return before;
  }

  private JsonObject settled(Target target, JsonObject object, ApiCall call) {
    if (call.isDryRun()) {
      return object;
    }
    JsonObject left = deletion.settle(target, object);
    return left == null ? object : left;
  }

  JsonObject patch(Target target, ApiCall call) {
    return switch (call.contentType()) {
      case "application/json-patch+json" ->
          replace(target, call, before -> JsonPatch.apply(before, call.array()));
      case "application/merge-patch+json" ->
          replace(target, call, before -> JsonPatch.merge(before, call.object()));
      case "application/strategic-merge-patch+json" ->
          replace(
              target,
              call,
              before -> StrategicMerge.apply(before, call.object(), schemas.of(target.resource())));
      case "application/apply-patch+yaml", "application/apply-patch+json" -> apply(target, call);
      default -> throw ApiFailure.unsupportedMediaType(call.contentType());
    };
  }

  private JsonObject apply(Target target, ApiCall call) {
    if (call.parameter("fieldManager").isEmpty()) {
      throw ApiFailure.invalid(
          target.resource(),
          "",
          List.of(ApiFailure.Cause.required("fieldManager", "is required for apply patch")));
    }
    JsonObject configuration = call.object();
    ObjectRules.checkType(target.resource(), configuration);
    if (configuration.getObject("metadata").has("managedFields")) {
      throw ApiFailure.badRequest("metadata.managedFields must be nil");
    }
    JsonObject named = Trees.withMeta(configuration, "name", target.objectName());
    return store.atomically(
        () -> {
          JsonObject live = store.get(target.key());
          boolean force = call.flag("force");
          return live == null
              ? applyNew(target, call, named, force)
              : applyOver(target, call, live, named, force);
        });
  }

  private JsonObject applyNew(
      Target target, ApiCall call, JsonObject configuration, boolean force) {
    if (!target.subresource().isEmpty()) {
      throw ApiFailure.notFound(target.resource(), target.objectName());
    }
    checkNamespace(target.resource(), target.namespaceOrEmpty());
    JsonObject created = rules.created(target.resource(), target.namespaceOrEmpty(), configuration);
    JsonObject owned = owners(target, call).afterApply(null, configuration, force);
    return stored(
        target,
        Trees.withMeta(created, "managedFields", owned.getArray("metadata", "managedFields")),
        call);
  }

  private JsonObject applyOver(
      Target target, ApiCall call, JsonObject live, JsonObject configuration, boolean force) {
    JsonObject merged = owners(target, call).afterApply(live, configuration, force);
    String version = Trees.resourceVersion(configuration);
    JsonObject body =
        Trees.withMeta(
            merged, "resourceVersion", version.isEmpty() ? null : new JsonString(version));
    JsonObject after = rules.updated(target.resource(), live, body, target.subresource());
    JsonObject owned =
        Trees.withMeta(after, "managedFields", merged.getArray("metadata", "managedFields"));
    return unchangedButTimes(live, owned)
        ? live
        : settled(target, stored(target, owned, call), call);
  }

  /** An apply that changes nothing does not count as a change. */
  private static boolean unchangedButTimes(JsonObject before, JsonObject after) {
    return timeless(before).equals(timeless(after));
  }

  private static JsonObject timeless(JsonObject object) {
    JsonObject result = Trees.withMeta(object, "resourceVersion", (JsonString) null);
    List<JsonValue> entries =
        object.getArray("metadata", "managedFields").values().stream()
            .map(e -> (JsonValue) ((JsonObject) e).without("time"))
            .toList();
    return Trees.withMeta(result, "managedFields", JsonArray.copyOf(entries));
  }
}
