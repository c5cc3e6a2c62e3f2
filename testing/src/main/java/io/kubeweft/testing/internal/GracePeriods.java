package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How long an object may stay that is deleted: pods on a node have time to stop, everything else
 * goes as soon as its finalizers let it (apiserver pkg/registry/rest/delete.go).
 */
final class GracePeriods {
  private static final long DEFAULT_SECONDS = 30;

  /** Kinds that only say since when they go. */
  private static final Set<String> UNTIMED =
      Set.of("namespaces", "customresourcedefinitions.apiextensions.k8s.io");

  private final Supplier<Instant> now;

  GracePeriods(Supplier<Instant> now) {
    this.now = now;
  }

  /** Whether a kind has no grace. */
  static boolean isUntimed(Resource resource) {
    return UNTIMED.contains(resource.storageName());
  }

  /** Whether an object goes already, and not sooner for these options: nothing of it changes. */
  static boolean isPending(JsonObject object, JsonObject options) {
    return Trees.isTerminating(object)
        && remaining(object) > 0
        && asked(object, options) >= remaining(object);
  }

  /** The object as it is while it goes. */
  JsonObject marked(Resource resource, JsonObject object, JsonObject options) {
    if (Trees.isTerminating(object)) {
      return remaining(object) == 0 ? object : shortened(object, options);
    }
    if (isUntimed(resource)) {
      return Trees.withMeta(object, "deletionTimestamp", written(now.get()));
    }
    long grace = resource.storageName().equals("pods") ? ofPod(object, options) : 0;
    Long generation = object.getLong("metadata", "generation");
    JsonObject timed = timed(object, now.get().plusSeconds(grace), grace);
    return generation == null
        ? timed
        : Trees.withMeta(timed, "generation", JsonNumber.of(generation + 1));
  }

  /** The time counts from the first request; if it is over, one second is left to be seen. */
  private JsonObject shortened(JsonObject object, JsonObject options) {
    long grace = asked(object, options);
    Instant end =
        Instant.parse(Trees.text(object, "metadata", "deletionTimestamp"))
            .plusSeconds(grace - remaining(object));
    return end.isBefore(now.get())
        ? timed(object, now.get(), Math.min(grace, 1))
        : timed(object, end, grace);
  }

  private static long asked(JsonObject object, JsonObject options) {
    Long given = options.getLong("gracePeriodSeconds");
    return given == null ? remaining(object) : notNegative(given);
  }

  private static JsonObject timed(JsonObject object, Instant end, long grace) {
    JsonObject result = Trees.withMeta(object, "deletionTimestamp", written(end));
    return Trees.withMeta(result, "deletionGracePeriodSeconds", JsonNumber.of(grace));
  }

  private static String written(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static long notNegative(long grace) {
    return grace < 0 ? 1 : grace;
  }

  /** The seconds that an object still has. */
  static long remaining(JsonObject object) {
    Long grace = object.getLong("metadata", "deletionGracePeriodSeconds");
    return grace == null ? 0 : grace;
  }

  private static long ofPod(JsonObject pod, JsonObject options) {
    String phase = Trees.text(pod, "status", "phase");
    boolean runs =
        !Trees.text(pod, "spec", "nodeName").isEmpty()
            && !List.of("Failed", "Succeeded").contains(phase);
    if (!runs) {
      return 0;
    }
    Long own = pod.getLong("spec", "terminationGracePeriodSeconds");
    Long given = options.getLong("gracePeriodSeconds");
    long grace = given != null ? given : own != null ? own : DEFAULT_SECONDS;
    return notNegative(grace);
  }
}
