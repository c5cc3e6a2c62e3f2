package io.kubeweft.resource;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.meta.KubernetesObject;

/**
 * Makes an apply configuration of an object: the server refuses {@code managedFields}, and takes a
 * {@code resourceVersion} as a precondition that nobody who applies wants.
 */
final class ApplyConfigurations {
  private ApplyConfigurations() {}

  /** The type's own apiVersion and kind are added where the object does not say them. */
  static <T extends KubernetesObject> byte[] body(ResourceType<T> type, T object) {
    JsonObject tree = tree(type.codec(), object);
    if (type.kind().kind().isEmpty() && !(tree.has("kind") && tree.has("apiVersion"))) {
      throw new IllegalArgumentException("an object to apply needs its apiVersion and kind");
    }
    if (!tree.has("kind")) {
      tree = tree.with("kind", new JsonString(type.kind().kind()));
    }
    if (!tree.has("apiVersion")) {
      tree = tree.with("apiVersion", new JsonString(type.kind().apiVersion()));
    }
    return Json.writeBytes(JsonCodecs.OBJECT, tree);
  }

  static <T extends KubernetesObject> byte[] body(JsonCodec<T> codec, T object) {
    return Json.writeBytes(JsonCodecs.OBJECT, tree(codec, object));
  }

  private static <T> JsonObject tree(JsonCodec<T> codec, T object) {
    JsonObject tree = Json.read(JsonCodecs.OBJECT, Json.writeRequest(codec, object));
    JsonObject metadata = tree.getObject("metadata");
    return tree.with("metadata", metadata.without("managedFields").without("resourceVersion"));
  }
}
