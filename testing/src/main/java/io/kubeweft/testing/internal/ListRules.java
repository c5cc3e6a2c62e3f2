package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonString;
import io.kubeweft.testing.internal.validation.Causes;
import java.util.List;

/** Which options of lists and watches go together (apimachinery internalversion/validation). */
final class ListRules {
  private static final String MATCH = "resourceVersionMatch";
  private static final String INITIAL = "sendInitialEvents";

  private ListRules() {}

  /**
   * Refuses options that are no numbers, or contradict each other.
   *
   * @throws ApiFailure 400 or 422
   */
  static void check(ApiCall call) {
    Long unusedLimit = call.integer("limit");
    Long unusedTimeout = call.integer("timeoutSeconds");
    Causes causes = new Causes();
    if (call.flag("watch")) {
      watch(causes, call);
    } else {
      list(causes, call);
    }
    if (!causes.isEmpty()) {
      throw ApiFailure.invalidOptions("ListOptions", causes.list());
    }
  }

  private static void watch(Causes causes, ApiCall call) {
    String match = call.parameter(MATCH);
    if (!call.has(INITIAL)) {
      if (!match.isEmpty()) {
        causes.forbidden(
            MATCH,
            "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
      }
    } else if (!match.equals("NotOlderThan")) {
      causes.forbidden(
          MATCH, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
      if (!match.isEmpty()) {
        causes.notSupported(MATCH, new JsonString(match), List.of("NotOlderThan"));
      }
    }
    boolean legacy =
        !call.has(INITIAL) && List.of("", "0").contains(call.parameter("resourceVersion"));
    if ((legacy || !match.isEmpty()) && !call.parameter("continue").isEmpty()) {
      causes.forbidden(MATCH, "resourceVersionMatch is forbidden when continue is provided");
    }
  }

  private static void list(Causes causes, ApiCall call) {
    if (call.has(INITIAL)) {
      causes.forbidden(INITIAL, "sendInitialEvents is forbidden for list");
    }
    String match = call.parameter(MATCH);
    if (match.isEmpty()) {
      return;
    }
    String version = call.parameter("resourceVersion");
    if (version.isEmpty()) {
      causes.forbidden(
          MATCH, "resourceVersionMatch is forbidden unless resourceVersion is provided");
    }
    if (!call.parameter("continue").isEmpty()) {
      causes.forbidden(MATCH, "resourceVersionMatch is forbidden when continue is provided");
    }
    if (!List.of("Exact", "NotOlderThan").contains(match)) {
      causes.notSupported(MATCH, new JsonString(match), List.of("Exact", "NotOlderThan", ""));
    }
    if (match.equals("Exact") && version.equals("0")) {
      causes.forbidden(
          MATCH, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
    }
  }
}
