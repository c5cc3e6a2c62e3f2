package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server says it has: discovery in the legacy and the aggregated form. */
final class DiscoveryDocs {
  private final Registry registry;

  DiscoveryDocs(Registry registry) {
    this.registry = registry;
  }

  /** Whether a request asks for the aggregated form. */
  static boolean isAggregated(ApiCall call) {
    return call.header("Accept").contains("as=APIGroupDiscoveryList");
  }

  JsonObject version() {
    String gitVersion = registry.gitVersion();
    String[] parts = gitVersion.substring(1).split("\\.", -1);
    return JsonObject.builder()
        .put("major", parts[0])
        .put("minor", parts[1])
        .put("emulationMajor", parts[0])
        .put("emulationMinor", parts[1])
        .put("minCompatibilityMajor", parts[0])
        .put("minCompatibilityMinor", Integer.toString(Integer.parseInt(parts[1]) - 1))
        .put("gitVersion", gitVersion)
        .put("gitCommit", "")
        .put("gitTreeState", "clean")
        .put("buildDate", "1970-01-01T00:00:00Z")
        .put("goVersion", "")
        .put("compiler", "")
        .put("platform", "jvm")
        .build();
  }

  JsonObject coreVersions() {
    return JsonObject.builder()
        .put("kind", "APIVersions")
        .put("versions", JsonArray.ofStrings("v1"))
        .put("serverAddressByClientCIDRs", JsonArray.EMPTY)
        .build();
  }

  JsonObject groups() {
    List<JsonValue> groups = new ArrayList<>();
    registry
        .groups()
        .forEach(
            (name, versions) -> {
              if (!name.isEmpty()) {
                groups.add(group(name, versions, false));
              }
            });
    return JsonObject.builder()
        .put("kind", "APIGroupList")
        .put("apiVersion", "v1")
        .put("groups", JsonArray.copyOf(groups))
        .build();
  }

  @Nullable JsonObject group(String name) {
    List<String> versions = registry.groups().get(name);
    return versions == null || name.isEmpty() ? null : group(name, versions, true);
  }

  private static JsonObject group(String name, List<String> versions, boolean typed) {
    List<JsonValue> all = new ArrayList<>();
    versions.forEach(version -> all.add(groupVersion(name, version)));
    JsonObject.Builder group = JsonObject.builder();
    if (typed) {
      group.put("kind", "APIGroup").put("apiVersion", "v1");
    }
    return group
        .put("name", name)
        .put("versions", JsonArray.copyOf(all))
        .put("preferredVersion", all.getFirst())
        .build();
  }

  private static JsonObject groupVersion(String group, String version) {
    return JsonObject.builder()
        .put("groupVersion", group + "/" + version)
        .put("version", version)
        .build();
  }

  @Nullable JsonObject resources(String group, String version) {
    List<Resource> resources = registry.of(group, version);
    if (resources.isEmpty()) {
      return null;
    }
    List<JsonValue> entries = new ArrayList<>();
    for (Resource resource : resources) {
      entries.add(resource(resource));
      resource
          .subresources()
          .forEach((name, subresource) -> entries.add(subresource(resource, name, subresource)));
    }
    return JsonObject.builder()
        .put("kind", "APIResourceList")
        .put("apiVersion", "v1")
        .put("groupVersion", group.isEmpty() ? version : group + "/" + version)
        .put("resources", JsonArray.copyOf(entries))
        .build();
  }

  private static JsonObject resource(Resource resource) {
    JsonObject.Builder entry =
        JsonObject.builder()
            .put("name", resource.plural())
            .put("singularName", resource.kind().toLowerCase(Locale.ROOT))
            .put("namespaced", resource.namespaced())
            .put("kind", resource.kind())
            .put("verbs", strings(resource.verbs()));
    if (!resource.shortNames().isEmpty()) {
      entry.put("shortNames", strings(resource.shortNames()));
    }
    if (!resource.categories().isEmpty()) {
      entry.put("categories", strings(resource.categories()));
    }
    return entry.build();
  }

  private static JsonObject subresource(
      Resource resource, String name, Resource.Subresource subresource) {
    return JsonObject.builder()
        .put("name", resource.plural() + "/" + name)
        .put("singularName", "")
        .put("namespaced", resource.namespaced())
        .put("group", subresource.group())
        .put("version", subresource.version())
        .put("kind", subresource.kind())
        .put("verbs", strings(subresource.verbs()))
        .build();
  }

  private static JsonArray strings(Collection<String> strings) {
    return JsonArray.ofStrings(strings.toArray(String[]::new));
  }

  /**
   * The aggregated form (KEP-3352).
   *
   * @param core whether of {@code /api}, else of {@code /apis}
   */
  JsonObject aggregated(boolean core) {
    List<JsonValue> items = new ArrayList<>();
    for (Map.Entry<String, List<String>> group : registry.groups().entrySet()) {
      if (group.getKey().isEmpty() != core) {
        continue;
      }
      List<JsonValue> versions = new ArrayList<>();
      group.getValue().forEach(version -> versions.add(aggregated(group.getKey(), version)));
      JsonObject metadata =
          core ? JsonObject.EMPTY : JsonObject.of("name", new JsonString(group.getKey()));
      items.add(
          JsonObject.builder()
              .put("metadata", metadata)
              .put("versions", JsonArray.copyOf(versions))
              .build());
    }
    return JsonObject.builder()
        .put("kind", "APIGroupDiscoveryList")
        .put("apiVersion", "apidiscovery.k8s.io/v2")
        .put("metadata", JsonObject.EMPTY)
        .put("items", JsonArray.copyOf(items))
        .build();
  }

  private JsonObject aggregated(String group, String version) {
    List<JsonValue> resources = new ArrayList<>();
    for (Resource resource : registry.of(group, version)) {
      List<JsonValue> subresources = new ArrayList<>();
      resource
          .subresources()
          .forEach(
              (name, subresource) ->
                  subresources.add(
                      JsonObject.builder()
                          .put("subresource", name)
                          .put(
                              "responseKind",
                              kind(subresource.group(), subresource.version(), subresource.kind()))
                          .put("verbs", strings(subresource.verbs()))
                          .build()));
      resources.add(
          JsonObject.builder()
              .put("resource", resource.plural())
              .put("responseKind", kind(group, version, resource.kind()))
              .put("scope", resource.namespaced() ? "Namespaced" : "Cluster")
              .put("singularResource", resource.kind().toLowerCase(Locale.ROOT))
              .put("verbs", strings(resource.verbs()))
              .put("shortNames", strings(resource.shortNames()))
              .put("categories", strings(resource.categories()))
              .put("subresources", JsonArray.copyOf(subresources))
              .build());
    }
    return JsonObject.builder()
        .put("version", version)
        .put("resources", JsonArray.copyOf(resources))
        .put("freshness", "Current")
        .build();
  }

  private static JsonObject kind(String group, String version, String kind) {
    return JsonObject.builder()
        .put("group", group)
        .put("version", version)
        .put("kind", kind)
        .build();
  }
}
