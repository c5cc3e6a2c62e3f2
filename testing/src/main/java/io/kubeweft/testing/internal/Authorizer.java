package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what callers may do.
 *
 * @param grants what is allowed; null to allow everything
 */
record Authorizer(@Nullable List<Grant> grants) {
  boolean allows(Caller caller, Action action) {
    return grants == null
        || grants.stream().anyMatch(grant -> grant.isFor(caller) && grant.covers(action));
  }

  /**
   * Refuses what is not allowed.
   *
   * @throws ApiFailure 403
   */
  void check(Caller caller, Action action) {
    if (allows(caller, action)) {
      return;
    }
    String problem = action.refusal(caller);
    throw action.path().isEmpty()
        ? ApiFailure.forbidden(
            Resource.anonymous(action.resource(), action.group()), action.name(), problem)
        : ApiFailure.forbidden("forbidden: " + problem);
  }

  /** What a caller may do, as SelfSubjectRulesReview lists it. */
  JsonObject rules(Caller caller, String namespace) {
    List<JsonValue> resources = new ArrayList<>();
    List<JsonValue> paths = new ArrayList<>();
    for (Grant grant : grants == null ? List.of(all(caller)) : grants) {
      boolean here = grant.namespaces().isEmpty() || grant.namespaces().contains(namespace);
      if (!grant.isFor(caller) || !here) {
        continue;
      }
      if (!grant.resources().isEmpty()) {
        JsonObject.Builder rule =
            JsonObject.builder()
                .put("verbs", list(grant.verbs()))
                .put("apiGroups", list(grant.apiGroups()))
                .put("resources", list(grant.resources()));
        if (!grant.names().isEmpty()) {
          rule.put("resourceNames", list(grant.names()));
        }
        resources.add(rule.build());
      }
      if (!grant.paths().isEmpty()) {
        paths.add(
            JsonObject.builder()
                .put("verbs", list(grant.verbs()))
                .put("nonResourceURLs", list(grant.paths()))
                .build());
      }
    }
    return JsonObject.builder()
        .put("resourceRules", JsonArray.copyOf(resources))
        .put("nonResourceRules", JsonArray.copyOf(paths))
        .put("incomplete", false)
        .build();
  }

  private static Grant all(Caller caller) {
    Set<String> any = Set.of("*");
    Set<String> user = Set.of(caller.user());
    return new Grant(user, Set.of(), any, any, any, Set.of(), Set.of(), any);
  }

  private static JsonArray list(Set<String> values) {
    return JsonArray.ofStrings(values.stream().sorted().toArray(String[]::new));
  }
}
