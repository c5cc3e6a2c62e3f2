package io.kubeweft.benchmarks.jmh;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A pod as one would write it for databind by hand: records with the fields that the pods of the
 * benchmarks have, quantities left as text.
 */
public record RecordPod(
    @Nullable String kind,
    @Nullable String apiVersion,
    @Nullable Meta metadata,
    @Nullable PodSpec spec,
    @Nullable PodStatus status) {
  /** A list of them, in so far as it is its items. */
  public record Items(@Nullable List<RecordPod> items) {}

  /** A change of one. */
  public record Event(@Nullable String type, @Nullable RecordPod object) {}

  record OwnerReference(
      @Nullable String apiVersion,
      @Nullable String kind,
      @Nullable String name,
      @Nullable String uid,
      @Nullable Boolean controller,
      @Nullable Boolean blockOwnerDeletion) {}

  record ManagedFields(
      @Nullable String manager,
      @Nullable String operation,
      @Nullable String apiVersion,
      @Nullable Instant time,
      @Nullable String fieldsType,
      @Nullable JsonNode fieldsV1,
      @Nullable String subresource) {}

  record Meta(
      @Nullable String name,
      @Nullable String generateName,
      @Nullable String namespace,
      @Nullable String uid,
      @Nullable String resourceVersion,
      @Nullable Long generation,
      @Nullable Instant creationTimestamp,
      @Nullable Map<String, String> labels,
      @Nullable Map<String, String> annotations,
      @Nullable List<OwnerReference> ownerReferences,
      @Nullable List<ManagedFields> managedFields) {}

  record ConfigMap(
      @Nullable String name, @Nullable Integer defaultMode, @Nullable List<Item> items) {}

  record ServiceAccountToken(@Nullable Long expirationSeconds, @Nullable String path) {}

  record Item(@Nullable String key, @Nullable String path) {}

  record Source(@Nullable ServiceAccountToken serviceAccountToken, @Nullable ConfigMap configMap) {}

  record Projected(@Nullable List<Source> sources, @Nullable Integer defaultMode) {}

  record Volume(
      @Nullable String name, @Nullable ConfigMap configMap, @Nullable Projected projected) {}

  record Port(@Nullable String name, @Nullable Integer containerPort, @Nullable String protocol) {}

  record SecretKeyRef(@Nullable String name, @Nullable String key) {}

  record FieldRef(@Nullable String apiVersion, @Nullable String fieldPath) {}

  record ValueFrom(@Nullable SecretKeyRef secretKeyRef, @Nullable FieldRef fieldRef) {}

  record Env(@Nullable String name, @Nullable String value, @Nullable ValueFrom valueFrom) {}

  record Resources(@Nullable Map<String, String> limits, @Nullable Map<String, String> requests) {}

  record VolumeMount(
      @Nullable String name, @Nullable Boolean readOnly, @Nullable String mountPath) {}

  record HttpGetAction(@Nullable String path, @Nullable Object port, @Nullable String scheme) {}

  record Probe(
      @Nullable HttpGetAction httpGet,
      @Nullable Integer initialDelaySeconds,
      @Nullable Integer timeoutSeconds,
      @Nullable Integer periodSeconds,
      @Nullable Integer successThreshold,
      @Nullable Integer failureThreshold) {}

  record Capabilities(@Nullable List<String> drop) {}

  record SecurityContext(
      @Nullable Capabilities capabilities,
      @Nullable Boolean runAsNonRoot,
      @Nullable Boolean readOnlyRootFilesystem,
      @Nullable Boolean allowPrivilegeEscalation,
      @Nullable Long fsGroup) {}

  record Container(
      @Nullable String name,
      @Nullable String image,
      @Nullable List<Port> ports,
      @Nullable List<Env> env,
      @Nullable Resources resources,
      @Nullable List<VolumeMount> volumeMounts,
      @Nullable Probe livenessProbe,
      @Nullable Probe readinessProbe,
      @Nullable String terminationMessagePath,
      @Nullable String terminationMessagePolicy,
      @Nullable String imagePullPolicy,
      @Nullable SecurityContext securityContext) {}

  record Toleration(
      @Nullable String key,
      @Nullable String operator,
      @Nullable String effect,
      @Nullable Long tolerationSeconds) {}

  record PodSpec(
      @Nullable List<Volume> volumes,
      @Nullable List<Container> containers,
      @Nullable String restartPolicy,
      @Nullable Long terminationGracePeriodSeconds,
      @Nullable String dnsPolicy,
      @Nullable String serviceAccountName,
      @Nullable String serviceAccount,
      @Nullable String nodeName,
      @Nullable SecurityContext securityContext,
      @Nullable String schedulerName,
      @Nullable List<Toleration> tolerations,
      @Nullable Integer priority,
      @Nullable Boolean enableServiceLinks,
      @Nullable String preemptionPolicy) {}

  record Condition(
      @Nullable String type,
      @Nullable String status,
      @Nullable String lastProbeTime,
      @Nullable Instant lastTransitionTime) {}

  record Address(@Nullable String ip) {}

  record Running(@Nullable Instant startedAt) {}

  record ContainerState(@Nullable Running running) {}

  record ContainerStatus(
      @Nullable String name,
      @Nullable ContainerState state,
      @Nullable ContainerState lastState,
      @Nullable Boolean ready,
      @Nullable Integer restartCount,
      @Nullable String image,
      @Nullable String imageID,
      @Nullable String containerID,
      @Nullable Boolean started) {}

  record PodStatus(
      @Nullable String phase,
      @Nullable List<Condition> conditions,
      @Nullable String hostIP,
      @Nullable List<Address> hostIPs,
      @Nullable String podIP,
      @Nullable List<Address> podIPs,
      @Nullable Instant startTime,
      @Nullable List<ContainerStatus> containerStatuses,
      @Nullable String qosClass) {}
}
