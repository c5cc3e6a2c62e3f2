package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills in the defaults of a schema; a null that may not be one gets its default, or goes
 * (apiextensions pkg/apiserver/schema/defaulting).
 */
final class Defaulting {
  private Defaulting() {}

  static JsonValue apply(JsonValue value, Structural schema) {
    return filled(withoutNulls(value, schema), schema);
  }

  private static boolean isForbiddenNull(JsonValue value, @Nullable Structural schema) {
    return value == JsonNull.NULL && schema != null && !schema.isNullable();
  }

  private static JsonValue withoutNulls(JsonValue value, @Nullable Structural schema) {
    return switch (value) {
      case JsonObject object -> {
        JsonObject.Builder kept = JsonObject.builder();
        object
            .members()
            .forEach(
                (name, member) -> {
                  Structural inner = schema == null ? null : schema.member(name);
                  boolean goes =
                      isForbiddenNull(member, inner)
                          && (inner == null || inner.defaultValue() == null);
                  if (!goes) {
                    kept.put(name, withoutNulls(member, inner));
                  }
                });
        yield kept.build();
      }
      case JsonArray array -> {
        Structural items = schema == null ? null : schema.items();
        yield JsonArray.copyOf(
            array.values().stream().map(each -> withoutNulls(each, items)).toList());
      }
      default -> value;
    };
  }

  private static JsonValue filled(JsonValue value, @Nullable Structural schema) {
    if (schema == null) {
      return value;
    }
    return switch (value) {
      case JsonObject object -> {
        JsonObject.Builder all = JsonObject.builder();
        object
            .members()
            .forEach(
                (name, member) -> {
                  Structural inner = schema.member(name);
                  all.put(name, filled(orDefault(member, inner), inner));
                });
        schema
            .properties()
            .forEach(
                (name, property) -> {
                  Structural inner = Structural.of(property);
                  JsonValue missing = inner == null ? null : inner.defaultValue();
                  if (missing != null && !object.has(name)) {
                    all.put(name, filled(missing, inner));
                  }
                });
        yield all.build();
      }
      case JsonArray array -> {
        Structural items = schema.items();
        List<JsonValue> all = new ArrayList<>(array.size());
        array.forEach(each -> all.add(filled(orDefault(each, items), items)));
        yield JsonArray.copyOf(all);
      }
      default -> value;
    };
  }

  private static JsonValue orDefault(JsonValue value, @Nullable Structural schema) {
    JsonValue instead = schema == null ? null : schema.defaultValue();
    return isForbiddenNull(value, schema) && instead != null ? instead : value;
  }
}
