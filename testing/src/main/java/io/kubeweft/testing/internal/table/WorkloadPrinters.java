package io.kubeweft.testing.internal.table;

import io.kubeweft.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Shows what runs pods: deployments, replica sets, stateful sets, daemon sets, jobs. */
final class WorkloadPrinters {
  private static final String CONTAINERS = "+Containers, +Images";
  private static final String[] TEMPLATE = {"spec", "template"};

  static final Map<String, Printer> PRINTERS =
      Map.of(
          "deployments.apps",
          Printer.of(
              "Name, Ready, Up-to-date, Available, Age, " + CONTAINERS + ", +Selector",
              (object, cells) ->
                  cells
                      .name()
                      .text(ready(object))
                      .number("status", "updatedReplicas")
                      .number("status", "availableReplicas")
                      .age()
                      .containers(TEMPLATE)
                      .text(Fields.selector(object.getObject("spec", "selector"), ""))),
          "replicasets.apps",
          Printer.of(
              "Name, Desired:integer, Current:integer, Ready:integer, Age, "
                  + CONTAINERS
                  + ", +Selector",
              (object, cells) ->
                  replicas(object, cells)
                      .containers(TEMPLATE)
                      .text(Fields.selector(object.getObject("spec", "selector"), Fields.NONE))),
          "replicationcontrollers",
          Printer.of(
              "Name, Desired:integer, Current:integer, Ready:integer, Age, "
                  + CONTAINERS
                  + ", +Selector",
              (object, cells) ->
                  replicas(object, cells)
                      .containers(TEMPLATE)
                      .text(Fields.labels(object.getObject("spec", "selector")))),
          "statefulsets.apps",
          Printer.of(
              "Name, Ready, Age, " + CONTAINERS,
              (object, cells) -> cells.name().text(ready(object)).age().containers(TEMPLATE)),
          "daemonsets.apps",
          Printer.of(
              "Name, Desired:integer, Current:integer, Ready:integer, Up-to-date:integer,"
                  + " Available:integer, Node Selector, Age, "
                  + CONTAINERS
                  + ", +Selector",
              (object, cells) ->
                  cells
                      .name()
                      .number("status", "desiredNumberScheduled")
                      .number("status", "currentNumberScheduled")
                      .number("status", "numberReady")
                      .number("status", "updatedNumberScheduled")
                      .number("status", "numberAvailable")
                      .text(
                          Fields.labels(
                              object.getObject("spec", "template", "spec", "nodeSelector")))
                      .age()
                      .containers(TEMPLATE)
                      .text(Fields.selector(object.getObject("spec", "selector"), Fields.NONE))),
          "jobs.batch",
          Printer.of(
              "Name, Status, Completions, Duration, Age, " + CONTAINERS + ", +Selector",
              (object, cells) ->
                  cells
                      .name()
                      .text(jobStatus(object))
                      .text(completions(object))
                      .text(duration(object, cells))
                      .age()
                      .containers(TEMPLATE)
                      .text(Fields.selector(object.getObject("spec", "selector"), Fields.NONE))),
          "cronjobs.batch",
          Printer.of(
              "Name, Schedule, Timezone, Suspend:boolean, Active:integer, Last Schedule, Age, "
                  + CONTAINERS
                  + ", +Selector",
              WorkloadPrinters::cronJob),
          "controllerrevisions.apps",
          Printer.of(
              "Name, Controller, Revision, Age",
              (object, cells) -> cells.name().text(controller(object)).number("revision").age()));

  private WorkloadPrinters() {}

  private static Cells replicas(JsonObject object, Cells cells) {
    return cells
        .name()
        .number(desired(object))
        .number("status", "replicas")
        .number("status", "readyReplicas")
        .age();
  }

  private static long desired(JsonObject object) {
    return Fields.number(object, 1, "spec", "replicas");
  }

  private static String ready(JsonObject object) {
    return Fields.number(object, 0, "status", "readyReplicas") + "/" + desired(object);
  }

  private static String jobStatus(JsonObject job) {
    if (Fields.isTrue(job, "Complete")) {
      return "Complete";
    }
    if (Fields.isTrue(job, "Failed")) {
      return "Failed";
    }
    if (Fields.isTerminating(job)) {
      return "Terminating";
    }
    for (String condition : new String[] {"Suspended", "FailureTarget", "SuccessCriteriaMet"}) {
      if (Fields.isTrue(job, condition)) {
        return condition;
      }
    }
    return "Running";
  }

  private static String completions(JsonObject job) {
    long succeeded = Fields.number(job, 0, "status", "succeeded");
    long parallelism = Fields.number(job, 0, "spec", "parallelism");
    Long wanted = job.getLong("spec", "completions");
    if (wanted != null) {
      return succeeded + "/" + wanted;
    }
    return succeeded + (parallelism > 1 ? "/1 of " + parallelism : "/1");
  }

  private static String duration(JsonObject job, Cells cells) {
    String start = Fields.text(job, "status", "startTime");
    String end = Fields.text(job, "status", "completionTime");
    if (start.isEmpty()) {
      return "";
    }
    return end.isEmpty()
        ? cells.since(start)
        : HumanDuration.of(Duration.between(Instant.parse(start), Instant.parse(end)));
  }

  private static void cronJob(JsonObject object, Cells cells) {
    Boolean suspended = object.getBoolean("spec", "suspend");
    String last = Fields.text(object, "status", "lastScheduleTime");
    cells
        .name()
        .text("", "spec", "schedule")
        .text(Fields.NONE, "spec", "timeZone")
        // A text in a column of booleans, as the real server has it; absent means false.
        .text(suspended != null && suspended ? "True" : "False")
        .number(object.getArray("status", "active").size())
        .text(last.isEmpty() ? Fields.NONE : cells.since(last))
        .age()
        .containers("spec", "jobTemplate", "spec", "template")
        .text(
            Fields.selector(
                object.getObject("spec", "jobTemplate", "spec", "selector"), Fields.NONE));
  }

  private static String controller(JsonObject object) {
    for (JsonObject owner : Fields.objects(object, "metadata", "ownerReferences")) {
      if (Fields.flag(owner, "controller")) {
        return Fields.kindAndName(owner);
      }
    }
    return Fields.NONE;
  }
}
