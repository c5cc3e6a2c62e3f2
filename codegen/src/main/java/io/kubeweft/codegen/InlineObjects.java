package io.kubeweft.codegen;

import io.kubeweft.codegen.Spec.Definition;
import io.kubeweft.codegen.Spec.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives objects within objects a definition of their own, named after their place: the schemas of
 * custom resources have no references.
 */
final class InlineObjects {
  private final Map<String, String> renames;
  private final TreeMap<String, Definition> definitions = new TreeMap<>();

  /** Where each definition is from, by its name in lower case: some file systems know no other. */
  private final Map<String, Place> places = new HashMap<>();

  private InlineObjects(Map<String, String> renames) {
    this.renames = renames;
  }

  /**
   * A place within a document.
   *
   * @param text for messages, such as {@code example.com.v1.Thing.spec.steps[]}
   * @param properties on the way to it
   */
  private record Place(String text, List<String> properties) {
    Place property(String name) {
      List<String> longer = new ArrayList<>(properties);
      longer.add(name);
      return new Place(text + "." + name, longer);
    }

    Place item(String brackets) {
      return new Place(text + brackets, properties);
    }
  }

  /**
   * Returns the document with a definition for each object.
   *
   * @param renames of properties by the user: the classes of their objects are named after them
   * @throws SpecException if two objects would have a class of the same name
   */
  static Spec lift(Spec spec, Map<String, String> renames) {
    InlineObjects lifted = new InlineObjects(renames);
    for (Definition definition : spec.definitions().values()) {
      lifted.define(definition, new Place(definition.name(), List.of()));
    }
    return new Spec(spec.version(), lifted.definitions, spec.operations());
  }

  private void define(Definition definition, Place place) {
    String name = definition.name();
    Schema schema = definition.schema();
    Map<String, Schema> properties = properties(name, place, schema);
    Schema inner = schema.properties().isEmpty() ? schema : schema.withProperties(properties);
    Place other = places.putIfAbsent(name.toLowerCase(Locale.ROOT), place);
    if (other != null) {
      throw new SpecException(
          "%s and %s would both become the class %s; %s"
              .formatted(other.text(), place.text(), name, remedy(other, place)));
    }
    definitions.put(name, new Definition(name, inner, definition.kinds()));
  }

  /** Another name for a property that is on the way to only one of the places. */
  private static String remedy(Place one, Place other) {
    List<String> candidates = new ArrayList<>(other.properties());
    candidates.removeAll(one.properties());
    if (candidates.isEmpty()) {
      candidates.addAll(one.properties());
      candidates.removeAll(other.properties());
    }
    return candidates.isEmpty()
        ? "generate them below packages of their own"
        : "give a property another name: @GenerateClients(rename = \"%s=otherName\")"
            .formatted(candidates.getLast());
  }

  private Map<String, Schema> properties(String owner, Place place, Schema schema) {
    Map<String, Schema> properties = new LinkedHashMap<>();
    schema
        .properties()
        .forEach(
            (field, value) -> {
              String name = owner + capitalized(renames.getOrDefault(field, field));
              boolean required = schema.required().contains(field);
              properties.put(field, named(name, place.property(field), value, required));
            });
    return properties;
  }

  /** Objects with properties become definitions of their own, others stay where they are. */
  private Schema named(String name, Place place, Schema schema, boolean required) {
    if (schema.properties().isEmpty()) {
      return new Schema(
          schema.type(),
          schema.format(),
          schema.reference(),
          inner(name, place.item("[]"), schema.items()),
          inner(name, place.item("{}"), schema.values()),
          Map.of(),
          Set.of(),
          schema.isValue() || required,
          schema.isNullable(),
          schema.freeForm(),
          schema.deprecated(),
          schema.description());
    }
    // Its property is deprecated: a class that is would give warnings within generated code.
    define(new Definition(name, schema.undeprecated(), List.of()), place);
    return new Schema(
        "",
        "",
        name,
        null,
        null,
        Map.of(),
        Set.of(),
        required,
        schema.isNullable(),
        false,
        schema.deprecated(),
        schema.description());
  }

  private @Nullable Schema inner(String name, Place place, @Nullable Schema schema) {
    return schema == null ? null : named(name + "Item", place, schema, true);
  }

  private static String capitalized(String name) {
    String clean = name.replaceAll("[^A-Za-z0-9]", "");
    return clean.isEmpty() ? "Field" : Character.toUpperCase(clean.charAt(0)) + clean.substring(1);
  }
}
