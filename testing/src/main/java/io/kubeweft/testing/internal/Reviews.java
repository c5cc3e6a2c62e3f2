package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.testing.internal.validation.Causes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;

/** Answers to resources that are questions: who am I, may I, whose token is it. */
final class Reviews {
  private static final String AUTHORIZATION = "authorization.k8s.io";

  private final Supplier<Instant> now;
  private final Authorizer authorizer;
  private final Authenticator authenticator;
  private final Schemas schemas;

  Reviews(
      Supplier<Instant> now, Authorizer authorizer, Authenticator authenticator, Schemas schemas) {
    this.now = now;
    this.authorizer = authorizer;
    this.authenticator = authenticator;
    this.schemas = schemas;
  }

  JsonObject answer(Target target, JsonObject question, Caller caller) {
    Resource resource = target.resource();
    BodyType.check(resource, question, false, schemas);
    JsonObject typed = Views.typed(resource, question);
    if (!typed.has("metadata")) {
      typed = typed.with("metadata", JsonObject.EMPTY);
    }
    JsonObject spec = question.getObject("spec");
    return switch (resource.kind()) {
      case "SelfSubjectReview" ->
          Trees.withMeta(
                  typed, "creationTimestamp", now.get().truncatedTo(ChronoUnit.SECONDS).toString())
              .with("status", JsonObject.of("userInfo", caller.json()));
      case "TokenReview" -> typed.with("status", token(spec));
      case "SelfSubjectRulesReview" -> typed.with("status", rules(spec, caller));
      case "SelfSubjectAccessReview" -> typed.with("status", access(spec, caller));
      case "SubjectAccessReview" -> typed.with("status", access(spec, subject(spec)));
      case "LocalSubjectAccessReview" -> {
        checkNamespace(spec, target.namespaceOrEmpty());
        yield typed.with("status", access(spec, subject(spec)));
      }
      default -> typed;
    };
  }

  private JsonObject token(JsonObject spec) {
    JsonArray wanted = spec.getArray("audiences");
    List<String> audiences =
        wanted.isEmpty()
            ? List.of(AccountTokens.AUDIENCE)
            : wanted.values().stream().map(Trees::plain).toList();
    Caller owner = authenticator.owner(Trees.text(spec, "token"), audiences);
    if (owner == null) {
      return JsonObject.builder()
          .put("user", JsonObject.EMPTY)
          .put("error", "invalid bearer token")
          .build();
    }
    return JsonObject.builder()
        .put("authenticated", true)
        .put("user", owner.json())
        .put("audiences", JsonArray.ofStrings(audiences.toArray(String[]::new)))
        .build();
  }

  private JsonObject rules(JsonObject spec, Caller caller) {
    String namespace = Trees.text(spec, "namespace");
    if (namespace.isEmpty()) {
      throw ApiFailure.badRequest("no namespace on request");
    }
    return authorizer.rules(caller, namespace);
  }

  private JsonObject access(JsonObject spec, Caller caller) {
    if (spec.has("resourceAttributes") == spec.has("nonResourceAttributes")) {
      Causes causes = new Causes();
      causes.invalid(
          "spec.resourceAttributes",
          spec.has("resourceAttributes") ? spec.get("resourceAttributes") : JsonNull.NULL,
          "exactly one of nonResourceAttributes or resourceAttributes must be specified");
      throw ApiFailure.invalid(AUTHORIZATION, "", "", causes.list());
    }
    boolean allowed = authorizer.allows(caller, Action.ofReview(spec));
    return JsonObject.builder().put("allowed", allowed).build();
  }

  private static Caller subject(JsonObject spec) {
    List<String> groups = spec.getArray("groups").values().stream().map(Trees::plain).toList();
    if (Trees.text(spec, "user").isEmpty() && groups.isEmpty()) {
      Causes causes = new Causes();
      causes.invalid("spec.user", "", "at least one of user or group must be specified");
      throw ApiFailure.invalid(AUTHORIZATION, "", "", causes.list());
    }
    return new Caller(Trees.text(spec, "user"), "", groups, JsonObject.EMPTY);
  }

  private static void checkNamespace(JsonObject spec, String namespace) {
    String asked = Trees.text(spec, "resourceAttributes", "namespace");
    if (!asked.equals(namespace)) {
      Causes causes = new Causes();
      causes.invalid("spec.resourceAttributes.namespace", asked, "must match metadata.namespace");
      throw ApiFailure.invalid(AUTHORIZATION, "", "", causes.list());
    }
  }
}
