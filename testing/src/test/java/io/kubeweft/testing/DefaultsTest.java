package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What built-in kinds default to; as in kube-apiserver 1.36. */
class DefaultsTest {
  @AutoClose private static final Http http = Http.toNewServer();

  private static Http.Answer create(String path, String members)
      throws IOException, InterruptedException {
    return http.post(
        "/" + path + "?dryRun=All", "{\"metadata\":{\"name\":\"defaulted\"}," + members + "}");
  }

  static Stream<Arguments> pods() {
    return Cases.of(
        """
        {"containers":[{"name":"c","image":"i","resources":{"limits":{"cpu":"1"},"requests":{"memory":"1Gi"}}}]}
          spec.containers.0.resources.requests: {"cpu":"1","memory":"1Gi"}
          status.qosClass: "Burstable"
        {"containers":[{"name":"c","image":"i","resources":{"limits":{"cpu":"1","memory":"1Gi"}}}]}
          spec.containers.0.resources.requests: {"cpu":"1","memory":"1Gi"}
          status.qosClass: "Guaranteed"
        {"initContainers":[{"name":"d","image":"i"}],"containers":[{"name":"c","image":"i","resources":{"limits":{"cpu":"1","memory":"1Gi"}}}]}
          spec.initContainers.0.resources: {}
          status.qosClass: "Burstable"
        {"containers":[{"name":"c","image":"i","resources":{"requests":{"example.com/thing":"0"},"limits":{"example.com/thing":"0"}}}]}
          status.qosClass: "BestEffort"
        {"containers":[{"name":"c","image":"i","ports":[{"containerPort":80}]}]}
          spec.containers.0.ports.0: {"containerPort":80,"protocol":"TCP"}
          spec.enableServiceLinks: true
          status.qosClass: "BestEffort"
        {"hostNetwork":true,"containers":[{"name":"c","image":"i","ports":[{"containerPort":80}]}]}
          spec.containers.0.ports.0: {"containerPort":80,"hostPort":80,"protocol":"TCP"}
        {"restartPolicy":"","dnsPolicy":"","schedulerName":"","containers":[{"name":"c","image":"i"}]}
          spec.restartPolicy: "Always"
          spec.dnsPolicy: "ClusterFirst"
          spec.schedulerName: "default-scheduler"
        {"containers":[{"name":"c","image":"i","livenessProbe":{"grpc":{"port":5000}}}]}
          spec.containers.0.livenessProbe.grpc: {"port":5000,"service":""}
          spec.containers.0.livenessProbe.timeoutSeconds: 1
        {"containers":[{"name":"c","image":"i"}],"volumes":[{"name":"v","ephemeral":{"volumeClaimTemplate":{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}}}]}
          spec.volumes.0.ephemeral.volumeClaimTemplate.metadata: {}
          spec.volumes.0.ephemeral.volumeClaimTemplate.spec.volumeMode: "Filesystem"
        """);
  }

  @ParameterizedTest
  @MethodSource("pods")
  void create_pod_isDefaulted(String spec, String expected) throws Exception {
    Http.Answer answer = create("api/v1/namespaces/default/pods", "\"spec\":" + spec);

    assertThat(answer.status()).describedAs(answer.text()).isEqualTo(201);
    Expected.assertValues(answer.json(), expected);
  }

  static Stream<Arguments> services() {
    return Cases.of(
        """
        {"ports":[{"port":80}]}
          spec.type: "ClusterIP"
          spec.ports.0: {"port":80,"protocol":"TCP","targetPort":80}
          spec.internalTrafficPolicy: "Cluster"
          spec.externalTrafficPolicy: null
          spec.sessionAffinity: "None"
        {"type":"","sessionAffinity":"","ports":[{"port":80}]}
          spec.type: "ClusterIP"
          spec.sessionAffinity: "None"
        {"sessionAffinity":"ClientIP","ports":[{"port":80}]}
          spec.sessionAffinityConfig: {"clientIP":{"timeoutSeconds":10800}}
        {"sessionAffinity":"ClientIP","sessionAffinityConfig":{"clientIP":{"timeoutSeconds":5}},"ports":[{"port":80}]}
          spec.sessionAffinityConfig: {"clientIP":{"timeoutSeconds":5}}
        {"sessionAffinityConfig":{"clientIP":{"timeoutSeconds":5}},"ports":[{"port":80}]}
          spec.sessionAffinityConfig: null
        {"type":"NodePort","ports":[{"port":80}]}
          spec.externalTrafficPolicy: "Cluster"
          spec.internalTrafficPolicy: "Cluster"
          spec.allocateLoadBalancerNodePorts: null
        {"type":"LoadBalancer","ports":[{"port":80}]}
          spec.externalTrafficPolicy: "Cluster"
          spec.internalTrafficPolicy: "Cluster"
          spec.allocateLoadBalancerNodePorts: true
        {"type":"LoadBalancer","allocateLoadBalancerNodePorts":false,"ports":[{"port":80}]}
          spec.allocateLoadBalancerNodePorts: false
        {"type":"ExternalName","externalName":"example.com"}
          spec.internalTrafficPolicy: null
          spec.externalTrafficPolicy: null
        {"clusterIP":"None","ports":[{"port":80}]}
          spec.clusterIPs: ["None"]
        """);
  }

  @ParameterizedTest
  @MethodSource("services")
  void create_service_isDefaulted(String spec, String expected) throws Exception {
    Http.Answer answer = create("api/v1/namespaces/default/services", "\"spec\":" + spec);

    assertThat(answer.status()).describedAs(answer.text()).isEqualTo(201);
    Expected.assertValues(answer.json(), expected);
  }

  static Stream<Arguments> others() {
    return Cases.of(
        """
        apis/apps/v1/namespaces/default/statefulsets "spec":{"serviceName":"s","selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}},"volumeClaimTemplates":[{"metadata":{"name":"v"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}]}
          spec.volumeClaimTemplates.0.apiVersion: "v1"
          spec.volumeClaimTemplates.0.kind: "PersistentVolumeClaim"
          spec.volumeClaimTemplates.0.spec.volumeMode: "Filesystem"
          spec.volumeClaimTemplates.0.status: {"phase":"Pending"}
        api/v1/namespaces/default/replicationcontrollers "spec":{"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}
          metadata.labels: {"a":"b"}
          spec.selector: {"a":"b"}
          spec.replicas: 1
        apis/batch/v1/namespaces/default/jobs "spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}
          spec.podReplacementPolicy: "TerminatingOrFailed"
          spec.completions: 1
        apis/batch/v1/namespaces/default/jobs "spec":{"podFailurePolicy":{"rules":[]},"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}
          spec.podReplacementPolicy: "Failed"
        apis/batch/v1/namespaces/default/cronjobs "spec":{"schedule":"@hourly","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}
          spec.jobTemplate.metadata: {}
          spec.jobTemplate.spec.template.metadata: {}
          spec.jobTemplate.spec.podReplacementPolicy: null
          spec.jobTemplate.spec.template.spec.dnsPolicy: "ClusterFirst"
        api/v1/namespaces/default/podtemplates "template":{"spec":{"containers":[{"name":"c","image":"i"}]}}
          template.spec.containers.0.imagePullPolicy: "Always"
          template.spec.restartPolicy: "Always"
          metadata.generation: 1
        apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations "webhooks":[{"name":"a.example.com","admissionReviewVersions":["v1"],"sideEffects":"None","clientConfig":{"service":{"name":"s","namespace":"default"}},"rules":[{"operations":["CREATE"],"apiGroups":[""],"apiVersions":["v1"],"resources":["pods"]}]}]
          webhooks.0.failurePolicy: "Fail"
          webhooks.0.matchPolicy: "Equivalent"
          webhooks.0.namespaceSelector: {}
          webhooks.0.objectSelector: {}
          webhooks.0.timeoutSeconds: 10
          webhooks.0.reinvocationPolicy: "Never"
          webhooks.0.rules.0.scope: "*"
          webhooks.0.clientConfig.service.port: 443
        apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations "webhooks":[{"name":"a.example.com","admissionReviewVersions":["v1"],"sideEffects":"None","clientConfig":{"service":{"name":"s","namespace":"default"}}}]
          webhooks.0.failurePolicy: "Fail"
          webhooks.0.reinvocationPolicy: null
        apis/discovery.k8s.io/v1/namespaces/default/endpointslices "addressType":"IPv4","endpoints":[{"addresses":["10.1.2.3"]}]
          endpoints.0.conditions: {}
        apis/policy/v1/namespaces/default/poddisruptionbudgets "spec":{"minAvailable":1}
          status.currentHealthy: 0
          status.desiredHealthy: 0
          status.expectedPods: 0
        apis/storage.k8s.io/v1/csidrivers "spec":{}
          metadata.generation: null
        """);
  }

  @ParameterizedTest
  @MethodSource("others")
  void create_kind_isDefaulted(String request, String expected) throws Exception {
    String[] parts = request.split(" ", 2);

    Http.Answer answer = create(parts[0], parts[1]);

    assertThat(answer.status()).describedAs(answer.text()).isEqualTo(201);
    Expected.assertValues(answer.json(), expected);
  }
}
