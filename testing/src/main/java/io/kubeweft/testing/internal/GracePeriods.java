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

  /** The object as it is while it goes. */
  JsonObject marked(Resource resource, JsonObject object, JsonObject options) {
    long grace = resource.storageName().equals("pods") ? ofPod(object, options) : 0;
    if (Trees.isTerminating(object)) {
      return grace < remaining(object) ? timed(object, grace) : object;
    }
    if (UNTIMED.contains(resource.storageName())) {
      return Trees.withMeta(object, "deletionTimestamp", timestamp(0));
    }
    Long generation = object.getLong("metadata", "generation");
    JsonObject timed = timed(object, grace);
    return generation == null
        ? timed
        : Trees.withMeta(timed, "generation", JsonNumber.of(generation + 1));
  }

  private JsonObject timed(JsonObject object, long grace) {
    JsonObject result = Trees.withMeta(object, "deletionTimestamp", timestamp(grace));
    return Trees.withMeta(result, "deletionGracePeriodSeconds", JsonNumber.of(grace));
  }

  private String timestamp(long grace) {
    return now.get().plusSeconds(grace).truncatedTo(ChronoUnit.SECONDS).toString();
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
    return grace < 0 ? 1 : grace;
  }
}
