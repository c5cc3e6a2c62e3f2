package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Subresources that are more than a part of their object: scale, eviction, binding, token. */
final class Subresources {
  private final Store store;
  private final Writes writes;

  Subresources(Store store, Writes writes) {
    this.store = store;
    this.writes = writes;
  }

  JsonObject serve(Target target, ApiCall call, Caller caller) {
    JsonObject object = store.get(target.key());
    if (object == null) {
      throw ApiFailure.notFound(target.resource(), target.objectName());
    }
    return switch (target.subresource()) {
      case "scale" -> scale(target, call, object);
      case "eviction" -> evict(target, call);
      case "binding" -> bind(target, call);
      case "token" -> token(call, object);
      case "approval", "resize", "ephemeralcontainers" -> part(target, call, object);
      default ->
          throw ApiFailure.of(501, "NotImplemented", target.subresource() + " needs a kubelet");
    };
  }

  private JsonObject scale(Target target, ApiCall call, JsonObject object) {
    return switch (call.method()) {
      case "GET" -> scale(object);
      case "PUT" -> scaled(target, call, object, call.object());
      case "PATCH" -> scaled(target, call, object, JsonPatch.merge(scale(object), call.object()));
      default -> throw ApiFailure.methodNotAllowed();
    };
  }

  private JsonObject scaled(Target target, ApiCall call, JsonObject object, JsonObject wanted) {
    Long replicas = wanted.getLong("spec", "replicas");
    JsonNumber number = JsonNumber.of(replicas == null ? 0 : replicas);
    JsonObject body = object.with("spec", object.getObject("spec").with("replicas", number));
    String version = Trees.resourceVersion(wanted);
    JsonObject versioned =
        Trees.withMeta(body, "resourceVersion", version.isEmpty() ? null : new JsonString(version));
    return scale(writes.replaceWith(target.withName(target.objectName()), call, versioned));
  }

  private static JsonObject scale(JsonObject object) {
    JsonObject metadata = object.getObject("metadata");
    JsonObject.Builder kept = JsonObject.builder();
    for (String field :
        List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
      JsonValue value = metadata.get(field);
      if (value != null) {
        kept.put(field, value);
      }
    }
    Long replicas = object.getLong("spec", "replicas");
    Long current = object.getLong("status", "replicas");
    return JsonObject.builder()
        .put("kind", "Scale")
        .put("apiVersion", "autoscaling/v1")
        .put("metadata", kept.build())
        .put("spec", JsonObject.builder().put("replicas", replicas == null ? 0 : replicas).build())
        .put("status", JsonObject.builder().put("replicas", current == null ? 0 : current).build())
        .build();
  }

  private JsonObject evict(Target target, ApiCall call) {
    JsonObject options = call.object().getObject("deleteOptions");
    JsonObject unused = writes.deletion().delete(target.withName(target.objectName()), options);
    return success();
  }

  private static JsonObject success() {
    return JsonObject.builder()
        .put("kind", "Status")
        .put("apiVersion", "v1")
        .put("metadata", JsonObject.EMPTY)
        .put("status", "Success")
        .build();
  }

  private JsonObject bind(Target target, ApiCall call) {
    String node = Trees.text(call.object(), "target", "name");
    JsonObject unused =
        store.change(
            target.key(),
            pod ->
                pod == null
                    ? null
                    : pod.with(
                        "spec", pod.getObject("spec").with("nodeName", new JsonString(node))));
    return success();
  }

  private static JsonObject token(ApiCall call, JsonObject account) {
    JsonObject request = call.object();
    String claims =
        "{\"sub\":\"system:serviceaccount:%s:%s\"}"
            .formatted(Trees.namespace(account), Trees.name(account));
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String token =
        encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8))
            + ".";
    return request
        .with("kind", new JsonString("TokenRequest"))
        .with("apiVersion", new JsonString("authentication.k8s.io/v1"))
        .with(
            "status",
            JsonObject.builder()
                .put("token", token)
                .put("expirationTimestamp", "2100-01-01T00:00:00Z")
                .build());
  }

  private JsonObject part(Target target, ApiCall call, JsonObject object) {
    return switch (call.method()) {
      case "GET" -> object;
      case "PUT" -> writes.update(target.withName(target.objectName()), call);
      case "PATCH" -> writes.patch(target.withName(target.objectName()), call);
      default -> throw ApiFailure.methodNotAllowed();
    };
  }
}
