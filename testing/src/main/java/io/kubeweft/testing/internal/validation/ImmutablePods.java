package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a pod may change: images, a deadline, more tolerations (ValidatePodUpdate). */
final class ImmutablePods {
  private static final String RULE =
      "pod updates may not change fields other than `spec.containers[*].image`,"
          + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only"
          + " additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to"
          + " be set to 1 if it was previously negative)";

  private ImmutablePods() {}

  static void updated(Causes causes, JsonObject before, JsonObject after) {
    JsonObject old = before.getObject("spec");
    JsonObject now = after.getObject("spec");
    for (String field : List.of("containers", "initContainers")) {
      if (old.getArray(field).size() != now.getArray(field).size()) {
        causes.forbidden("spec." + field, "pod updates may not add or remove containers");
        return;
      }
    }
    if (!changeable(old, now).equals(old)) {
      causes.forbidden("spec", RULE);
    }
  }

  /** The new spec with what may change set back. */
  private static JsonObject changeable(JsonObject old, JsonObject now) {
    JsonObject result = now;
    for (String field : List.of("containers", "initContainers")) {
      if (old.has(field)) {
        result = result.with(field, images(old.getArray(field), now.getArray(field)));
      }
    }
    result = back(result, "activeDeadlineSeconds", old.get("activeDeadlineSeconds"));
    if (now.getArray("tolerations").values().containsAll(old.getArray("tolerations").values())) {
      result = back(result, "tolerations", old.get("tolerations"));
    }
    return result;
  }

  private static JsonArray images(JsonArray old, JsonArray now) {
    List<JsonValue> result = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      JsonValue image = ((JsonObject) old.get(i)).get("image");
      result.add(back((JsonObject) now.get(i), "image", image));
    }
    return JsonArray.copyOf(result);
  }

  private static JsonObject back(JsonObject object, String field, @Nullable JsonValue value) {
    return value == null ? object.without(field) : object.with(field, value);
  }
}
