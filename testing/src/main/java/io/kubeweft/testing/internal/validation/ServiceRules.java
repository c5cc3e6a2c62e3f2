package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What Services must be like (pkg/apis/core/validation). */
final class ServiceRules {
  private static final List<String> TYPES =
      List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");

  private ServiceRules() {}

  static void check(Causes causes, JsonObject spec) {
    String type = PodRules.text(spec, "type");
    String address = PodRules.text(spec, "clusterIP");
    JsonArray ports = spec.getArray("ports");
    boolean external = type.equals("ExternalName");
    if (ports.isEmpty() && !external && !address.equals("None")) {
      causes.required("spec.ports", "");
    }
    if (external && PodRules.text(spec, "externalName").isEmpty()) {
      causes.required("spec.externalName", "");
    }
    ports(causes, ports);
    PodRules.known(causes, "spec.sessionAffinity", spec, List.of("ClientIP", "None"));
    PodRules.known(causes, "spec.type", spec, TYPES);
    MetadataRules.labels(causes, "spec.selector", spec.getObject("selector"));
    if (!address.isEmpty() && !address.equals("None") && !Addresses.isAddress(address)) {
      causes.invalid(
          "spec.clusterIPs[0]",
          address,
          "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
    }
  }

  private static void ports(Causes causes, JsonArray ports) {
    Set<String> names = new HashSet<>();
    Set<String> numbers = new HashSet<>();
    for (int i = 0; i < ports.size(); i++) {
      JsonObject port = (JsonObject) ports.get(i);
      String at = Paths.index("spec.ports", i);
      String name = PodRules.text(port, "name");
      if (name.isEmpty()) {
        if (ports.size() > 1) {
          causes.required(at + ".name", "");
        }
      } else {
        causes.invalid(at + ".name", name, Names.label(name));
        if (!names.add(name)) {
          causes.duplicate(at + ".name", new JsonString(name));
        }
      }
      Long number = port.getLong("port");
      long value = number == null ? 0 : number;
      Numbers.range(causes, at + ".port", value, 1, Numbers.MAX_PORT);
      PodRules.known(causes, at + ".protocol", port, List.of("SCTP", "TCP", "UDP"));
      ContainerRules.port(causes, at + ".targetPort", port.get("targetPort"));
      String protocol = PodRules.text(port, "protocol");
      if (!numbers.add(protocol + value)) {
        causes.duplicate(
            at,
            JsonObject.builder()
                .put("Name", "")
                .put("Protocol", protocol)
                .put("AppProtocol", JsonNull.NULL)
                .put("Port", value)
                .put("TargetPort", JsonNumber.of(0))
                .put("NodePort", JsonNumber.of(0))
                .build());
      }
    }
  }

  static void updated(Causes causes, JsonObject before, JsonObject after) {
    String old = PodRules.text(before.getObject("spec"), "clusterIP");
    String now = PodRules.text(after.getObject("spec"), "clusterIP");
    boolean external = PodRules.text(after.getObject("spec"), "type").equals("ExternalName");
    boolean wasExternal = PodRules.text(before.getObject("spec"), "type").equals("ExternalName");
    if (!old.isEmpty() && !old.equals(now) && !external && !wasExternal) {
      causes.invalid("spec.clusterIPs[0]", JsonArray.ofStrings(now), "may not change once set");
    }
  }
}
