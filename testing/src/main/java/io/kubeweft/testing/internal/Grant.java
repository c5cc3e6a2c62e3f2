package io.kubeweft.testing.internal;

import java.util.Set;

/**
 * What somebody may do.
 *
 * @param users names of users
 * @param groups names of groups
 * @param verbs or {@code *}
 * @param apiGroups or {@code *}
 * @param resources in the plural, with a slash before a subresource, or {@code *}
 * @param names of objects; empty for all
 * @param namespaces empty for all
 * @param paths that are no resources; a star at the end stands for everything below
 */
public record Grant(
    Set<String> users,
    Set<String> groups,
    Set<String> verbs,
    Set<String> apiGroups,
    Set<String> resources,
    Set<String> names,
    Set<String> namespaces,
    Set<String> paths) {
  private static final String ANY = "*";

  boolean isFor(Caller caller) {
    return users.contains(caller.user()) || caller.groups().stream().anyMatch(groups::contains);
  }

  boolean covers(Action action) {
    return has(verbs, action.verb())
        && (action.path().isEmpty() ? coversResource(action) : coversPath(action.path()));
  }

  private boolean coversResource(Action action) {
    String resource = action.resource();
    String sub = action.subresource();
    boolean known =
        has(resources, action.fullResource())
            || !sub.isEmpty()
                && (resources.contains("*/" + sub) || resources.contains(resource + "/*"));
    return known
        && has(apiGroups, action.group())
        && (names.isEmpty() || names.contains(action.name()))
        && (namespaces.isEmpty() || namespaces.contains(action.namespace()));
  }

  private boolean coversPath(String path) {
    return paths.stream()
        .anyMatch(
            each ->
                each.endsWith(ANY)
                    ? path.startsWith(each.substring(0, each.length() - 1))
                    : path.equals(each));
  }

  private static boolean has(Set<String> values, String value) {
    return values.contains(ANY) || values.contains(value);
  }
}
