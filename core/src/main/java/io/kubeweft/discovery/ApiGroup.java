package io.kubeweft.discovery;

import io.kubeweft.meta.GroupVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group of resources that an API server serves.
 *
 * @param name such as {@code apps}; empty for the core group
 * @param preferredVersion the version to use if nothing else matters; empty if none is available
 * @param versions the server's order, best first
 */
public record ApiGroup(String name, String preferredVersion, List<Version> versions) {
  /** Makes the list immutable. */
  public ApiGroup {
    versions = List.copyOf(versions);
  }

  /**
   * One version of a group.
   *
   * @param groupVersion group and version
   * @param stale whether the server behind it does not answer: its resources are not known
   * @param resources what it serves
   */
  public record Version(GroupVersion groupVersion, boolean stale, List<ApiResource> resources) {
    /** Makes the list immutable. */
    public Version {
      resources = List.copyOf(resources);
    }
  }

  /**
   * Returns a version, or null if there is none of this name.
   *
   * @param version such as {@code v1}
   */
  public @Nullable Version version(String version) {
    for (Version candidate : versions) {
      if (candidate.groupVersion().version().equals(version)) {
        return candidate;
      }
    }
    return null;
  }
}
