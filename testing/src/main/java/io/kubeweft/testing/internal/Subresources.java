package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
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
    JsonObject stored = store.get(target.key());
    if (stored == null) {
      throw ApiFailure.notFound(target.resource(), target.objectName());
    }
    JsonObject object = kinds.of(target.resource()).shown(stored);
    return switch (target.subresource()) {
      case "scale" -> scale(target, call, object);
      case "eviction" -> new Evictions(store, writes.deletion()).evict(target, call);
      case "binding" -> new Bindings(store, writes.rules()).bind(target, call);
      case "token" -> tokens.issue(object, call.object("TokenRequest"));
      case "approval", "resize", "ephemeralcontainers" -> part(target, call, object);
      default ->
          throw ApiFailure.of(501, "NotImplemented", target.subresource() + " needs a kubelet");
    };
  }

  private JsonObject scale(Target target, ApiCall call, JsonObject object) {
    Scales scales = kinds.of(target.resource()).scales();
    return switch (call.method()) {
      case "GET" -> scales.show(object);
      case "PUT" -> scaled(target, call, object, ScaleBody.sent(call.object("Scale"), schemas));
      case "PATCH" -> {
        boolean custom = kinds.isCustom(target.resource());
        if (custom && call.contentType().contains("strategic")) {
          throw ApiFailure.unsupportedPatch(true);
        }
        JsonObject result =
            call.contentType().startsWith("application/json-patch")
                ? JsonPatch.apply(scales.show(object), call.array())
                : JsonPatch.merge(scales.show(object), call.object("Scale"));
        yield scaled(target, call, object, ScaleBody.patched(target, result, schemas));
      }
      default -> throw ApiFailure.methodNotAllowed();
    };
  }

  private JsonObject scaled(Target target, ApiCall call, JsonObject object, JsonObject wanted) {
    Writes.checkNames(target, wanted);
    Scales scales = kinds.of(target.resource()).scales();
    Long given = wanted.getLong("spec", "replicas");
    long replicas = given == null ? 0 : given;
    // That of a custom resource is checked with the whole of it.
    if (replicas < 0 && !kinds.isCustom(target.resource())) {
      Causes causes = new Causes();
      causes.invalid(
          "spec.replicas", JsonNumber.of(replicas), "must be greater than or equal to 0");
      throw ApiFailure.invalid("autoscaling", "Scale", target.objectName(), causes.list());
    }
    String version = Trees.resourceVersion(wanted);
    JsonObject body =
        version.isEmpty() ? object : Trees.withMeta(object, "resourceVersion", version);
    JsonObject stored = writes.replaceWith(target, call, scales.scaled(body, replicas));
    return scales.show(stored);
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
