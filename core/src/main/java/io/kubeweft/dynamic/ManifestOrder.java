package io.kubeweft.dynamic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In which order the objects of a manifest are applied: what others live in or refer to comes
 * first, what would get in the way of the others last. Objects of one rank keep their order.
 */
final class ManifestOrder {
  private static final String ADMISSION = "admissionregistration.k8s.io";

  /** By group and kind; a custom resource has the rank of {@link #CUSTOM}. */
  private static final Map<String, Integer> RANKS = new HashMap<>();

  private static final int CUSTOM;

  static {
    List<List<String>> ranks =
        List.of(
            List.of("/Namespace"),
            List.of("apiextensions.k8s.io/CustomResourceDefinition"),
            List.of(
                "scheduling.k8s.io/PriorityClass",
                "node.k8s.io/RuntimeClass",
                "storage.k8s.io/StorageClass",
                "storage.k8s.io/CSIDriver",
                "networking.k8s.io/IngressClass",
                "/ResourceQuota",
                "/LimitRange",
                "networking.k8s.io/NetworkPolicy",
                "policy/PodDisruptionBudget"),
            List.of("/ServiceAccount", "/Secret", "/ConfigMap", "/PersistentVolume"),
            List.of("rbac.authorization.k8s.io/ClusterRole", "rbac.authorization.k8s.io/Role"),
            List.of(
                "rbac.authorization.k8s.io/ClusterRoleBinding",
                "rbac.authorization.k8s.io/RoleBinding",
                "/PersistentVolumeClaim"),
            List.of("/Service", "/Endpoints", "discovery.k8s.io/EndpointSlice"),
            List.of(
                "/Pod",
                "/ReplicationController",
                "apps/DaemonSet",
                "apps/ReplicaSet",
                "apps/Deployment",
                "apps/StatefulSet",
                "batch/Job",
                "batch/CronJob"),
            List.of(
                "autoscaling/HorizontalPodAutoscaler",
                "networking.k8s.io/Ingress",
                "apiregistration.k8s.io/APIService"),
            List.of("custom"),
            List.of(
                ADMISSION + "/MutatingWebhookConfiguration",
                ADMISSION + "/ValidatingWebhookConfiguration",
                ADMISSION + "/ValidatingAdmissionPolicy",
                ADMISSION + "/MutatingAdmissionPolicy"),
            List.of(
                ADMISSION + "/ValidatingAdmissionPolicyBinding",
                ADMISSION + "/MutatingAdmissionPolicyBinding"));
    for (int rank = 0; rank < ranks.size(); rank++) {
      for (String kind : ranks.get(rank)) {
        RANKS.put(kind, rank);
      }
    }
    CUSTOM = RANKS.getOrDefault("custom", 0);
  }

  private ManifestOrder() {}

  /** The places of the objects in the order in which they are applied. */
  static List<Integer> toApply(List<Unstructured> objects) {
    List<Integer> places = new ArrayList<>(objects.size());
    for (int i = 0; i < objects.size(); i++) {
      places.add(i);
    }
    places.sort(Comparator.comparingInt(place -> rank(objects.get(place))));
    return places;
  }

  /** The places of the objects in the order in which they are deleted: the other way round. */
  static List<Integer> toDelete(List<Unstructured> objects) {
    List<Integer> places = toApply(objects);
    Collections.reverse(places);
    return places;
  }

  static boolean isDefinition(Unstructured object) {
    return key(object).equals("apiextensions.k8s.io/CustomResourceDefinition");
  }

  /** Whether an object may be of a kind that a definition of the same manifest defines. */
  static boolean mayBeCustom(Unstructured object) {
    return rank(object) == CUSTOM;
  }

  private static int rank(Unstructured object) {
    return RANKS.getOrDefault(key(object), CUSTOM);
  }

  private static String key(Unstructured object) {
    String apiVersion = object.apiVersion();
    int slash = apiVersion.indexOf('/');
    return (slash < 0 ? "" : apiVersion.substring(0, slash)) + "/" + object.kind();
  }
}
