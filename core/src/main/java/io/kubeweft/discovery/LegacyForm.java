package io.kubeweft.discovery;

import io.kubeweft.json.JsonObject;
import io.kubeweft.meta.GroupVersion;
import io.kubeweft.meta.GroupVersionKind;
import io.kubeweft.meta.GroupVersionResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads legacy discovery: a list of versions at {@code /api}, a list of groups at {@code /apis},
 * and a list of resources for each version of each group.
 */
final class LegacyForm {
  static final String ACCEPT = "application/json";

  private LegacyForm() {}

  /** The core group of an {@code APIVersions}, without resources. */
  static ApiGroup coreGroup(JsonObject document) {
    List<ApiGroup.Version> versions = new ArrayList<>();
    for (String version : Trees.texts(document, "versions")) {
      versions.add(empty(new GroupVersion("", version)));
    }
    String preferred = versions.isEmpty() ? "" : versions.get(0).groupVersion().version();
    return new ApiGroup("", preferred, versions);
  }

  /** The groups of an {@code APIGroupList}, without resources. */
  static List<ApiGroup> groups(JsonObject document) {
    List<ApiGroup> groups = new ArrayList<>();
    for (JsonObject item : Trees.objects(document, "groups")) {
      String name = Trees.text(item, "name");
      List<ApiGroup.Version> versions = new ArrayList<>();
      for (JsonObject version : Trees.objects(item, "versions")) {
        versions.add(empty(new GroupVersion(name, Trees.text(version, "version"))));
      }
      groups.add(new ApiGroup(name, Trees.text(item, "preferredVersion", "version"), versions));
    }
    return groups;
  }

  private static ApiGroup.Version empty(GroupVersion groupVersion) {
    return new ApiGroup.Version(groupVersion, false, List.of());
  }

  /** The resources of an {@code APIResourceList}; subresources are listed beside their parents. */
  static List<ApiResource> resources(GroupVersion version, JsonObject document) {
    Map<String, JsonObject> parents = new LinkedHashMap<>();
    Map<String, List<ApiResource.Subresource>> subresources = new LinkedHashMap<>();
    for (JsonObject item : Trees.objects(document, "resources")) {
      String name = Trees.text(item, "name");
      int slash = name.indexOf('/');
      if (slash < 0) {
        parents.put(name, item);
      } else {
        String parent = name.substring(0, slash);
        parents.putIfAbsent(parent, JsonObject.EMPTY);
        subresources
            .computeIfAbsent(parent, key -> new ArrayList<>())
            .add(
                new ApiResource.Subresource(
                    name.substring(slash + 1), kind(version, item), Trees.texts(item, "verbs")));
      }
    }
    List<ApiResource> resources = new ArrayList<>(parents.size());
    parents.forEach(
        (name, item) ->
            resources.add(
                new ApiResource(
                    new GroupVersionResource(version.group(), version.version(), name),
                    kind(version, item),
                    Trees.text(item, "singularName"),
                    Boolean.TRUE.equals(item.getBoolean("namespaced")),
                    Trees.texts(item, "verbs"),
                    Trees.texts(item, "shortNames"),
                    Trees.texts(item, "categories"),
                    subresources.getOrDefault(name, List.of()))));
    return resources;
  }

  private static GroupVersionKind kind(GroupVersion version, JsonObject item) {
    return AggregatedForm.kind(version, item.getString("group"), item.getString("version"), item);
  }
}
