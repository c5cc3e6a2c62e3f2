package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the facts say about the fields of objects: how lists and maps merge. */
final class Schemas {
  /** The definition of metadata. */
  static final String OBJECT_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

  private static final String PREFIX = "#/components/schemas/";

  private final JsonObject schemas;
  private final Map<String, String> byKind = new HashMap<>();

  /** Replaced as a whole. */
  private volatile Map<String, JsonObject> custom = Map.of();

  Schemas(JsonObject schemas) {
    this.schemas = schemas;
    for (Map.Entry<String, JsonValue> entry : schemas.members().entrySet()) {
      JsonObject schema = (JsonObject) entry.getValue();
      for (JsonValue each : schema.getArray("x-kubernetes-group-version-kind")) {
        JsonObject gvk = (JsonObject) each;
        byKind.put(
            Trees.text(gvk, "group")
                + "/"
                + Trees.text(gvk, "version")
                + "/"
                + Trees.text(gvk, "kind"),
            entry.getKey());
      }
    }
  }

  /** The schema of a kind; {@link Node#UNKNOWN} if there is none. */
  Node of(Resource resource) {
    String builtIn = byKind.get(key(resource));
    if (builtIn != null) {
      return named(builtIn);
    }
    JsonObject schema = custom.get(key(resource));
    return schema == null ? Node.UNKNOWN : new Node(this, schema, JsonObject.EMPTY, "");
  }

  /** Whether there is such a built-in kind. */
  boolean isKnown(String apiVersion, String kind) {
    boolean isList = apiVersion.equals("v1") && kind.equals("List");
    return isList
        || byKind.containsKey((apiVersion.contains("/") ? "" : "/") + apiVersion + "/" + kind);
  }

  /** The schema of a definition of the facts. */
  Node named(String definition) {
    return new Node(this, schemas.getObject(definition), JsonObject.EMPTY, definition);
  }

  /** A schema of a custom resource whose metadata is that of all objects. */
  static JsonObject withMetadata(JsonObject schema) {
    JsonObject metadata = JsonObject.of("$ref", new JsonString(PREFIX + OBJECT_META));
    return schema.with("properties", schema.getObject("properties").with("metadata", metadata));
  }

  static String key(Resource resource) {
    return resource.group() + "/" + resource.version() + "/" + resource.kind();
  }

  /** Replaces the schemas of all custom resources. */
  void setCustom(Map<String, JsonObject> declared) {
    custom = Map.copyOf(declared);
  }

  /** The name of the definition that a schema stands for; empty for none. */
  private static String reference(JsonObject schema) {
    String ref = schema.getString("$ref");
    if (ref == null && schema.getArray("allOf").size() == 1) {
      ref = ((JsonObject) schema.getArray("allOf").get(0)).getString("$ref");
    }
    return ref == null ? "" : ref.substring(PREFIX.length());
  }

  /**
   * The schema of one field.
   *
   * @param own what is said at the field itself
   * @param schema of its value
   * @param definition its name in the facts; empty if it has none
   */
  record Node(@Nullable Schemas schemas, JsonObject schema, JsonObject own, String definition) {
    static final Node UNKNOWN = new Node(null, JsonObject.EMPTY, JsonObject.EMPTY, "");

    private Node inner(@Nullable JsonValue value) {
      if (!(value instanceof JsonObject object) || schemas == null) {
        return UNKNOWN;
      }
      String name = reference(object);
      JsonObject resolved = name.isEmpty() ? object : schemas.schemas.getObject(name);
      return new Node(schemas, resolved, object, name);
    }

    /** Whether anything may be in it. */
    boolean isOpen() {
      return type().isEmpty()
          || type().equals("object") && !hasFields() && !schema.has("additionalProperties");
    }

    /** Whether its texts are bytes in base64. */
    boolean isBytes() {
      return Trees.text(schema, "format").equals("byte");
    }

    /** Whether it has fields with names, unlike a map. */
    boolean hasFields() {
      return !schema.getObject("properties").isEmpty();
    }

    boolean hasField(String name) {
      return schema.getObject("properties").has(name);
    }

    String type() {
      return Trees.text(schema, "type");
    }

    /** The name of the type in Go; empty for a type without one. */
    String typeName() {
      return definition.substring(definition.lastIndexOf('.') + 1);
    }

    /** The type as Go writes it. */
    String goType() {
      if (!definition.isEmpty() && type().equals("object")) {
        String[] parts = definition.split("\\.", -1);
        return parts[parts.length - 2] + "." + parts[parts.length - 1];
      }
      return switch (type()) {
        case "array" -> "[]" + element().goType();
        case "object" -> "map[string]" + inner(schema.get("additionalProperties")).goType();
        case "boolean" -> "bool";
        case "integer" -> schema.has("format") ? Trees.text(schema, "format") : "int64";
        case "number" -> "float64";
        default -> "string";
      };
    }

    /** What Go makes of a null that has no pointer to be: a text is empty, a number is 0. */
    JsonValue zero() {
      return switch (type()) {
        case "string" -> isBytes() ? JsonNull.NULL : new JsonString("");
        case "integer", "number" -> JsonNumber.of(0);
        case "boolean" -> JsonBoolean.FALSE;
        case "object" -> hasFields() ? JsonObject.EMPTY : JsonNull.NULL;
        default -> JsonNull.NULL;
      };
    }

    Node field(String name) {
      JsonObject properties = schema.getObject("properties");
      return inner(
          properties.isEmpty() ? schema.get("additionalProperties") : properties.get(name));
    }

    Node element() {
      return inner(schema.get("items"));
    }

    /** {@code atomic}, {@code set}, {@code map}; lists without a word are atomic. */
    String listType() {
      String type = Trees.text(schema, "x-kubernetes-list-type");
      return type.isEmpty() ? "atomic" : type;
    }

    List<String> mapKeys() {
      return schema.getArray("x-kubernetes-list-map-keys").values().stream()
          .map(Trees::plain)
          .toList();
    }

    /** Whether the value is replaced as a whole by an apply. */
    boolean isAtomic() {
      return Trees.text(own, "x-kubernetes-map-type").equals("atomic")
          || Trees.text(schema, "x-kubernetes-map-type").equals("atomic");
    }

    /** The key by which a strategic merge patch finds elements; empty to replace the list. */
    String patchMergeKey() {
      return merges() ? Trees.text(schema, "x-kubernetes-patch-merge-key") : "";
    }

    boolean merges() {
      return Trees.text(schema, "x-kubernetes-patch-strategy").contains("merge");
    }

    /** The default of a key field, such as the protocol of a port. */
    @Nullable JsonValue defaultOf(String field) {
      JsonValue property = schema.getObject("properties").get(field);
      return property instanceof JsonObject object ? object.get("default") : null;
    }
  }
}
