package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** Answers to resources that are questions: who am I, may I. They are not stored. */
final class Reviews {
  private final Supplier<Instant> now;

  Reviews(Supplier<Instant> now) {
    this.now = now;
  }

  JsonObject answer(Resource resource, JsonObject question, Caller caller) {
    BodyType.check(resource, question, false);
    JsonObject typed = Views.typed(resource, question);
    JsonObject stamped =
        Trees.withMeta(
            typed, "creationTimestamp", now.get().truncatedTo(ChronoUnit.SECONDS).toString());
    return stamped.with("status", status(resource.kind(), caller));
  }

  private static JsonObject status(String kind, Caller caller) {
    return switch (kind) {
      case "SelfSubjectReview" -> JsonObject.of("userInfo", user(caller));
      case "TokenReview" ->
          JsonObject.builder().put("authenticated", false).put("user", JsonObject.EMPTY).build();
      case "SelfSubjectRulesReview" -> rules();
      default -> JsonObject.builder().put("allowed", true).build();
    };
  }

  private static JsonObject user(Caller caller) {
    return JsonObject.builder()
        .put("username", caller.user())
        .put("groups", JsonArray.ofStrings(caller.groups().toArray(String[]::new)))
        .build();
  }

  private static JsonObject rules() {
    JsonArray any = JsonArray.ofStrings("*");
    JsonObject rule =
        JsonObject.builder().put("verbs", any).put("apiGroups", any).put("resources", any).build();
    return JsonObject.builder()
        .put("resourceRules", JsonArray.of(rule))
        .put("nonResourceRules", JsonArray.EMPTY)
        .put("incomplete", false)
        .build();
  }
}
