package io.kubeweft.resource;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.meta.KubernetesObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes the finalizers of an object by a merge patch that names the resourceVersion it is based
 * on, so that a concurrent change is a conflict, and nothing else of the object is written.
 */
final class Finalizers {
  private Finalizers() {}

  static <T extends KubernetesObject> T add(ObjectClient<T> client, String name, String finalizer) {
    return Retry.onConflict(
        () -> {
          T object = client.get(name);
          List<String> finalizers = new ArrayList<>(object.metadata().finalizers());
          if (finalizers.contains(finalizer)) {
            return object;
          }
          finalizers.add(finalizer);
          return write(client, object, finalizers);
        });
  }

  static <T extends KubernetesObject> T remove(
      ObjectClient<T> client, String name, String finalizer) {
    return Retry.onConflict(
        () -> {
          T object = client.get(name);
          List<String> finalizers = new ArrayList<>(object.metadata().finalizers());
          return finalizers.remove(finalizer) ? write(client, object, finalizers) : object;
        });
  }

  private static <T extends KubernetesObject> T write(
      ObjectClient<T> client, T object, List<String> finalizers) {
    JsonObject metadata =
        JsonObject.builder()
            .put("resourceVersion", object.metadata().resourceVersion())
            .put("finalizers", JsonArray.ofStrings(finalizers.toArray(String[]::new)))
            .build();
    return client.patch(object.metadata().name(), Patch.merge(JsonObject.of("metadata", metadata)));
  }
}
