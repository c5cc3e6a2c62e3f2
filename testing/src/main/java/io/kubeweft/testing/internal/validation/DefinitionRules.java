package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a CustomResourceDefinition must be like, and what it defaults to (apiextensions
 * pkg/apis/apiextensions/validation and v1/defaults.go).
 */
public final class DefinitionRules {
  private static final String SELECTABLE = "selectableFields";
  private static final Set<String> COLUMN_TYPES =
      new TreeSet<>(List.of("boolean", "date", "integer", "number", "string"));

  private DefinitionRules() {}

  /** The definition with what is filled in. */
  public static JsonObject defaulted(JsonObject definition) {
    JsonObject spec = definition.getObject("spec");
    JsonObject names = spec.getObject("names");
    String kind = text(names, "kind");
    if (!kind.isEmpty()) {
      names = orElse(names, "listKind", kind + "List");
      names = orElse(names, "singular", kind.toLowerCase(Locale.ROOT));
    }
    JsonObject result = spec.has("names") ? spec.with("names", names) : spec;
    if (!result.has("conversion")) {
      JsonObject none = JsonObject.of("strategy", new JsonString("None"));
      result = result.with("conversion", none);
    }
    JsonObject whole = definition.with("spec", result);
    JsonObject status = definition.getObject("status");
    return whole.with(
        "status",
        definition.has("status")
            ? status.with("storedVersions", stored(status, result))
            : initialStatus(result));
  }

  /** The versions that have been stored, with the one that is now. */
  private static JsonArray stored(JsonObject status, JsonObject spec) {
    List<JsonValue> stored = new ArrayList<>(status.getArray("storedVersions").values());
    spec.getArray("versions").values().stream()
        .filter(each -> ((JsonObject) each).get("storage") == JsonBoolean.TRUE)
        .map(each -> new JsonString(text((JsonObject) each, "name")))
        .filter(name -> !stored.contains(name))
        .forEach(stored::add);
    return JsonArray.copyOf(stored);
  }

  private static JsonObject initialStatus(JsonObject spec) {
    JsonArray stored = stored(JsonObject.EMPTY, spec);
    JsonObject names = JsonObject.builder().put("plural", "").put("kind", "").build();
    return JsonObject.builder()
        .put("conditions", JsonNull.NULL)
        .put("acceptedNames", names)
        .put("storedVersions", stored)
        .build();
  }

  private static JsonObject orElse(JsonObject object, String field, String value) {
    return text(object, field).isEmpty() ? object.with(field, new JsonString(value)) : object;
  }

  private static String text(JsonObject object, String... path) {
    String text = object.getString(path);
    return text == null ? "" : text;
  }

  /** Checks a definition that is created. */
  public static List<Cause> created(JsonObject definition) {
    Causes causes = new Causes();
    JsonObject spec = definition.getObject("spec");
    String wanted = text(spec, "names", "plural") + "." + text(spec, "group");
    MetadataRules.created(
        causes,
        definition,
        false,
        name -> {
          List<String> wrong = new ArrayList<>(Names.subdomain(name));
          if (!name.equals(wanted)) {
            wrong.add("must be spec.names.plural+\".\"+spec.group");
          }
          return wrong;
        });
    spec(causes, spec);
    if (definition.getArray("status", "storedVersions").isEmpty()) {
      causes.invalid(
          "status.storedVersions", JsonNull.NULL, "must have at least one stored version");
    }
    approval(causes, definition);
    return causes.list();
  }

  /** Checks a definition that is changed. */
  public static List<Cause> updated(JsonObject before, JsonObject after) {
    Causes causes = new Causes();
    MetadataRules.updated(causes, before, after);
    JsonObject old = before.getObject("spec");
    JsonObject spec = after.getObject("spec");
    spec(causes, spec);
    for (String path : List.of("scope", "names.kind", "group", "names.plural")) {
      String[] steps = path.split("\\.", -1);
      MetadataRules.immutable(causes, "spec." + path, old.get(steps), spec.get(steps));
    }
    storedVersions(causes, before, spec);
    approval(causes, after);
    return causes.list();
  }

  /** What a client is told when it stores a definition whose rules mean nothing here. */
  public static List<String> warnings(JsonObject definition) {
    List<String> warnings = new ArrayList<>();
    for (JsonValue each : definition.getArray("spec", "versions")) {
      if (hasRules(each)) {
        String version = text((JsonObject) each, "name");
        warnings.add(
            "the rules in x-kubernetes-validations of version "
                + version
                + " are not evaluated by the in-memory API server");
      }
    }
    return warnings;
  }

  private static boolean hasRules(@Nullable JsonValue value) {
    return switch (value) {
      case JsonObject object ->
          object.get("x-kubernetes-validations") instanceof JsonArray rules && !rules.isEmpty()
              || object.members().values().stream().anyMatch(DefinitionRules::hasRules);
      case JsonArray array -> array.values().stream().anyMatch(DefinitionRules::hasRules);
      case null, default -> false;
    };
  }

  private static void spec(Causes causes, JsonObject spec) {
    String group = text(spec, "group");
    List<String> wrong = Names.subdomain(group);
    if (group.isEmpty()) {
      causes.required("spec.group", "");
    } else if (!wrong.isEmpty()) {
      causes.invalid("spec.group", group, String.join(",", wrong));
    } else if (!group.contains(".")) {
      causes.invalid("spec.group", group, "should be a domain with at least one dot");
    }
    String scope = text(spec, "scope");
    if (scope.isEmpty()) {
      causes.required("spec.scope", "");
    } else if (!scope.equals("Cluster") && !scope.equals("Namespaced")) {
      causes.notSupported("spec.scope", new JsonString(scope), List.of("Cluster", "Namespaced"));
    }
    versions(causes, spec.getArray("versions"));
    names(causes, spec.getObject("names"));
    sharedParts(causes, spec.getArray("versions"));
    ConversionRules.check(causes, spec.getObject("conversion"));
  }

  private static void versions(Causes causes, JsonArray versions) {
    int storage = 0;
    Set<String> known = new HashSet<>();
    for (int i = 0; i < versions.size(); i++) {
      JsonObject version = (JsonObject) versions.get(i);
      String at = Paths.index("spec.versions", i);
      storage += version.get("storage") == JsonBoolean.TRUE ? 1 : 0;
      String name = text(version, "name");
      known.add(name);
      List<String> wrong = Names.label1035(name);
      if (!wrong.isEmpty()) {
        causes.invalid(at + ".name", name, String.join(",", wrong));
      }
      if (!version.getObject("schema").has("openAPIV3Schema")) {
        causes.required(at + ".schema.openAPIV3Schema", "");
      }
      deprecation(causes, at, version);
      parts(causes, at, version, versions);
    }
    if (known.size() < versions.size()) {
      causes.invalid("spec.versions", versions, "must contain unique version names");
    }
    if (storage != 1) {
      causes.invalid(
          "spec.versions", versions, "must have exactly one version marked as storage version");
    }
  }

  /** What all versions have in common is checked once, where it was before there were versions. */
  private static void parts(Causes causes, String at, JsonObject version, JsonArray versions) {
    JsonValue schema = version.get("schema", "openAPIV3Schema");
    if (schema instanceof JsonObject own && !isShared(versions, "schema")) {
      SchemaRules.check(causes, at + ".schema.openAPIV3Schema", own);
    }
    if (!isShared(versions, "additionalPrinterColumns")) {
      columns(causes, at + ".additionalPrinterColumns", version);
    }
    if (!isShared(versions, "subresources")) {
      scale(causes, at + ".subresources", version.get("subresources", "scale"));
    }
    JsonArray selectable = version.getArray(SELECTABLE);
    if (selectable.isEmpty() || isShared(versions, SELECTABLE)) {
      return;
    }
    if (isShared(versions, "schema")) {
      causes.invalid(
          at + "." + SELECTABLE,
          "",
          "may only be set when `version.schema.openAPIV3Schema` is not included");
    } else if (schema instanceof JsonObject own) {
      SelectableFieldRules.check(causes, at + "." + SELECTABLE, selectable, own);
    }
  }

  private static void sharedParts(Causes causes, JsonArray versions) {
    if (versions.isEmpty() || !(versions.get(0) instanceof JsonObject first)) {
      return;
    }
    JsonValue schema = first.get("schema", "openAPIV3Schema");
    if (schema instanceof JsonObject own && isShared(versions, "schema")) {
      SchemaRules.check(causes, "spec.validation.openAPIV3Schema", own);
    }
    if (isShared(versions, "subresources")) {
      scale(causes, "spec.subresources", first.get("subresources", "scale"));
    }
    if (isShared(versions, "additionalPrinterColumns")) {
      columns(causes, "spec.additionalPrinterColumns", first);
    }
    JsonArray selectable = first.getArray(SELECTABLE);
    if (selectable.isEmpty() || !isShared(versions, SELECTABLE)) {
      return;
    }
    if (!isShared(versions, "schema")) {
      causes.invalid(
          "spec." + SELECTABLE, "", "may only be set when validations.schema is included");
    } else if (schema instanceof JsonObject own) {
      SelectableFieldRules.check(causes, "spec." + SELECTABLE, selectable, own);
    }
  }

  private static boolean isShared(JsonArray versions, String field) {
    return versions.values().stream()
            .map(each -> Objects.toString(((JsonObject) each).get(field)))
            .distinct()
            .count()
        == 1;
  }

  private static void deprecation(Causes causes, String at, JsonObject version) {
    String warning = version.getString("deprecationWarning");
    if (warning == null) {
      return;
    }
    if (version.get("deprecated") != JsonBoolean.TRUE) {
      causes.invalid(
          at + ".deprecationWarning", warning, "can only be set for deprecated versions");
    } else if (warning.isEmpty()) {
      causes.invalid(at + ".deprecationWarning", warning, "must not be an empty string");
    }
  }

  private static void columns(Causes causes, String path, JsonObject version) {
    JsonArray columns = version.getArray("additionalPrinterColumns");
    for (int i = 0; i < columns.size(); i++) {
      JsonObject column = (JsonObject) columns.get(i);
      String at = Paths.index(path, i);
      if (text(column, "name").isEmpty()) {
        causes.required(at + ".name", "");
      }
      String type = text(column, "type");
      String known = "must be one of " + String.join(",", COLUMN_TYPES);
      if (type.isEmpty()) {
        causes.required(at + ".type", known);
      } else if (!COLUMN_TYPES.contains(type)) {
        causes.invalid(at + ".type", type, known);
      }
      simplePath(causes, at + ".JSONPath", text(column, "jsonPath"));
    }
  }

  private static boolean simplePath(Causes causes, String at, String path) {
    if (path.isEmpty()) {
      causes.required(at, "");
      return false;
    }
    if (!path.startsWith(".")) {
      causes.invalid(at, path, "must be a simple json path starting with .");
      return false;
    }
    return true;
  }

  private static void scale(Causes causes, String at, @Nullable JsonValue value) {
    if (!(value instanceof JsonObject scale)) {
      return;
    }
    for (String part : List.of("spec", "status")) {
      String field = at + ".scale." + part + "ReplicasPath";
      String path = text(scale, part + "ReplicasPath");
      if (simplePath(causes, field, path) && !path.startsWith("." + part + ".")) {
        causes.invalid(field, path, "should be a json path under ." + part);
      }
    }
    String selector = text(scale, "labelSelectorPath");
    boolean known = selector.startsWith(".spec.") || selector.startsWith(".status.");
    if (!selector.isEmpty() && !known) {
      causes.invalid(
          at + ".scale.labelSelectorPath",
          selector,
          "should be a json path under either .spec or .status");
    }
  }

  private static void names(Causes causes, JsonObject names) {
    for (String field : List.of("plural", "singular", "kind", "listKind")) {
      String name = text(names, field);
      String at = "spec.names." + field;
      boolean mixed = field.endsWith("ind");
      List<String> wrong = Names.label1035(mixed ? name.toLowerCase(Locale.ROOT) : name);
      if (name.isEmpty()) {
        causes.required(at, "");
      } else if (!wrong.isEmpty()) {
        String rule = mixed ? "may have mixed case, but should otherwise match: " : "";
        causes.invalid(at, name, rule + String.join(",", wrong));
      }
    }
    labels(causes, "spec.names.shortNames", names.getArray("shortNames"));
    String kind = text(names, "kind");
    if (!kind.isEmpty() && kind.equals(text(names, "listKind"))) {
      causes.invalid("spec.names.listKind", kind, "kind and listKind may not be the same");
    }
    labels(causes, "spec.names.categories", names.getArray("categories"));
  }

  private static void labels(Causes causes, String path, JsonArray list) {
    for (int i = 0; i < list.size(); i++) {
      String name = list.get(i) instanceof JsonString(String plain) ? plain : "";
      List<String> wrong = Names.label1035(name);
      if (!wrong.isEmpty()) {
        causes.invalid(Paths.index(path, i), name, String.join(",", wrong));
      }
    }
  }

  private static void storedVersions(Causes causes, JsonObject before, JsonObject spec) {
    JsonArray stored = before.getArray("status", "storedVersions");
    List<String> names =
        spec.getArray("versions").values().stream()
            .map(each -> text((JsonObject) each, "name"))
            .toList();
    for (int i = 0; i < stored.size(); i++) {
      String name = stored.get(i) instanceof JsonString(String plain) ? plain : "";
      if (!names.contains(name)) {
        causes.invalid(
            Paths.index("status.storedVersions", i),
            name,
            "missing from spec.versions; "
                + name
                + " was previously a storage version, and must remain in spec.versions until a"
                + " storage migration ensures no data remains persisted in "
                + name
                + " and removes "
                + name
                + " from status.storedVersions");
      }
    }
  }

  /** Groups of Kubernetes itself need a reviewer's word. */
  private static void approval(Causes causes, JsonObject definition) {
    String group = text(definition, "spec", "group");
    boolean reserved = group.endsWith(".k8s.io") || group.endsWith(".kubernetes.io");
    JsonValue approved = definition.get("metadata", "annotations", "api-approved.kubernetes.io");
    if (reserved && (approved == null || approved == JsonNull.NULL)) {
      causes.required(
          "metadata.annotations[api-approved.kubernetes.io]",
          "protected groups must have approval annotation \"api-approved.kubernetes.io\", see"
              + " https://github.com/kubernetes/enhancements/pull/1111");
    }
  }
}
