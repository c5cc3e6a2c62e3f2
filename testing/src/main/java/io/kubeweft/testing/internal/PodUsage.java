package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import io.kubeweft.meta.Quantity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/** What a pod uses of what quotas limit (quota/v1/evaluator/core/pods.go). */
final class PodUsage {
  private static final String REQUESTS = "requests";
  private static final String LIMITS = "limits";
  private static final Set<String> COMPUTE = Set.of("cpu", "memory", "ephemeral-storage");

  /** What each container has to say if it is limited. */
  private static final Set<String> SPECIFIED =
      Set.of("cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory");

  private PodUsage() {}

  /** What a pod uses besides being there: nothing when it has come to its end. */
  static Map<String, Quantity> of(JsonObject pod) {
    if (Set.of("Succeeded", "Failed").contains(Trees.text(pod, "status", "phase"))) {
      return Map.of();
    }
    JsonObject spec = pod.getObject("spec");
    Map<String, Quantity> usage = named(total(spec, REQUESTS), total(spec, LIMITS));
    usage.put("pods", QuotaUsage.ONE);
    return usage;
  }

  private static Map<String, Quantity> named(
      Map<String, Quantity> requests, Map<String, Quantity> limits) {
    Map<String, Quantity> usage = new TreeMap<>();
    requests.forEach(
        (name, amount) -> {
          boolean huge = name.startsWith("hugepages-");
          if (COMPUTE.contains(name) || huge) {
            usage.put(name, amount);
          }
          if (COMPUTE.contains(name) || huge || name.contains("/")) {
            usage.put("requests." + name, amount);
          }
        });
    limits.forEach(
        (name, amount) -> {
          if (COMPUTE.contains(name)) {
            usage.put("limits." + name, amount);
          }
        });
    return usage;
  }

  /** The most that its containers need at a time, unless the pod itself says how much it is. */
  private static Map<String, Quantity> total(JsonObject spec, String field) {
    Map<String, Quantity> total = new TreeMap<>();
    spec.getArray("containers").forEach(each -> add(total, amounts(each, field), Quantity::plus));
    Map<String, Quantity> beside = new TreeMap<>();
    Map<String, Quantity> most = new TreeMap<>();
    for (JsonValue each : spec.getArray("initContainers")) {
      Map<String, Quantity> own = amounts(each, field);
      Map<String, Quantity> now = new TreeMap<>(beside);
      add(now, own, Quantity::plus);
      add(most, now, PodUsage::larger);
      if (Trees.text((JsonObject) each, "restartPolicy").equals("Always")) {
        add(beside, own, Quantity::plus);
        add(total, own, Quantity::plus);
      }
    }
    add(total, most, PodUsage::larger);
    total.putAll(amounts(spec, field));
    Map<String, Quantity> overhead = QuotaUsage.quantities(spec.getObject("overhead"));
    if (field.equals(LIMITS)) {
      overhead.keySet().retainAll(total.keySet());
    }
    add(total, overhead, Quantity::plus);
    return total;
  }

  private static Quantity larger(Quantity one, Quantity other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static void add(
      Map<String, Quantity> to, Map<String, Quantity> from, BinaryOperator<Quantity> operator) {
    from.forEach((name, amount) -> to.merge(name, amount, operator));
  }

  /** The resources of a container, or of the pod; who says only a limit requests as much. */
  private static Map<String, Quantity> amounts(JsonValue owner, String field) {
    JsonObject resources = ((JsonObject) owner).getObject("resources");
    Map<String, Quantity> amounts = QuotaUsage.quantities(resources.getObject(LIMITS));
    if (field.equals(REQUESTS)) {
      amounts.putAll(QuotaUsage.quantities(resources.getObject(REQUESTS)));
    }
    return amounts;
  }

  /**
   * The containers that do not say how much they use of what is limited, by its names; none if the
   * pod says it for all.
   */
  static Map<String, Set<String>> missing(JsonObject pod, Collection<String> limited) {
    Set<String> needed = new TreeSet<>(limited);
    needed.retainAll(SPECIFIED);
    JsonObject spec = pod.getObject("spec");
    if (!amounts(spec, REQUESTS).isEmpty()) {
      return Map.of();
    }
    List<JsonValue> containers = new ArrayList<>(spec.getArray("containers").values());
    containers.addAll(spec.getArray("initContainers").values());
    Map<String, Set<String>> missing = new TreeMap<>();
    for (JsonValue each : containers) {
      Set<String> absent = new TreeSet<>(needed);
      absent.removeAll(named(amounts(each, REQUESTS), amounts(each, LIMITS)).keySet());
      String name = Trees.text((JsonObject) each, "name");
      absent.forEach(what -> missing.computeIfAbsent(what, w -> new TreeSet<>()).add(name));
    }
    return missing;
  }
}
