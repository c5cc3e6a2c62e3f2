package io.kubeweft.testing.internal;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import io.kubeweft.meta.LabelSelector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the numbers of an object are shown as a Scale.
 *
 * @param wanted path of the number of replicas that is asked for
 * @param actual path of the number that is there
 * @param selector path of the selector; null if there is none
 */
record Scales(List<String> wanted, List<String> actual, @Nullable List<String> selector) {
  static final Scales BUILT_IN =
      new Scales(
          List.of("spec", "replicas"), List.of("status", "replicas"), List.of("spec", "selector"));

  static Scales of(String wanted, String actual, @Nullable String selector) {
    return new Scales(path(wanted), path(actual), selector == null ? null : path(selector));
  }

  private static List<String> path(String dotted) {
    return Arrays.asList(dotted.split("\\.", -1));
  }

  JsonObject show(JsonObject object) {
    JsonObject metadata = object.getObject("metadata");
    JsonObject.Builder kept = JsonObject.builder();
    for (String field :
        List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
      JsonValue value = metadata.get(field);
      if (value != null) {
        kept.put(field, value);
      }
    }
    JsonObject.Builder status = JsonObject.builder().put("replicas", number(object, actual));
    String selection = selection(object);
    if (!selection.isEmpty()) {
      status.put("selector", selection);
    }
    long replicas = number(object, wanted);
    return JsonObject.builder()
        .put("kind", "Scale")
        .put("apiVersion", "autoscaling/v1")
        .put("metadata", kept.build())
        .put(
            "spec",
            replicas == 0
                ? JsonObject.EMPTY
                : JsonObject.builder().put("replicas", replicas).build())
        .put("status", status.build())
        .build();
  }

  private static long number(JsonObject object, List<String> path) {
    Long number = object.getLong(path.toArray(String[]::new));
    return number == null ? 0 : number;
  }

  private String selection(JsonObject object) {
    JsonValue value = selector == null ? null : object.get(selector.toArray(String[]::new));
    return switch (value) {
      case null -> "";
      case JsonObject json when json.has("matchLabels") || json.has("matchExpressions") ->
          text(json);
      case JsonObject plain -> labels(plain);
      default -> Trees.plain(value);
    };
  }

  private static String labels(JsonObject labels) {
    List<String> parts = new ArrayList<>();
    labels.members().forEach((key, value) -> parts.add(key + "=" + Trees.plain(value)));
    parts.sort(null);
    return String.join(",", parts);
  }

  private static String text(JsonObject selector) {
    return Json.fromTree(LabelSelector.CODEC, selector).toQuery();
  }

  /** The object with another number of replicas. */
  JsonObject scaled(JsonObject object, long replicas) {
    return Trees.with(object, JsonNumber.of(replicas), wanted.toArray(String[]::new));
  }
}
