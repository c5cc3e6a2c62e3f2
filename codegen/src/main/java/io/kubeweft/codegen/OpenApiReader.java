package io.kubeweft.codegen;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads OpenAPI, v2 and v3: they differ in where schemas are and in how references look. */
final class OpenApiReader {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final String DEPRECATED = "deprecated:";

  /** What controller-gen writes for resource.Quantity, which is an integer or a string, too. */
  private static final String QUANTITY =
      "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))"
          + "(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";

  private final String source;
  private final String prefix;

  private OpenApiReader(String source, String prefix) {
    this.source = source;
    this.prefix = prefix;
  }

  static Spec v3(String source, JsonObject document) {
    OpenApiReader reader = new OpenApiReader(source, "#/components/schemas/");
    return reader.read(document, document.getObject("components", "schemas"));
  }

  static Spec v2(String source, JsonObject document) {
    OpenApiReader reader = new OpenApiReader(source, "#/definitions/");
    return reader.read(document, document.getObject("definitions"));
  }

  private Spec read(JsonObject document, JsonObject schemas) {
    TreeMap<String, Spec.Definition> definitions = new TreeMap<>();
    for (Map.Entry<String, JsonValue> entry : schemas.members().entrySet()) {
      JsonObject schema = object(source, entry.getKey(), entry.getValue());
      definitions.put(
          entry.getKey(),
          new Spec.Definition(entry.getKey(), schema(entry.getKey(), schema), kinds(schema)));
    }
    List<Spec.Operation> operations = new ArrayList<>();
    document
        .getObject("paths")
        .members()
        .forEach((path, item) -> operations.addAll(operations(path, object(source, path, item))));
    return new Spec(text(document.getObject("info"), "version"), definitions, operations);
  }

  private static List<Spec.Kind> kinds(JsonObject schema) {
    JsonValue value = schema.get("x-kubernetes-group-version-kind");
    if (value instanceof JsonObject one) {
      return List.of(kind(one));
    }
    List<Spec.Kind> kinds = new ArrayList<>();
    if (value instanceof JsonArray several) {
      for (JsonValue each : several) {
        if (each instanceof JsonObject one) {
          kinds.add(kind(one));
        }
      }
    }
    return kinds;
  }

  private static Spec.Kind kind(JsonObject object) {
    return new Spec.Kind(text(object, "group"), text(object, "version"), text(object, "kind"));
  }

  private static List<Spec.Operation> operations(String path, JsonObject item) {
    List<Spec.Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonValue> method : item.members().entrySet()) {
      if (METHODS.contains(method.getKey()) && method.getValue() instanceof JsonObject operation) {
        String action = text(operation, "x-kubernetes-action");
        JsonObject kind = operation.getObject("x-kubernetes-group-version-kind");
        if (!action.isEmpty() && !kind.isEmpty()) {
          operations.add(new Spec.Operation(path, action, kind(kind)));
        }
      }
    }
    return operations;
  }

  /** Reads a schema; references are not followed. */
  Spec.Schema schema(String place, JsonObject schema) {
    String reference = reference(place, schema);
    Map<String, Spec.Schema> properties = new LinkedHashMap<>();
    schema
        .getObject("properties")
        .members()
        .forEach(
            (name, value) -> {
              String inner = place + "." + name;
              properties.put(name, schema(inner, object(source, inner, value)));
            });
    Set<String> required = new LinkedHashSet<>();
    for (JsonValue name : schema.getArray("required")) {
      if (name instanceof JsonString text) {
        required.add(text.value());
      }
    }
    JsonValue items = schema.get("items");
    JsonValue values = schema.get("additionalProperties");
    String description = text(schema, "description");
    boolean preserves = isTrue(schema.get("x-kubernetes-preserve-unknown-fields"));
    String type = text(schema, "type");
    return new Spec.Schema(
        type,
        format(schema),
        reference,
        items instanceof JsonObject object ? schema(place + "[]", object) : null,
        values instanceof JsonObject object ? schema(place + "{}", object) : null,
        properties,
        required,
        schema.get("default") != null,
        isTrue(schema.get("nullable")),
        preserves || type.isEmpty(),
        isTrue(schema.get("deprecated")) || isDeprecated(description),
        description);
  }

  /** Upstream says it in prose alone, as Go does. */
  static boolean isDeprecated(@Nullable String description) {
    return description != null
        && description.strip().toLowerCase(Locale.ROOT).startsWith(DEPRECATED);
  }

  private static String format(JsonObject schema) {
    if (!isTrue(schema.get("x-kubernetes-int-or-string"))) {
      return text(schema, "format");
    }
    return text(schema, "pattern").equals(QUANTITY) ? "quantity" : "int-or-string";
  }

  private static boolean isTrue(@Nullable JsonValue value) {
    return value == JsonBoolean.TRUE;
  }

  private @Nullable String reference(String place, JsonObject schema) {
    String reference = schema.getString("$ref");
    JsonArray all = schema.getArray("allOf");
    if (reference == null && all.size() == 1 && all.get(0) instanceof JsonObject only) {
      reference = only.getString("$ref");
    }
    if (reference == null) {
      return null;
    }
    if (!reference.startsWith(prefix)) {
      throw new SpecException(
          source + ": " + place + ": the reference " + reference + " leads out of the document");
    }
    return reference.substring(prefix.length());
  }

  private static String text(JsonObject object, String field) {
    String text = object.getString(field);
    return text == null ? "" : text;
  }

  /**
   * A value that must be an object.
   *
   * @param source for messages
   * @param place for messages
   */
  static JsonObject object(String source, String place, @Nullable JsonValue value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new SpecException(source + ": " + place + " must be a mapping, not " + value);
  }

  /** Reads the schema of a custom resource, which has no references. */
  static Spec.Schema structural(String source, String place, JsonObject schema) {
    return new OpenApiReader(source, "#/definitions/").schema(place, schema);
  }
}
