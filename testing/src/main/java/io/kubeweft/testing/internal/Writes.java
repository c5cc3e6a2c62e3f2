package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.testing.internal.validation.Cause;
import io.kubeweft.testing.internal.validation.Causes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The verbs that change one object. */
final class Writes {
  /** How often another random name is tried (KEP-4420). */
  private static final int NAMES = 8;

  private final Store store;
  private final ObjectRules rules;
  private final Deletion deletion;
  private final Schemas schemas;
  private final Kinds kinds;
  private final Decoding decoding;
  private final Quotas quotas;

  Writes(Store store, ObjectRules rules, Registry registry, Quotas quotas) {
    this.store = store;
    this.rules = rules;
    this.quotas = quotas;
    this.deletion = new Deletion(store, rules.clock());
    this.schemas = registry.schemas();
    this.kinds = registry.kinds();
    this.decoding = new Decoding(kinds, schemas);
  }

  ObjectRules rules() {
    return rules;
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
    WriteOptions.check(call, "CreateOptions");
    JsonObject body = decoding.body(target, call);
    checkBodyNamespace(target, body);
    return store.atomically(() -> create(target, call, body));
  }

  private static void checkBodyNamespace(Target target, JsonObject body) {
    String own = Trees.namespace(body);
    if (target.resource().namespaced()
        && !own.isEmpty()
        && !own.equals(target.namespaceOrEmpty())) {
      throw ApiFailure.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
  }

  private JsonObject create(Target target, ApiCall call, JsonObject body) {
    Resource resource = target.resource();
    checkNamespace(resource, target.namespaceOrEmpty(), Trees.name(body));
    checkOpen(resource, Trees.name(body));
    JsonObject created = named(target, body);
    List<Cause> causes = kinds.of(resource).created(created);
    if (!causes.isEmpty()) {
      throw ApiFailure.invalid(resource, Trees.name(created), causes);
    }
    quotas.check(target.withName(Trees.name(created)), null, created);
    if (!call.isDryRun()) {
      UpdateRules.checkNoVersion(body);
    }
    String name = Trees.name(created);
    JsonObject found = store.get(target.key(name));
    if (found != null) {
      throw ApiFailure.alreadyExists(resource, name, Trees.isTerminating(found));
    }
    kinds.of(resource).warnings(created).forEach(call.warnings()::add);
    JsonObject owned = owners(target, call).afterUpdate(null, created, created);
    return stored(target.withName(name), owned, call);
  }

  /** A generated name that is taken is made anew. */
  private JsonObject named(Target target, JsonObject body) {
    Resource resource = target.resource();
    JsonObject object = JsonObject.EMPTY;
    for (int i = 0; i < NAMES; i++) {
      object = rules.created(resource, target.namespaceOrEmpty(), body);
      if (!Trees.name(body).isEmpty() || store.get(target.key(Trees.name(object))) == null) {
        break;
      }
    }
    KindRules kind = kinds.of(resource);
    JsonObject defaulted = kind.defaulted(object);
    JsonNumber generation = kind.hasGeneration(defaulted) ? JsonNumber.of(1) : null;
    return Trees.withMeta(defaulted, "generation", generation);
  }

  private void checkNamespace(Resource resource, String namespace, String name) {
    if (!resource.namespaced()) {
      return;
    }
    JsonObject found = store.get(new Store.Key("namespaces", "", namespace));
    if (found == null) {
      throw ApiFailure.notFound(Resource.anonymous("namespaces"), namespace);
    }
    if (Trees.isTerminating(found)) {
      throw ApiFailure.terminating(resource, name, namespace);
    }
  }

  private void checkOpen(Resource resource, String name) {
    if (kinds.of(resource).isClosing()) {
      throw ApiFailure.forbidden(
          resource, name, "create not allowed while custom resource definition is terminating");
    }
  }

  private JsonObject stored(Target target, JsonObject object, ApiCall call) {
    if (call.isDryRun()) {
      return object;
    }
    JsonObject inStore = kinds.of(target.resource()).stored(object);
    JsonObject stored = store.change(target.key(), old -> inStore);
    return stored == null ? object : stored;
  }

  JsonObject update(Target target, ApiCall call) {
    WriteOptions.check(call, "UpdateOptions");
    JsonObject body = decoding.body(target, call);
    checkNames(target, body);
    return store.atomically(
        () -> {
          boolean creates =
              store.get(target.key()) == null
                  && target.subresource().isEmpty()
                  && UpdateRules.createsOnUpdate(target.resource());
          if (creates) {
            return create(target, call, body);
          }
          JsonObject before = existing(target);
          UpdateRules.checkVersion(target.resource(), before, body);
          return replace(target, call, before, body);
        });
  }

  /** Refuses a body that names another object than the path. */
  static void checkNames(Target target, JsonObject body) {
    String name = Trees.name(body);
    if (name.isEmpty()) {
      throw ApiFailure.noName(target.objectName());
    }
    if (!name.equals(target.objectName())) {
      throw ApiFailure.badRequest(
          "the name of the object ("
              + name
              + ") does not match the name on the URL ("
              + target.objectName()
              + ")");
    }
    checkBodyNamespace(target, body);
  }

  /** Replaces an object by what a subresource has made of it. */
  JsonObject replaceWith(Target target, ApiCall call, JsonObject body) {
    WriteOptions.check(call, call.method().equals("PATCH") ? "PatchOptions" : "UpdateOptions");
    return store.atomically(
        () -> {
          JsonObject before = existing(target);
          UpdateRules.checkVersion(target.resource(), before, body);
          return replace(target, call, before, body);
        });
  }

  private JsonObject replace(Target target, ApiCall call, JsonObject before, JsonObject body) {
    Resource resource = target.resource();
    JsonObject updated = rules.updated(resource, before, body, target.subresource());
    JsonObject after = rules.generation(before, kinds.of(resource).defaulted(updated));
    JsonObject owned = owners(target, call).afterUpdate(before, body, after);
    if (Trees.withMeta(owned, "resourceVersion", Trees.resourceVersion(before)).equals(before)) {
      return before;
    }
    checkUpdate(target, call, before, after);
    return settled(target, owned, call);
  }

  private void checkUpdate(Target target, ApiCall call, JsonObject before, JsonObject after) {
    Resource resource = target.resource();
    KindRules kind = kinds.of(resource);
    List<Cause> causes = kind.updated(before, after, target.subresource());
    if (!causes.isEmpty()) {
      throw ApiFailure.invalid(resource, target.objectName(), causes);
    }
    quotas.check(target, before, after);
    Set<String> known = new HashSet<>(kind.warnings(before));
    kind.warnings(after).stream().filter(w -> !known.contains(w)).forEach(call.warnings()::add);
  }

  private JsonObject existing(Target target) {
    JsonObject before = store.get(target.key());
    if (before == null) {
      throw ApiFailure.notFound(target.resource(), target.objectName());
    }
    return kinds.of(target.resource()).shown(before);
  }

  /**
   * Stores an object; that of a deletion that has waited for this is removed, and shown as sent.
   */
  private JsonObject settled(Target target, JsonObject object, ApiCall call) {
    if (call.isDryRun()) {
      return object;
    }
    if (deletion.isOver(target, object)) {
      String version = Trees.resourceVersion(existing(target));
      deletion.finish(target);
      JsonObject last = kinds.of(target.resource()).stored(object);
      return Trees.withMeta(last, "resourceVersion", version);
    }
    JsonObject stored = stored(target, object, call);
    JsonObject left = deletion.settle(target);
    return left == null ? stored : left;
  }

  JsonObject patch(Target target, ApiCall call) {
    WriteOptions.check(call, "PatchOptions");
    boolean custom = kinds.isCustom(target.resource());
    return switch (call.contentType()) {
      case "application/json-patch+json" -> {
        JsonArray operations = call.array();
        yield patch(target, call, before -> JsonPatch.apply(before, operations));
      }
      case "application/merge-patch+json" -> {
        JsonObject patch = call.mergePatch();
        yield patch(target, call, before -> JsonPatch.merge(before, patch));
      }
      case "application/apply-patch+yaml" -> apply(target, call);
      case "application/strategic-merge-patch+json" -> {
        if (custom) {
          throw ApiFailure.unsupportedPatch(true);
        }
        JsonObject patch = call.strategicPatch();
        Schemas.Node schema = schemas.of(target.resource());
        yield patch(target, call, before -> StrategicMerge.apply(before, patch, schema));
      }
      default -> throw ApiFailure.unsupportedPatch(custom);
    };
  }

  /** Makes the new object of the old one. */
  private interface Edit {
    JsonObject edit(JsonObject before);
  }

  private JsonObject patch(Target target, ApiCall call, Edit edit) {
    return store.atomically(
        () -> {
          JsonObject before = existing(target);
          JsonObject body = decoding.patched(target, call, edit.edit(before));
          checkNames(target, body);
          UpdateRules.checkVersion(target.resource(), before, versioned(before, body));
          UpdateRules.checkUid(target.resource(), before, body);
          return replace(target, call, before, body);
        });
  }

  private static JsonObject versioned(JsonObject before, JsonObject body) {
    JsonObject own = Trees.withMeta(body, "uid", Trees.uid(before));
    return Trees.resourceVersion(own).isEmpty()
        ? Trees.withMeta(own, "resourceVersion", Trees.resourceVersion(before))
        : own;
  }

  private static void checkManager(ApiCall call) {
    if (call.parameter("fieldManager").isEmpty()) {
      Causes causes = new Causes();
      causes.required("fieldManager", "is required for apply patch");
      throw ApiFailure.invalidOptions("PatchOptions", causes.list());
    }
  }

  /** Applies to an object what a subresource has made of its own configuration. */
  JsonObject applyOver(Target target, ApiCall call, JsonObject configuration) {
    WriteOptions.check(call, "PatchOptions");
    checkManager(call);
    return store.atomically(
        () -> applyOver(target, call, existing(target), configuration, call.flag("force")));
  }

  private JsonObject apply(Target target, ApiCall call) {
    checkManager(call);
    JsonObject sent = call.configuration();
    BodyType.checkApplied(target.resource(), sent);
    if (sent.getObject("metadata").has("managedFields")) {
      throw ApiFailure.badRequest("metadata.managedFields must be nil");
    }
    JsonObject configuration = part(target, decoding.applied(target, sent));
    JsonObject named = Trees.withMeta(configuration, "name", target.objectName());
    checkNames(target, Trees.name(sent).isEmpty() ? named : configuration);
    return store.atomically(
        () -> {
          boolean force = call.flag("force");
          return store.get(target.key()) == null
              ? applyNew(target, call, named, force)
              : applyOver(target, call, existing(target), named, force);
        });
  }

  /** What of a configuration counts: the status has its own subresource, which has nothing else. */
  private static JsonObject part(Target target, JsonObject configuration) {
    if (target.subresource().equals("status")) {
      JsonObject bare = configuration;
      for (String name : configuration.members().keySet()) {
        boolean kept = Set.of("apiVersion", "kind", "metadata", "status").contains(name);
        bare = kept ? bare : bare.without(name);
      }
      JsonObject metadata = JsonObject.EMPTY;
      for (String field : List.of("name", "namespace", "uid", "resourceVersion")) {
        metadata = Trees.withMemberOf(metadata, field, bare.getObject("metadata"));
      }
      return bare.with("metadata", metadata);
    }
    return target.resource().has("status") ? configuration.without("status") : configuration;
  }

  private JsonObject applyNew(
      Target target, ApiCall call, JsonObject configuration, boolean force) {
    Resource resource = target.resource();
    if (!target.subresource().isEmpty()) {
      throw ApiFailure.notFound(resource, target.objectName());
    }
    UpdateRules.checkApplyOfNothing(resource, configuration);
    checkNamespace(resource, target.namespaceOrEmpty(), target.objectName());
    checkOpen(resource, target.objectName());
    JsonObject created = named(target, configuration);
    List<Cause> causes = kinds.of(resource).created(created);
    if (!causes.isEmpty()) {
      throw ApiFailure.invalid(resource, target.objectName(), causes);
    }
    quotas.check(target, null, created);
    JsonObject owned = owners(target, call).afterApply(null, configuration, force);
    return stored(
        target,
        Trees.withMeta(created, "managedFields", owned.getArray("metadata", "managedFields")),
        call);
  }

  private JsonObject applyOver(
      Target target, ApiCall call, JsonObject live, JsonObject configuration, boolean force) {
    Resource resource = target.resource();
    JsonObject merged = owners(target, call).afterApply(live, configuration, force);
    String version = Trees.resourceVersion(configuration);
    JsonObject body =
        Trees.withMeta(
            merged, "resourceVersion", version.isEmpty() ? Trees.resourceVersion(live) : version);
    UpdateRules.checkVersion(resource, live, versioned(live, body));
    UpdateRules.checkUid(resource, live, body);
    JsonObject updated = rules.updated(resource, live, body, target.subresource());
    JsonObject after = rules.generation(live, kinds.of(resource).defaulted(updated));
    JsonObject owned =
        Trees.withMeta(after, "managedFields", merged.getArray("metadata", "managedFields"));
    if (unchangedButTimes(live, owned)) {
      return live;
    }
    checkUpdate(target, call, live, after);
    return settled(target, owned, call);
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
