package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Subresources that are more than a part of their object: scale, eviction, binding, token. */
final class Subresources {
  private final Store store;
  private final Writes writes;
  private final Scales scales;

  Subresources(Store store, Writes writes, Definitions definitions) {
    this.store = store;
    this.writes = writes;
    this.scales = new Scales(writes, definitions);
  }

  JsonObject serve(Target target, ApiCall call, Caller caller) {
    JsonObject object = store.get(target.key());
    if (object == null) {
      throw ApiFailure.notFound(target.resource(), target.objectName());
    }
    return switch (target.subresource()) {
      case "scale" -> scales.serve(target, call, object);
      case "eviction" -> evict(target, call);
      case "binding" -> bind(target, call);
      case "token" -> token(call, object);
      case "approval", "resize", "ephemeralcontainers" -> part(target, call, object);
      default ->
          throw ApiFailure.of(501, "NotImplemented", target.subresource() + " needs a kubelet");
    };
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
