package io.kubeweft.testing.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A resource as one version of its group serves it.
 *
 * @param group empty for the core group
 * @param version such as {@code v1}
 * @param plural its name in paths
 * @param kind of its objects
 * @param namespaced whether its objects live in namespaces
 * @param verbs as discovery names them
 * @param subresources by name
 * @param shortNames such as {@code po}
 * @param categories such as {@code all}
 */
record Resource(
    String group,
    String version,
    String plural,
    String kind,
    boolean namespaced,
    Set<String> verbs,
    Map<String, Subresource> subresources,
    List<String> shortNames,
    List<String> categories) {
  /**
   * A subresource.
   *
   * @param group of its kind
   * @param version of its kind
   * @param kind of its body
   * @param verbs as discovery names them
   */
  record Subresource(String group, String version, String kind, Set<String> verbs) {}

  /** A resource of which only its name and group are known. */
  static Resource anonymous(String plural, String group) {
    return new Resource(group, "", plural, "", true, Set.of(), Map.of(), List.of(), List.of());
  }

  /** A resource of which only the name in the store is known. */
  static Resource anonymous(String storageName) {
    int dot = storageName.indexOf('.');
    String plural = dot < 0 ? storageName : storageName.substring(0, dot);
    String group = dot < 0 ? "" : storageName.substring(dot + 1);
    return anonymous(plural, group);
  }

  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** All versions of a resource show the same objects. */
  String storageName() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  boolean has(String subresource) {
    return subresources.containsKey(subresource);
  }
}
