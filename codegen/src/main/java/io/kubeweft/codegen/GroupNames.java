package io.kubeweft.codegen;

import io.kubeweft.codegen.Spec.Definition;
import io.kubeweft.codegen.Spec.Kind;
import io.kubeweft.codegen.Spec.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns the names of definitions around that begin with their group backwards. */
final class GroupNames {
  private final Map<String, String> renamed = new HashMap<>();

  private GroupNames(Spec spec) {
    for (Definition definition : spec.definitions().values()) {
      String name = definition.name();
      for (Kind kind : definition.kinds()) {
        String version = "." + kind.version() + ".";
        String backwards = backwards(kind.group()) + version;
        if (kind.group().indexOf('.') > 0
            && !name.startsWith("io.k8s.")
            && name.equals(backwards + kind.kind())) {
          renamed.put(name, kind.group() + version + kind.kind());
        }
      }
    }
  }

  /** Returns the document with such names turned around; the same one if there are none. */
  static Spec forwards(Spec spec) {
    GroupNames names = new GroupNames(spec);
    if (names.renamed.isEmpty()) {
      return spec;
    }
    TreeMap<String, Definition> definitions = new TreeMap<>();
    for (Definition definition : spec.definitions().values()) {
      String name = names.renamed.getOrDefault(definition.name(), definition.name());
      definitions.put(
          name, new Definition(name, names.schema(definition.schema()), definition.kinds()));
    }
    return new Spec(spec.version(), definitions, spec.operations());
  }

  private static String backwards(String group) {
    List<String> parts = new ArrayList<>(Arrays.asList(group.split("\\.", -1)));
    Collections.reverse(parts);
    return String.join(".", parts);
  }

  private Schema schema(Schema schema) {
    Map<String, Schema> properties = new LinkedHashMap<>();
    schema.properties().forEach((name, value) -> properties.put(name, schema(value)));
    String reference = schema.reference();
    return new Schema(
        schema.type(),
        schema.format(),
        reference == null ? null : renamed.getOrDefault(reference, reference),
        nullable(schema.items()),
        nullable(schema.values()),
        properties,
        schema.required(),
        schema.isValue(),
        schema.isNullable(),
        schema.freeForm(),
        schema.deprecated(),
        schema.description());
  }

  private @Nullable Schema nullable(@Nullable Schema schema) {
    return schema == null ? null : schema(schema);
  }
}
