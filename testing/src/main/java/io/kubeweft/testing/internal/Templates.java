package io.kubeweft.testing.internal;

import org.jspecify.annotations.Nullable;

/**
 * The defaults of workloads, services and volumes (pkg/apis of Kubernetes, defaults.go). What
 * admission plugins add in a cluster, such as tokens and tolerations, is not there.
 */
final class Templates {
  private static final String PROBE =
      """
      {"timeoutSeconds":1,"periodSeconds":10,"successThreshold":1,"failureThreshold":3,
       "httpGet":{"path":"/","scheme":"HTTP"},"grpc":{"service":""}}
      """;

  private static final String CONTAINERS =
      """
      [{"ports":[{"protocol":"TCP"}],"+resources":{},
        "env":[{"valueFrom":{"fieldRef":{"apiVersion":"v1"}}}],
        "livenessProbe":PROBE,"readinessProbe":PROBE,"startupProbe":PROBE,
        "lifecycle":{"postStart":{"httpGet":{"path":"/","scheme":"HTTP"}},
         "preStop":{"httpGet":{"path":"/","scheme":"HTTP"}}},
        "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File"}]
      """
          .replace("PROBE", PROBE);

  private static final String POD =
      """
      {"volumes":[{"configMap":{"defaultMode":420},"secret":{"defaultMode":420},
        "downwardAPI":{"defaultMode":420,"items":[{"fieldRef":{"apiVersion":"v1"}}]},
        "hostPath":{"type":""},
        "ephemeral":{"volumeClaimTemplate":{"+metadata":{},"spec":{"volumeMode":"Filesystem"}}},
        "projected":{"defaultMode":420,
         "sources":[{"serviceAccountToken":{"expirationSeconds":3600}}]}}],
       "containers":CONTAINERS,"initContainers":CONTAINERS,
       "restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst",
       "+securityContext":{},"schedulerName":"default-scheduler"}
      """
          .replace("CONTAINERS", CONTAINERS);

  private static final String JOB =
      """
      {"backoffLimit":6,"completionMode":"NonIndexed","suspend":false,"manualSelector":false,
       "template":{"spec":POD}}
      """
          .replace("POD", POD);

  private static final String WEBHOOK =
      """
      "failurePolicy":"Fail","matchPolicy":"Equivalent","+namespaceSelector":{},
      "+objectSelector":{},"timeoutSeconds":10,"rules":[{"scope":"*"}],
      "clientConfig":{"service":{"port":443}}
      """;

  private Templates() {}

  /** Returns the template of a resource; null if it has no defaults. */
  static @Nullable Template of(String storageName) {
    String json =
        switch (storageName) {
          case "pods" -> "{\"spec\":POD,\"+status\":{\"phase\":\"Pending\"}}";
          case "podtemplates" -> "{\"template\":{\"spec\":POD}}";
          case "replicationcontrollers" ->
              """
              {"spec":{"replicas":1,"template":{"spec":POD}},"+status":{"replicas":0}}
              """;
          case "deployments.apps" ->
              """
              {"spec":{"replicas":1,"template":{"spec":POD},
                "+strategy":{"type":"RollingUpdate"},
                "revisionHistoryLimit":10,"progressDeadlineSeconds":600},"+status":{}}
              """;
          case "replicasets.apps" ->
              """
              {"spec":{"replicas":1,"template":{"spec":POD}},"+status":{"replicas":0}}
              """;
          case "statefulsets.apps" ->
              """
              {"spec":{"replicas":1,"template":{"spec":POD},
                "podManagementPolicy":"OrderedReady","+updateStrategy":{"type":"RollingUpdate"},
                "revisionHistoryLimit":10,
                "+persistentVolumeClaimRetentionPolicy":
                 {"whenDeleted":"Retain","whenScaled":"Retain"},
                "volumeClaimTemplates":[{"apiVersion":"v1","kind":"PersistentVolumeClaim",
                 "spec":{"volumeMode":"Filesystem"},"+status":{"phase":"Pending"}}]},
               "+status":{"replicas":0,"availableReplicas":0}}
              """;
          case "daemonsets.apps" ->
              """
              {"spec":{"template":{"spec":POD},"+updateStrategy":{"type":"RollingUpdate"},
                "revisionHistoryLimit":10},
               "+status":{"currentNumberScheduled":0,"numberMisscheduled":0,
                "desiredNumberScheduled":0,"numberReady":0}}
              """;
          case "jobs.batch" -> "{\"spec\":JOB,\"+status\":{}}";
          case "cronjobs.batch" ->
              """
              {"spec":{"concurrencyPolicy":"Allow","suspend":false,
                "jobTemplate":{"+metadata":{},"spec":{"template":{"+metadata":{},"spec":POD}}},
                "successfulJobsHistoryLimit":3,"failedJobsHistoryLimit":1},"+status":{}}
              """;
          case "services" ->
              """
              {"+spec":{"ports":[{"protocol":"TCP"}],"type":"ClusterIP",
                "sessionAffinity":"None"},
               "+status":{"+loadBalancer":{}}}
              """;
          case "persistentvolumeclaims" ->
              "{\"spec\":{\"volumeMode\":\"Filesystem\"},\"+status\":{\"phase\":\"Pending\"}}";
          case "persistentvolumes" ->
              """
              {"spec":{"persistentVolumeReclaimPolicy":"Retain","volumeMode":"Filesystem",
                "hostPath":{"type":""}},"+status":{"phase":"Pending"}}
              """;
          case "mutatingwebhookconfigurations.admissionregistration.k8s.io" ->
              "{\"webhooks\":[{\"reinvocationPolicy\":\"Never\"," + WEBHOOK + "}]}";
          case "validatingwebhookconfigurations.admissionregistration.k8s.io" ->
              "{\"webhooks\":[{" + WEBHOOK + "}]}";
          case "endpointslices.discovery.k8s.io" -> "{\"endpoints\":[{\"+conditions\":{}}]}";
          case "poddisruptionbudgets.policy" ->
              """
              {"+status":{"currentHealthy":0,"desiredHealthy":0,"expectedPods":0}}
              """;
          case "ingresses.networking.k8s.io" -> "{\"+status\":{\"+loadBalancer\":{}}}";
          case "storageclasses.storage.k8s.io" ->
              "{\"reclaimPolicy\":\"Delete\",\"volumeBindingMode\":\"Immediate\"}";
          case "priorityclasses.scheduling.k8s.io" ->
              "{\"preemptionPolicy\":\"PreemptLowerPriority\"}";
          default -> "";
        };
    return json.isEmpty() ? null : Template.parse(json.replace("JOB", JOB).replace("POD", POD));
  }
}
