package io.kubeweft.codegen;

import io.kubeweft.meta.GroupVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A document about an API, whatever its form was.
 *
 * @param version of the API, such as {@code v1.36.0}; empty if unknown
 * @param definitions by name
 * @param operations in any order
 */
record Spec(String version, SortedMap<String, Definition> definitions, List<Operation> operations) {
  /**
   * A named schema.
   *
   * @param name such as {@code io.k8s.api.core.v1.Pod}
   * @param schema what it is
   * @param kinds of the API that it stands for
   */
  record Definition(String name, Schema schema, List<Kind> kinds) {}

  /** A kind of the API. */
  record Kind(String group, String version, String kind) {
    String apiVersion() {
      return new GroupVersion(group, version).toString();
    }
  }

  /**
   * A schema.
   *
   * @param type {@code object}, {@code array}, {@code string} ...; empty for anything
   * @param format such as {@code int32}; empty for none
   * @param reference to a definition; null if it is none
   * @param items of a list; null if it is none
   * @param values of a map; null if it is none
   * @param properties of an object, in their order
   * @param required which of the properties are
   * @param isValue whether an absent one reads as its zero value, because it is no pointer in Go
   * @param isNullable whether null is a value of it; elsewhere the API server takes null for absent
   * @param freeForm whether unknown content is the point of it
   * @param deprecated whether it should no longer be used
   * @param description for people; empty for none
   */
  record Schema(
      String type,
      String format,
      @Nullable String reference,
      @Nullable Schema items,
      @Nullable Schema values,
      Map<String, Schema> properties,
      Set<String> required,
      boolean isValue,
      boolean isNullable,
      boolean freeForm,
      boolean deprecated,
      String description) {
    static final Schema ANY =
        new Schema("", "", null, null, null, Map.of(), Set.of(), false, false, true, false, "");

    /** An object with these properties, and all else of this schema. */
    Schema withProperties(Map<String, Schema> others) {
      return new Schema(
          "object",
          "",
          null,
          null,
          null,
          others,
          required,
          false,
          isNullable,
          false,
          deprecated,
          description);
    }

    /** The same schema, to be used on. */
    Schema undeprecated() {
      return new Schema(
          type,
          format,
          reference,
          items,
          values,
          properties,
          required,
          isValue,
          isNullable,
          freeForm,
          false,
          description);
    }

    /** The same schema without what is for people. */
    Schema bare() {
      Map<String, Schema> bareProperties = new TreeMap<>();
      properties.forEach((name, schema) -> bareProperties.put(name, schema.bare()));
      return new Schema(
          type,
          format,
          reference,
          items == null ? null : items.bare(),
          values == null ? null : values.bare(),
          bareProperties,
          required,
          isValue,
          isNullable,
          freeForm,
          deprecated,
          "");
    }
  }

  /**
   * What can be done at a path.
   *
   * @param path with {@code {namespace}} and {@code {name}}
   * @param action such as {@code list} or {@code post}
   * @param kind that it is about
   */
  record Operation(String path, String action, Kind kind) {}
}
