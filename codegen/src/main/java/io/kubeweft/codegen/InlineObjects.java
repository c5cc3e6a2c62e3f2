package io.kubeweft.codegen;

import io.kubeweft.codegen.Spec.Definition;
import io.kubeweft.codegen.Spec.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives objects within objects a definition of their own, named after their place: the schemas of
 * custom resources have no references.
 */
final class InlineObjects {
  private final TreeMap<String, Definition> definitions = new TreeMap<>();

  private InlineObjects() {}

  static Spec lift(Spec spec) {
    InlineObjects lifted = new InlineObjects();
    spec.definitions().values().forEach(lifted::define);
    return new Spec(spec.version(), lifted.definitions, spec.operations());
  }

  private void define(Definition definition) {
    String name = definition.name();
    Schema schema = definition.schema();
    Map<String, Schema> properties = properties(name, schema);
    Schema inner = schema.properties().isEmpty() ? schema : schema.withProperties(properties);
    if (definitions.put(name, new Definition(name, inner, definition.kinds())) != null) {
      throw new SpecException("two objects would both become " + name);
    }
  }

  private Map<String, Schema> properties(String owner, Schema schema) {
    Map<String, Schema> properties = new LinkedHashMap<>();
    schema
        .properties()
        .forEach(
            (field, value) ->
                properties.put(
                    field,
                    named(owner + capitalized(field), value, schema.required().contains(field))));
    return properties;
  }

  /** Objects with properties become definitions of their own, others stay where they are. */
  private Schema named(String name, Schema schema, boolean required) {
    if (schema.properties().isEmpty()) {
      return new Schema(
          schema.type(),
          schema.format(),
          schema.reference(),
          inner(name, schema.items()),
          inner(name, schema.values()),
          Map.of(),
          Set.of(),
          schema.isValue() || required,
          schema.freeForm(),
          schema.deprecated(),
          schema.description());
    }
    define(new Definition(name, schema, List.of()));
    return new Schema(
        "",
        "",
        name,
        null,
        null,
        Map.of(),
        Set.of(),
        required,
        false,
        schema.deprecated(),
        schema.description());
  }

  private @Nullable Schema inner(String name, @Nullable Schema schema) {
    return schema == null ? null : named(name + "Item", schema, true);
  }

  private static String capitalized(String name) {
    String clean = name.replaceAll("[^A-Za-z0-9]", "");
    return clean.isEmpty() ? "Field" : Character.toUpperCase(clean.charAt(0)) + clean.substring(1);
  }
}
