package io.kubeweft.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a program can use of the generated code, as lines that can be compared. */
final class Surface {
  private static final String REQUIRED = ", required";
  private static final String ZERO = ", zero if absent";
  private static final String NULLABLE = ", nullable";
  private static final String DEPRECATED = ", deprecated";

  private Surface() {}

  /**
   * What changes for programs.
   *
   * @param breaking they may not compile, or read null where there was a value
   * @param harmless they can go on
   */
  record Difference(List<String> breaking, List<String> harmless) {
    boolean isEmpty() {
      return breaking.isEmpty() && harmless.isEmpty();
    }
  }

  /** The lines of a plan, in a fixed order: from what is named to what it is. */
  static Map<String, String> of(Plan plan) {
    TreeMap<String, String> lines = new TreeMap<>();
    for (Plan.Model model : plan.models()) {
      String name = "model " + model.packageName() + "." + model.simple();
      lines.put(name, model.deprecated() ? DEPRECATED : "");
      for (Plan.Field field : model.fields()) {
        lines.put(
            name + "." + field.json(),
            type(field.type()) + presence(field) + (field.deprecated() ? DEPRECATED : ""));
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

  /** When there is a value; it ends with what makes the field one that is never null. */
  private static String presence(Plan.Field field) {
    String nullable = field.nullable() ? NULLABLE : "";
    String demanded = field.required() ? REQUIRED : defaulted(field) ? ZERO : "";
    return field.zero() ? nullable + demanded : demanded + nullable;
  }

  /** Whether it is never null without being required. A list or a map is so in any case. */
  private static boolean defaulted(Plan.Field field) {
    return field.zero()
        && !(field.type() instanceof JavaType.ListOf)
        && !(field.type() instanceof JavaType.MapOf);
  }

  private static String type(JavaType type) {
    return switch (type) {
      case JavaType.Known known -> known.name();
      case JavaType.Model model -> model.name();
      case JavaType.MetaModel meta -> meta.name();
      case JavaType.ListOf list -> "List<" + inner(list.element(), list.nullable()) + ">";
      case JavaType.MapOf map -> "Map<String, " + inner(map.value(), map.nullable()) + ">";
    };
  }

  private static String inner(JavaType type, boolean nullable) {
    return nullable ? type(type) + " or null" : type(type);
  }

  /** The differences: what is gone, what is another thing now, what is new. */
  static Difference difference(Plan before, Plan after) {
    Map<String, String> old = of(before);
    Map<String, String> now = of(after);
    List<String> gone = new ArrayList<>();
    List<String> breaking = new ArrayList<>();
    List<String> harmless = new ArrayList<>();
    old.forEach(
        (name, value) -> {
          String other = now.get(name);
          if (other == null) {
            gone.add("- " + line(name, value));
          } else if (breaks(value, other)) {
            breaking.add("! " + name + ": " + value + " -> " + other);
          } else if (!other.equals(value)) {
            harmless.add("~ " + name + ": " + value + " -> " + other);
          }
        });
    now.forEach(
        (name, value) -> {
          if (!old.containsKey(name)) {
            harmless.add("+ " + line(name, value));
          }
        });
    gone.addAll(breaking);
    return new Difference(gone, harmless);
  }

  private static String line(String name, String value) {
    return value.isEmpty() ? name : name + ": " + value;
  }

  /** A deprecation breaks nothing, nor does a field that is always there from now on. */
  private static boolean breaks(String before, String after) {
    String old = before.replace(DEPRECATED, "");
    String now = after.replace(DEPRECATED, "");
    boolean wasThere = old.endsWith(REQUIRED) || old.endsWith(ZERO);
    boolean isThere = now.endsWith(REQUIRED) || now.endsWith(ZERO);
    return !bare(old).equals(bare(now)) || wasThere && !isThere;
  }

  private static String bare(String line) {
    return line.replace(REQUIRED, "").replace(ZERO, "").replace(NULLABLE, "");
  }
}
