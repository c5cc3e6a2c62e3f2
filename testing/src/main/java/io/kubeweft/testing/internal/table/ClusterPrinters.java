package io.kubeweft.testing.internal.table;

import io.kubeweft.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Shows nodes, namespaces, events and leases. */
final class ClusterPrinters {
  private static final String ROLE_PREFIX = "node-role.kubernetes.io/";
  private static final String ROLE = "kubernetes.io/role";
  private static final Printer EVENTS =
      Printer.of(
          "Last Seen, Type, Reason, Object, +Subobject, +Source, Message, +First Seen, +Count,"
              + " +Name",
          ClusterPrinters::event);

  static final Map<String, Printer> PRINTERS =
      Map.of(
          "nodes",
          Printer.of(
              "Name, Status, Roles, Age, Version, +Internal-IP, +External-IP, +OS-Image,"
                  + " +Kernel-Version, +Container-Runtime",
              ClusterPrinters::node),
          "namespaces",
          Printer.of(
              "Name, Status, Age",
              (object, cells) -> cells.name().text("", "status", "phase").age()),
          "leases.coordination.k8s.io",
          Printer.of(
              "Name, Holder, Age",
              (object, cells) -> cells.name().text("", "spec", "holderIdentity").age()),
          "events",
          EVENTS,
          "events.events.k8s.io",
          EVENTS);

  private ClusterPrinters() {}

  private static void node(JsonObject node, Cells cells) {
    JsonObject info = node.getObject("status", "nodeInfo");
    String kernel = Fields.textOr(info, Cells.UNKNOWN, "kernelVersion");
    String architecture = Fields.text(info, "architecture");
    cells
        .name()
        .text(nodeStatus(node))
        .text(roles(node))
        .age()
        .text("", "status", "nodeInfo", "kubeletVersion")
        .text(address(node, "InternalIP"))
        .text(address(node, "ExternalIP"))
        .text(Fields.textOr(info, Cells.UNKNOWN, "osImage"))
        .text(architecture.isEmpty() ? kernel : kernel + " (" + architecture + ")")
        .text(Fields.textOr(info, Cells.UNKNOWN, "containerRuntimeVersion"));
  }

  private static String nodeStatus(JsonObject node) {
    boolean known =
        Fields.objects(node, "status", "conditions").stream()
            .anyMatch(condition -> Fields.text(condition, "type").equals("Ready"));
    String status = known ? Fields.isTrue(node, "Ready") ? "Ready" : "NotReady" : "Unknown";
    return Fields.flag(node, "spec", "unschedulable") ? status + ",SchedulingDisabled" : status;
  }

  private static String roles(JsonObject node) {
    TreeSet<String> roles = new TreeSet<>();
    node.getObject("metadata", "labels")
        .members()
        .forEach(
            (key, value) -> {
              if (key.startsWith(ROLE_PREFIX)) {
                roles.add(key.substring(ROLE_PREFIX.length()));
              } else if (key.equals(ROLE)) {
                roles.add(Fields.plain(value));
              }
            });
    roles.remove("");
    return roles.isEmpty() ? Fields.NONE : String.join(",", roles);
  }

  private static String address(JsonObject node, String type) {
    return Fields.objects(node, "status", "addresses").stream()
        .filter(address -> Fields.text(address, "type").equals(type))
        .map(address -> Fields.text(address, "address"))
        .findFirst()
        .orElse(Fields.NONE);
  }

  /** An event of either group: the fields of the newer one have other names. */
  private static void event(JsonObject event, Cells cells) {
    String eventTime = Fields.text(event, "eventTime");
    String first =
        cells.since(either(event, eventTime, "firstTimestamp", "deprecatedFirstTimestamp"));
    String lastTime = either(event, "", "lastTimestamp", "deprecatedLastTimestamp");
    String last = lastTime.isEmpty() ? first : cells.since(lastTime);
    long count = Fields.number(event, Fields.number(event, 1, "deprecatedCount"), "count");
    if (event.has("series")) {
      last = cells.since("series", "lastObservedTime");
      count = Fields.number(event, 0, "series", "count");
    }
    JsonObject subject = event.getObject(event.has("regarding") ? "regarding" : "involvedObject");
    cells
        .text(last)
        .text("", "type")
        .text("", "reason")
        .text(subject(subject))
        .text(Fields.text(subject, "fieldPath"))
        .text(source(event))
        .text(either(event, "", "message", "note").strip())
        .text(first)
        .number(count == 0 && !event.has("series") ? 1 : count)
        .name();
  }

  private static String either(JsonObject event, String absent, String name, String newName) {
    return Fields.textOr(event, Fields.textOr(event, absent, newName), name);
  }

  private static String subject(JsonObject subject) {
    String kind = Fields.text(subject, "kind").toLowerCase(Locale.ROOT);
    String name = Fields.text(subject, "name");
    return name.isEmpty() ? kind : kind + "/" + name;
  }

  private static String source(JsonObject event) {
    JsonObject source = event.getObject(event.has("source") ? "source" : "deprecatedSource");
    String controller =
        Stream.of("reportingComponent", "reportingController")
            .map(name -> Fields.text(event, name))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    String component = Fields.textOr(source, controller, "component");
    String instance = Fields.textOr(source, Fields.text(event, "reportingInstance"), "host");
    return instance.isEmpty() ? component : component + ", " + instance;
  }
}
