package io.kubeweft.discovery;

import io.kubeweft.meta.GroupVersionKind;
import io.kubeweft.meta.GroupVersionResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The resources of a catalog by all names that they go by. Where several resources have a name, the
 * core group comes first, then the groups in the server's order; of each group its preferred
 * version, then the others in the server's order.
 */
final class MapperIndex {
  private final Map<GroupVersionKind, ApiResource> byVersionAndKind = new HashMap<>();
  private final Map<GroupVersionResource, ApiResource> byResource = new HashMap<>();
  private final Map<GroupKind, ApiResource> byKind = new HashMap<>();

  /** By plural and singular name, in any version. */
  private final Map<String, List<ApiResource>> byName = new HashMap<>();

  private final Map<String, List<ApiResource>> byShortName = new HashMap<>();

  /** Each resource once, in the version that is preferred. */
  private final Map<String, List<ApiResource>> byCategory = new HashMap<>();

  private record GroupKind(String group, String kind) {}

  private MapperIndex() {}

  static MapperIndex of(ApiCatalog catalog) {
    MapperIndex index = new MapperIndex();
    for (ApiGroup group : catalog.groups()) {
      for (ApiGroup.Version version : CatalogOrder.preferredFirst(group)) {
        version.resources().forEach(index::add);
      }
    }
    for (ApiResource resource : catalog.preferredResources()) {
      for (String category : resource.categories()) {
        put(index.byCategory, category, resource);
      }
    }
    return index;
  }

  private void add(ApiResource resource) {
    byResource.putIfAbsent(resource.resource(), resource);
    GroupVersionKind kind = resource.kind();
    if (kind.kind().isEmpty()) {
      return;
    }
    byVersionAndKind.putIfAbsent(kind, resource);
    byKind.putIfAbsent(new GroupKind(kind.group(), kind.kind()), resource);
    String plural = resource.resource().resource();
    String singular =
        resource.singular().isEmpty()
            ? kind.kind().toLowerCase(Locale.ROOT)
            : resource.singular().toLowerCase(Locale.ROOT);
    put(byName, plural, resource);
    if (!singular.equals(plural)) {
      put(byName, singular, resource);
    }
    for (String shortName : resource.shortNames()) {
      put(byShortName, shortName.toLowerCase(Locale.ROOT), resource);
    }
  }

  private static void put(Map<String, List<ApiResource>> map, String key, ApiResource resource) {
    map.computeIfAbsent(key, k -> new ArrayList<>()).add(resource);
  }

  @Nullable ApiResource kind(GroupVersionKind kind) {
    return byVersionAndKind.get(kind);
  }

  /** In the preferred version of its group. */
  @Nullable ApiResource kind(String group, String kind) {
    return byKind.get(new GroupKind(group, kind));
  }

  @Nullable ApiResource resource(GroupVersionResource resource) {
    return byResource.get(resource);
  }

  List<ApiResource> category(String category) {
    return List.copyOf(byCategory.getOrDefault(category, List.of()));
  }

  /**
   * Returns the resources that a name on a command line may mean, best first: {@code deployments},
   * {@code deployment} or {@code deploy}, followed by {@code .apps} or {@code .v1.apps}.
   */
  List<ApiResource> name(String text) {
    String[] parts = text.toLowerCase(Locale.ROOT).split("\\.", 3);
    if (parts.length == 1) {
      return named(parts[0], "", null);
    }
    if (parts.length == 3) {
      List<ApiResource> versioned = named(parts[0], parts[2], parts[1]);
      if (!versioned.isEmpty()) {
        return versioned;
      }
    }
    String group = parts.length == 3 ? parts[1] + "." + parts[2] : parts[1];
    return named(parts[0], group, null);
  }

  /**
   * Of this name, in this group; in any if it is empty and no version is given. As with kubectl,
   * the beginning of a group's name is enough.
   */
  private List<ApiResource> named(String name, String group, @Nullable String version) {
    for (Map<String, List<ApiResource>> names : List.of(byName, byShortName)) {
      List<ApiResource> exact = new ArrayList<>();
      List<ApiResource> beginning = new ArrayList<>();
      for (ApiResource resource : names.getOrDefault(name, List.of())) {
        GroupVersionResource id = resource.resource();
        if (version != null && !version.equals(id.version())) {
          continue;
        }
        boolean anyGroup = group.isEmpty() && version == null;
        if (anyGroup || id.group().equals(group)) {
          exact.add(resource);
        } else if (!group.isEmpty() && id.group().startsWith(group)) {
          beginning.add(resource);
        }
      }
      if (!exact.isEmpty() || !beginning.isEmpty()) {
        return List.copyOf(exact.isEmpty() ? beginning : exact);
      }
    }
    return List.of();
  }
}
