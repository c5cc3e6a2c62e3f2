package io.kubeweft.testing.internal.table;

import io.kubeweft.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Shows services and what leads to them. */
final class NetworkPrinters {
  static final Map<String, Printer> PRINTERS =
      Map.of(
          "services",
          Printer.of(
              "Name, Type, Cluster-IP, External-IP, Port(s), Age, +Selector",
              (object, cells) ->
                  cells
                      .name()
                      .text(serviceType(object))
                      .text(clusterIp(object))
                      .text(externalIp(object))
                      .text(servicePorts(object))
                      .age()
                      .text(Fields.labels(object.getObject("spec", "selector")))),
          "endpointslices.discovery.k8s.io",
          Printer.of(
              "Name, AddressType, Ports, Endpoints, Age",
              (object, cells) ->
                  cells
                      .name()
                      .text("", "addressType")
                      .text(slicePorts(object))
                      .text(sliceAddresses(object))
                      .age()),
          "endpoints",
          Printer.of(
              "Name, Endpoints, Age",
              (object, cells) -> cells.name().text(addresses(object)).age()),
          "ingresses.networking.k8s.io",
          Printer.of(
              "Name, Class, Hosts, Address, Ports, Age",
              (object, cells) ->
                  cells
                      .name()
                      .text(Fields.NONE, "spec", "ingressClassName")
                      .text(hosts(object))
                      .text(loadBalancer(object))
                      .text(object.getArray("spec", "tls").isEmpty() ? "80" : "80, 443")
                      .age()),
          "ingressclasses.networking.k8s.io",
          Printer.of(
              "Name, Controller, Parameters, Age",
              (object, cells) ->
                  cells
                      .text(
                          Fields.nameAndDefault(
                              object, "ingressclass.kubernetes.io/is-default-class"))
                      .text("", "spec", "controller")
                      .text(parameters(object.getObject("spec", "parameters")))
                      .age()),
          "networkpolicies.networking.k8s.io",
          Printer.of(
              "Name, Pod-Selector, Age",
              (object, cells) ->
                  cells
                      .name()
                      .text(Fields.selector(object.getObject("spec", "podSelector"), Fields.NONE))
                      .age()),
          "servicecidrs.networking.k8s.io",
          Printer.of(
              "Name, CIDRs, Age",
              (object, cells) ->
                  cells
                      .name()
                      .text(String.join(",", Fields.texts(object, "spec", "cidrs")))
                      .age()));

  private NetworkPrinters() {}

  private static String serviceType(JsonObject service) {
    return Fields.textOr(service, "ClusterIP", "spec", "type");
  }

  private static String clusterIp(JsonObject service) {
    List<String> all = Fields.texts(service, "spec", "clusterIPs");
    return all.isEmpty()
        ? Fields.textOr(service, Fields.NONE, "spec", "clusterIP")
        : all.getFirst();
  }

  private static String externalIp(JsonObject service) {
    List<String> external = new ArrayList<>(Fields.texts(service, "spec", "externalIPs"));
    String type = serviceType(service);
    if (type.equals("ExternalName")) {
      return Fields.text(service, "spec", "externalName");
    }
    String balancer = type.equals("LoadBalancer") ? loadBalancer(service) : "";
    if (!balancer.isEmpty()) {
      external.addFirst(balancer);
    }
    if (external.isEmpty()) {
      return type.equals("LoadBalancer") ? "<pending>" : Fields.NONE;
    }
    return String.join(",", external);
  }

  /** Where the load balancer in the status is. */
  private static String loadBalancer(JsonObject object) {
    TreeSet<String> places = new TreeSet<>();
    for (JsonObject each : Fields.objects(object, "status", "loadBalancer", "ingress")) {
      String place = Fields.textOr(each, Fields.text(each, "hostname"), "ip");
      if (!place.isEmpty()) {
        places.add(place);
      }
    }
    return String.join(",", places);
  }

  private static String servicePorts(JsonObject service) {
    List<JsonObject> ports = Fields.objects(service, "spec", "ports");
    return ports.isEmpty()
        ? Fields.NONE
        : ports.stream().map(NetworkPrinters::servicePort).collect(Collectors.joining(","));
  }

  private static String servicePort(JsonObject port) {
    long node = Fields.number(port, 0, "nodePort");
    String protocol = Fields.textOr(port, "TCP", "protocol");
    return Fields.number(port, 0, "port") + (node > 0 ? ":" + node : "") + "/" + protocol;
  }

  private static String slicePorts(JsonObject slice) {
    List<String> ports = new ArrayList<>();
    for (JsonObject port : Fields.objects(slice, "ports")) {
      ports.add(Fields.textOr(port, Fields.textOr(port, "*", "name"), "port"));
    }
    return Fields.firstFew(ports, 3, Fields.UNSET);
  }

  private static String sliceAddresses(JsonObject slice) {
    List<String> addresses = new ArrayList<>();
    for (JsonObject endpoint : Fields.objects(slice, "endpoints")) {
      addresses.addAll(Fields.texts(endpoint, "addresses"));
    }
    return Fields.firstFew(addresses, 3, Fields.UNSET);
  }

  private static String addresses(JsonObject endpoints) {
    List<String> all = new ArrayList<>();
    for (JsonObject subset : Fields.objects(endpoints, "subsets")) {
      List<JsonObject> ports = Fields.objects(subset, "ports");
      for (String ip : ips(subset)) {
        if (ports.isEmpty()) {
          all.add(ip);
        }
      }
      for (JsonObject port : ports) {
        for (String ip : ips(subset)) {
          all.add((ip.contains(":") ? "[" + ip + "]" : ip) + ":" + Fields.text(port, "port"));
        }
      }
    }
    return Fields.firstFew(all, 3, endpoints.getArray("subsets").isEmpty() ? Fields.NONE : "");
  }

  private static List<String> ips(JsonObject subset) {
    return Fields.objects(subset, "addresses").stream().map(a -> Fields.text(a, "ip")).toList();
  }

  /** The first three rules are looked at; those without a host are for all hosts. */
  private static String hosts(JsonObject ingress) {
    List<JsonObject> rules = Fields.objects(ingress, "spec", "rules");
    List<String> hosts = new ArrayList<>();
    boolean more = false;
    for (JsonObject rule : rules) {
      more |= hosts.size() == 3;
      String host = Fields.text(rule, "host");
      if (!more && !host.isEmpty()) {
        hosts.add(host);
      }
    }
    if (hosts.isEmpty()) {
      return "*";
    }
    return String.join(",", hosts) + (more ? " + " + (rules.size() - 3) + " more..." : "");
  }

  private static String parameters(JsonObject parameters) {
    if (parameters.isEmpty()) {
      return Fields.NONE;
    }
    String group = Fields.text(parameters, "apiGroup");
    String kind = Fields.text(parameters, "kind") + (group.isEmpty() ? "" : "." + group);
    return kind + "/" + Fields.text(parameters, "name");
  }
}
