package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Why a field is invalid.
 *
 * @param reason for programs, such as {@code FieldValueRequired}
 * @param field its path; {@code <nil>} for the object as a whole
 * @param message for people
 */
public record Cause(String reason, String field, String message) {
  /** Returns it as a part of a Status. */
  public JsonObject json() {
    JsonObject.Builder json = JsonObject.builder();
    if (!reason.isEmpty()) {
      json.put("reason", reason);
    }
    json.put("message", message);
    if (!field.isEmpty()) {
      json.put("field", field);
    }
    return json.build();
  }

  /** Returns several as a part of a Status. */
  public static JsonArray json(List<Cause> causes) {
    return JsonArray.copyOf(causes.stream().map(Cause::json).toList());
  }

  /** Returns several in one text, as Go joins errors: without repetition, several in brackets. */
  public static String text(List<Cause> causes) {
    Set<String> texts = new LinkedHashSet<>();
    causes.forEach(cause -> texts.add(cause.field + ": " + cause.message));
    String joined = String.join(", ", texts);
    return texts.size() == 1 ? joined : "[" + joined + "]";
  }
}
