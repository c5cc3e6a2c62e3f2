package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import io.kubeweft.meta.FieldSelector;
import io.kubeweft.meta.LabelSelector;
import java.util.Arrays;
import java.util.List;

/**
 * Which objects of a collection a list or watch is about.
 *
 * @param labels they must have
 * @param fields they must have
 */
record Selection(LabelSelector labels, FieldSelector fields) {
  /**
   * Reads the parameters of a request.
   *
   * @throws ApiFailure 400 if a selector is malformed
   */
  static Selection of(Target target, ApiCall call, Kinds kinds) {
    try {
      Selection selection =
          new Selection(
              LabelSelector.parse(call.parameter("labelSelector")),
              FieldSelector.parse(call.parameter("fieldSelector")));
      FieldLabels.check(
          target.resource(),
          selection.fieldNames(),
          kinds.of(target.resource()).selectableFields());
      return selection;
    } catch (IllegalArgumentException e) {
      throw ApiFailure.badRequest("unable to parse the selector: " + e.getMessage());
    }
  }

  private List<String> fieldNames() {
    return fields.isEverything()
        ? List.of()
        : Arrays.stream(fields.toQuery().split("(?<!\\\\),", -1))
            .map(each -> each.split("[!=]", 2)[0])
            .toList();
  }

  boolean matches(JsonObject object) {
    return labels.matches(Trees.labels(object))
        && (fields.isEverything() || fields.matches(field -> value(object, field)));
  }

  private static String value(JsonObject object, String field) {
    JsonValue value = object.get(field.split("\\.", -1));
    return value == null ? "" : Trees.plain(value);
  }
}
