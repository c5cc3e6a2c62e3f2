package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** What kube-apiserver does to every object that is created or updated, whatever its kind. */
final class ObjectRules {
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  /** Names that may have capitals, colons and the like: they are path segments only. */
  private static final String LOOSE = "rbac.authorization.k8s.io";

  private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final int MAX_GENERATED_BASE = 58;

  private final Supplier<Instant> now;
  private final RandomGenerator random;

  ObjectRules(Supplier<Instant> now, RandomGenerator random) {
    this.now = now;
    this.random = random;
  }

  String timestamp() {
    return now.get().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The object as it is stored when it is created. */
  JsonObject created(Resource resource, String namespace, JsonObject body) {
    checkType(resource, body);
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
    object = Trees.withMeta(object, "generation", hasGeneration(object) ? JsonNumber.of(1) : null);
    checkName(resource, object);
    return Defaults.apply(resource, object);
  }

  private static boolean hasGeneration(JsonObject object) {
    return object.has("spec");
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

  static void checkType(Resource resource, JsonObject body) {
    String apiVersion = Trees.text(body, "apiVersion");
    String kind = Trees.text(body, "kind");
    if (!kind.isEmpty() && !kind.equals(resource.kind())
        || !apiVersion.isEmpty() && !apiVersion.equals(resource.apiVersion())) {
      throw ApiFailure.badRequest(
          "the object provided is unrecognized: "
              + apiVersion
              + ", Kind="
              + kind
              + " does not match "
              + resource.apiVersion()
              + ", Kind="
              + resource.kind());
    }
  }

  private static void checkName(Resource resource, JsonObject object) {
    String name = Trees.name(object);
    List<ApiFailure.Cause> causes = new ArrayList<>();
    if (name.isEmpty()) {
      causes.add(ApiFailure.Cause.required("metadata.name", "name or generateName is required"));
    } else if (!resource.group().equals(LOOSE)
        && (name.length() > 253 || !NAME.matcher(name).matches())) {
      causes.add(
          ApiFailure.Cause.invalid(
              "metadata.name",
              name,
              "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters,"
                  + " '-' or '.', and must start and end with an alphanumeric character"));
    }
    if (!causes.isEmpty()) {
      throw ApiFailure.invalid(resource, name, causes);
    }
  }

  /**
   * The object as it is stored when it is replaced.
   *
   * @param before what is stored
   * @param body what is sent
   * @param subresource through which; empty for the object itself
   */
  JsonObject updated(Resource resource, JsonObject before, JsonObject body, String subresource) {
    checkType(resource, body);
    String name = Trees.name(before);
    String version = Trees.resourceVersion(body);
    if (!version.isEmpty() && !version.equals(Trees.resourceVersion(before))) {
      throw ApiFailure.modified(resource, name);
    }
    String uid = Trees.uid(body);
    if (!uid.isEmpty() && !uid.equals(Trees.uid(before))) {
      throw ApiFailure.conflict(
          resource, name, "the UID in the precondition does not match the UID in record");
    }
    JsonObject after = subresource.isEmpty() ? whole(resource, before, body) : before;
    if (subresource.equals("status")) {
      after = Trees.withMemberOf(before, "status", body);
    }
    after = keepMeta(before, after);
    boolean specChanged =
        !after
            .without("metadata")
            .without("status")
            .equals(before.without("metadata").without("status"));
    if (specChanged && before.getObject("metadata").has("generation")) {
      Long generation = before.getLong("metadata", "generation");
      after =
          Trees.withMeta(
              after, "generation", JsonNumber.of((generation == null ? 0 : generation) + 1));
    }
    return after;
  }

  private static JsonObject whole(Resource resource, JsonObject before, JsonObject body) {
    JsonObject after =
        body.with("apiVersion", new JsonString(resource.apiVersion()))
            .with("kind", new JsonString(resource.kind()));
    if (resource.has("status")) {
      after = Trees.withMemberOf(after, "status", before);
    }
    if (Trees.isTerminating(before)) {
      checkNoNewFinalizers(resource, before, after);
    }
    return Defaults.apply(resource, after);
  }

  private static void checkNoNewFinalizers(Resource resource, JsonObject before, JsonObject after) {
    List<JsonValue> had = before.getArray("metadata", "finalizers").values();
    JsonArray has = after.getArray("metadata", "finalizers");
    for (JsonValue finalizer : has) {
      if (!had.contains(finalizer)) {
        throw ApiFailure.invalid(
            resource,
            Trees.name(before),
            List.of(
                new ApiFailure.Cause(
                    "FieldValueForbidden",
                    "metadata.finalizers",
                    "Forbidden: no new finalizers can be added if the object is being deleted,"
                        + " found new finalizers "
                        + finalizer)));
      }
    }
  }

  /** What a client can not change. */
  private static JsonObject keepMeta(JsonObject before, JsonObject after) {
    JsonObject metadata = before.getObject("metadata");
    JsonObject result = after;
    for (String field :
        List.of(
            "name",
            "namespace",
            "uid",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "generation",
            "managedFields")) {
      result = Trees.withMeta(result, field, metadata.get(field));
    }
    return result;
  }
}
