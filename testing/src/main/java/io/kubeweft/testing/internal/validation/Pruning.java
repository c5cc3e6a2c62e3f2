package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes out fields that a schema does not name (apiextensions pkg/apiserver/schema/pruning). */
final class Pruning {
  private static final Set<String> META = Set.of("apiVersion", "kind", "metadata");

  private final List<String> unknown = new ArrayList<>();

  private Pruning() {}

  /**
   * What is left of an object.
   *
   * @param value with the fields that are known
   * @param unknown paths of those that were taken out, in order
   */
  record Result(JsonValue value, List<String> unknown) {}

  static Result prune(JsonValue value, Structural schema) {
    Pruning pruning = new Pruning();
    JsonValue left = pruning.pruned(value, schema, "");
    return new Result(left, pruning.unknown.stream().sorted().toList());
  }

  private JsonValue pruned(JsonValue value, @Nullable Structural schema, String path) {
    if (schema != null && schema.preservesUnknown()) {
      return keptAsIs(value, schema, path);
    }
    return switch (value) {
      case JsonObject object -> {
        JsonObject.Builder kept = JsonObject.builder();
        object
            .members()
            .forEach(
                (name, member) -> {
                  String at = Paths.child(path, name);
                  if (schema != null && schema.isEmbedded() && META.contains(name)) {
                    kept.put(name, member);
                  } else if (schema != null && isKnown(schema, name)) {
                    kept.put(name, pruned(member, schema.member(name), at));
                  } else {
                    unknown.add(at);
                  }
                });
        yield kept.build();
      }
      case JsonArray array -> elements(array, schema == null ? null : schema.items(), path, false);
      default -> value;
    };
  }

  private static boolean isKnown(Structural schema, String name) {
    return schema.properties().containsKey(name) || schema.hasAdditional();
  }

  private JsonArray elements(
      JsonArray array, @Nullable Structural schema, String path, boolean preserved) {
    List<JsonValue> kept = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      String at = Paths.index(path, i);
      kept.add(preserved ? keptAsIs(array.get(i), schema, at) : pruned(array.get(i), schema, at));
    }
    return JsonArray.copyOf(kept);
  }

  /** Below a value that keeps unknown fields, what is named is pruned again. */
  private JsonValue keptAsIs(JsonValue value, @Nullable Structural schema, String path) {
    if (schema == null) {
      return value;
    }
    return switch (value) {
      case JsonObject object -> {
        JsonObject.Builder kept = JsonObject.builder();
        object
            .members()
            .forEach(
                (name, member) -> {
                  boolean meta = schema.isEmbedded() && META.contains(name);
                  kept.put(
                      name,
                      !meta && isKnown(schema, name)
                          ? pruned(member, schema.member(name), Paths.child(path, name))
                          : member);
                });
        yield kept.build();
      }
      case JsonArray array -> elements(array, schema.items(), path, true);
      default -> value;
    };
  }
}
