package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Deletes objects: finalizers, preconditions, grace periods, and what the garbage collector and the
 * namespace controller of a cluster do, at once instead of some time later.
 */
final class Deletion {
  private static final JsonString FOREGROUND = new JsonString("foregroundDeletion");
  private static final JsonString ORPHAN = new JsonString("orphan");

  /** Namespaces that stay. */
  private static final Set<String> KEPT = Set.of("default", "kube-system", "kube-public");

  /** Kinds whose delete is answered with the object. */
  private static final Set<String> SHOWN =
      Set.of(
          "pods",
          "services",
          "serviceaccounts",
          "resourcequotas",
          "persistentvolumes",
          "persistentvolumeclaims",
          "podtemplates",
          "storageclasses.storage.k8s.io",
          "csidrivers.storage.k8s.io",
          "csinodes.storage.k8s.io",
          "volumeattachments.storage.k8s.io",
          "volumeattributesclasses.storage.k8s.io",
          "resourceclaims.resource.k8s.io",
          "resourceclaimtemplates.resource.k8s.io",
          "resourceslices.resource.k8s.io",
          "deviceclasses.resource.k8s.io");

  private final Store store;
  private final GracePeriods grace;

  Deletion(Store store, Supplier<Instant> now) {
    this.store = store;
    this.grace = new GracePeriods(now);
  }

  /**
   * Deletes an object.
   *
   * @param target of the request
   * @param options DeleteOptions; empty for none
   * @return the answer: a Status when the object is gone, else the object
   */
  JsonObject delete(Target target, JsonObject options) {
    return store.atomically(
        () -> {
          Resource resource = target.resource();
          JsonObject before = store.get(target.key());
          if (before == null) {
            throw ApiFailure.notFound(resource, target.objectName());
          }
          checkDeletable(resource, target.objectName());
          checkPreconditions(resource, before, options.getObject("preconditions"));
          if (WriteOptions.isDryRun(options)) {
            JsonObject marked = marked(resource, before, options);
            return stays(target, marked) ? marked : answer(resource, marked);
          }
          JsonObject left = begin(target, before, options);
          return left == null ? answer(resource, grace.marked(resource, before, options)) : left;
        });
  }

  private static void checkDeletable(Resource resource, String name) {
    if (resource.storageName().equals("namespaces") && KEPT.contains(name)) {
      throw ApiFailure.forbidden(resource, name, "this namespace may not be deleted");
    }
  }

  /** Some kinds are shown once more when they are gone, the others are only named. */
  private static JsonObject answer(Resource resource, JsonObject object) {
    return SHOWN.contains(resource.storageName()) ? object : success(resource, object);
  }

  private static void checkPreconditions(
      Resource resource, JsonObject object, JsonObject preconditions) {
    String uid = Trees.text(preconditions, "uid");
    if (!uid.isEmpty() && !uid.equals(Trees.uid(object))) {
      throw ApiFailure.precondition(
          resource,
          Trees.name(object),
          "the UID in the precondition ("
              + uid
              + ") does not match the UID in record ("
              + Trees.uid(object)
              + "). The object might have been deleted and then recreated");
    }
    String version = Trees.text(preconditions, "resourceVersion");
    if (!version.isEmpty() && !version.equals(Trees.resourceVersion(object))) {
      throw ApiFailure.precondition(
          resource,
          Trees.name(object),
          "the ResourceVersion in the precondition ("
              + version
              + ") does not match the ResourceVersion in record ("
              + Trees.resourceVersion(object)
              + "). The object might have been modified");
    }
  }

  private JsonObject marked(Resource resource, JsonObject object, JsonObject options) {
    JsonObject result = grace.marked(resource, object, options);
    result = withFinalizer(result, FOREGROUND, propagation(options).equals("Foreground"));
    result = withFinalizer(result, ORPHAN, propagation(options).equals("Orphan"));
    if (resource.storageName().equals("namespaces")) {
      JsonObject status = result.getObject("status").with("phase", new JsonString("Terminating"));
      result = result.with("status", status);
    }
    return result;
  }

  private static String propagation(JsonObject options) {
    Boolean orphan = options.getBoolean("orphanDependents");
    return orphan != null && orphan ? "Orphan" : Trees.text(options, "propagationPolicy");
  }

  private static JsonObject withFinalizer(JsonObject object, JsonString finalizer, boolean wanted) {
    List<JsonValue> finalizers =
        new ArrayList<>(object.getArray("metadata", "finalizers").values());
    if (!wanted || finalizers.contains(finalizer)) {
      return object;
    }
    finalizers.add(finalizer);
    return Trees.withMeta(object, "finalizers", JsonArray.copyOf(finalizers));
  }

  /**
   * Goes on with the deletion of an object as far as its finalizers let it.
   *
   * @return what is left; null if it is gone
   */
  @Nullable JsonObject settle(Target target, JsonObject object) {
    if (!Trees.isTerminating(object)) {
      return object;
    }
    JsonObject current = object;
    if (target.resource().storageName().equals("namespaces")) {
      current = emptied(target, object);
    }
    String uid = Trees.uid(current);
    if (has(current, ORPHAN)) {
      dependents(uid)
          .forEach(
              (key, dependent) ->
                  store.change(key, d -> d == null ? null : disowned(dependent, uid)));
      current = without(target, current, ORPHAN);
    }
    if (has(current, FOREGROUND)) {
      deleteDependents(uid);
      if (dependents(uid).isEmpty()) {
        current = without(target, current, FOREGROUND);
      }
    }
    if (!current.getArray("metadata", "finalizers").isEmpty()
        || GracePeriods.remaining(current) > 0
        || !current.getArray("spec", "finalizers").isEmpty()
            && target.resource().storageName().equals("namespaces")) {
      return current;
    }
    JsonObject removed = store.change(target.key(), old -> null);
    deleteDependents(uid);
    if (removed != null) {
      settleWaiting(removed);
    }
    return null;
  }

  /** Goes on with what has waited for an object: its owners, and its namespace. */
  private void settleWaiting(JsonObject removed) {
    List<String> owners = owners(removed);
    Store.Key namespace = new Store.Key("namespaces", "", Trees.namespace(removed));
    Map<Store.Key, JsonObject> waiting =
        owners.isEmpty()
            ? new TreeMap<>()
            : store.matching(each -> owners.contains(Trees.uid(each)) && has(each, FOREGROUND));
    JsonObject home = store.get(namespace);
    if (home != null && Trees.isTerminating(home)) {
      waiting.put(namespace, home);
    }
    waiting.forEach(
        (key, object) -> {
          JsonObject unused = settle(targetOf(key), object);
        });
  }

  private static Target targetOf(Store.Key key) {
    String namespace = key.namespace().isEmpty() ? null : key.namespace();
    return new Target(Resource.anonymous(key.storage()), namespace, key.name(), "");
  }

  private static boolean has(JsonObject object, JsonString finalizer) {
    return object.getArray("metadata", "finalizers").values().contains(finalizer);
  }

  private JsonObject without(Target target, JsonObject object, JsonString finalizer) {
    List<JsonValue> finalizers =
        new ArrayList<>(object.getArray("metadata", "finalizers").values());
    finalizers.remove(finalizer);
    JsonObject changed =
        Trees.withMeta(
            object, "finalizers", finalizers.isEmpty() ? null : JsonArray.copyOf(finalizers));
    JsonObject stored = store.change(target.key(), old -> old == null ? null : changed);
    return stored == null ? changed : stored;
  }

  /** A namespace whose objects are gone loses its own finalizer. */
  private JsonObject emptied(Target target, JsonObject namespace) {
    String name = Trees.name(namespace);
    for (Map.Entry<Store.Key, JsonObject> entry : store.inNamespace(name).entrySet()) {
      JsonObject unused = begin(entry.getKey(), entry.getValue());
    }
    if (!store.inNamespace(name).isEmpty()) {
      return namespace;
    }
    JsonObject spec = namespace.getObject("spec").without("finalizers");
    JsonObject stored =
        store.change(target.key(), old -> old == null ? null : namespace.with("spec", spec));
    return stored == null ? namespace : stored;
  }

  private Map<Store.Key, JsonObject> dependents(String uid) {
    return store.matching(object -> owners(object).contains(uid));
  }

  private static List<String> owners(JsonObject object) {
    return object.getArray("metadata", "ownerReferences").values().stream()
        .map(owner -> Trees.text((JsonObject) owner, "uid"))
        .toList();
  }

  private void deleteDependents(String uid) {
    dependents(uid)
        .forEach(
            (key, dependent) -> {
              boolean last = owners(dependent).stream().allMatch(uid::equals);
              JsonObject unused =
                  last
                      ? begin(key, dependent)
                      : store.change(key, old -> old == null ? null : disowned(dependent, uid));
            });
  }

  private static JsonObject disowned(JsonObject object, String uid) {
    List<JsonValue> owners =
        object.getArray("metadata", "ownerReferences").values().stream()
            .filter(owner -> !Trees.text((JsonObject) owner, "uid").equals(uid))
            .toList();
    return Trees.withMeta(
        object, "ownerReferences", owners.isEmpty() ? null : JsonArray.copyOf(owners));
  }

  /** Deletes an object of which only the place is known. */
  private @Nullable JsonObject begin(Store.Key key, JsonObject object) {
    // Nobody is there to stop pods, so that those of an owner or namespace that goes are not
    // waited for.
    JsonObject now = JsonObject.builder().put("gracePeriodSeconds", 0).build();
    return begin(targetOf(key), object, now);
  }

  /** Only an object that stays for a while is seen to be terminating. */
  private @Nullable JsonObject begin(Target target, JsonObject object, JsonObject options) {
    JsonObject marked = marked(target.resource(), object, options);
    if (!stays(target, marked)) {
      return settle(target, marked);
    }
    JsonObject stored = store.change(target.key(), old -> old == null ? null : marked);
    return settle(target, stored == null ? marked : stored);
  }

  private static boolean stays(Target target, JsonObject marked) {
    return !marked.getArray("metadata", "finalizers").isEmpty()
        || GracePeriods.remaining(marked) > 0
        || target.resource().storageName().equals("namespaces");
  }

  private static JsonObject success(Resource resource, JsonObject object) {
    JsonObject.Builder details = JsonObject.builder().put("name", Trees.name(object));
    if (!resource.group().isEmpty()) {
      details.put("group", resource.group());
    }
    details.put("kind", resource.plural()).put("uid", Trees.uid(object));
    return JsonObject.builder()
        .put("kind", "Status")
        .put("apiVersion", "v1")
        .put("metadata", JsonObject.EMPTY)
        .put("status", "Success")
        .put("details", details.build())
        .build();
  }
}
