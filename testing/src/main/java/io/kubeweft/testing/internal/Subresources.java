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

  JsonObject serve(Target target, ApiCall call, Caller caller) {
    JsonObject object = existing(target);
    return switch (target.subresource()) {
      // What is shown and what is changed is one state, so that nobody else's write is a conflict.
      case "scale" -> store.atomically(() -> scale(target, call, existing(target)));
      case "eviction" -> new Evictions(store, writes.deletion()).evict(target, call);
      case "binding" -> new Bindings(store, writes.rules()).bind(target, call);
      case "token" -> tokens.issue(object, call.object("TokenRequest"));
      case "approval", "resize", "ephemeralcontainers" -> part(target, call, object);
      default ->
          throw ApiFailure.of(501, "NotImplemented", target.subresource() + " needs a kubelet");
    };
  }

  private JsonObject existing(Target target) {
    JsonObject stored = store.get(target.key());
    if (stored == null) {
      throw ApiFailure.notFound(target.resource(), target.objectName());
    }
    return kinds.of(target.resource()).shown(stored);
  }

  private JsonObject scale(Target target, ApiCall call, JsonObject object) {
    Scales scales = kinds.of(target.resource()).scales();
    return switch (call.method()) {
      case "GET" -> scales.show(object);
      case "PUT" -> scaled(target, call, object, ScaleBody.sent(call.object("Scale"), schemas));
      case "PATCH" -> patched(target, call, object);
      default -> throw ApiFailure.methodNotAllowed();
    };
  }

  private JsonObject patched(Target target, ApiCall call, JsonObject object) {
    boolean custom = kinds.isCustom(target.resource());
    JsonObject shown = kinds.of(target.resource()).scales().show(object);
    JsonObject result =
        switch (call.contentType()) {
          case "application/json-patch+json" -> JsonPatch.apply(shown, call.array());
          case "application/merge-patch+json" -> JsonPatch.merge(shown, call.object("Scale"));
          case "application/strategic-merge-patch+json" -> {
            if (custom) {
              throw ApiFailure.unsupportedPatch(true);
            }
            yield JsonPatch.merge(shown, call.object("Scale"));
          }
          case "application/apply-patch+yaml" -> ScaleBody.applied(call);
          default -> throw ApiFailure.unsupportedPatch(custom);
        };
    JsonObject wanted = ScaleBody.patched(target, result, schemas);
    return call.contentType().equals("application/apply-patch+yaml")
        ? applied(target, call, wanted)
        : scaled(target, call, object, wanted);
  }

  /** The replicas of an object, as its other fields can be, belong to who applies them. */
  private JsonObject applied(Target target, ApiCall call, JsonObject wanted) {
    JsonObject named =
        Trees.name(wanted).isEmpty() ? Trees.withMeta(wanted, "name", target.objectName()) : wanted;
    Writes.checkNames(target, named);
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
    Writes.checkNames(target, wanted);
    Scales scales = kinds.of(target.resource()).scales();
    long replicas = replicas(target, wanted);
    String version = Trees.resourceVersion(wanted);
    JsonObject body =
        version.isEmpty() ? object : Trees.withMeta(object, "resourceVersion", version);
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

  private JsonObject part(Target target, ApiCall call, JsonObject object) {
    return switch (call.method()) {
      case "GET" -> object;
      case "PUT" -> writes.update(target, call);
      case "PATCH" -> writes.patch(target, call);
      default -> throw ApiFailure.methodNotAllowed();
    };
  }
}
