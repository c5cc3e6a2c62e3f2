package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import io.kubeweft.testing.internal.validation.CustomSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Serves what CustomResourceDefinitions declare, from the moment they are stored. */
final class CustomResources {
  private static final Set<String> VERBS =
      Set.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
  private static final Set<String> PART_VERBS = Set.of("get", "patch", "update");

  private final Store store;
  private final Registry registry;
  private final DefinitionLifecycle lifecycle;

  CustomResources(Store store, Registry registry, ObjectRules rules, Deletion deletion) {
    this.store = store;
    this.registry = registry;
    this.lifecycle = new DefinitionLifecycle(store, rules, deletion);
  }

  /** Whether a write through a target may change what is declared. */
  boolean concerns(Target target) {
    return target.resource().storageName().equals(DefinitionLifecycle.DEFINITIONS)
        || registry.kinds().of(target.resource()).isClosing();
  }

  /**
   * Serves what is declared now, says so in the status, and deletes what nobody declares. Two
   * writes at once wait for each other, so that the older state never replaces the newer one.
   */
  void refresh() {
    store.atomically(
        () -> {
          lifecycle.settle();
          serveDeclared();
          return true;
        });
  }

  private void serveDeclared() {
    List<Resource> resources = new ArrayList<>();
    Map<String, KindRules> kinds = new HashMap<>();
    Map<String, JsonObject> schemas = new HashMap<>();
    store
        .list(DefinitionLifecycle.DEFINITIONS, null, 0)
        .objects()
        .values()
        .forEach(
            definition -> {
              if (DefinitionLifecycle.isEstablished(definition)) {
                addVersions(definition, resources, kinds, schemas);
              }
            });
    registry.schemas().setCustom(schemas);
    registry.kinds().setCustom(kinds);
    registry.setCustom(resources);
  }

  private void addVersions(
      JsonObject definition,
      List<Resource> resources,
      Map<String, KindRules> kinds,
      Map<String, JsonObject> declared) {
    JsonObject spec = definition.getObject("spec");
    Map<String, CustomSchema> schemas = new HashMap<>();
    String storageVersion = "";
    for (JsonValue each : spec.getArray("versions")) {
      JsonObject version = (JsonObject) each;
      String name = Trees.text(version, "name");
      schemas.put(name, new CustomSchema(version));
      storageVersion = version.get("storage") == JsonBoolean.TRUE ? name : storageVersion;
    }
    Schemas.Node metadata = registry.schemas().named(Schemas.OBJECT_META);
    for (JsonValue each : spec.getArray("versions")) {
      JsonObject version = (JsonObject) each;
      if (version.get("served") != JsonBoolean.TRUE) {
        continue;
      }
      Resource resource = resource(spec, version);
      CustomSchema schema = Objects.requireNonNull(schemas.get(resource.version()));
      CustomSchema storage = schemas.getOrDefault(storageVersion, schema);
      resources.add(resource);
      kinds.put(
          Kinds.key(resource),
          new CustomKind(
              resource,
              schema,
              storage,
              storageVersion,
              Trees.isTerminating(definition),
              metadata));
      JsonObject written = version.getObject("schema", "openAPIV3Schema");
      declared.put(Schemas.key(resource), Schemas.withMetadata(written));
    }
  }

  private static Resource resource(JsonObject spec, JsonObject version) {
    JsonObject names = spec.getObject("names");
    return new Resource(
        Trees.text(spec, "group"),
        Trees.text(version, "name"),
        Trees.text(names, "plural"),
        Trees.text(names, "kind"),
        Trees.text(spec, "scope").equals("Namespaced"),
        VERBS,
        subresources(spec, version),
        strings(names.getArray("shortNames")),
        strings(names.getArray("categories")));
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
}
