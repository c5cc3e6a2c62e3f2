package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.testing.internal.validation.DefinitionRules;

/** The few defaults without which clients would not find their way about. */
final class Defaults {
  private static final String KUBERNETES = "kubernetes";

  private Defaults() {}

  static JsonObject apply(Resource resource, JsonObject object) {
    return switch (resource.storageName()) {
      case "namespaces" -> namespace(object);
      case "pods" -> object.has("status") ? object : object.with("status", phase("Pending"));
      case "secrets" ->
          object.has("type")
              ? secret(object)
              : secret(object.with("type", new JsonString("Opaque")));
      case "customresourcedefinitions.apiextensions.k8s.io" -> DefinitionRules.defaulted(object);
      default -> object;
    };
  }

  private static JsonObject namespace(JsonObject object) {
    JsonObject result = object;
    if (!object.getObject("spec").has("finalizers")) {
      JsonArray finalizers = JsonArray.ofStrings(KUBERNETES);
      result = result.with("spec", object.getObject("spec").with("finalizers", finalizers));
    }
    if (!object.has("status")) {
      result = result.with("status", phase("Active"));
    }
    JsonObject labels =
        object
            .getObject("metadata", "labels")
            .with("kubernetes.io/metadata.name", new JsonString(Trees.name(object)));
    return Trees.withMeta(result, "labels", labels);
  }

  private static JsonObject phase(String phase) {
    return JsonObject.of("phase", new JsonString(phase));
  }

  /** What is given as text is stored as data. */
  private static JsonObject secret(JsonObject object) {
    JsonObject data = object.getObject("data");
    for (var entry : object.getObject("stringData").members().entrySet()) {
      byte[] bytes =
          Trees.plain(entry.getValue()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      data =
          data.with(
              entry.getKey(), new JsonString(java.util.Base64.getEncoder().encodeToString(bytes)));
    }
    JsonObject result = object.without("stringData");
    return data.isEmpty() ? result : result.with("data", data);
  }
}
