package io.kubeweft.testing.internal.table;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows pods: their state is told from those of all their containers. */
final class PodPrinter {
  static final Printer PRINTER =
      new Printer(
          Column.list(
              "Name, Ready, Status, Restarts, Age, +IP, +Node, +Nominated Node, +Readiness Gates"),
          PodPrinter::print,
          PodPrinter::conditions);

  private final JsonObject pod;
  private final Set<String> sidecars = new HashSet<>();
  private int ready;
  private String reason;
  private long restarts;
  private @Nullable Instant lastRestart;
  private long sidecarRestarts;
  private @Nullable Instant lastSidecarRestart;

  private PodPrinter(JsonObject pod) {
    this.pod = pod;
    String phase = Fields.text(pod, "status", "phase");
    this.reason = Fields.textOr(pod, phase, "status", "reason");
    for (JsonObject condition : Fields.objects(pod, "status", "conditions")) {
      if (Fields.text(condition, "type").equals("PodScheduled")
          && Fields.text(condition, "reason").equals("SchedulingGated")) {
        reason = "SchedulingGated";
      }
    }
    for (JsonObject container : Fields.objects(pod, "spec", "initContainers")) {
      if (Fields.text(container, "restartPolicy").equals("Always")) {
        sidecars.add(Fields.text(container, "name"));
      }
    }
  }

  private static JsonArray conditions(JsonObject pod) {
    String phase = Fields.text(pod, "status", "phase");
    return phase.equals("Succeeded") || phase.equals("Failed")
        ? JsonArray.of(
            JsonObject.builder()
                .put("type", "Completed")
                .put("status", "True")
                .put("reason", phase)
                .build())
        : JsonArray.EMPTY;
  }

  private static void print(JsonObject pod, Cells cells) {
    PodPrinter state = new PodPrinter(pod);
    state.look();
    int containers = pod.getArray("spec", "containers").size() + state.sidecars.size();
    String restarts = Long.toString(state.restarts);
    if (state.restarts != 0 && state.lastRestart != null) {
      restarts += " (" + cells.since(state.lastRestart.toString()) + " ago)";
    }
    List<JsonObject> ips = Fields.objects(pod, "status", "podIPs");
    cells
        .name()
        .text(state.ready + "/" + containers)
        .text(state.reason)
        .text(restarts)
        .age()
        .text(ips.isEmpty() ? Fields.NONE : Fields.textOr(ips.getFirst(), Fields.NONE, "ip"))
        .text(Fields.NONE, "spec", "nodeName")
        .text(Fields.NONE, "status", "nominatedNodeName")
        .text(state.gates());
  }

  private void look() {
    boolean initializing = lookAtInitContainers();
    if (!initializing || Fields.isTrue(pod, "Initialized")) {
      lookAtContainers();
    }
    if (Fields.isTerminating(pod)) {
      String phase = Fields.text(pod, "status", "phase");
      if (Fields.text(pod, "status", "reason").equals("NodeLost")) {
        reason = "Unknown";
      } else if (!phase.equals("Succeeded") && !phase.equals("Failed")) {
        reason = "Terminating";
      }
    }
  }

  /** Whether one of the init containers is still to end. */
  private boolean lookAtInitContainers() {
    List<JsonObject> statuses = Fields.objects(pod, "status", "initContainerStatuses");
    for (int i = 0; i < statuses.size(); i++) {
      JsonObject status = statuses.get(i);
      boolean sidecar = sidecars.contains(Fields.text(status, "name"));
      long count = Fields.number(status, 0, "restartCount");
      Instant last = lastEnd(status);
      restarts += count;
      lastRestart = later(lastRestart, last);
      if (sidecar) {
        sidecarRestarts += count;
        lastSidecarRestart = later(lastSidecarRestart, last);
      }
      JsonObject ended = status.getObject("state", "terminated");
      boolean hasEnded = status.getObject("state").has("terminated");
      if (hasEnded && Fields.number(ended, 0, "exitCode") == 0) {
        continue;
      }
      if (sidecar && Fields.flag(status, "started")) {
        ready += Fields.flag(status, "ready") ? 1 : 0;
        continue;
      }
      String waiting = Fields.text(status, "state", "waiting", "reason");
      if (hasEnded) {
        reason = "Init:" + end(ended);
      } else if (!waiting.isEmpty() && !waiting.equals("PodInitializing")) {
        reason = "Init:" + waiting;
      } else {
        reason = "Init:" + i + "/" + pod.getArray("spec", "initContainers").size();
      }
      return true;
    }
    return false;
  }

  private void lookAtContainers() {
    restarts = sidecarRestarts;
    lastRestart = lastSidecarRestart;
    boolean running = false;
    String error = "";
    for (JsonObject status : Fields.objects(pod, "status", "containerStatuses").reversed()) {
      restarts += Fields.number(status, 0, "restartCount");
      lastRestart = later(lastRestart, lastEnd(status));
      JsonObject state = status.getObject("state");
      String waiting = Fields.text(state, "waiting", "reason");
      if (!waiting.isEmpty()) {
        reason = waiting;
      } else if (state.has("terminated")) {
        reason = end(state.getObject("terminated"));
        if (Fields.number(state, 0, "terminated", "exitCode") != 0) {
          error = reason;
        }
      } else if (Fields.flag(status, "ready") && state.has("running")) {
        running = true;
        ready++;
      }
    }
    if (reason.equals("Completed")) {
      if (running && Fields.isTrue(pod, "Ready")) {
        reason = "Running";
      } else if (!error.isEmpty()) {
        reason = error;
      } else if (running) {
        reason = "NotReady";
      }
    }
  }

  /** How a container ended. */
  private static String end(JsonObject terminated) {
    long signal = Fields.number(terminated, 0, "signal");
    String byNumber =
        signal == 0 ? "ExitCode:" + Fields.number(terminated, 0, "exitCode") : "Signal:" + signal;
    return Fields.textOr(terminated, byNumber, "reason");
  }

  private static @Nullable Instant lastEnd(JsonObject status) {
    String time = Fields.text(status, "lastState", "terminated", "finishedAt");
    return time.isEmpty() ? null : Instant.parse(time);
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant two) {
    return one == null || two != null && two.isAfter(one) ? two : one;
  }

  private String gates() {
    List<JsonObject> gates = Fields.objects(pod, "spec", "readinessGates");
    long open =
        gates.stream()
            .filter(gate -> Fields.isTrue(pod, Fields.text(gate, "conditionType")))
            .count();
    return gates.isEmpty() ? Fields.NONE : open + "/" + gates.size();
  }
}
