package io.kubeweft.discovery;

import java.util.ArrayList;
import java.util.List;

/** Which of several versions and groups comes first. */
final class CatalogOrder {
  private CatalogOrder() {}

  /** The preferred version, then the others in the server's order. */
  static List<ApiGroup.Version> preferredFirst(ApiGroup group) {
    List<ApiGroup.Version> ordered = new ArrayList<>(group.versions());
    ApiGroup.Version preferred = group.version(group.preferredVersion());
    if (preferred != null) {
      ordered.remove(preferred);
      ordered.add(0, preferred);
    }
    return ordered;
  }

  /** The core group, then the others in the server's order. */
  static List<ApiGroup> coreFirst(List<ApiGroup> groups) {
    List<ApiGroup> ordered = new ArrayList<>(groups.size());
    for (ApiGroup group : groups) {
      if (group.name().isEmpty()) {
        ordered.add(0, group);
      } else {
        ordered.add(group);
      }
    }
    return ordered;
  }
}
