package io.kubeweft.testing.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The short names and categories of built-in resources, which no OpenAPI document tells. */
final class ShortNames {
  private static final Map<String, List<String>> NAMES =
      Map.ofEntries(
          Map.entry("componentstatuses", List.of("cs")),
          Map.entry("configmaps", List.of("cm")),
          Map.entry("endpoints", List.of("ep")),
          Map.entry("events", List.of("ev")),
          Map.entry("limitranges", List.of("limits")),
          Map.entry("namespaces", List.of("ns")),
          Map.entry("nodes", List.of("no")),
          Map.entry("persistentvolumeclaims", List.of("pvc")),
          Map.entry("persistentvolumes", List.of("pv")),
          Map.entry("pods", List.of("po")),
          Map.entry("replicationcontrollers", List.of("rc")),
          Map.entry("resourcequotas", List.of("quota")),
          Map.entry("serviceaccounts", List.of("sa")),
          Map.entry("services", List.of("svc")),
          Map.entry("customresourcedefinitions", List.of("crd", "crds")),
          Map.entry("daemonsets", List.of("ds")),
          Map.entry("deployments", List.of("deploy")),
          Map.entry("replicasets", List.of("rs")),
          Map.entry("statefulsets", List.of("sts")),
          Map.entry("horizontalpodautoscalers", List.of("hpa")),
          Map.entry("cronjobs", List.of("cj")),
          Map.entry("certificatesigningrequests", List.of("csr")),
          Map.entry("ingresses", List.of("ing")),
          Map.entry("ipaddresses", List.of("ip")),
          Map.entry("networkpolicies", List.of("netpol")),
          Map.entry("poddisruptionbudgets", List.of("pdb")),
          Map.entry("priorityclasses", List.of("pc")),
          Map.entry("storageclasses", List.of("sc")),
          Map.entry("volumeattributesclasses", List.of("vac")));

  private static final Set<String> ALL =
      Set.of(
          "pods",
          "replicationcontrollers",
          "services",
          "daemonsets.apps",
          "deployments.apps",
          "replicasets.apps",
          "statefulsets.apps",
          "horizontalpodautoscalers.autoscaling",
          "cronjobs.batch",
          "jobs.batch");

  private static final Set<String> EXTENSION_GROUPS =
      Set.of("admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io");

  private ShortNames() {}

  static List<String> of(String plural, String group) {
    return NAMES.getOrDefault(plural, List.of());
  }

  static List<String> categories(String plural, String group) {
    if (EXTENSION_GROUPS.contains(group)) {
      return List.of("api-extensions");
    }
    boolean all = ALL.contains(group.isEmpty() ? plural : plural + "." + group);
    return all ? List.of("all") : List.of();
  }
}
