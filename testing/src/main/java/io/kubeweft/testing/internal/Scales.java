package io.kubeweft.testing.internal;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.meta.LabelSelector;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The scale subresource: the replicas of an object, wherever it keeps them. */
final class Scales {
  private static final List<String> METADATA =
      List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp");

  private final Writes writes;
  private final Definitions definitions;

  Scales(Writes writes, Definitions definitions) {
    this.writes = writes;
    this.definitions = definitions;
  }

  JsonObject serve(Target target, ApiCall call, JsonObject object) {
    Resource resource = target.resource();
    return switch (call.method()) {
      case "GET" -> scale(resource, object);
      case "PUT" -> scaled(target, call, object, call.object());
      case "PATCH" ->
          scaled(target, call, object, JsonPatch.merge(scale(resource, object), call.object()));
      default -> throw ApiFailure.methodNotAllowed();
    };
  }

  private JsonObject scaled(Target target, ApiCall call, JsonObject object, JsonObject wanted) {
    Long replicas = wanted.getLong("spec", "replicas");
    JsonNumber number = JsonNumber.of(replicas == null ? 0 : replicas);
    JsonObject body = with(object, path(target.resource(), "specReplicasPath"), number);
    String version = Trees.resourceVersion(wanted);
    JsonObject versioned =
        Trees.withMeta(body, "resourceVersion", version.isEmpty() ? null : new JsonString(version));
    return scale(
        target.resource(),
        writes.replaceWith(target.withName(target.objectName()), call, versioned));
  }

  /** Where a custom resource keeps something, or where built-in ones do. */
  private String[] path(Resource resource, String name) {
    JsonObject version = definitions.version(resource);
    String path =
        version == null ? "" : Trees.text(version.getObject("subresources", "scale"), name);
    if (path.isEmpty()) {
      String part = name.startsWith("spec") ? "spec" : "status";
      return new String[] {part, name.startsWith("label") ? "selector" : "replicas"};
    }
    return path.substring(1).split("\\.", -1);
  }

  private static JsonObject with(JsonObject object, String[] path, JsonValue value) {
    if (path.length == 1) {
      return object.with(path[0], value);
    }
    String[] rest = Arrays.copyOfRange(path, 1, path.length);
    return object.with(path[0], with(object.getObject(path[0]), rest, value));
  }

  private JsonObject scale(Resource resource, JsonObject object) {
    JsonObject metadata = object.getObject("metadata");
    JsonObject.Builder kept = JsonObject.builder();
    for (String field : METADATA) {
      JsonValue value = metadata.get(field);
      if (value != null) {
        kept.put(field, value);
      }
    }
    Long replicas = object.getLong(path(resource, "specReplicasPath"));
    Long current = object.getLong(path(resource, "statusReplicasPath"));
    JsonObject.Builder status = JsonObject.builder().put("replicas", current == null ? 0 : current);
    String selector = selector(resource, object);
    if (selector != null) {
      status.put("selector", selector);
    }
    return JsonObject.builder()
        .put("kind", "Scale")
        .put("apiVersion", "autoscaling/v1")
        .put("metadata", kept.build())
        .put("spec", JsonObject.builder().put("replicas", replicas == null ? 0 : replicas).build())
        .put("status", status.build())
        .build();
  }

  /** The selector of the replicas, as a query. */
  private @Nullable String selector(Resource resource, JsonObject object) {
    if (definitions.version(resource) != null) {
      return object.getString(path(resource, "labelSelectorPath"));
    }
    JsonObject selector = object.getObject("spec", "selector");
    // A replication controller has nothing but labels there.
    JsonObject whole =
        resource.plural().equals("replicationcontrollers")
            ? JsonObject.of("matchLabels", selector)
            : selector;
    return whole.isEmpty() ? null : Json.fromTree(LabelSelector.CODEC, whole).toQuery();
  }
}
