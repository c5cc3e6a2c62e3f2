package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the facts say about the fields of objects: how lists and maps merge. */
final class Schemas {
  private static final String PREFIX = "#/components/schemas/";

  private final JsonObject schemas;
  private final Map<String, JsonObject> byKind = new HashMap<>();
  private final Map<String, JsonObject> custom = new ConcurrentHashMap<>();

  Schemas(JsonObject schemas) {
    this.schemas = schemas;
    for (JsonValue value : schemas.members().values()) {
      JsonObject schema = (JsonObject) value;
      for (JsonValue each : schema.getArray("x-kubernetes-group-version-kind")) {
        JsonObject gvk = (JsonObject) each;
        byKind.put(
            Trees.text(gvk, "group")
                + "/"
                + Trees.text(gvk, "version")
                + "/"
                + Trees.text(gvk, "kind"),
            schema);
      }
    }
  }

  /** The schema of a kind; {@link Node#UNKNOWN} if there is none. */
  Node of(Resource resource) {
    JsonObject builtIn = byKind.get(key(resource));
    JsonObject schema = builtIn == null ? custom.get(key(resource)) : builtIn;
    return schema == null ? Node.UNKNOWN : new Node(this, schema, JsonObject.EMPTY);
  }

  private static String key(Resource resource) {
    return resource.group() + "/" + resource.version() + "/" + resource.kind();
  }

  /** Adds the schema of a custom resource, which has no references. */
  void addCustom(Resource resource, JsonObject schema) {
    custom.put(key(resource), schema);
  }

  void clearCustom() {
    custom.clear();
  }

  private JsonObject resolved(JsonObject schema) {
    String ref = schema.getString("$ref");
    if (ref == null && schema.getArray("allOf").size() == 1) {
      ref = ((JsonObject) schema.getArray("allOf").get(0)).getString("$ref");
    }
    return ref == null ? schema : schemas.getObject(ref.substring(PREFIX.length()));
  }

  /**
   * The schema of one field.
   *
   * @param own what is said at the field itself
   * @param schema of its value
   */
  record Node(@Nullable Schemas schemas, JsonObject schema, JsonObject own) {
    static final Node UNKNOWN = new Node(null, JsonObject.EMPTY, JsonObject.EMPTY);

    private Node inner(@Nullable JsonValue value) {
      return value instanceof JsonObject object && schemas != null
          ? new Node(schemas, schemas.resolved(object), object)
          : UNKNOWN;
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
