package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.meta.LabelSelector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Deployments, ReplicaSets, StatefulSets and DaemonSets must be like (pkg/apis/apps). */
final class WorkloadRules {
  private static final String TEMPLATE = "spec.template";

  private WorkloadRules() {}

  static void created(Causes causes, String resource, JsonObject object) {
    JsonObject spec = object.getObject("spec");
    Numbers.notNegative(causes, "spec", spec, "replicas");
    switch (resource) {
      case "deployments.apps" -> {
        selector(causes, spec, "deployment", true);
        template(causes, spec, "ReplicaSet");
        strategy(causes, spec.getObject("strategy"));
      }
      case "replicasets.apps" -> {
        selector(causes, spec, "deployment", true);
        template(causes, spec, "ReplicaSet");
      }
      case "statefulsets.apps" -> {
        stateful(causes, spec);
        selector(causes, spec, "statefulset", true);
        template(causes, spec, "StatefulSet");
      }
      case "daemonsets.apps" -> {
        selector(causes, spec, "daemonset", false);
        template(causes, spec, "DaemonSet");
        daemon(causes, spec);
      }
      default -> {}
    }
    Numbers.notNegative(causes, "spec", spec, "minReadySeconds");
    if (!resource.equals("statefulsets.apps")) {
      Numbers.notNegative(causes, "spec", spec, "revisionHistoryLimit");
    }
  }

  private static void selector(Causes causes, JsonObject spec, String kind, boolean required) {
    JsonValue value = spec.get("selector");
    if (!(value instanceof JsonObject selector)) {
      if (required) {
        causes.required("spec.selector", "");
      }
    } else {
      int before = causes.list().size();
      SelectorRules.check(causes, "spec.selector", selector);
      if (selector.isEmpty()) {
        causes.invalid("spec.selector", selector, "empty selector is invalid for " + kind);
      }
      if (causes.list().size() > before && !selector.isEmpty()) {
        if (required) {
          causes.invalid(
              "spec.selector",
              selector,
              kind.equals("statefulset") ? "" : "invalid label selector");
        }
        return;
      }
    }
    if (!matches(value, spec.getObject("template", "metadata", "labels"))) {
      causes.invalid(
          "spec.template.metadata.labels",
          spec.get("template", "metadata", "labels"),
          "`selector` does not match template `labels`");
    }
  }

  private static boolean matches(@Nullable JsonValue selector, JsonObject labels) {
    if (!(selector instanceof JsonObject object)) {
      return false;
    }
    if (object.isEmpty()) {
      return true;
    }
    Map<String, String> given = new HashMap<>();
    labels.members().forEach((k, v) -> given.put(k, v instanceof JsonString(String t) ? t : ""));
    return Json.fromTree(LabelSelector.CODEC, object).matches(given);
  }

  /** The template; only pods that are started again for ever fit most workloads. */
  private static void template(Causes causes, JsonObject spec, String kind) {
    JsonObject pod = spec.getObject("template", "spec");
    JsonObject metadata = spec.getObject("template", "metadata");
    MetadataRules.labels(causes, TEMPLATE + ".labels", metadata.getObject("labels"));
    MetadataRules.annotations(causes, TEMPLATE + ".annotations", metadata.getObject("annotations"));
    PodRules.check(causes, TEMPLATE + ".spec", pod);
    String restart = PodRules.text(pod, "restartPolicy");
    if (!restart.isEmpty() && !restart.equals("Always")) {
      causes.notSupported(
          TEMPLATE + ".spec.restartPolicy", new JsonString(restart), List.of("Always"));
    }
    if (pod.has("activeDeadlineSeconds")) {
      causes.forbidden(
          TEMPLATE + ".spec.activeDeadlineSeconds",
          "activeDeadlineSeconds in " + kind + " is not Supported");
    }
  }

  private static void strategy(Causes causes, JsonObject strategy) {
    String type = PodRules.text(strategy, "type");
    JsonValue rolling = strategy.get("rollingUpdate");
    if (type.equals("Recreate")) {
      if (rolling != null) {
        causes.forbidden(
            "spec.strategy.rollingUpdate",
            "may not be specified when strategy `type` is 'Recreate'");
      }
    } else if (!type.isEmpty() && !type.equals("RollingUpdate")) {
      causes.notSupported("spec.strategy", internal(type), List.of("Recreate", "RollingUpdate"));
    } else if (rolling instanceof JsonObject update
        && isZero(update.get("maxUnavailable"))
        && isZero(update.get("maxSurge"))) {
      causes.invalid(
          "spec.strategy.rollingUpdate.maxUnavailable",
          update.get("maxUnavailable"),
          "may not be 0 when `maxSurge` is 0");
    }
  }

  /** A strategy as kube-apiserver has it in memory, and shows it. */
  private static JsonObject internal(String type) {
    return JsonObject.builder().put("Type", type).put("RollingUpdate", JsonNull.NULL).build();
  }

  private static boolean isZero(@Nullable JsonValue value) {
    return value instanceof JsonNumber number && number.doubleValue() == 0
        || value instanceof JsonString(String text) && text.equals("0%");
  }

  private static void stateful(Causes causes, JsonObject spec) {
    String policy = PodRules.text(spec, "podManagementPolicy");
    if (!policy.isEmpty() && !List.of("OrderedReady", "Parallel").contains(policy)) {
      causes.invalid("spec.podManagementPolicy", policy, "must be 'OrderedReady' or 'Parallel'");
    }
    String type = PodRules.text(spec.getObject("updateStrategy"), "type");
    if (!type.isEmpty() && !List.of("RollingUpdate", "OnDelete").contains(type)) {
      causes.invalid(
          "spec.updateStrategy", internal(type), "must be 'RollingUpdate' or 'OnDelete'");
    }
  }

  private static void daemon(Causes causes, JsonObject spec) {
    String type = PodRules.text(spec.getObject("updateStrategy"), "type");
    List<String> known = List.of("RollingUpdate", "OnDelete");
    if (!type.isEmpty() && !known.contains(type)) {
      causes.notSupported("spec.updateStrategy", internal(type), known);
    }
  }

  static void updated(Causes causes, String resource, JsonObject before, JsonObject after) {
    if (resource.equals("statefulsets.apps")) {
      statefulUpdated(causes, before.getObject("spec"), after.getObject("spec"));
      return;
    }
    MetadataRules.immutable(
        causes, "spec.selector", before.get("spec", "selector"), after.get("spec", "selector"));
  }

  private static void statefulUpdated(Causes causes, JsonObject before, JsonObject after) {
    JsonObject fixed = after;
    for (String field :
        List.of(
            "replicas",
            "ordinals",
            "template",
            "updateStrategy",
            "revisionHistoryLimit",
            "persistentVolumeClaimRetentionPolicy",
            "minReadySeconds")) {
      JsonValue old = before.get(field);
      fixed = old == null ? fixed.without(field) : fixed.with(field, old);
    }
    if (!fixed.equals(before)) {
      causes.forbidden(
          "spec",
          "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template',"
              + " 'updateStrategy', 'revisionHistoryLimit',"
              + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden");
    }
  }
}
