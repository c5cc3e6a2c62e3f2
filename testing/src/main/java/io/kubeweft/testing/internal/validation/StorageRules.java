package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;

/** What claims of volumes must be like. */
final class StorageRules {
  private StorageRules() {}

  static void claim(Causes causes, JsonObject spec) {
    if (spec.getArray("accessModes").isEmpty()) {
      causes.required("spec.accessModes", "at least 1 access mode is required");
    }
    if (!spec.getObject("resources", "requests").has("storage")) {
      causes.required("spec.resources[storage]", "");
    }
  }

  static void claimUpdated(Causes causes, JsonObject before, JsonObject after) {
    JsonObject old = before.getObject("spec");
    JsonObject now = after.getObject("spec");
    JsonObject kept =
        now.with("resources", old.getObject("resources")).without("volumeAttributesClassName");
    boolean bound = old.has("volumeName");
    JsonObject same = bound || !now.has("volumeName") ? kept : kept.without("volumeName");
    if (!same.equals(
        old.with("resources", old.getObject("resources")).without("volumeAttributesClassName"))) {
      causes.forbidden(
          "spec",
          "spec is immutable after creation except resources.requests and"
              + " volumeAttributesClassName for bound claims");
    }
  }

  static void disruptionBudget(Causes causes, JsonObject spec) {
    if (spec.has("minAvailable") && spec.has("maxUnavailable")) {
      causes.invalid("spec", spec, "minAvailable and maxUnavailable cannot be both set");
    }
  }

  static void role(Causes causes, JsonArray rules, boolean namespaced) {
    for (int i = 0; i < rules.size(); i++) {
      JsonObject rule = (JsonObject) rules.get(i);
      String at = Paths.index("rules", i);
      if (rule.getArray("verbs").isEmpty()) {
        causes.required(at + ".verbs", "verbs must contain at least one value");
      }
      boolean paths = !rule.getArray("nonResourceURLs").isEmpty();
      if (paths && namespaced) {
        causes.invalid(
            at + ".nonResourceURLs",
            rule.getArray("nonResourceURLs"),
            "namespaced rules cannot apply to non-resource URLs");
      } else if (!paths) {
        if (rule.getArray("apiGroups").isEmpty()) {
          causes.required(at + ".apiGroups", "resource rules must supply at least one api group");
        }
        if (rule.getArray("resources").isEmpty()) {
          causes.required(at + ".resources", "resource rules must supply at least one resource");
        }
      }
    }
  }
}
