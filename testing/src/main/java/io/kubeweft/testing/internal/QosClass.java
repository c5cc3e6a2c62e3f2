package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import io.kubeweft.meta.Quantity;
import java.util.ArrayList;
import java.util.List;

/** How well a pod is served when a node runs short (pkg/apis/core/v1/helper/qos). */
final class QosClass {
  private static final List<String> COUNTED = List.of("cpu", "memory");

  private QosClass() {}

  /** The class of a pod with this spec. */
  static String of(JsonObject spec) {
    boolean nothing = true;
    boolean guaranteed = true;
    for (JsonObject resources : resources(spec)) {
      for (String name : COUNTED) {
        Quantity limit = amount(resources, "limits", name);
        Quantity request = amount(resources, "requests", name);
        boolean limited = limit.compareTo(Quantity.ZERO) > 0;
        nothing &= !limited && request.compareTo(Quantity.ZERO) <= 0;
        guaranteed &= limited && limit.compareTo(request) == 0;
      }
    }
    return nothing ? "BestEffort" : guaranteed ? "Guaranteed" : "Burstable";
  }

  /** What counts: what is said for the pod, else what is said for each container. */
  private static List<JsonObject> resources(JsonObject spec) {
    if (spec.get("resources") instanceof JsonObject own && !own.isEmpty()) {
      return List.of(own);
    }
    List<JsonObject> found = new ArrayList<>();
    for (String field : List.of("containers", "initContainers")) {
      if (spec.get(field) instanceof JsonArray containers) {
        for (JsonValue each : containers) {
          found.add(
              each instanceof JsonObject container
                  ? container.getObject("resources")
                  : JsonObject.EMPTY);
        }
      }
    }
    return found;
  }

  private static Quantity amount(JsonObject resources, String kind, String name) {
    JsonValue value = resources.getObject(kind).get(name);
    return value == null ? Quantity.ZERO : Quantity.parse(Trees.plain(value));
  }
}
