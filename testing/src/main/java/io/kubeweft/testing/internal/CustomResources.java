package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Serves what CustomResourceDefinitions declare, from the moment they are stored. */
final class CustomResources {
  private static final String DEFINITIONS = "customresourcedefinitions.apiextensions.k8s.io";
  private static final Set<String> VERBS =
      Set.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
  private static final Set<String> PART_VERBS = Set.of("get", "patch", "update");

  private final Store store;
  private final Registry registry;
  private final ObjectRules rules;

  CustomResources(Store store, Registry registry, ObjectRules rules) {
    this.store = store;
    this.registry = registry;
    this.rules = rules;
  }

  /** Whether a write through a target may have changed what is declared. */
  static boolean concerns(Target target) {
    return target.resource().storageName().equals(DEFINITIONS);
  }

  /** Serves what is declared now, says so in the status, and deletes what nobody declares. */
  void refresh() {
    Set<String> before = registry.customNames();
    List<Resource> resources = new ArrayList<>();
    registry.schemas().clearCustom();
    store
        .list(DEFINITIONS, null, 0)
        .objects()
        .forEach(
            (key, definition) -> {
              addVersions(definition, resources);
              if (definition.getArray("status", "conditions").isEmpty()) {
                JsonObject unused = store.change(key, old -> old == null ? null : established(old));
              }
            });
    registry.setCustom(resources);
    for (String gone : before) {
      if (resources.stream().noneMatch(resource -> resource.storageName().equals(gone))) {
        store
            .list(gone, null, 0)
            .objects()
            .keySet()
            .forEach(
                key -> {
                  JsonObject unused = store.change(key, old -> null);
                });
      }
    }
  }

  private void addVersions(JsonObject definition, List<Resource> resources) {
    JsonObject spec = definition.getObject("spec");
    JsonObject names = spec.getObject("names");
    for (JsonValue each : spec.getArray("versions")) {
      JsonObject version = (JsonObject) each;
      if (version.get("served") != JsonBoolean.TRUE) {
        continue;
      }
      Resource resource =
          new Resource(
              Trees.text(spec, "group"),
              Trees.text(version, "name"),
              Trees.text(names, "plural"),
              Trees.text(names, "kind"),
              Trees.text(spec, "scope").equals("Namespaced"),
              VERBS,
              subresources(spec, version),
              strings(names.getArray("shortNames")),
              strings(names.getArray("categories")));
      resources.add(resource);
      registry.schemas().addCustom(resource, version.getObject("schema", "openAPIV3Schema"));
    }
  }

  private static Map<String, Resource.Subresource> subresources(
      JsonObject spec, JsonObject version) {
    Map<String, Resource.Subresource> subresources = new TreeMap<>();
    JsonObject declared = version.getObject("subresources");
    if (declared.has("status")) {
      subresources.put(
          "status",
          new Resource.Subresource(
              Trees.text(spec, "group"),
              Trees.text(version, "name"),
              Trees.text(spec, "names", "kind"),
              PART_VERBS));
    }
    if (declared.has("scale")) {
      subresources.put("scale", new Resource.Subresource("autoscaling", "v1", "Scale", PART_VERBS));
    }
    return subresources;
  }

  private static List<String> strings(JsonArray array) {
    return array.values().stream().map(Trees::plain).toList();
  }

  private JsonObject established(JsonObject definition) {
    JsonArray conditions =
        JsonArray.of(
            condition("NamesAccepted", "NoConflicts", "no conflicts found"),
            condition(
                "Established", "InitialNamesAccepted", "the initial names have been accepted"));
    List<String> stored =
        definition.getArray("spec", "versions").values().stream()
            .map(version -> (JsonObject) version)
            .filter(version -> version.get("storage") == JsonBoolean.TRUE)
            .map(version -> Trees.text(version, "name"))
            .toList();
    return definition.with(
        "status",
        JsonObject.builder()
            .put("conditions", conditions)
            .put("acceptedNames", definition.getObject("spec", "names"))
            .put("storedVersions", JsonArray.ofStrings(stored.toArray(String[]::new)))
            .build());
  }

  private JsonObject condition(String type, String reason, String message) {
    return JsonObject.builder()
        .put("type", type)
        .put("status", "True")
        .put("lastTransitionTime", rules.timestamp())
        .put("reason", reason)
        .put("message", message)
        .build();
  }
}
