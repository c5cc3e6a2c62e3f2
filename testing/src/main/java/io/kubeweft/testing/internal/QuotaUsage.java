package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import io.kubeweft.meta.Quantity;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What objects use of what quotas limit, by the names that quotas have for it. */
final class QuotaUsage {
  static final Quantity ONE = Quantity.of(1);

  private static final String COUNT = "count/";
  private static final String SERVICES = "services";
  private static final String CLAIMS = "persistentvolumeclaims";
  private static final String STORAGE = "requests.storage";
  private static final String OF_CLASS = ".storageclass.storage.k8s.io/";

  /** Kinds that are also counted by their plain names. */
  private static final Set<String> COUNTED =
      Set.of("configmaps", "secrets", "replicationcontrollers", "resourcequotas");

  private QuotaUsage() {}

  /** The resource whose objects use something. */
  static String storage(String name) {
    if (name.startsWith(COUNT)) {
      return name.substring(COUNT.length());
    }
    if (name.equals(SERVICES) || name.startsWith(SERVICES + ".")) {
      return SERVICES;
    }
    if (name.equals(CLAIMS) || name.equals(STORAGE) || name.contains(OF_CLASS)) {
      return CLAIMS;
    }
    return COUNTED.contains(name) ? name : "pods";
  }

  /** What one object uses. */
  static Map<String, Quantity> of(String storage, JsonObject object) {
    Map<String, Quantity> usage = new TreeMap<>();
    usage.put(COUNT + storage, ONE);
    switch (storage) {
      case "pods" -> usage.putAll(PodUsage.of(object));
      case SERVICES -> addService(usage, object.getObject("spec"));
      case CLAIMS -> addClaim(usage, object.getObject("spec"));
      default -> {
        if (COUNTED.contains(storage)) {
          usage.put(storage, ONE);
        }
      }
    }
    return usage;
  }

  private static void addService(Map<String, Quantity> usage, JsonObject spec) {
    usage.put(SERVICES, ONE);
    String type = Trees.text(spec, "type");
    boolean balanced = type.equals("LoadBalancer");
    if (balanced) {
      usage.put("services.loadbalancers", ONE);
    }
    if (balanced || type.equals("NodePort")) {
      boolean onlyNamed =
          balanced && spec.get("allocateLoadBalancerNodePorts") == JsonBoolean.FALSE;
      long ports =
          spec.getArray("ports").values().stream()
              .filter(port -> !onlyNamed || ((JsonObject) port).has("nodePort"))
              .count();
      usage.put("services.nodeports", Quantity.of(ports));
    }
  }

  private static void addClaim(Map<String, Quantity> usage, JsonObject spec) {
    usage.put(CLAIMS, ONE);
    String storageClass = Trees.text(spec, "storageClassName");
    if (!storageClass.isEmpty()) {
      usage.put(storageClass + OF_CLASS + CLAIMS, ONE);
    }
    Quantity size = quantities(spec.getObject("resources", "requests")).get("storage");
    if (size != null) {
      usage.put(STORAGE, size);
      if (!storageClass.isEmpty()) {
        usage.put(storageClass + OF_CLASS + STORAGE, size);
      }
    }
  }

  /** A list of resources. */
  static Map<String, Quantity> quantities(JsonObject resources) {
    Map<String, Quantity> quantities = new TreeMap<>();
    for (Map.Entry<String, JsonValue> each : resources.members().entrySet()) {
      quantities.put(each.getKey(), Quantity.parse(Trees.plain(each.getValue())));
    }
    return quantities;
  }
}
