package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.testing.internal.validation.Cause;
import io.kubeweft.testing.internal.validation.Causes;
import java.util.ArrayList;
import java.util.List;

/** Options that come with writes, in the query or the body (apimachinery meta/v1/validation). */
final class WriteOptions {
  /** A dry run, as it is asked for. */
  static final JsonArray ALL = JsonArray.ofStrings("All");

  private static final List<String> POLICIES = List.of("Foreground", "Background", "Orphan");

  private static final String DELETE_OPTIONS = "io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions";

  private static final int LONGEST_MANAGER = 128;

  private WriteOptions() {}

  /**
   * Refuses parameters of a write that mean nothing.
   *
   * @param kind of the options
   */
  static void check(ApiCall call, String kind) {
    Causes causes = new Causes();
    boolean apply = call.contentType().startsWith("application/apply-patch");
    if (kind.equals("PatchOptions") && !apply && call.has("force")) {
      causes.forbidden("force", "may not be specified for non-apply patch");
    }
    String manager = call.parameter("fieldManager");
    if (manager.length() > LONGEST_MANAGER) {
      causes.tooLong("fieldManager", LONGEST_MANAGER);
    }
    if (manager.chars().anyMatch(Character::isISOControl)) {
      causes.invalid("fieldManager", manager, "should only contain printable characters");
    }
    dryRun(causes, call.values("dryRun"));
    throwIfAny(kind, causes);
    FieldValidation unused = FieldValidation.of(call, kind);
  }

  private static void dryRun(Causes causes, List<String> values) {
    if (!values.stream().allMatch("All"::equals)) {
      causes.notSupported(
          "dryRun", JsonArray.ofStrings(values.toArray(String[]::new)), List.of("All"));
    }
  }

  private static void throwIfAny(String kind, Causes causes) {
    List<Cause> list = causes.list();
    if (!list.isEmpty()) {
      throw ApiFailure.invalidOptions(kind, list);
    }
  }

  /** Returns the options of a delete: those of the body, or without one those of the query. */
  static JsonObject ofDelete(ApiCall call, Schemas schemas) {
    JsonObject options = call.body().length == 0 ? inQuery(call) : inBody(call, schemas);
    checkDelete(options);
    return options;
  }

  private static JsonObject inBody(ApiCall call, Schemas schemas) {
    JsonObject sent = call.options();
    String kind = Trees.text(sent, "kind");
    if (!kind.isEmpty() && !kind.equals("DeleteOptions")) {
      String version = Trees.text(sent, "apiVersion");
      throw ApiFailure.badRequest(
          BodyType.unregistered(version.isEmpty() ? "meta.k8s.io/v1" : version, kind));
    }
    try {
      return KnownFields.read(sent, schemas.named(DELETE_OPTIONS)).object();
    } catch (KindRules.WrongTypeException e) {
      throw ApiFailure.badRequest(e.problem());
    }
  }

  private static JsonObject inQuery(ApiCall call) {
    JsonObject.Builder options = JsonObject.builder();
    if (call.has("propagationPolicy")) {
      options.put("propagationPolicy", call.parameter("propagationPolicy"));
    }
    Long grace = call.integer("gracePeriodSeconds");
    if (grace != null) {
      options.put("gracePeriodSeconds", grace);
    }
    if (call.has("orphanDependents")) {
      options.put("orphanDependents", JsonBoolean.of(call.flag("orphanDependents")));
    }
    if (call.has("dryRun")) {
      options.put("dryRun", JsonArray.ofStrings(call.values("dryRun").toArray(String[]::new)));
    }
    JsonObject.Builder preconditions = JsonObject.builder();
    for (String name : List.of("uid", "resourceVersion")) {
      if (!call.parameter(name).isEmpty()) {
        preconditions.put(name, call.parameter(name));
      }
    }
    return options.put("preconditions", preconditions.build()).build();
  }

  static void checkDelete(JsonObject options) {
    Causes causes = new Causes();
    String policy = options.getString("propagationPolicy");
    if (policy != null && options.has("orphanDependents")) {
      causes.invalid(
          "propagationPolicy",
          policy,
          "orphanDependents and deletionPropagation cannot be both set");
    }
    if (policy != null && !POLICIES.contains(policy)) {
      List<String> named = new ArrayList<>(POLICIES);
      named.add("nil");
      causes.notSupported("propagationPolicy", new JsonString(policy), named);
    }
    dryRun(causes, options.getArray("dryRun").values().stream().map(Trees::plain).toList());
    throwIfAny("DeleteOptions", causes);
  }

  static boolean isDryRun(JsonObject options) {
    return !options.getArray("dryRun").isEmpty();
  }
}
