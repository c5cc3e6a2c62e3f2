package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What kube-apiserver does to every object that is created or updated, whatever its kind. */
final class ObjectRules {
  private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final int MAX_GENERATED_BASE = 58;

  private final Supplier<Instant> now;
  private final RandomGenerator random;

  ObjectRules(Supplier<Instant> now, RandomGenerator random) {
    this.now = now;
    this.random = random;
  }

  Supplier<Instant> clock() {
    return now;
  }

  String timestamp() {
    return now.get().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The object as it is stored when it is created. */
  JsonObject created(Resource resource, String namespace, JsonObject body) {
    JsonObject object =
        body.with("apiVersion", new JsonString(resource.apiVersion()))
            .with("kind", new JsonString(resource.kind()));
    if (resource.has("status")) {
      object = object.without("status");
    }
    object = named(object);
    object =
        Trees.withMeta(object, "namespace", namespace.isEmpty() ? null : new JsonString(namespace));
    object = Trees.withMeta(object, "uid", uid());
    object = Trees.withMeta(object, "creationTimestamp", timestamp());
    for (String field :
        List.of("deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "managedFields")) {
      object = Trees.withMeta(object, field, (JsonValue) null);
    }
    return object;
  }

  private String uid() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return UUID.nameUUIDFromBytes(bytes).toString();
  }

  private JsonObject named(JsonObject object) {
    String base = Trees.text(object, "metadata", "generateName");
    if (!Trees.name(object).isEmpty() || base.isEmpty()) {
      return object;
    }
    StringBuilder name =
        new StringBuilder(
            base.length() > MAX_GENERATED_BASE ? base.substring(0, MAX_GENERATED_BASE) : base);
    for (int i = 0; i < 5; i++) {
      name.append(SUFFIX_LETTERS.charAt(random.nextInt(SUFFIX_LETTERS.length())));
    }
    return Trees.withMeta(object, "name", name.toString());
  }

  /**
   * The object as it is stored when it is replaced.
   *
   * @param before what is stored
   * @param body what is sent
   * @param subresource through which; empty for the object itself
   */
  JsonObject updated(Resource resource, JsonObject before, JsonObject body, String subresource) {
    return keepMeta(before, changed(resource, before, body, subresource));
  }

  private static JsonObject changed(
      Resource resource, JsonObject before, JsonObject body, String subresource) {
    return switch (subresource) {
      case "", "scale" -> whole(resource, before, body);
      case "status", "approval" -> Trees.withMemberOf(before, "status", body);
      case "finalize" -> withSpec(before, body, List.of("finalizers"));
      case "ephemeralcontainers" -> withSpec(before, body, List.of("ephemeralContainers"));
      case "resize" -> withSpec(before, body, List.of("containers", "initContainers"));
      default -> before;
    };
  }

  private static JsonObject withSpec(JsonObject before, JsonObject body, List<String> fields) {
    JsonObject spec = before.getObject("spec");
    for (String field : fields) {
      spec = Trees.withMemberOf(spec, field, body.getObject("spec"));
    }
    return before.with("spec", spec);
  }

  /** The object with its generation raised if what it asks for has changed. */
  JsonObject generation(JsonObject before, JsonObject after) {
    Long generation = before.getLong("metadata", "generation");
    boolean changed =
        !after
            .without("metadata")
            .without("status")
            .equals(before.without("metadata").without("status"));
    return changed && generation != null
        ? Trees.withMeta(after, "generation", JsonNumber.of(generation + 1))
        : after;
  }

  private static JsonObject whole(Resource resource, JsonObject before, JsonObject body) {
    JsonObject after =
        body.with("apiVersion", new JsonString(resource.apiVersion()))
            .with("kind", new JsonString(resource.kind()));
    if (resource.has("status")) {
      after = Trees.withMemberOf(after, "status", before);
    }
    return after;
  }

  /** What a client can not change; a time of deletion of its own is refused by the rules. */
  private static JsonObject keepMeta(JsonObject before, JsonObject after) {
    JsonObject metadata = before.getObject("metadata");
    JsonObject result = Trees.withMeta(after, "selfLink", (JsonValue) null);
    for (String field :
        List.of("name", "namespace", "uid", "creationTimestamp", "generation", "managedFields")) {
      result = Trees.withMeta(result, field, metadata.get(field));
    }
    for (String field : List.of("deletionTimestamp", "deletionGracePeriodSeconds")) {
      if (!result.getObject("metadata").has(field)) {
        result = Trees.withMeta(result, field, metadata.get(field));
      }
    }
    return result;
  }
}
