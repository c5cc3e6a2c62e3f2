package io.kubeweft.testing.internal;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.testing.internal.validation.DefinitionRules;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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
      case "pods" -> PodDefaults.pod(withPodSpec(filled, "spec"));
      case "services" -> filled.with("spec", ServiceDefaults.spec(filled.getObject("spec")));
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
      case "replicasets.apps" -> withPodSpec(filled, "spec", "template", "spec");
      case "replicationcontrollers" -> labelled(withPodSpec(filled, "spec", "template", "spec"));
      case "podtemplates" -> withPodSpec(filled, "template", "spec");
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
    return Trees.with(object, strategy.with("rollingUpdate", update), "spec", field);
  }

  private static JsonObject withPodSpec(JsonObject object, String... path) {
    return object.get(path) instanceof JsonObject spec
        ? Trees.with(object, PodDefaults.spec(spec), path)
        : object;
  }

  /** A controller without labels or a selector takes those of its pods. */
  private static JsonObject labelled(JsonObject controller) {
    JsonObject labels = controller.getObject("spec", "template", "metadata", "labels");
    if (labels.isEmpty()) {
      return controller;
    }
    JsonObject result = controller;
    if (result.getObject("spec", "selector").isEmpty()) {
      result = Trees.with(result, labels, "spec", "selector");
    }
    return result.getObject("metadata", "labels").isEmpty()
        ? Trees.withMeta(result, "labels", labels)
        : result;
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
    if (Trees.text(spec, "podReplacementPolicy").isEmpty()) {
      String policy = spec.has("podFailurePolicy") ? "Failed" : "TerminatingOrFailed";
      spec = spec.with("podReplacementPolicy", new JsonString(policy));
    }
    return job.with("spec", spec);
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
