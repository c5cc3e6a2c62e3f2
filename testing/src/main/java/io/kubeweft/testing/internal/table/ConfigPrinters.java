package io.kubeweft.testing.internal.table;

import io.kubeweft.json.JsonObject;
import io.kubeweft.meta.Quantity;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Shows what configures programs, their pods and who may do what. */
final class ConfigPrinters {
  private static final Printer BINDINGS =
      Printer.of(
          "Name, Role, Age, +Users, +Groups, +ServiceAccounts",
          (object, cells) ->
              cells
                  .name()
                  .text(Fields.text(object, "roleRef", "kind") + "/" + roleName(object))
                  .age()
                  .text(subjects(object, "User"))
                  .text(subjects(object, "Group"))
                  .text(subjects(object, "ServiceAccount")));

  static final Map<String, Printer> PRINTERS =
      Map.of(
          "configmaps",
          Printer.of(
              "Name, Data, Age",
              (object, cells) ->
                  cells
                      .name()
                      .number(
                          object.getObject("data").size() + object.getObject("binaryData").size())
                      .age()),
          "secrets",
          Printer.of(
              "Name, Type, Data, Age",
              (object, cells) ->
                  cells.name().text("", "type").number(object.getObject("data").size()).age()),
          "serviceaccounts",
          Printer.of("Name, Age", (object, cells) -> cells.name().age()),
          "poddisruptionbudgets.policy",
          Printer.of(
              "Name, Min Available, Max Unavailable, Allowed Disruptions:integer, Age",
              (object, cells) ->
                  cells
                      .name()
                      .text("N/A", "spec", "minAvailable")
                      .text("N/A", "spec", "maxUnavailable")
                      .number("status", "disruptionsAllowed")
                      .age()),
          "priorityclasses.scheduling.k8s.io",
          Printer.of(
              "Name, Value:integer, Global-Default:boolean, Age, PreemptionPolicy",
              (object, cells) ->
                  cells
                      .name()
                      .number("value")
                      .flag(Fields.flag(object, "globalDefault"))
                      .age()
                      .text("", "preemptionPolicy")),
          "resourcequotas",
          Printer.of(
              "Name, Request, Limit, Age",
              (object, cells) ->
                  cells.name().text(quota(object, false)).text(quota(object, true)).age()),
          "rolebindings.rbac.authorization.k8s.io",
          BINDINGS,
          "clusterrolebindings.rbac.authorization.k8s.io",
          BINDINGS);

  private ConfigPrinters() {}

  private static String roleName(JsonObject binding) {
    return Fields.text(binding, "roleRef", "name");
  }

  private static String subjects(JsonObject binding, String kind) {
    return Fields.objects(binding, "subjects").stream()
        .filter(subject -> Fields.text(subject, "kind").equals(kind))
        .map(
            subject ->
                kind.equals("ServiceAccount")
                    ? Fields.text(subject, "namespace") + "/" + Fields.text(subject, "name")
                    : Fields.text(subject, "name"))
        .collect(Collectors.joining(", "));
  }

  private static String quota(JsonObject quota, boolean limits) {
    JsonObject hard = quota.getObject("status", "hard");
    List<String> names =
        new TreeSet<>(hard.members().keySet())
            .stream().filter(name -> name.startsWith("limits.") == limits).toList();
    return names.stream()
        .map(name -> name + ": " + used(quota, name) + "/" + amount(hard, name))
        .collect(Collectors.joining(", "));
  }

  private static String used(JsonObject quota, String name) {
    return amount(quota.getObject("status", "used"), name);
  }

  private static String amount(JsonObject amounts, String name) {
    return Quantity.parse(Fields.textOr(amounts, "0", name)).canonical().toString();
  }
}
