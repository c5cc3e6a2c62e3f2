package io.kubeweft.meta;

import java.util.Objects;

/**
 * Names a resource in one version of its group.
 *
 * @param group such as {@code apps}; empty for the core group
 * @param version such as {@code v1}
 * @param resource the plural name, such as {@code deployments}
 */
public record GroupVersionResource(String group, String version, String resource) {
  /** Checks its arguments. */
  public GroupVersionResource {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(resource, "resource");
  }

  /** Returns the group and version. */
  public GroupVersion groupVersion() {
    return new GroupVersion(group, version);
  }

  /** Returns the usual short form: {@code deployments.apps}, or {@code pods} in the core group. */
  public String groupResource() {
    return group.isEmpty() ? resource : resource + "." + group;
  }

  @Override
  public String toString() {
    return groupVersion() + " " + resource;
  }
}
