package io.kubeweft.meta;

import java.util.Objects;

/**
 * An API group and one of its versions.
 *
 * @param group such as {@code apps}; empty for the core group
 * @param version such as {@code v1}
 */
public record GroupVersion(String group, String version) {
  /** Checks its arguments. */
  public GroupVersion {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(version, "version");
  }

  /**
   * Parses the form of {@code apiVersion}.
   *
   * @param apiVersion such as {@code apps/v1} or {@code v1}
   * @throws IllegalArgumentException if it has more than one slash or an empty part
   */
  public static GroupVersion parse(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    String version = apiVersion.substring(slash + 1);
    if (version.isEmpty() || version.indexOf('/') >= 0 || slash == 0) {
      throw new IllegalArgumentException(
          "not an apiVersion such as apps/v1 or v1: \"" + apiVersion + "\"");
    }
    return new GroupVersion(group, version);
  }

  /** Returns the form of {@code apiVersion}: {@code apps/v1}, or {@code v1} in the core group. */
  @Override
  public String toString() {
    return group.isEmpty() ? version : group + "/" + version;
  }
}
