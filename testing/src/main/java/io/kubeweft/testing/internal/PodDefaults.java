package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What of a pod depends on something else that it says (pkg/apis/core/v1/defaults.go). */
final class PodDefaults {
  private PodDefaults() {}

  /** The spec of a pod, or of a template of pods. */
  static JsonObject spec(JsonObject spec) {
    JsonObject result = containers(spec, PodDefaults::container);
    if (result.get("volumes") instanceof JsonArray volumes) {
      result = result.with("volumes", Trees.each(volumes, PodDefaults::volume));
    }
    String account = Trees.text(result, "serviceAccountName");
    return account.isEmpty() || result.has("serviceAccount")
        ? result
        : result.with("serviceAccount", new JsonString(account));
  }

  /** What a pod has and a template has not. */
  static JsonObject pod(JsonObject pod) {
    if (!(pod.get("spec") instanceof JsonObject spec)) {
      return pod;
    }
    JsonObject filled = containers(spec, PodDefaults::requests);
    if (filled.get("hostNetwork") == JsonBoolean.TRUE) {
      filled = containers(filled, PodDefaults::hostPorts);
    }
    if (!filled.has("enableServiceLinks")) {
      filled = filled.with("enableServiceLinks", JsonBoolean.TRUE);
    }
    JsonObject result = pod.with("spec", filled);
    return pod.getObject("status").has("qosClass")
        ? result
        : Trees.with(result, new JsonString(QosClass.of(filled)), "status", "qosClass");
  }

  private static JsonObject containers(JsonObject spec, UnaryOperator<JsonObject> edit) {
    JsonObject result = spec;
    for (String field : List.of("containers", "initContainers")) {
      if (result.get(field) instanceof JsonArray containers) {
        result = result.with(field, Trees.each(containers, edit));
      }
    }
    return result;
  }

  /** An image whose version may change is always pulled. */
  private static JsonObject container(JsonObject container) {
    String image = Trees.text(container, "image");
    if (container.has("imagePullPolicy") || image.isEmpty()) {
      return container;
    }
    String name = image.substring(image.lastIndexOf('/') + 1);
    boolean changes = !name.contains("@") && (!name.contains(":") || name.endsWith(":latest"));
    return container.with("imagePullPolicy", new JsonString(changes ? "Always" : "IfNotPresent"));
  }

  private static JsonObject volume(JsonObject volume) {
    boolean bare = volume.members().keySet().equals(Set.of("name"));
    return bare ? volume.with("emptyDir", JsonObject.EMPTY) : volume;
  }

  /** Who says how much it may have asks for as much. */
  private static JsonObject requests(JsonObject container) {
    JsonObject limits = container.getObject("resources", "limits");
    if (limits.isEmpty()) {
      return container;
    }
    JsonObject requests = container.getObject("resources", "requests");
    for (Map.Entry<String, JsonValue> limit : limits.members().entrySet()) {
      if (!requests.has(limit.getKey())) {
        requests = requests.with(limit.getKey(), limit.getValue());
      }
    }
    return Trees.with(container, requests, "resources", "requests");
  }

  /** In the network of a node a container has the ports of the node. */
  private static JsonObject hostPorts(JsonObject container) {
    return container.get("ports") instanceof JsonArray ports
        ? container.with("ports", Trees.each(ports, PodDefaults::hostPort))
        : container;
  }

  private static JsonObject hostPort(JsonObject port) {
    JsonValue number = port.get("containerPort");
    return number == null || port.has("hostPort") ? port : port.with("hostPort", number);
  }
}
