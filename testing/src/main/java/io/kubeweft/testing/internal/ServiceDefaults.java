package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.Set;

/** What of a Service depends on something else that it says (pkg/apis/core/v1/defaults.go). */
final class ServiceDefaults {
  private static final JsonString CLUSTER = new JsonString("Cluster");
  private static final Set<String> OUTSIDE = Set.of("NodePort", "LoadBalancer");
  private static final JsonNumber THREE_HOURS = JsonNumber.of(10_800);

  private ServiceDefaults() {}

  static JsonObject spec(JsonObject spec) {
    JsonObject result = spec;
    if (result.get("ports") instanceof JsonArray ports) {
      result = result.with("ports", Trees.each(ports, ServiceDefaults::port));
    }
    return addresses(traffic(affinity(result)));
  }

  private static JsonObject port(JsonObject port) {
    JsonValue number = port.get("port");
    return number == null || port.has("targetPort") ? port : port.with("targetPort", number);
  }

  /** How long a client keeps its pod, if it keeps it. */
  private static JsonObject affinity(JsonObject spec) {
    String field = "sessionAffinityConfig";
    if (!Trees.text(spec, "sessionAffinity").equals("ClientIP")) {
      return spec.without(field);
    }
    return spec.getObject(field, "clientIP").has("timeoutSeconds")
        ? spec
        : Trees.with(spec, THREE_HOURS, field, "clientIP", "timeoutSeconds");
  }

  private static JsonObject traffic(JsonObject spec) {
    String type = Trees.text(spec, "type");
    JsonObject result = spec;
    if (!type.equals("ExternalName") && !result.has("internalTrafficPolicy")) {
      result = result.with("internalTrafficPolicy", CLUSTER);
    }
    if (OUTSIDE.contains(type) && !result.has("externalTrafficPolicy")) {
      result = result.with("externalTrafficPolicy", CLUSTER);
    }
    return type.equals("LoadBalancer") && !result.has("allocateLoadBalancerNodePorts")
        ? result.with("allocateLoadBalancerNodePorts", JsonBoolean.TRUE)
        : result;
  }

  private static JsonObject addresses(JsonObject spec) {
    String address = Trees.text(spec, "clusterIP");
    return address.isEmpty() || spec.has("clusterIPs")
        ? spec
        : spec.with("clusterIPs", JsonArray.ofStrings(address));
  }
}
