package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.testing.internal.validation.Causes;

/** Subresources that are more than a part of their object: scale, eviction, binding, token. */
final class Subresources {
  private final Store store;
  private final Writes writes;
  private final Kinds kinds;
  private final Schemas schemas;
  private final AccountTokens tokens;

  Subresources(Store store, Writes writes, Kinds kinds, Schemas schemas, AccountTokens tokens) {
    this.store = store;
    this.writes = writes;
    this.kinds = kinds;
    this.schemas = schemas;
    this.tokens = tokens;
  }

  JsonObject serve(Target target, ApiCall call) {
    return switch (target.subresource()) {
      // What is shown and what is changed is one state, so that nobody else's write is a conflict.
      case "scale" -> store.atomically(() -> scale(target, call));
      case "eviction" ->
          new Evictions(store, writes.deletion())
              .evict(target, call, sent(ActionType.EVICTION, call));
      case "binding" ->
          new Bindings(store, writes.rules()).bind(target, call, sent(ActionType.BINDING, call));
      case "token" -> {
        JsonObject request = sent(ActionType.TOKEN_REQUEST, call);
        yield tokens.issue(existing(target), request);
      }
      case "approval", "resize", "ephemeralcontainers" -> part(target, call);
      default ->
          throw ApiFailure.of(501, "NotImplemented", target.subresource() + " needs a kubelet");
    };
  }

  private JsonObject sent(ActionType type, ApiCall call) {
    return type.sent(call, schemas);
  }

  private JsonObject existing(Target target) {
    JsonObject stored = store.get(target.key());
    if (stored == null) {
      throw ApiFailure.notFound(target.resource(), target.objectName());
    }
    return kinds.of(target.resource()).shown(stored);
  }

  private JsonObject scale(Target target, ApiCall call) {
    return switch (call.method()) {
      case "GET" -> kinds.of(target.resource()).scales().show(existing(target));
      case "PUT" -> {
        JsonObject wanted = sent(ActionType.SCALE, call);
        Writes.checkNames(target, wanted);
        yield scaled(target, call, existing(target), wanted);
      }
      case "PATCH" -> patched(target, call, existing(target));
      default -> throw ApiFailure.methodNotAllowed();
    };
  }

  private JsonObject patched(Target target, ApiCall call, JsonObject object) {
    boolean custom = kinds.isCustom(target.resource());
    JsonObject shown = kinds.of(target.resource()).scales().show(object);
    JsonObject result =
        switch (call.contentType()) {
          case "application/json-patch+json" -> JsonPatch.apply(shown, call.array());
          case "application/merge-patch+json" -> JsonPatch.merge(shown, call.mergePatch());
          case "application/strategic-merge-patch+json" -> {
            if (custom) {
              throw ApiFailure.unsupportedPatch(true);
            }
            yield JsonPatch.merge(shown, call.strategicPatch());
          }
          case "application/apply-patch+yaml" -> ScaleBody.applied(call);
          default -> throw ApiFailure.unsupportedPatch(custom);
        };
    JsonObject read = ScaleBody.patched(target, result, schemas);
    boolean applies = call.contentType().equals("application/apply-patch+yaml");
    JsonObject wanted =
        applies && Trees.name(read).isEmpty()
            ? Trees.withMeta(read, "name", target.objectName())
            : read;
    Writes.checkNames(target, wanted);
    checkUid(target, object, wanted);
    return applies
        ? applied(target, call, wanted)
        : scaled(target, call, object, Trees.withMeta(wanted, "uid", Trees.uid(object)));
  }

  /** An update's uid is compared where it is stored, that of a patch only for built-in kinds. */
  private void checkUid(Target target, JsonObject object, JsonObject wanted) {
    Resource resource = target.resource();
    String uid = Trees.uid(wanted);
    if (!kinds.isCustom(resource) && !uid.isEmpty() && !uid.equals(Trees.uid(object))) {
      throw ApiFailure.conflict(
          Resource.anonymous(resource.plural() + "/scale", resource.group()),
          target.objectName(),
          ApiFailure.unmet("UID", uid, Trees.uid(object)));
    }
  }

  /** The replicas of an object, as its other fields can be, belong to who applies them. */
  private JsonObject applied(Target target, ApiCall call, JsonObject wanted) {
    Scales scales = kinds.of(target.resource()).scales();
    JsonObject bare =
        JsonObject.builder()
            .put("apiVersion", target.resource().apiVersion())
            .put("kind", target.resource().kind())
            .put("metadata", JsonObject.of("name", new JsonString(target.objectName())))
            .build();
    String version = Trees.resourceVersion(wanted);
    JsonObject part = version.isEmpty() ? bare : Trees.withMeta(bare, "resourceVersion", version);
    JsonObject configuration =
        wanted.getObject("spec").has("replicas")
            ? scales.scaled(part, replicas(target, wanted))
            : part;
    return scales.show(writes.applyOver(target, call, configuration));
  }

  private JsonObject scaled(Target target, ApiCall call, JsonObject object, JsonObject wanted) {
    Scales scales = kinds.of(target.resource()).scales();
    long replicas = replicas(target, wanted);
    String version = Trees.resourceVersion(wanted);
    String uid = Trees.uid(wanted);
    JsonObject body =
        version.isEmpty() ? object : Trees.withMeta(object, "resourceVersion", version);
    if (!uid.isEmpty()) {
      body = Trees.withMeta(body, "uid", uid);
    }
    JsonObject stored = writes.replaceWith(target, call, scales.scaled(body, replicas));
    return scales.show(stored);
  }

  private long replicas(Target target, JsonObject wanted) {
    Long given = wanted.getLong("spec", "replicas");
    long replicas = given == null ? 0 : given;
    // That of a custom resource is checked with the whole of it.
    if (replicas < 0 && !kinds.isCustom(target.resource())) {
      Causes causes = new Causes();
      causes.invalid(
          "spec.replicas", JsonNumber.of(replicas), "must be greater than or equal to 0");
      throw ApiFailure.invalid("autoscaling", "Scale", target.objectName(), causes.list());
    }
    return replicas;
  }

  /** The answer to an action that leaves nothing to show. */
  static JsonObject success(int code) {
    return JsonObject.builder()
        .put("kind", "Status")
        .put("apiVersion", "v1")
        .put("metadata", JsonObject.EMPTY)
        .put("status", "Success")
        .put("code", code)
        .build();
  }

  private JsonObject part(Target target, ApiCall call) {
    return switch (call.method()) {
      case "GET" -> existing(target);
      case "PUT" -> writes.update(target, call);
      case "PATCH" -> writes.patch(target, call);
      default -> throw ApiFailure.methodNotAllowed();
    };
  }
}
