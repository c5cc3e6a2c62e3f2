package io.kubeweft.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a program can use of the generated code, as lines that can be compared. */
final class Surface {
  private Surface() {}

  /** The lines of a plan, in a fixed order: from what is named to what it is. */
  static Map<String, String> of(Plan plan) {
    TreeMap<String, String> lines = new TreeMap<>();
    for (Plan.Model model : plan.models()) {
      String name = "model " + model.packageName() + "." + model.simple();
      lines.put(name, model.deprecated() ? "deprecated" : "");
      for (Plan.Field field : model.fields()) {
        lines.put(
            name + "." + field.json(), type(field.type()) + (field.required() ? ", required" : ""));
      }
    }
    for (Plan.Group group : plan.groups()) {
      for (Plan.Resource resource : group.resources()) {
        String name = "resource " + group.group() + "/" + group.version() + "/" + resource.plural();
        lines.put(
            name,
            resource.model().simple()
                + (resource.namespaced() ? ", namespaced, " : ", cluster, ")
                + resource.verbs());
        resource
            .subresources()
            .forEach(
                s ->
                    lines.put(
                        name + "/" + s.name(),
                        (s.body() == null ? "any" : s.body().simple()) + ", " + s.part()));
      }
    }
    return lines;
  }

  private static String type(JavaType type) {
    return switch (type) {
      case JavaType.Known known -> known.name();
      case JavaType.Model model -> model.name();
      case JavaType.MetaModel meta -> meta.name();
      case JavaType.ListOf list -> "List<" + type(list.element()) + ">";
      case JavaType.MapOf map -> "Map<String, " + type(map.value()) + ">";
    };
  }

  /** The differences, those that break programs first. */
  static List<String> difference(Plan before, Plan after) {
    Map<String, String> old = of(before);
    Map<String, String> now = of(after);
    List<String> breaking = new ArrayList<>();
    List<String> harmless = new ArrayList<>();
    old.forEach(
        (name, value) -> {
          String other = now.get(name);
          if (other == null) {
            breaking.add("- " + name + (value.isEmpty() ? "" : ": " + value));
          } else if (!other.equals(value)) {
            breaking.add("! " + name + ": " + value + " -> " + other);
          }
        });
    now.forEach(
        (name, value) -> {
          if (!old.containsKey(name)) {
            harmless.add("+ " + name + (value.isEmpty() ? "" : ": " + value));
          }
        });
    breaking.addAll(harmless);
    return breaking;
  }
}
