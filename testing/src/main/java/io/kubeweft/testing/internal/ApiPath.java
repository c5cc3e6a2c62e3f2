package io.kubeweft.testing.internal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a path below {@code /api} or {@code /apis} names.
 *
 * @param group empty for the core group
 * @param version such as {@code v1}
 * @param namespace null if the path has none
 * @param plural the resource; empty for the version itself
 * @param name of the object; null for the collection
 * @param subresource empty for the object itself
 */
record ApiPath(
    String group,
    String version,
    @Nullable String namespace,
    String plural,
    @Nullable String name,
    String subresource) {

  /** Returns what a path names; null if it is not below a version of a group. */
  static @Nullable ApiPath parse(String path) {
    List<String> parts = Arrays.stream(path.split("/", -1)).skip(1).map(ApiPath::decoded).toList();
    if (parts.size() > 1 && parts.getLast().isEmpty()) {
      parts = parts.subList(0, parts.size() - 1);
    }
    if (parts.size() >= 2 && parts.get(0).equals("api")) {
      return below("", parts.get(1), parts.subList(2, parts.size()));
    }
    if (parts.size() >= 3 && parts.get(0).equals("apis")) {
      return below(parts.get(1), parts.get(2), parts.subList(3, parts.size()));
    }
    return null;
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static ApiPath below(String group, String version, List<String> parts) {
    boolean inNamespace =
        parts.size() > 2
            && parts.get(0).equals("namespaces")
            && !(group.isEmpty() && List.of("status", "finalize").contains(parts.get(2)));
    String namespace = inNamespace ? parts.get(1) : null;
    List<String> rest = inNamespace ? parts.subList(2, parts.size()) : parts;
    String plural = rest.isEmpty() ? "" : rest.getFirst();
    String name = rest.size() > 1 ? rest.get(1) : null;
    String subresource = rest.size() > 2 ? String.join("/", rest.subList(2, rest.size())) : "";
    return new ApiPath(group, version, namespace, plural, name, subresource);
  }
}
