package io.kubeweft.meta;

import java.util.Objects;

/**
 * Names a kind in one version of its group.
 *
 * @param group such as {@code apps}; empty for the core group
 * @param version such as {@code v1}
 * @param kind such as {@code Deployment}
 */
public record GroupVersionKind(String group, String version, String kind) {
  /** Checks its arguments. */
  public GroupVersionKind {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(kind, "kind");
  }

  /**
   * Returns the kind that an object says it is of.
   *
   * @param apiVersion such as {@code apps/v1}
   * @param kind such as {@code Deployment}
   * @throws IllegalArgumentException if {@code apiVersion} is malformed
   */
  public static GroupVersionKind of(String apiVersion, String kind) {
    GroupVersion groupVersion = GroupVersion.parse(apiVersion);
    return new GroupVersionKind(groupVersion.group(), groupVersion.version(), kind);
  }

  /** Returns the group and version. */
  public GroupVersion groupVersion() {
    return new GroupVersion(group, version);
  }

  /** Returns the form of {@code apiVersion}: {@code apps/v1}, or {@code v1} in the core group. */
  public String apiVersion() {
    return groupVersion().toString();
  }

  @Override
  public String toString() {
    return apiVersion() + " " + kind;
  }
}
