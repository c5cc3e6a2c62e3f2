package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.testing.internal.validation.Cause;
import io.kubeweft.testing.internal.validation.Causes;
import java.util.List;

/** Options that come with writes, in the query or the body (apimachinery meta/v1/validation). */
final class WriteOptions {
  /** A dry run, as it is asked for. */
  static final JsonArray ALL = JsonArray.ofStrings("All");

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
    if (kind.equals("PatchOptions") && !apply && !call.parameter("force").isEmpty()) {
      causes.forbidden("force", "may not be specified for non-apply patch");
    }
    String manager = call.parameter("fieldManager");
    if (manager.length() > LONGEST_MANAGER) {
      causes.tooLong("fieldManager", LONGEST_MANAGER);
    }
    if (manager.chars().anyMatch(Character::isISOControl)) {
      causes.invalid("fieldManager", manager, "should only contain printable characters");
    }
    dryRun(causes, call.query().getOrDefault("dryRun", List.of()));
    throwIfAny(kind, causes);
    FieldValidation unused = FieldValidation.of(call, kind);
  }

  private static void dryRun(Causes causes, List<String> values) {
    List<String> given = values.stream().filter(each -> !each.isEmpty()).toList();
    if (!given.stream().allMatch("All"::equals)) {
      causes.notSupported(
          "dryRun", JsonArray.ofStrings(given.toArray(String[]::new)), List.of("All"));
    }
  }

  private static void throwIfAny(String kind, Causes causes) {
    List<Cause> list = causes.list();
    if (!list.isEmpty()) {
      throw ApiFailure.invalidOptions(kind, list);
    }
  }

  /** Returns the options of a delete, of the query and the body. */
  static JsonObject ofDelete(ApiCall call) {
    JsonObject options = call.body().length == 0 ? JsonObject.EMPTY : call.object("DeleteOptions");
    for (String name : List.of("propagationPolicy")) {
      if (!call.parameter(name).isEmpty()) {
        options = options.with(name, new JsonString(call.parameter(name)));
      }
    }
    Long grace = call.integer("gracePeriodSeconds");
    if (grace != null) {
      options = options.with("gracePeriodSeconds", JsonNumber.of(grace));
    }
    if (call.has("orphanDependents")) {
      options = options.with("orphanDependents", JsonBoolean.of(call.flag("orphanDependents")));
    }
    if (!call.parameter("dryRun").isEmpty()) {
      options =
          options.with(
              "dryRun",
              JsonArray.ofStrings(
                  call.query().getOrDefault("dryRun", List.of()).toArray(String[]::new)));
    }
    checkDelete(options);
    return options;
  }

  static void checkDelete(JsonObject options) {
    Causes causes = new Causes();
    String policy = Trees.text(options, "propagationPolicy");
    List<String> known = List.of("Foreground", "Background", "Orphan", "nil");
    if (!policy.isEmpty() && options.has("orphanDependents")) {
      causes.invalid(
          "propagationPolicy",
          policy,
          "orphanDependents and deletionPropagation cannot be both set");
    }
    if (!policy.isEmpty() && !known.contains(policy)) {
      causes.notSupported("propagationPolicy", new JsonString(policy), known);
    }
    dryRun(causes, options.getArray("dryRun").values().stream().map(Trees::plain).toList());
    throwIfAny("DeleteOptions", causes);
  }

  static boolean isDryRun(JsonObject options) {
    return !options.getArray("dryRun").isEmpty();
  }
}
