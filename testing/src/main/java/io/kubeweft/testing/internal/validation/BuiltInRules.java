package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The rules of built-in kinds that users of a client meet most (pkg/apis of Kubernetes). */
public final class BuiltInRules {
  private static final String DEFINITIONS = "customresourcedefinitions.apiextensions.k8s.io";

  /** Names that end up in a host name or a label. */
  private static final Set<String> LABELS = Set.of("namespaces", "services", "endpoints.none");

  /** Groups whose names are segments of a path and nothing else. */
  private static final String RBAC = ".rbac.authorization.k8s.io";

  private BuiltInRules() {}

  /**
   * Says what is wrong with an object that is created.
   *
   * @param resource its name with the group, such as {@code deployments.apps}
   * @param namespaced whether it is in a namespace
   * @param object as it would be stored
   */
  public static List<Cause> created(String resource, boolean namespaced, JsonObject object) {
    if (resource.equals(DEFINITIONS)) {
      return DefinitionRules.created(object);
    }
    Causes causes = new Causes();
    MetadataRules.created(causes, object, namespaced, names(resource));
    return causes.list();
  }

  private static Function<String, List<String>> names(String resource) {
    if (resource.endsWith(RBAC)) {
      return Names::pathSegment;
    }
    if (resource.equals("services")) {
      return Names::label;
    }
    return LABELS.contains(resource) ? Names::label : Names::subdomain;
  }

  /**
   * Says what is wrong with a change.
   *
   * @param resource its name with the group
   * @param before what is stored
   * @param after what would be
   * @param subresource through which; empty for the object itself
   */
  public static List<Cause> updated(
      String resource, JsonObject before, JsonObject after, String subresource) {
    if (resource.equals(DEFINITIONS)) {
      return subresource.isEmpty() ? DefinitionRules.updated(before, after) : List.of();
    }
    Causes causes = new Causes();
    MetadataRules.updated(causes, before, after);
    MetadataRules.updated(causes, before, after);
    return causes.list();
  }
}
