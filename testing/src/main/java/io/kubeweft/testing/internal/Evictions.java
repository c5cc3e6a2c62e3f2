package io.kubeweft.testing.internal;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.meta.LabelSelector;
import io.kubeweft.testing.internal.validation.Cause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Deletes pods as far as disruption budgets let it. No controller keeps the status of a budget:
 * what is allowed is counted when it is asked for, unless a test has set the status.
 */
final class Evictions {
  private static final String BUDGETS = "poddisruptionbudgets.policy";

  private final Store store;
  private final Deletion deletion;

  Evictions(Store store, Deletion deletion) {
    this.store = store;
    this.deletion = deletion;
  }

  JsonObject evict(Target target, ApiCall call, JsonObject eviction) {
    WriteOptions.check(call, "CreateOptions");
    if (!Trees.name(eviction).equals(target.objectName())) {
      throw ApiFailure.badRequest("name in URL does not match name in Eviction object");
    }
    JsonObject options = eviction.getObject("deleteOptions");
    JsonObject own = call.isDryRun() ? options.with("dryRun", WriteOptions.ALL) : options;
    WriteOptions.checkDelete(own);
    return store.atomically(
        () -> {
          JsonObject pod = store.get(target.key());
          if (pod == null) {
            throw ApiFailure.notFound(target.resource(), target.objectName());
          }
          checkBudget(pod, own);
          JsonObject unused = deletion.delete(target.withName(target.objectName()), own);
          return Subresources.success(201);
        });
  }

  private void checkBudget(JsonObject pod, JsonObject options) {
    String phase = Trees.text(pod, "status", "phase");
    boolean unbound =
        Trees.isTerminating(pod) || List.of("Pending", "Succeeded", "Failed").contains(phase);
    List<JsonObject> budgets =
        unbound
            ? List.of()
            : store.list(BUDGETS, Trees.namespace(pod), 0).objects().values().stream()
                .filter(budget -> covers(budget, pod))
                .toList();
    if (budgets.size() > 1) {
      throw ApiFailure.internal(
          "This pod has more than one PodDisruptionBudget, which the eviction subresource does not"
              + " support.");
    }
    if (budgets.size() == 1) {
      checkBudget(budgets.getFirst(), pod, options);
    }
  }

  private void checkBudget(JsonObject budget, JsonObject pod, JsonObject options) {
    List<JsonObject> pods =
        store.list("pods", Trees.namespace(pod), 0).objects().values().stream()
            .filter(each -> covers(budget, each))
            .toList();
    long healthy = pods.stream().filter(Evictions::isReady).count();
    long desired = desired(budget, pods.size());
    Long told = budget.getLong("status", "disruptionsAllowed");
    long allowed = told == null ? healthy - desired : told;
    if (!isReady(pod) && isFree(budget, healthy, desired)) {
      return;
    }
    if (allowed <= 0) {
      throw refused(budget, desired, healthy);
    }
    if (told != null && !WriteOptions.isDryRun(options)) {
      JsonObject status =
          budget.getObject("status").with("disruptionsAllowed", JsonNumber.of(told - 1));
      Store.Key key = new Store.Key(BUDGETS, Trees.namespace(budget), Trees.name(budget));
      JsonObject unused = store.change(key, old -> budget.with("status", status));
    }
  }

  /** A pod that is of no use may go without changing what is available. */
  private static boolean isFree(JsonObject budget, long healthy, long desired) {
    return Trees.text(budget, "spec", "unhealthyPodEvictionPolicy").equals("AlwaysAllow")
        || healthy >= desired && desired > 0;
  }

  private static boolean covers(JsonObject budget, JsonObject pod) {
    JsonObject selector = budget.getObject("spec", "selector");
    return budget.getObject("spec").has("selector")
        && Json.fromTree(LabelSelector.CODEC, selector).matches(Trees.labels(pod));
  }

  private static boolean isReady(JsonObject pod) {
    return pod.getArray("status", "conditions").values().stream()
        .map(each -> (JsonObject) each)
        .anyMatch(
            each ->
                Trees.text(each, "type").equals("Ready")
                    && Trees.text(each, "status").equals("True"));
  }

  private static long desired(JsonObject budget, int pods) {
    JsonObject spec = budget.getObject("spec");
    if (spec.has("maxUnavailable")) {
      return pods - share(spec.get("maxUnavailable"), pods);
    }
    return share(spec.get("minAvailable"), pods);
  }

  /** A number, or a part of all, rounded up. */
  private static long share(@Nullable JsonValue value, int all) {
    return switch (value) {
      case JsonNumber number -> number.longValue();
      case JsonString(String text) when text.matches("\\d{1,9}%") ->
          (Long.parseLong(text.substring(0, text.length() - 1)) * all + 99) / 100;
      case null, default -> 0;
    };
  }

  private static ApiFailure refused(JsonObject budget, long desired, long healthy) {
    Cause cause =
        new Cause(
            "DisruptionBudget",
            "",
            "The disruption budget "
                + Trees.name(budget)
                + " needs "
                + desired
                + " healthy pods and has "
                + healthy
                + " currently");
    return ApiFailure.tooManyRequests(
        "Cannot evict pod as it would violate the pod's disruption budget.", List.of(cause));
  }
}
