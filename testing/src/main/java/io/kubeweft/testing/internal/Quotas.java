package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.meta.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The quotas of namespaces: what would exceed one is refused (resourcequota/controller.go in
 * k8s.io/apiserver), and their status is what the quota controller of a cluster would make it, at
 * once instead of some time later. Quotas with scopes are neither enforced nor given a status.
 */
final class Quotas {
  private static final String QUOTAS = "resourcequotas";
  private static final String PODS = "pods";

  /** Kinds of which an update may use more; a pod only uses more when it is resized. */
  private static final Set<String> UPDATED = Set.of("services", "persistentvolumeclaims");

  private final Store store;

  Quotas(Store store) {
    this.store = store;
  }

  /**
   * Refuses an object that would exceed a quota.
   *
   * @param target with the name of the object
   * @param before the change; null if the object is created
   * @throws ApiFailure 403
   */
  void check(Target target, @Nullable JsonObject before, JsonObject after) {
    if (target.namespace() == null || before != null && !mayUseMore(target)) {
      return;
    }
    String storage = target.resource().storageName();
    Map<String, Quantity> requested = QuotaUsage.of(storage, after);
    if (before != null) {
      QuotaUsage.of(storage, before)
          .forEach(
              (name, used) -> requested.merge(name, Quantity.ZERO.minus(used), Quantity::plus));
    }
    requested.values().removeIf(amount -> amount.amount().signum() <= 0);
    List<JsonObject> quotas =
        store.list(QUOTAS, target.namespace(), 0).objects().values().stream()
            .filter(quota -> !isScoped(quota))
            .toList();
    if (storage.equals(PODS)) {
      quotas.forEach(quota -> checkSpecified(target, quota, after));
    }
    quotas.forEach(quota -> checkAmounts(target, quota, requested));
  }

  private static boolean mayUseMore(Target target) {
    String storage = target.resource().storageName();
    return storage.equals(PODS)
        ? target.subresource().equals("resize")
        : target.subresource().isEmpty() && UPDATED.contains(storage);
  }

  private static Map<String, Quantity> hard(JsonObject quota) {
    return QuotaUsage.quantities(quota.getObject("spec", "hard"));
  }

  private void checkAmounts(Target target, JsonObject quota, Map<String, Quantity> requested) {
    Map<String, Quantity> hard = hard(quota);
    Set<String> names = new TreeSet<>(hard.keySet());
    names.retainAll(requested.keySet());
    Map<String, Quantity> used = used(target.namespaceOrEmpty(), names);
    names.removeIf(name -> of(used, name).plus(of(requested, name)).compareTo(of(hard, name)) <= 0);
    if (!names.isEmpty()) {
      throw ApiFailure.forbidden(
          target.resource(),
          target.objectName(),
          "exceeded quota: %s, requested: %s, used: %s, limited: %s"
              .formatted(
                  Trees.name(quota), text(names, requested), text(names, used), text(names, hard)));
    }
  }

  /** What is limited has to be said of each container. */
  private static void checkSpecified(Target target, JsonObject quota, JsonObject pod) {
    Map<String, Set<String>> missing = PodUsage.missing(pod, hard(quota).keySet());
    if (!missing.isEmpty()) {
      List<String> parts = new ArrayList<>();
      missing.forEach((name, where) -> parts.add(name + " for: " + String.join(",", where)));
      throw ApiFailure.forbidden(
          target.resource(),
          target.objectName(),
          "failed quota: " + Trees.name(quota) + ": must specify " + String.join("; ", parts));
    }
  }

  private static String text(Set<String> names, Map<String, Quantity> amounts) {
    return names.stream()
        .map(name -> name + "=" + of(amounts, name).canonical())
        .collect(Collectors.joining(","));
  }

  private static Quantity of(Map<String, Quantity> amounts, String name) {
    return amounts.getOrDefault(name, Quantity.ZERO);
  }

  private static boolean isScoped(JsonObject quota) {
    JsonObject spec = quota.getObject("spec");
    return !spec.getArray("scopes").isEmpty()
        || !spec.getArray("scopeSelector", "matchExpressions").isEmpty();
  }

  /** What there is uses of some resources. */
  private Map<String, Quantity> used(String namespace, Set<String> names) {
    Map<String, Quantity> used = new TreeMap<>();
    names.forEach(name -> used.put(name, Quantity.ZERO));
    for (String storage : names.stream().map(QuotaUsage::storage).distinct().toList()) {
      for (JsonObject object : store.list(storage, namespace, 0).objects().values()) {
        QuotaUsage.of(storage, object)
            .forEach((name, more) -> used.computeIfPresent(name, (n, sum) -> sum.plus(more)));
      }
    }
    return used;
  }

  /** Brings the status of the quotas up to date that a change concerns. */
  void changed(Store.Change change) {
    String namespace = change.key().namespace();
    if (namespace.isEmpty() || isOfStatus(change)) {
      return;
    }
    store.list(QUOTAS, namespace, 0).objects().forEach(this::refresh);
  }

  private static boolean isOfStatus(Store.Change change) {
    JsonObject before = change.before();
    JsonObject after = change.after();
    return change.key().storage().equals(QUOTAS)
        && before != null
        && after != null
        && before.getObject("spec").equals(after.getObject("spec"));
  }

  private void refresh(Store.Key key, JsonObject quota) {
    if (isScoped(quota)) {
      return;
    }
    Map<String, Quantity> hard = hard(quota);
    JsonObject status =
        quota
            .getObject("status")
            .with("hard", json(hard))
            .with("used", json(used(key.namespace(), hard.keySet())));
    JsonObject unused = store.change(key, old -> old == null ? null : old.with("status", status));
  }

  private static JsonObject json(Map<String, Quantity> amounts) {
    JsonObject.Builder json = JsonObject.builder();
    amounts.forEach(
        (name, amount) -> json.put(name, new JsonString(amount.canonical().toString())));
    return json.build();
  }
}
