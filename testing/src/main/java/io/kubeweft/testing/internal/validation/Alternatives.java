package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** Schemas that are made of others: anyOf, oneOf, allOf, not. */
final class Alternatives {
  private Alternatives() {}

  static Findings check(String path, JsonValue value, JsonObject schema) {
    Findings found = new Findings();
    anyOf(found, path, value, schema.getArray("anyOf"));
    oneOf(found, path, value, schema.getArray("oneOf"));
    allOf(found, path, value, schema.getArray("allOf"));
    if (schema.get("not") instanceof JsonObject not
        && SchemaCheck.check(path, value, not, null).isValid()) {
      failed(found, path, "must not validate the schema (not)");
    }
    found.matched();
    return found;
  }

  private static void failed(Findings found, String path, String problem) {
    String message = new JsonString(path) + " " + problem;
    found.add(c -> c.invalid(Paths.NONE, new JsonString(""), message));
  }

  private static Findings check(String path, JsonValue value, JsonValue schema) {
    return SchemaCheck.check(path, value, (JsonObject) schema, null);
  }

  private static void anyOf(Findings found, String path, JsonValue value, JsonArray schemas) {
    if (schemas.isEmpty()) {
      return;
    }
    Findings best = null;
    for (JsonValue schema : schemas) {
      Findings one = check(path, value, schema);
      if (one.isValid()) {
        found.merge(one);
        return;
      }
      best = better(best, one);
    }
    failed(found, path, "must validate at least one schema (anyOf)");
    if (best != null) {
      found.merge(best);
    }
  }

  private static Findings better(@Nullable Findings best, Findings one) {
    return best == null || one.matches() > best.matches() ? one : best;
  }

  private static void oneOf(Findings found, String path, JsonValue value, JsonArray schemas) {
    if (schemas.isEmpty()) {
      return;
    }
    Findings best = null;
    Findings first = null;
    int valid = 0;
    for (JsonValue schema : schemas) {
      Findings one = check(path, value, schema);
      if (one.isValid()) {
        valid++;
        first = first == null ? one : first;
      } else {
        best = better(best, one);
      }
    }
    if (valid == 1 && first != null) {
      found.merge(first);
      return;
    }
    String how = valid == 0 ? "Found none valid" : "Found " + valid + " valid alternatives";
    failed(found, path, "must validate one and only one schema (oneOf). " + how);
    if (valid == 0 && best != null) {
      found.merge(best);
    }
  }

  private static void allOf(Findings found, String path, JsonValue value, JsonArray schemas) {
    int valid = 0;
    for (JsonValue schema : schemas) {
      Findings one = check(path, value, schema);
      valid += one.isValid() ? 1 : 0;
      found.merge(one);
    }
    if (valid < schemas.size()) {
      failed(
          found,
          path,
          "must validate all the schemas (allOf)" + (valid == 0 ? ". None validated" : ""));
    }
  }
}
