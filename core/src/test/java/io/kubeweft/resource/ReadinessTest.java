package io.kubeweft.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.json.Json;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReadinessTest {
  private static Arguments ready(String apiVersionAndKind, String rest) {
    return Arguments.of(apiVersionAndKind, rest, Readiness.State.READY, "ready");
  }

  private static Arguments waiting(String apiVersionAndKind, String rest, String message) {
    return Arguments.of(apiVersionAndKind, rest, Readiness.State.NOT_READY, message);
  }

  private static Arguments failed(String apiVersionAndKind, String rest, String message) {
    return Arguments.of(apiVersionAndKind, rest, Readiness.State.FAILED, message);
  }

  private static String condition(String type, String status, String reason) {
    return "'status':{'conditions':[{'type':'Other','status':'True'},{'type':'"
        + type
        + "','status':'"
        + status
        + "','reason':'"
        + reason
        + "','message':'m'}]}";
  }

  private static String deployment(int wanted, int total, int updated, int available) {
    return "'metadata':{'generation':2},'spec':{'replicas':%d},'status':{'observedGeneration':2,"
            .formatted(wanted)
        + "'replicas':%d,'updatedReplicas':%d,'availableReplicas':%d}"
            .formatted(total, updated, available);
  }

  static Stream<Arguments> objects() {
    String deployment = "apps/v1 Deployment";
    String stateful = "apps/v1 StatefulSet";
    String daemon = "apps/v1 DaemonSet";
    String job = "batch/v1 Job";
    String crd = "apiextensions.k8s.io/v1 CustomResourceDefinition";
    String claim = "v1 PersistentVolumeClaim";
    return Stream.of(
        ready("v1 ConfigMap", "'data':{}"),
        waiting(
            "v1 ConfigMap",
            "'metadata':{'deletionTimestamp':'2026-01-01T00:00:00Z'}",
            "being deleted"),
        ready(deployment, deployment(3, 3, 3, 3)),
        ready(deployment, deployment(0, 0, 0, 0)),
        waiting(deployment, deployment(3, 4, 2, 3), "2 of 3 replicas are updated"),
        waiting(deployment, deployment(3, 4, 3, 3), "1 old replicas are not gone yet"),
        waiting(deployment, deployment(3, 3, 3, 1), "1 of 3 updated replicas are available"),
        waiting(
            deployment,
            "'metadata':{'generation':3},'status':{'observedGeneration':2}",
            "its controller has not seen the newest spec yet"),
        waiting(deployment, "'spec':{}", "its controller has not seen it yet"),
        failed(
            deployment,
            "'status':{'observedGeneration':1,'conditions':[{'type':'Progressing','status':'False',"
                + "'reason':'ProgressDeadlineExceeded','message':'stuck'}]}",
            "no progress within its deadline: stuck"),
        ready(
            stateful,
            "'spec':{'replicas':2},'status':{'observedGeneration':1,'readyReplicas':2,"
                + "'currentRevision':'a','updateRevision':'a'}"),
        waiting(
            stateful,
            "'spec':{'replicas':2},'status':{'observedGeneration':1,'readyReplicas':1}",
            "1 of 2 replicas are ready"),
        waiting(
            stateful,
            "'spec':{'replicas':2},'status':{'observedGeneration':1,'readyReplicas':2,"
                + "'updatedReplicas':1,'currentRevision':'a','updateRevision':'b'}",
            "1 of 2 replicas are updated"),
        ready(
            stateful,
            "'spec':{'replicas':3,'updateStrategy':{'rollingUpdate':{'partition':2}}},'status':{"
                + "'observedGeneration':1,'readyReplicas':3,'updatedReplicas':1,"
                + "'currentRevision':'a','updateRevision':'b'}"),
        ready(
            daemon,
            "'status':{'observedGeneration':1,'desiredNumberScheduled':2,"
                + "'updatedNumberScheduled':2,'numberAvailable':2}"),
        waiting(
            daemon,
            "'status':{'observedGeneration':1,'desiredNumberScheduled':2,"
                + "'updatedNumberScheduled':1,'numberAvailable':2}",
            "1 of 2 pods are updated"),
        waiting(
            daemon,
            "'spec':{'updateStrategy':{'type':'OnDelete'}},'status':{'observedGeneration':1,"
                + "'desiredNumberScheduled':2,'numberAvailable':1}",
            "1 of 2 pods are available"),
        waiting(
            "apps/v1 ReplicaSet",
            "'spec':{'replicas':2},'status':{'observedGeneration':1,'availableReplicas':1}",
            "1 of 2 replicas are available"),
        ready("v1 Pod", condition("Ready", "True", "")),
        waiting(
            "v1 Pod",
            condition("Ready", "False", "ContainersNotReady"),
            "its condition Ready is False (ContainersNotReady)"),
        ready("v1 Pod", "'status':{'phase':'Succeeded'}"),
        failed(
            "v1 Pod",
            "'status':{'phase':'Failed','reason':'Evicted'}",
            "the pod has failed: Evicted"),
        ready(job, condition("Complete", "True", "")),
        waiting(job, "'status':{'succeeded':1}", "1 pods have succeeded"),
        failed(
            job,
            condition("Failed", "True", "BackoffLimitExceeded"),
            "the job has failed: BackoffLimitExceeded"),
        ready("batch/v1 CronJob", "'spec':{}"),
        ready(claim, "'status':{'phase':'Bound'}"),
        waiting(claim, "'status':{'phase':'Pending'}", "its phase is Pending"),
        failed(claim, "'status':{'phase':'Lost'}", "its phase is Lost"),
        ready("v1 PersistentVolume", "'status':{'phase':'Available'}"),
        waiting("v1 Namespace", "'status':{'phase':'Terminating'}", "its phase is Terminating"),
        ready("v1 Service", "'spec':{'type':'ClusterIP'}"),
        waiting(
            "v1 Service",
            "'spec':{'type':'LoadBalancer'},'status':{'loadBalancer':{}}",
            "its load balancer has no address yet"),
        ready(
            "v1 Service",
            "'spec':{'type':'LoadBalancer'},'status':{'loadBalancer':{'ingress':[{'ip':'1'}]}}"),
        ready(crd, condition("Established", "True", "")),
        waiting(crd, "'status':{}", "it has no condition Established yet"),
        failed(
            crd, condition("NamesAccepted", "False", "Conflict"), "its names are not accepted: m"),
        waiting(
            "apiregistration.k8s.io/v1 APIService",
            condition("Available", "False", "FailedDiscoveryCheck"),
            "its condition Available is False (FailedDiscoveryCheck)"),
        ready("example.com/v1 Tab", "'spec':{}"),
        ready("example.com/v1 Tab", condition("Ready", "True", "")),
        waiting(
            "example.com/v1 Tab",
            condition("Ready", "Unknown", ""),
            "its condition Ready is Unknown"),
        waiting(
            "example.com/v1 Tab", condition("Reconciling", "True", ""), "it is being reconciled"),
        failed("example.com/v1 Tab", condition("Stalled", "True", ""), "it is stalled: m"),
        ready("example.com/v1 Deployment", "'spec':{}"));
  }

  @ParameterizedTest
  @MethodSource("objects")
  void of_looksAtWhatCountsForTheKind(
      String apiVersionAndKind, String rest, Readiness.State state, String message) {
    String[] type = apiVersionAndKind.split(" ", 2);
    String text = "{'apiVersion':'" + type[0] + "','kind':'" + type[1] + "'," + rest + "}";

    Readiness readiness = Readiness.of(Json.parseObject(text.replace('\'', '"')));

    assertThat(readiness).isEqualTo(new Readiness(state, message));
  }
}
