package io.kubeweft.codegen;

import io.kubeweft.meta.GroupVersion;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that will be written, with all names and types decided.
 *
 * @param basePackage of the ClientSet
 * @param models in the order of their names
 * @param groups in the order of their names
 * @param mapped definitions that core has, and what they are there
 * @param exclusions paths without an entry point, and why
 */
record Plan(
    String basePackage,
    List<Model> models,
    List<Group> groups,
    SortedMap<String, String> mapped,
    SortedMap<String, String> exclusions) {
  /**
   * A record.
   *
   * @param definition it stands for
   * @param packageName of the class
   * @param simple name of the class
   * @param kind if it is an object of the API with metadata
   * @param fields in their order
   * @param deprecated whether it should no longer be used
   * @param description for people; empty for none
   */
  record Model(
      String definition,
      String packageName,
      String simple,
      Spec.@Nullable Kind kind,
      List<Field> fields,
      boolean deprecated,
      String description) {
    boolean hasNullableFields() {
      return fields.stream().anyMatch(Field::nullable);
    }

    /** What a field says that names the kind, whatever it was given; null for other fields. */
    @Nullable String typeName(Field field) {
      if (kind == null) {
        return null;
      }
      return switch (field.json()) {
        case "apiVersion" -> kind.apiVersion();
        case "kind" -> simple;
        default -> null;
      };
    }
  }

  /**
   * A component of a record.
   *
   * @param json its name in JSON
   * @param java its name in Java
   * @param type of its value
   * @param zero whether an absent value reads as the zero value
   * @param nullable whether null is a value of it, and so kept apart from absent
   * @param required whether the API demands it
   * @param deprecated whether it should no longer be used
   * @param description for people; empty for none
   */
  record Field(
      String json,
      String java,
      JavaType type,
      boolean zero,
      boolean nullable,
      boolean required,
      boolean deprecated,
      String description) {}

  /**
   * The entry class of a version of a group.
   *
   * @param group in the API
   * @param version of the group
   * @param packageName of the class
   * @param simple name of the class
   * @param resources in the order of their names
   */
  record Group(
      String group, String version, String packageName, String simple, List<Resource> resources) {
    String apiVersion() {
      return new GroupVersion(group, version).toString();
    }
  }

  /** Which verbs a resource has, as the base class of its client. */
  enum Verbs {
    /** All. */
    ALL,
    /** All but the deletion of collections. */
    WITHOUT_DELETE_COLLECTION,
    /** Create alone: a question to the server. */
    CREATE,
    /** Get and list alone. */
    READ
  }

  /**
   * A resource.
   *
   * @param plural its name in paths
   * @param java its name in Java
   * @param model of its objects
   * @param namespaced whether its objects live in namespaces
   * @param verbs that it has
   * @param subresources in the order of their names
   */
  record Resource(
      String plural,
      String java,
      Model model,
      boolean namespaced,
      Verbs verbs,
      List<Subresource> subresources) {}

  /** What can be done with a subresource, as the class of its client. */
  enum Part {
    /** Read, replace and patch, as {@code status}. */
    CHANGED,
    /** Create alone, as {@code eviction}. */
    CREATED,
    /** Replace alone, as {@code finalize}. */
    REPLACED,
    /** Text that is read or followed, as {@code log}. */
    LOG
  }

  /**
   * A subresource.
   *
   * @param name in paths
   * @param java its name in Java
   * @param part what can be done with it
   * @param body the record of its body; null for any object, or for text
   */
  record Subresource(String name, String java, Part part, @Nullable Model body) {}
}
