package io.kubeweft.testing.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields by which objects of a kind can be selected (pkg/apis/core/v1/conversion.go). */
final class FieldLabels {
  private static final Set<String> COMMON = Set.of("metadata.name", "metadata.namespace");
  private static final Map<String, Set<String>> OWN =
      Map.of(
          "pods",
          Set.of(
              "spec.nodeName",
              "spec.restartPolicy",
              "spec.schedulerName",
              "spec.serviceAccountName",
              "spec.hostNetwork",
              "status.phase",
              "status.podIP",
              "status.podIPs",
              "status.nominatedNodeName"),
          "events",
          eventFields("involvedObject"),
          "events.events.k8s.io",
          eventFields("regarding"),
          "nodes",
          Set.of("spec.unschedulable"),
          "namespaces",
          Set.of("status.phase"),
          "secrets",
          Set.of("type"),
          "services",
          Set.of("spec.clusterIP", "spec.type"),
          "replicationcontrollers",
          Set.of("status.replicas"),
          "replicasets.apps",
          Set.of("status.replicas"),
          "jobs.batch",
          Set.of("status.successful"));

  private FieldLabels() {}

  private static Set<String> eventFields(String object) {
    return Set.of(
        object + ".kind",
        object + ".namespace",
        object + ".name",
        object + ".uid",
        object + ".apiVersion",
        object + ".resourceVersion",
        object + ".fieldPath",
        "reason",
        "reportingComponent",
        "reportingController",
        "source",
        "type");
  }

  /**
   * Refuses a selector by a field that no index has.
   *
   * @param fields that are selected by
   * @param custom what a definition declares; null for a built-in kind
   * @throws ApiFailure 400
   */
  static void check(Resource resource, List<String> fields, @Nullable Set<String> custom) {
    Set<String> own = OWN.getOrDefault(resource.storageName(), Set.of());
    for (String field : fields) {
      boolean declared = custom == null ? own.contains(field) : custom.contains(field);
      if (!COMMON.contains(field) && !declared) {
        throw ApiFailure.badRequest(
            custom == null && own.isEmpty()
                ? "\""
                    + field
                    + "\" is not a known field selector: only \"metadata.name\","
                    + " \"metadata.namespace\""
                : "field label not supported: " + field);
      }
    }
  }
}
