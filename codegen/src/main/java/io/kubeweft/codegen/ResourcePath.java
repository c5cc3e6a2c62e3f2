package io.kubeweft.codegen;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a path of a document is about.
 *
 * @param group empty for the core group
 * @param version of the group
 * @param plural name of the resource
 * @param namespaced whether it is in a namespace
 * @param subresource empty for the resource itself
 */
record ResourcePath(
    String group, String version, String plural, boolean namespaced, String subresource) {
  /** Returns what a path is about; null if it is about no resource. */
  static @Nullable ResourcePath parse(String path) {
    List<String> parts = Arrays.stream(path.split("/", -1)).skip(1).toList();
    if (parts.size() > 2 && parts.get(0).equals("api")) {
      return below("", parts.get(1), parts.subList(2, parts.size()));
    }
    if (parts.size() > 3 && parts.get(0).equals("apis")) {
      return below(parts.get(1), parts.get(2), parts.subList(3, parts.size()));
    }
    return null;
  }

  private static @Nullable ResourcePath below(String group, String version, List<String> parts) {
    boolean namespaced = parts.size() > 2 && parts.get(1).equals("{namespace}");
    List<String> rest = namespaced ? parts.subList(2, parts.size()) : parts;
    if (rest.getFirst().isEmpty() || rest.getFirst().equals("watch")) {
      return null;
    }
    boolean hasName = rest.size() > 1 && rest.get(1).equals("{name}");
    if (rest.size() > 1 && !hasName) {
      return null;
    }
    String subresource = rest.size() > 2 ? String.join("/", rest.subList(2, rest.size())) : "";
    return new ResourcePath(group, version, rest.getFirst(), namespaced, subresource);
  }
}
