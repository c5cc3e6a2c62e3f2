package io.kubeweft.testing;

import java.util.List;
import java.util.Set;

/**
 * What somebody may do, as a role and its binding say it in RBAC: subjects, verbs, and either
 * resources or paths. {@code *} stands for everything, also in {@code pods/*}, and at the end of a
 * path.
 *
 * <pre>{@code
 * AccessRule.forUser("jane").verbs("get", "list").resources("", "pods", "pods/log")
 * }</pre>
 *
 * @param users names of users
 * @param groups names of groups
 * @param verbs such as {@code get}, {@code deletecollection}, {@code impersonate}
 * @param apiGroups of the resources; empty text for the core group
 * @param resources in the plural, subresources after a slash
 * @param names of objects; empty for all
 * @param namespaces empty for all and for what has none
 * @param paths that are no resources, such as {@code /metrics}
 */
public record AccessRule(
    Set<String> users,
    Set<String> groups,
    Set<String> verbs,
    Set<String> apiGroups,
    Set<String> resources,
    Set<String> names,
    Set<String> namespaces,
    Set<String> paths) {
  private static final Set<String> NONE = Set.of();

  /** Copies what it is given. */
  public AccessRule {
    users = Set.copyOf(users);
    groups = Set.copyOf(groups);
    verbs = Set.copyOf(verbs);
    apiGroups = Set.copyOf(apiGroups);
    resources = Set.copyOf(resources);
    names = Set.copyOf(names);
    namespaces = Set.copyOf(namespaces);
    paths = Set.copyOf(paths);
  }

  private static AccessRule forSubjects(Set<String> users, Set<String> groups) {
    return new AccessRule(users, groups, NONE, NONE, NONE, NONE, NONE, NONE);
  }

  /** Returns a rule for users, which allows nothing yet. */
  public static AccessRule forUser(String... users) {
    return forSubjects(Set.of(users), NONE);
  }

  /** Returns a rule for groups, which allows nothing yet. */
  public static AccessRule forGroup(String... groups) {
    return forSubjects(NONE, Set.of(groups));
  }

  /**
   * Returns a rule for a service account, which allows nothing yet.
   *
   * @param namespace of the account
   * @param name of the account
   */
  public static AccessRule forServiceAccount(String namespace, String name) {
    return forUser("system:serviceaccount:" + namespace + ":" + name);
  }

  /** Returns the rule with these verbs. */
  public AccessRule verbs(String... values) {
    return new AccessRule(
        users, groups, Set.of(values), apiGroups, resources, names, namespaces, paths);
  }

  /**
   * Returns the rule for these resources.
   *
   * @param apiGroup of the resources; empty for the core group
   * @param values in the plural
   */
  public AccessRule resources(String apiGroup, String... values) {
    return new AccessRule(
        users, groups, verbs, Set.of(apiGroup), Set.of(values), names, namespaces, paths);
  }

  /** Returns the rule for these objects alone. */
  public AccessRule names(String... values) {
    return new AccessRule(
        users, groups, verbs, apiGroups, resources, Set.of(values), namespaces, paths);
  }

  /** Returns the rule for these namespaces alone. */
  public AccessRule namespaces(String... values) {
    return new AccessRule(users, groups, verbs, apiGroups, resources, names, Set.of(values), paths);
  }

  /** Returns the rule for these paths. */
  public AccessRule paths(String... values) {
    return new AccessRule(
        users, groups, verbs, apiGroups, resources, names, namespaces, Set.of(values));
  }

  /** Returns what everybody may do who is known: look around, and ask about themselves. */
  static List<AccessRule> defaults() {
    AccessRule known = forGroup("system:authenticated");
    return List.of(
        known.verbs("get").paths("/api", "/api/*", "/apis", "/apis/*", "/openapi", "/openapi/*"),
        forGroup("system:authenticated", "system:unauthenticated")
            .verbs("get")
            .paths("/healthz", "/livez", "/readyz", "/version", "/version/"),
        known
            .verbs("create")
            .resources(
                "authorization.k8s.io", "selfsubjectaccessreviews", "selfsubjectrulesreviews"),
        known.verbs("create").resources("authentication.k8s.io", "selfsubjectreviews"),
        forGroup("system:masters").verbs("*").resources("*", "*"),
        forGroup("system:masters").verbs("*").paths("*"));
  }
}
