package io.kubeweft.discovery;

import io.kubeweft.KubernetesException;
import io.kubeweft.meta.GroupVersion;
import io.kubeweft.meta.GroupVersionResource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an API server serves, at one moment.
 *
 * <p>A part of it may be missing: an aggregated API whose own server does not answer is listed in
 * {@link #failures}, and everything else is there nevertheless. Immutable.
 */
public final class ApiCatalog {
  private final List<ApiGroup> groups;
  private final Map<GroupVersion, KubernetesException> failures;

  ApiCatalog(List<ApiGroup> groups, Map<GroupVersion, KubernetesException> failures) {
    this.groups = List.copyOf(groups);
    this.failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
  }

  /** Returns all groups, the core group first, then in the server's order. */
  public List<ApiGroup> groups() {
    return groups;
  }

  /**
   * Returns a group, or null if there is none of this name.
   *
   * @param name such as {@code apps}; empty for the core group
   */
  public @Nullable ApiGroup group(String name) {
    for (ApiGroup group : groups) {
      if (group.name().equals(name)) {
        return group;
      }
    }
    return null;
  }

  /** Returns all resources in all their versions. */
  public List<ApiResource> resources() {
    List<ApiResource> all = new ArrayList<>();
    for (ApiGroup group : groups) {
      for (ApiGroup.Version version : group.versions()) {
        all.addAll(version.resources());
      }
    }
    return Collections.unmodifiableList(all);
  }

  /**
   * Returns the resources of one version of a group; none if there is no such version.
   *
   * @param groupVersion such as {@code apps/v1}
   */
  public List<ApiResource> resources(GroupVersion groupVersion) {
    ApiGroup group = group(groupVersion.group());
    ApiGroup.Version version = group == null ? null : group.version(groupVersion.version());
    return version == null ? List.of() : version.resources();
  }

  /**
   * Returns every resource once: in the preferred version of its group, or, if that does not have
   * it, in the first one that does.
   */
  public List<ApiResource> preferredResources() {
    List<ApiResource> preferred = new ArrayList<>();
    for (ApiGroup group : groups) {
      Set<String> seen = new HashSet<>();
      for (ApiGroup.Version version : CatalogOrder.preferredFirst(group)) {
        for (ApiResource resource : version.resources()) {
          if (seen.add(resource.resource().resource())) {
            preferred.add(resource);
          }
        }
      }
    }
    return Collections.unmodifiableList(preferred);
  }

  /**
   * Returns a resource, or null if it is not served.
   *
   * @param resource group, version and plural name
   */
  public @Nullable ApiResource resource(GroupVersionResource resource) {
    for (ApiResource candidate : resources(resource.groupVersion())) {
      if (candidate.resource().equals(resource)) {
        return candidate;
      }
    }
    return null;
  }

  /** Returns the versions whose resources are not known, and why. */
  public Map<GroupVersion, KubernetesException> failures() {
    return failures;
  }

  /** Returns whether nothing is missing. */
  public boolean isComplete() {
    return failures.isEmpty();
  }

  /** Returns how much there is. */
  @Override
  public String toString() {
    return groups.size()
        + " groups, "
        + resources().size()
        + " resources, "
        + failures.size()
        + " failures";
  }
}
