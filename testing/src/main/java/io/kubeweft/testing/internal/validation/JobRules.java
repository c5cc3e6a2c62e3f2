package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/** What Jobs and CronJobs must be like (pkg/apis/batch/validation). */
final class JobRules {
  private static final List<String> COUNTS =
      List.of(
          "parallelism",
          "completions",
          "backoffLimit",
          "activeDeadlineSeconds",
          "ttlSecondsAfterFinished");
  private static final int SCHEDULE_FIELDS = 5;

  private JobRules() {}

  static void job(Causes causes, String path, JsonObject spec) {
    COUNTS.forEach(field -> Numbers.notNegative(causes, path, spec, field));
    String template = path + ".template";
    JsonObject pod = spec.getObject("template", "spec");
    PodRules.check(causes, template + ".spec", pod);
    String restart = PodRules.text(pod, "restartPolicy");
    if (restart.isEmpty() || restart.equals("Always")) {
      causes.required(template + ".spec.restartPolicy", "valid values: \"OnFailure\", \"Never\"");
    }
  }

  static void cronJob(Causes causes, JsonObject spec) {
    job(causes, "spec.jobTemplate.spec", spec.getObject("jobTemplate", "spec"));
    schedule(causes, PodRules.text(spec, "schedule"));
    PodRules.known(causes, "spec.concurrencyPolicy", spec, List.of("Allow", "Forbid", "Replace"));
    String zone = spec.getString("timeZone");
    if (zone != null && !isZone(zone)) {
      causes.invalid("spec.timeZone", zone, "unknown time zone " + zone);
    }
    for (String field :
        List.of(
            "startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit")) {
      Numbers.notNegative(causes, "spec", spec, field);
    }
  }

  private static boolean isZone(String zone) {
    try {
      return ZoneId.of(zone).getId().equals(zone);
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static void schedule(Causes causes, String schedule) {
    if (schedule.isEmpty()) {
      causes.required("spec.schedule", "");
      return;
    }
    List<String> fields = List.of(schedule.strip().split("\\s+"));
    if (!schedule.startsWith("@") && fields.size() != SCHEDULE_FIELDS) {
      causes.invalid(
          "spec.schedule",
          schedule,
          "expected exactly 5 fields, found "
              + fields.size()
              + ": ["
              + String.join(" ", fields)
              + "]");
    }
  }

  static void updated(Causes causes, JsonObject before, JsonObject after) {
    for (String field : List.of("completions", "selector", "template", "completionMode")) {
      JsonValue old = before.get("spec", field);
      JsonValue now = after.get("spec", field);
      // A job that waits may still be given another place to run.
      boolean suspended = field.equals("template") && isSuspended(before);
      boolean elastic = field.equals("completions") && isElastic(after);
      if (!suspended && !elastic) {
        MetadataRules.immutable(causes, "spec." + field, old, now);
      }
    }
  }

  private static boolean isSuspended(JsonObject job) {
    return Boolean.TRUE.equals(job.getBoolean("spec", "suspend"));
  }

  private static boolean isElastic(JsonObject job) {
    return new JsonString("Indexed").equals(job.get("spec", "completionMode"))
        && Objects.equals(job.get("spec", "completions"), job.get("spec", "parallelism"));
  }
}
