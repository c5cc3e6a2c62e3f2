package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The rules of built-in kinds that users of a client meet most (pkg/apis of Kubernetes). */
public final class BuiltInRules {
  private static final String DEFINITIONS = "customresourcedefinitions.apiextensions.k8s.io";

  /** Names that end up in a host name or a label. */
  private static final Set<String> LABELS = Set.of("namespaces", "services", "statefulsets.apps");

  /** Groups, and resources, whose finalizers may be any names. */
  private static final Set<String> ANY_FINALIZERS =
      Set.of(
          "events",
          "events.k8s.io",
          "admissionregistration.k8s.io",
          "apiregistration.k8s.io",
          "coordination.k8s.io",
          "node.k8s.io",
          "policy");

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
    finalizers(causes, resource, object);
    spec(causes, resource, object);
    return causes.list();
  }

  private static void finalizers(Causes causes, String resource, JsonObject object) {
    String group = resource.substring(resource.indexOf('.') + 1);
    if (!ANY_FINALIZERS.contains(group)) {
      MetadataRules.kubeFinalizers(causes, object);
    }
  }

  private static Function<String, List<String>> names(String resource) {
    if (resource.endsWith(RBAC)) {
      return Names::pathSegment;
    }
    return LABELS.contains(resource) ? Names::label : Names::subdomain;
  }

  private static void spec(Causes causes, String resource, JsonObject object) {
    JsonObject spec = object.getObject("spec");
    switch (resource) {
      case "pods" -> PodRules.check(causes, "spec", spec);
      case "deployments.apps", "replicasets.apps", "statefulsets.apps", "daemonsets.apps" ->
          WorkloadRules.created(causes, resource, object);
      case "jobs.batch" -> JobRules.job(causes, "spec", spec);
      case "cronjobs.batch" -> JobRules.cronJob(causes, spec);
      case "services" -> ServiceRules.check(causes, spec);
      case "configmaps" -> ConfigRules.configMap(causes, object);
      case "secrets" -> ConfigRules.secret(causes, object);
      case "persistentvolumeclaims" -> StorageRules.claim(causes, spec);
      case "poddisruptionbudgets.policy" -> StorageRules.disruptionBudget(causes, spec);
      case "roles" + RBAC -> StorageRules.role(causes, object.getArray("rules"), true);
      case "clusterroles" + RBAC -> StorageRules.role(causes, object.getArray("rules"), false);
      default -> {}
    }
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
    boolean whole = subresource.isEmpty() || subresource.equals("scale");
    if (resource.equals(DEFINITIONS)) {
      return whole ? DefinitionRules.updated(before, after) : List.of();
    }
    Causes causes = new Causes();
    // kube-apiserver checks metadata twice, and says so twice.
    for (int i = 0; i < 2; i++) {
      MetadataRules.updated(causes, before, after);
      finalizers(causes, resource, after);
    }
    if (whole && !before.without("metadata").equals(after.without("metadata"))) {
      if (!resource.equals("pods")) {
        spec(causes, resource, after);
      }
      change(causes, resource, before, after);
    }
    return causes.list();
  }

  private static void change(Causes causes, String resource, JsonObject before, JsonObject after) {
    switch (resource) {
      case "pods" -> ImmutablePods.updated(causes, before, after);
      case "deployments.apps", "replicasets.apps", "statefulsets.apps", "daemonsets.apps" ->
          WorkloadRules.updated(causes, resource, before, after);
      case "jobs.batch" -> JobRules.updated(causes, before, after);
      case "services" -> ServiceRules.updated(causes, before, after);
      case "configmaps" -> ConfigRules.updated(causes, false, before, after);
      case "secrets" -> ConfigRules.updated(causes, true, before, after);
      case "persistentvolumeclaims" -> StorageRules.claimUpdated(causes, before, after);
      default -> {}
    }
  }
}
