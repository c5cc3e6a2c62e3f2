package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a definition may let field selectors select by (apiextensions validation.go). */
final class SelectableFieldRules {
  private static final int MOST = 8;
  private static final String INVALID = "is an invalid path: ";
  private static final Set<String> IMPLICIT = Set.of("apiVersion", "kind", "metadata");
  private static final Set<String> TYPES = Set.of("string", "boolean", "integer");

  private SelectableFieldRules() {}

  /**
   * Checks the fields of a version.
   *
   * @param path of the fields
   * @param schema of the version
   */
  static void check(Causes causes, String path, JsonArray fields, JsonObject schema) {
    Set<String> known = new HashSet<>();
    for (int i = 0; i < fields.size(); i++) {
      String at = Paths.index(path, i) + ".jsonPath";
      String field = ((JsonObject) fields.get(i)).getString("jsonPath");
      if (field == null || field.isEmpty()) {
        causes.required(at, "");
        continue;
      }
      String problem = problem(field, schema);
      if (problem != null) {
        causes.invalid(at, field, problem);
      }
      if (!known.add(field)) {
        causes.duplicate(at, new JsonString(field));
      }
    }
    if (known.size() > MOST) {
      causes.tooMany(path, known.size(), MOST);
    }
  }

  private static @Nullable String problem(String path, JsonObject schema) {
    if (!path.startsWith(".") && !path.startsWith("[")) {
      return INVALID + "expected [ or . but got: " + path.split("[.\\[]", 2)[0];
    }
    if (path.contains("[")) {
      return INVALID + "array notation is not allowed";
    }
    if (path.endsWith(".")) {
      return INVALID + "unexpected end of JSON path";
    }
    JsonObject found = field(schema, List.of(path.substring(1).split("[.]", -1)));
    if (found == null) {
      return INVALID + "does not refer to a valid field";
    }
    String type = found.getString("type");
    return type != null && TYPES.contains(type)
        ? null
        : "must point to a field of type string, boolean or integer. Enum string fields and"
            + " strings with formats are allowed.";
  }

  private static @Nullable JsonObject field(JsonObject schema, List<String> names) {
    if (IMPLICIT.contains(names.getFirst())) {
      return null;
    }
    JsonObject found = schema;
    for (String name : names) {
      if (found.getObject("properties").get(name) instanceof JsonObject property) {
        found = property;
      } else if (found.get("additionalProperties") instanceof JsonObject any) {
        found = any;
      } else {
        return null;
      }
    }
    return found;
  }
}
