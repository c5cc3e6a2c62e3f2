package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Deletes objects: finalizers, preconditions, grace periods, and what the garbage collector and the
 * namespace controller of a cluster do, at once instead of some time later.
 *
 * <p>A deletion has consequences: dependents go, owners and namespaces that have waited go on. They
 * are kept as work that is still to do, each once, and done in a loop while the store is held
 * still; the state is read anew for each of them.
 */
final class Deletion {
  private static final String NAMESPACES = "namespaces";

  /**
   * Nobody is there to stop pods, so that those of an owner or namespace that goes are not waited
   * for.
   */
  private static final JsonObject NOW = JsonObject.builder().put("gracePeriodSeconds", 0).build();

  private static final JsonObject NOW_IN_FOREGROUND =
      NOW.with("propagationPolicy", new JsonString("Foreground"));

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

  /** What is still to do. */
  private sealed interface Work {
    /** To bring a terminating object as far as its finalizers let it. */
    record Settle(Store.Key key) implements Work {}

    /** To delete the dependents of an object that is gone. */
    record Collect(String owner) implements Work {}
  }

  private final Store store;
  private final GracePeriods grace;

  /** Guarded by the store; empty between requests. */
  private final Set<Work> pending = new LinkedHashSet<>();

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
          checkPreconditions(resource, before, options.getObject("preconditions"));
          checkDeletable(resource, target.objectName());
          if (WriteOptions.isDryRun(options)) {
            JsonObject marked = marked(resource, before, options);
            return stays(target, marked) ? marked : answer(resource, marked);
          }
          begin(target, before, options);
          work();
          JsonObject left = store.get(target.key());
          return left == null ? answer(resource, grace.marked(resource, before, options)) : left;
        });
  }

  private static void checkDeletable(Resource resource, String name) {
    if (resource.storageName().equals(NAMESPACES) && KEPT.contains(name)) {
      throw ApiFailure.forbidden(resource, name, "this namespace may not be deleted");
    }
  }

  /** Some kinds are shown once more when they are gone, the others are only named. */
  private static JsonObject answer(Resource resource, JsonObject object) {
    return SHOWN.contains(resource.storageName()) ? object : success(resource, object);
  }

  private static void checkPreconditions(
      Resource resource, JsonObject object, JsonObject preconditions) {
    checkPrecondition(
        resource,
        object,
        preconditions.getString("uid"),
        "UID",
        Trees.uid(object),
        "The object might have been deleted and then recreated");
    checkPrecondition(
        resource,
        object,
        preconditions.getString("resourceVersion"),
        "ResourceVersion",
        Trees.resourceVersion(object),
        "The object might have been modified");
  }

  /** Kinds whose deletion is their own have words of their own for it. */
  private static void checkPrecondition(
      Resource resource,
      JsonObject object,
      @Nullable String wanted,
      String field,
      String actual,
      String reason) {
    if (wanted == null || wanted.equals(actual)) {
      return;
    }
    String name = Trees.name(object);
    if (GracePeriods.isUntimed(resource)) {
      throw ApiFailure.conflict(resource, name, ApiFailure.unmet(field, wanted, actual));
    }
    String problem =
        "the %1$s in the precondition (%2$s) does not match the %1$s in record (%3$s). %4$s"
            .formatted(field, wanted, actual, reason);
    throw ApiFailure.precondition(resource, name, problem);
  }

  private JsonObject marked(Resource resource, JsonObject object, JsonObject options) {
    if (GracePeriods.isPending(object, options)) {
      return object;
    }
    JsonObject result = grace.marked(resource, object, options);
    // A policy replaces that of an earlier request; without one, the earlier one stays.
    String policy = propagation(options);
    if (!policy.isEmpty()) {
      result = withFinalizer(result, FOREGROUND, policy.equals("Foreground"));
      result = withFinalizer(result, ORPHAN, policy.equals("Orphan"));
    }
    if (resource.storageName().equals(NAMESPACES)) {
      JsonObject status = result.getObject("status").with("phase", new JsonString("Terminating"));
      result = result.with("status", status);
    }
    return result;
  }

  private static String propagation(JsonObject options) {
    Boolean orphan = options.getBoolean("orphanDependents");
    return orphan == null
        ? Trees.text(options, "propagationPolicy")
        : orphan ? "Orphan" : "Background";
  }

  private static JsonObject withFinalizer(JsonObject object, JsonString finalizer, boolean wanted) {
    List<JsonValue> finalizers =
        new ArrayList<>(object.getArray("metadata", "finalizers").values());
    if (wanted == finalizers.contains(finalizer)) {
      return object;
    }
    if (wanted) {
      finalizers.add(finalizer);
    } else {
      finalizers.remove(finalizer);
    }
    return Trees.withMeta(
        object, "finalizers", finalizers.isEmpty() ? null : JsonArray.copyOf(finalizers));
  }

  /** Whether a write that leaves an object like this removes it instead of storing it. */
  boolean isOver(Target target, JsonObject object) {
    return onlyWaits(object)
        && object.getArray("metadata", "finalizers").isEmpty()
        && !(isNamespace(target.key()) && !object.getArray("spec", "finalizers").isEmpty());
  }

  /** Removes an object whose deletion is over. */
  void finish(Target target) {
    store.atomically(
        () -> {
          remove(target.key());
          work();
          return true;
        });
  }

  /**
   * Goes on with the deletion of an object that was changed, as far as its finalizers let it.
   *
   * @return what is left; null if it is gone
   */
  @Nullable JsonObject settle(Target target) {
    return store.atomically(
        () -> {
          boolean unused = pending.add(new Work.Settle(target.key()));
          work();
          return store.get(target.key());
        });
  }

  private void work() {
    while (!pending.isEmpty()) {
      Work next = pending.iterator().next();
      boolean unused = pending.remove(next);
      switch (next) {
        case Work.Settle(Store.Key key) -> settle(key);
        case Work.Collect(String owner) -> collect(owner);
      }
    }
  }

  private void settle(Store.Key key) {
    JsonObject object = store.get(key);
    if (object == null || !Trees.isTerminating(object)) {
      return;
    }
    String uid = Trees.uid(object);
    if (isNamespace(key)) {
      store.inNamespace(key.name()).keySet().forEach(this::empty);
    }
    if (has(object, ORPHAN)) {
      store.dependents(uid).keySet().forEach(dependent -> disown(dependent, uid));
    }
    if (has(object, FOREGROUND)) {
      deleteBlocking(uid);
    }
    JsonObject left = store.get(key);
    if (left == null) {
      return;
    }
    if (isNamespace(key) && store.inNamespace(key.name()).isEmpty()) {
      left = left.with("spec", left.getObject("spec").without("finalizers"));
    }
    left = withFinalizer(left, ORPHAN, false);
    if (blocking(uid).isEmpty()) {
      left = withFinalizer(left, FOREGROUND, false);
    }
    if (isOver(targetOf(key), left)) {
      remove(key);
    } else {
      JsonObject stored = left;
      JsonObject unused = store.change(key, old -> stored);
    }
  }

  private void remove(Store.Key key) {
    JsonObject removed = store.change(key, old -> null);
    if (removed == null) {
      return;
    }
    boolean unused = pending.add(new Work.Collect(Trees.uid(removed)));
    for (String owner : Owners.uids(removed)) {
      Store.Key waiting = store.place(owner);
      if (waiting != null) {
        unused = pending.add(new Work.Settle(waiting));
      }
    }
    if (!key.namespace().isEmpty()) {
      unused = pending.add(new Work.Settle(new Store.Key(NAMESPACES, "", key.namespace())));
    }
  }

  private static boolean isNamespace(Store.Key key) {
    return key.storage().equals(NAMESPACES);
  }

  private static Target targetOf(Store.Key key) {
    String namespace = key.namespace().isEmpty() ? null : key.namespace();
    return new Target(Resource.anonymous(key.storage()), namespace, key.name(), "");
  }

  private static boolean has(JsonObject object, JsonString finalizer) {
    return object.getArray("metadata", "finalizers").values().contains(finalizer);
  }

  /** Deletes an object of a namespace that goes, unless it only waits for its finalizers. */
  private void empty(Store.Key key) {
    JsonObject object = store.get(key);
    if (object != null && !onlyWaits(object)) {
      begin(key, object, NOW);
    }
  }

  private static boolean onlyWaits(JsonObject object) {
    return Trees.isTerminating(object) && GracePeriods.remaining(object) == 0;
  }

  /** The dependents for which an owner waits that is deleted in the foreground. */
  private Map<Store.Key, JsonObject> blocking(String uid) {
    Map<Store.Key, JsonObject> dependents = store.dependents(uid);
    dependents.values().removeIf(dependent -> !Owners.isBlocked(dependent, uid));
    return dependents;
  }

  /** What has dependents of its own waits for them, too (garbagecollector.go). */
  private void deleteBlocking(String uid) {
    for (Store.Key key : blocking(uid).keySet()) {
      JsonObject dependent = store.get(key);
      if (dependent == null || onlyWaits(dependent)) {
        continue;
      }
      if (!Owners.isOnly(dependent, uid)) {
        disown(key, uid);
        continue;
      }
      Map<Store.Key, JsonObject> next = store.dependents(Trees.uid(dependent));
      if (next.isEmpty()) {
        begin(key, dependent, NOW);
        continue;
      }
      boolean inCircle =
          next.values().stream()
              .anyMatch(each -> Trees.isTerminating(each) && has(each, FOREGROUND));
      begin(key, inCircle ? Owners.unblocked(dependent) : dependent, NOW_IN_FOREGROUND);
    }
  }

  /** Deletes the dependents of an object that is gone; who has another owner stays. */
  private void collect(String uid) {
    for (Store.Key key : store.dependents(uid).keySet()) {
      JsonObject dependent = store.get(key);
      if (dependent != null && Owners.isOnly(dependent, uid)) {
        begin(key, dependent, NOW);
      } else {
        disown(key, uid);
      }
    }
  }

  private void disown(Store.Key key, String uid) {
    JsonObject unused = store.change(key, old -> old == null ? null : Owners.without(old, uid));
  }

  private void begin(Store.Key key, JsonObject object, JsonObject options) {
    begin(targetOf(key), object, options);
  }

  /** Only an object that stays for a while is seen to be terminating. */
  private void begin(Target target, JsonObject object, JsonObject options) {
    JsonObject marked = marked(target.resource(), object, options);
    if (!stays(target, marked)) {
      remove(target.key());
      return;
    }
    JsonObject unused = store.change(target.key(), old -> marked);
    boolean unusedAdded = pending.add(new Work.Settle(target.key()));
  }

  private static boolean stays(Target target, JsonObject marked) {
    return !marked.getArray("metadata", "finalizers").isEmpty()
        || GracePeriods.remaining(marked) > 0
        || isNamespace(target.key());
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
