package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Gives pods a node, as a scheduler asks for it. */
final class Bindings {
  private final Store store;
  private final ObjectRules rules;

  Bindings(Store store, ObjectRules rules) {
    this.store = store;
    this.rules = rules;
  }

  JsonObject bind(Target target, ApiCall call, JsonObject binding) {
    WriteOptions.check(call, "CreateOptions");
    String name = target.objectName();
    if (!Trees.name(binding).equals(name)) {
      throw ApiFailure.badRequest("name in URL does not match name in Binding object");
    }
    String kind = Trees.text(binding, "target", "kind");
    if (!kind.isEmpty() && !kind.equals("Node")) {
      throw ApiFailure.internal(
          "target.kind: Unsupported value: \""
              + kind
              + "\": supported values: \"Node\","
              + " \"<empty>\"");
    }
    String node = Trees.text(binding, "target", "name");
    if (node.isEmpty()) {
      throw ApiFailure.internal("target.name: Required value");
    }
    return store.atomically(
        () -> {
          JsonObject pod = store.get(target.key());
          if (pod == null) {
            throw ApiFailure.notFound(target.resource(), name);
          }
          String had = Trees.text(pod, "spec", "nodeName");
          if (!had.isEmpty()) {
            throw ApiFailure.conflict(
                Resource.anonymous("pods/binding"),
                name,
                "pod " + name + " is already assigned to node \"" + had + "\"");
          }
          if (!call.isDryRun()) {
            JsonObject bound = bound(pod, binding, node);
            JsonObject unused = store.change(target.key(), old -> bound);
          }
          return Subresources.success(201);
        });
  }

  private JsonObject bound(JsonObject pod, JsonObject binding, String node) {
    JsonObject result =
        pod.with("spec", pod.getObject("spec").with("nodeName", new JsonString(node)));
    JsonObject annotations = pod.getObject("metadata", "annotations");
    for (var entry : binding.getObject("metadata", "annotations").members().entrySet()) {
      annotations = annotations.with(entry.getKey(), entry.getValue());
    }
    if (!annotations.isEmpty()) {
      result = Trees.withMeta(result, "annotations", annotations);
    }
    List<JsonValue> conditions =
        new ArrayList<>(
            pod.getArray("status", "conditions").values().stream()
                .filter(each -> !Trees.text((JsonObject) each, "type").equals("PodScheduled"))
                .toList());
    conditions.add(
        JsonObject.builder()
            .put("type", "PodScheduled")
            .put("status", "True")
            .put("lastProbeTime", JsonNull.NULL)
            .put("lastTransitionTime", rules.timestamp())
            .build());
    JsonObject status = pod.getObject("status").with("conditions", JsonArray.copyOf(conditions));
    return result.with("status", status);
  }
}
