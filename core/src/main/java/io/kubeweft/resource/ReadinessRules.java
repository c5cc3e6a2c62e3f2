package io.kubeweft.resource;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What ready means for each kind. (Sources: kubectl pkg/polymorphichelpers/rollout_status.go,
 * sigs.k8s.io/cli-utils pkg/kstatus.)
 */
final class ReadinessRules {
  private static final Readiness READY = new Readiness(Readiness.State.READY, "ready");
  private static final String[] STATUS = {"status"};

  private ReadinessRules() {}

  static Readiness apply(JsonObject object) {
    if (object.get("metadata", "deletionTimestamp") != null) {
      return waiting("being deleted");
    }
    long generation = number(object, 0, "metadata", "generation");
    Long observed = object.getLong("status", "observedGeneration");
    String kind = text(object, "kind");
    if (observed != null && observed < generation) {
      return waiting("its controller has not seen the newest spec yet");
    }
    return switch (group(object)) {
      case "" -> core(kind, object);
      case "apps", "extensions" -> apps(kind, object, observed);
      case "batch" -> kind.equals("Job") ? job(object) : generic(object);
      case "apiextensions.k8s.io" ->
          kind.equals("CustomResourceDefinition") ? definition(object) : generic(object);
      case "apiregistration.k8s.io" -> condition(object, "Available");
      default -> generic(object);
    };
  }

  private static String group(JsonObject object) {
    String apiVersion = text(object, "apiVersion");
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  private static Readiness core(String kind, JsonObject object) {
    String phase = text(object, "status", "phase");
    return switch (kind) {
      case "Pod" -> pod(object, phase);
      case "Node" -> condition(object, "Ready");
      case "Namespace" -> phase(phase, "Active", "");
      case "PersistentVolumeClaim" -> phase(phase, "Bound", "Lost");
      case "PersistentVolume" ->
          phase.equals("Available") ? READY : phase(phase, "Bound", "Failed");
      case "Service" -> service(object);
      case "ReplicationController" -> available(object);
      default -> generic(object);
    };
  }

  private static Readiness apps(String kind, JsonObject object, @Nullable Long observed) {
    if (observed == null && !kind.equals("ControllerRevision")) {
      return waiting("its controller has not seen it yet");
    }
    return switch (kind) {
      case "Deployment" -> deployment(object);
      case "StatefulSet" -> statefulSet(object);
      case "DaemonSet" -> daemonSet(object);
      case "ReplicaSet" -> available(object);
      default -> generic(object);
    };
  }

  private static Readiness deployment(JsonObject object) {
    JsonObject progressing = find(object, "Progressing");
    if (progressing != null && text(progressing, "reason").equals("ProgressDeadlineExceeded")) {
      return failed("no progress within its deadline: " + text(progressing, "message"));
    }
    long wanted = number(object, 1, "spec", "replicas");
    long total = number(object, 0, "status", "replicas");
    long updated = number(object, 0, "status", "updatedReplicas");
    long available = number(object, 0, "status", "availableReplicas");
    if (updated < wanted) {
      return waiting(updated + " of " + wanted + " replicas are updated");
    }
    if (total > updated) {
      return waiting((total - updated) + " old replicas are not gone yet");
    }
    return available < updated
        ? waiting(available + " of " + updated + " updated replicas are available")
        : READY;
  }

  private static Readiness statefulSet(JsonObject object) {
    long wanted = number(object, 1, "spec", "replicas");
    long ready = number(object, 0, "status", "readyReplicas");
    long updated = number(object, 0, "status", "updatedReplicas");
    if (ready < wanted) {
      return waiting(ready + " of " + wanted + " replicas are ready");
    }
    if (text(object, "spec", "updateStrategy", "type").equals("OnDelete")) {
      return READY;
    }
    long partition = number(object, 0, "spec", "updateStrategy", "rollingUpdate", "partition");
    if (partition > 0) {
      long expected = Math.max(0, wanted - partition);
      return updated < expected
          ? waiting(updated + " of " + expected + " replicas of the partition are updated")
          : READY;
    }
    boolean rolledOut =
        text(object, "status", "updateRevision").equals(text(object, "status", "currentRevision"));
    return rolledOut ? READY : waiting(updated + " of " + wanted + " replicas are updated");
  }

  private static Readiness daemonSet(JsonObject object) {
    long wanted = number(object, 0, "status", "desiredNumberScheduled");
    long updated = number(object, 0, "status", "updatedNumberScheduled");
    long available = number(object, 0, "status", "numberAvailable");
    boolean onDelete = text(object, "spec", "updateStrategy", "type").equals("OnDelete");
    if (!onDelete && updated < wanted) {
      return waiting(updated + " of " + wanted + " pods are updated");
    }
    return available < wanted
        ? waiting(available + " of " + wanted + " pods are available")
        : READY;
  }

  private static Readiness available(JsonObject object) {
    long wanted = number(object, 1, "spec", "replicas");
    long available = number(object, 0, "status", "availableReplicas");
    return available < wanted
        ? waiting(available + " of " + wanted + " replicas are available")
        : READY;
  }

  private static Readiness pod(JsonObject object, String phase) {
    return switch (phase) {
      case "Succeeded" -> READY;
      case "Failed" -> failed("the pod has failed: " + text(object, "status", "reason"));
      default -> condition(object, "Ready");
    };
  }

  private static Readiness job(JsonObject object) {
    if (isTrue(find(object, "Complete"))) {
      return READY;
    }
    JsonObject failure = find(object, "Failed");
    if (failure != null && isTrue(failure)) {
      return failed("the job has failed: " + text(failure, "reason"));
    }
    return waiting(number(object, 0, "status", "succeeded") + " pods have succeeded");
  }

  private static Readiness definition(JsonObject object) {
    JsonObject names = find(object, "NamesAccepted");
    if (names != null && text(names, "status").equals("False")) {
      return failed("its names are not accepted: " + text(names, "message"));
    }
    return condition(object, "Established");
  }

  private static Readiness service(JsonObject object) {
    boolean balanced = text(object, "spec", "type").equals("LoadBalancer");
    return balanced && object.getArray("status", "loadBalancer", "ingress").isEmpty()
        ? waiting("its load balancer has no address yet")
        : READY;
  }

  private static Readiness phase(String phase, String ready, String failed) {
    if (phase.equals(ready)) {
      return READY;
    }
    String message = phase.isEmpty() ? "it has no phase yet" : "its phase is " + phase;
    return !failed.isEmpty() && phase.equals(failed) ? failed(message) : waiting(message);
  }

  private static Readiness generic(JsonObject object) {
    JsonObject stalled = find(object, "Stalled");
    if (stalled != null && isTrue(stalled)) {
      return failed("it is stalled: " + text(stalled, "message"));
    }
    if (isTrue(find(object, "Reconciling"))) {
      return waiting("it is being reconciled");
    }
    return find(object, "Ready") == null ? READY : condition(object, "Ready");
  }

  private static Readiness condition(JsonObject object, String type) {
    JsonObject condition = find(object, type);
    if (isTrue(condition)) {
      return READY;
    }
    if (condition == null) {
      return waiting("it has no condition " + type + " yet");
    }
    String reason = text(condition, "reason");
    return waiting(
        "its condition "
            + type
            + " is "
            + text(condition, "status")
            + (reason.isEmpty() ? "" : " (" + reason + ")"));
  }

  /** Returns a condition of the status, or null if there is none of this type. */
  static @Nullable JsonObject find(JsonObject object, String type) {
    JsonArray conditions = object.getObject(STATUS).getArray("conditions");
    for (JsonValue value : conditions) {
      if (value instanceof JsonObject condition && text(condition, "type").equals(type)) {
        return condition;
      }
    }
    return null;
  }

  private static boolean isTrue(@Nullable JsonObject condition) {
    return condition != null && text(condition, "status").equals("True");
  }

  private static String text(JsonObject object, String... path) {
    String value = object.getString(path);
    return value == null ? "" : value;
  }

  private static long number(JsonObject object, long absent, String... path) {
    Long value = object.getLong(path);
    return value == null ? absent : value;
  }

  private static Readiness waiting(String message) {
    return new Readiness(Readiness.State.NOT_READY, message);
  }

  private static Readiness failed(String message) {
    return new Readiness(Readiness.State.FAILED, message);
  }
}
