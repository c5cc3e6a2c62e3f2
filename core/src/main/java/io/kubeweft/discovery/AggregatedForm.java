package io.kubeweft.discovery;

import io.kubeweft.json.JsonObject;
import io.kubeweft.meta.GroupVersion;
import io.kubeweft.meta.GroupVersionKind;
import io.kubeweft.meta.GroupVersionResource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads aggregated discovery, {@code APIGroupDiscoveryList} of {@code apidiscovery.k8s.io/v2}: all
 * groups with all versions and resources in one document (KEP-3352).
 */
final class AggregatedForm {
  /** What is asked for: this form, else the legacy one. */
  static final String ACCEPT =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

  /** The same, but first for what this very server serves, without what it knows of its peers. */
  static final String ACCEPT_NO_PEER =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList;profile=nopeer,"
          + ACCEPT;

  private static final Set<String> PARAMETERS =
      Set.of("g=apidiscovery.k8s.io", "v=v2", "as=apigroupdiscoverylist");

  private AggregatedForm() {}

  /** Tells by the media type whether an answer has this form; its parameters have no order. */
  static boolean isFormOf(String contentType) {
    Set<String> parts = new HashSet<>();
    for (String part : contentType.toLowerCase(Locale.ROOT).split(";", -1)) {
      parts.add(part.strip());
    }
    return parts.contains("application/json") && parts.containsAll(PARAMETERS);
  }

  static List<ApiGroup> groups(JsonObject document) {
    List<ApiGroup> groups = new ArrayList<>();
    for (JsonObject item : Trees.objects(document, "items")) {
      groups.add(group(item));
    }
    return groups;
  }

  private static ApiGroup group(JsonObject item) {
    String name = Trees.text(item, "metadata", "name");
    List<ApiGroup.Version> versions = new ArrayList<>();
    String preferred = "";
    for (JsonObject version : Trees.objects(item, "versions")) {
      String id = Trees.text(version, "version");
      boolean stale = Trees.text(version, "freshness").equals("Stale");
      if (preferred.isEmpty() && !stale) {
        preferred = id;
      }
      GroupVersion groupVersion = new GroupVersion(name, id);
      List<ApiResource> resources = stale ? List.of() : resources(groupVersion, version);
      versions.add(new ApiGroup.Version(groupVersion, stale, resources));
    }
    return new ApiGroup(name, preferred, versions);
  }

  private static List<ApiResource> resources(GroupVersion version, JsonObject document) {
    List<ApiResource> resources = new ArrayList<>();
    for (JsonObject item : Trees.objects(document, "resources")) {
      resources.add(
          new ApiResource(
              new GroupVersionResource(
                  version.group(), version.version(), Trees.text(item, "resource")),
              kind(version, item.getObject("responseKind")),
              Trees.text(item, "singularResource"),
              Trees.text(item, "scope").equals("Namespaced"),
              Trees.texts(item, "verbs"),
              Trees.texts(item, "shortNames"),
              Trees.texts(item, "categories"),
              subresources(version, item)));
    }
    return resources;
  }

  private static List<ApiResource.Subresource> subresources(GroupVersion version, JsonObject item) {
    List<ApiResource.Subresource> subresources = new ArrayList<>();
    for (JsonObject subresource : Trees.objects(item, "subresources")) {
      subresources.add(
          new ApiResource.Subresource(
              Trees.text(subresource, "subresource"),
              kind(version, subresource.getObject("responseKind")),
              Trees.texts(subresource, "verbs")));
    }
    return subresources;
  }

  /** A kind that does not say its version is of the version that it is listed in. */
  private static GroupVersionKind kind(GroupVersion version, JsonObject kind) {
    return kind(version, kind.getString("group"), kind.getString("version"), kind);
  }

  static GroupVersionKind kind(
      GroupVersion listedIn, @Nullable String group, @Nullable String version, JsonObject kind) {
    if (version == null || version.isEmpty()) {
      return new GroupVersionKind(listedIn.group(), listedIn.version(), Trees.text(kind, "kind"));
    }
    return new GroupVersionKind(group == null ? "" : group, version, Trees.text(kind, "kind"));
  }
}
