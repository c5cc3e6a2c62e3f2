package io.kubeweft.testing.internal;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.testing.internal.validation.DefinitionRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what a built-in kind defaults to: by its template, and where one value depends on
 * another, by rules.
 *
 * @param storageName of the resource
 * @param template null if there is none
 */
record Defaults(String storageName, @Nullable Template template) {
  private static final String KUBERNETES = "kubernetes";
  private static final String ROLLING = "RollingUpdate";

  static Defaults of(Resource resource) {
    return new Defaults(resource.storageName(), Templates.of(resource.storageName()));
  }

  JsonObject apply(JsonObject object) {
    JsonObject filled = template == null ? object : template.fill(object);
    return switch (storageName) {
      case "namespaces" -> namespace(filled);
      case "secrets" -> secret(filled);
      case "customresourcedefinitions.apiextensions.k8s.io" -> DefinitionRules.defaulted(filled);
      case "pods" -> pod(withPodSpec(filled, "spec"));
      case "services" -> service(filled);
      case "deployments.apps" ->
          withPodSpec(
              rolling(filled, "strategy", "{\"maxUnavailable\":\"25%\",\"maxSurge\":\"25%\"}"),
              "spec",
              "template",
              "spec");
      case "statefulsets.apps" ->
          withPodSpec(
              rolling(filled, "updateStrategy", "{\"partition\":0}"), "spec", "template", "spec");
      case "daemonsets.apps" ->
          withPodSpec(
              rolling(filled, "updateStrategy", "{\"maxUnavailable\":1,\"maxSurge\":0}"),
              "spec",
              "template",
              "spec");
      case "replicasets.apps", "replicationcontrollers" ->
          withPodSpec(filled, "spec", "template", "spec");
      case "jobs.batch" -> job(withPodSpec(filled, "spec", "template", "spec"));
      case "cronjobs.batch" ->
          withPodSpec(filled, "spec", "jobTemplate", "spec", "template", "spec");
      default -> filled;
    };
  }

  /** How a rolling update goes, if that is the strategy. */
  private static JsonObject rolling(JsonObject object, String field, String defaults) {
    JsonObject strategy = object.getObject("spec", field);
    if (!Trees.text(strategy, "type").equals(ROLLING)) {
      return object;
    }
    JsonObject update =
        new Template(Json.parseObject(defaults)).fill(strategy.getObject("rollingUpdate"));
    return with(object, strategy.with("rollingUpdate", update), "spec", field);
  }

  private static JsonObject with(JsonObject object, JsonValue value, String... path) {
    List<String> steps = List.of(path);
    if (steps.size() == 1) {
      return object.with(path[0], value);
    }
    JsonObject inner = object.getObject(path[0]);
    String[] rest = steps.subList(1, steps.size()).toArray(String[]::new);
    return object.with(path[0], with(inner, value, rest));
  }

  /** What in the spec of a pod depends on something else. */
  private static JsonObject withPodSpec(JsonObject object, String... path) {
    if (!(object.get(path) instanceof JsonObject spec)) {
      return object;
    }
    JsonObject result = spec;
    for (String field : List.of("containers", "initContainers")) {
      if (result.get(field) instanceof JsonArray containers) {
        result = result.with(field, each(containers, Defaults::container));
      }
    }
    if (result.get("volumes") instanceof JsonArray volumes) {
      result = result.with("volumes", each(volumes, Defaults::volume));
    }
    String account = Trees.text(result, "serviceAccountName");
    if (!account.isEmpty() && !result.has("serviceAccount")) {
      result = result.with("serviceAccount", new JsonString(account));
    }
    return with(object, result, path);
  }

  private interface Edit {
    JsonObject edit(JsonObject element);
  }

  private static JsonArray each(JsonArray array, Edit edit) {
    List<JsonValue> edited = new ArrayList<>(array.size());
    array.forEach(
        value -> edited.add(value instanceof JsonObject object ? edit.edit(object) : value));
    return JsonArray.copyOf(edited);
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

  private static JsonObject pod(JsonObject pod) {
    JsonObject spec = pod.getObject("spec");
    return spec.has("enableServiceLinks")
        ? pod
        : pod.with("spec", spec.with("enableServiceLinks", JsonBoolean.TRUE));
  }

  /** A job of which nothing is said is done once; its pods are known by its uid. */
  private static JsonObject job(JsonObject job) {
    JsonObject spec = job.getObject("spec");
    JsonNumber one = JsonNumber.of(1);
    if (!spec.has("completions") && !spec.has("parallelism")) {
      spec = spec.with("completions", one).with("parallelism", one);
    } else if (!spec.has("parallelism")) {
      spec = spec.with("parallelism", one);
    }
    return job.with("spec", spec);
  }

  private static JsonObject service(JsonObject service) {
    JsonObject spec = service.getObject("spec");
    if (spec.get("ports") instanceof JsonArray ports) {
      spec =
          spec.with(
              "ports",
              each(
                  ports,
                  port -> {
                    JsonValue number = port.get("port");
                    return number == null || port.has("targetPort")
                        ? port
                        : port.with("targetPort", number);
                  }));
    }
    return service.with("spec", spec);
  }

  private static JsonObject namespace(JsonObject object) {
    JsonObject result = object;
    if (!object.getObject("spec").has("finalizers") && !Trees.isTerminating(object)) {
      JsonArray finalizers = JsonArray.ofStrings(KUBERNETES);
      result = result.with("spec", object.getObject("spec").with("finalizers", finalizers));
    }
    if (!object.has("status")) {
      result = result.with("status", JsonObject.of("phase", new JsonString("Active")));
    }
    JsonObject labels =
        object
            .getObject("metadata", "labels")
            .with("kubernetes.io/metadata.name", new JsonString(Trees.name(object)));
    return Trees.withMeta(result, "labels", labels);
  }

  /** What is given as text is stored as data. */
  private static JsonObject secret(JsonObject object) {
    JsonObject data = object.getObject("data");
    for (var entry : object.getObject("stringData").members().entrySet()) {
      byte[] bytes = Trees.plain(entry.getValue()).getBytes(StandardCharsets.UTF_8);
      String text = Base64.getEncoder().encodeToString(bytes);
      data = data.with(entry.getKey(), new JsonString(text));
    }
    JsonObject result = object.without("stringData");
    if (!result.has("type")) {
      result = result.with("type", new JsonString("Opaque"));
    }
    return data.isEmpty() ? result : result.with("data", data);
  }
}
