package io.kubeweft.codegen;

import io.kubeweft.codegen.Spec.Schema;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which Java type a schema is. */
final class Types {
  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
  private static final String CODECS = "JsonCodecs.";

  static final JavaType.Known STRING =
      new JavaType.Known("java.lang.String", CODECS + "STRING", "string", "\"\"");
  private static final JavaType.Known BOOLEAN =
      new JavaType.Known("java.lang.Boolean", CODECS + "BOOLEAN", "bool", "false");
  private static final JavaType.Known INT32 =
      new JavaType.Known("java.lang.Integer", CODECS + "INT32", "int32", "0");
  private static final JavaType.Known INT64 =
      new JavaType.Known("java.lang.Long", CODECS + "INT64", "int64", "0L");
  private static final JavaType.Known DOUBLE =
      new JavaType.Known("java.lang.Double", CODECS + "DOUBLE", "", "0.0");
  private static final JavaType.Known DECIMAL =
      new JavaType.Known("java.math.BigDecimal", CODECS + "DECIMAL", "", "BigDecimal.ZERO");
  private static final JavaType.Known TIME =
      new JavaType.Known("java.time.Instant", CODECS + "TIME", "", "");
  private static final JavaType.Known MICRO_TIME =
      new JavaType.Known("java.time.Instant", CODECS + "MICRO_TIME", "", "");
  private static final JavaType.Known DATE_TIME =
      new JavaType.Known("java.time.Instant", CODECS + "DATE_TIME", "", "");
  private static final JavaType.Known VALUE =
      new JavaType.Known("io.kubeweft.json.JsonValue", CODECS + "VALUE", "", "");
  private static final JavaType.Known OBJECT =
      new JavaType.Known("io.kubeweft.json.JsonObject", CODECS + "OBJECT", "", "JsonObject.EMPTY");
  private static final JavaType.Known BYTES = meta("Bytes", "Bytes.EMPTY");
  private static final JavaType.Known INT_OR_STRING = meta("IntOrString", "IntOrString.EMPTY");
  private static final JavaType.Known QUANTITY = meta("Quantity", "Quantity.EMPTY");

  /** Definitions that core has by hand. */
  static final Map<String, JavaType> MAPPED =
      Map.ofEntries(
          Map.entry(META + "Condition", new JavaType.MetaModel("Condition")),
          Map.entry(META + "DeleteOptions", new JavaType.MetaModel("DeleteOptions")),
          Map.entry(
              META + "FieldSelectorRequirement",
              new JavaType.MetaModel("FieldSelectorRequirement")),
          Map.entry(META + "FieldsV1", meta("FieldsV1", "")),
          Map.entry(META + "LabelSelector", new JavaType.MetaModel("LabelSelector")),
          Map.entry(
              META + "LabelSelectorRequirement",
              new JavaType.MetaModel("LabelSelectorRequirement")),
          Map.entry(META + "ListMeta", new JavaType.MetaModel("ListMeta")),
          Map.entry(META + "ManagedFieldsEntry", new JavaType.MetaModel("ManagedFieldsEntry")),
          Map.entry(META + "MicroTime", MICRO_TIME),
          Map.entry(META + "ObjectMeta", new JavaType.MetaModel("ObjectMeta")),
          Map.entry(META + "OwnerReference", new JavaType.MetaModel("OwnerReference")),
          Map.entry(META + "Patch", OBJECT),
          Map.entry(META + "Preconditions", new JavaType.MetaModel("Preconditions")),
          Map.entry(META + "ShardInfo", new JavaType.MetaModel("ShardInfo")),
          Map.entry(META + "Status", new JavaType.MetaModel("Status")),
          Map.entry(META + "StatusCause", new JavaType.MetaModel("StatusCause")),
          Map.entry(META + "StatusDetails", new JavaType.MetaModel("StatusDetails")),
          Map.entry(META + "Time", TIME),
          Map.entry(META + "WatchEvent", OBJECT),
          Map.entry("io.k8s.apimachinery.pkg.api.resource.Quantity", QUANTITY),
          Map.entry("io.k8s.apimachinery.pkg.runtime.RawExtension", OBJECT),
          Map.entry("io.k8s.apimachinery.pkg.version.Info", OBJECT),
          Map.entry("io.k8s.apimachinery.pkg.util.intstr.IntOrString", INT_OR_STRING));

  private final Map<String, Spec.Definition> definitions;
  private final String basePackage;
  private final SortedMap<String, String> mapped = new TreeMap<>();

  Types(Map<String, Spec.Definition> definitions, String basePackage) {
    this.definitions = definitions;
    this.basePackage = basePackage;
    definitions.forEach((name, definition) -> note(name, definition.schema()));
  }

  private static JavaType.Known meta(String simple, String zero) {
    return new JavaType.Known("io.kubeweft.meta." + simple, simple + ".CODEC", "", zero);
  }

  private void note(String name, Schema schema) {
    if (MAPPED.containsKey(name)) {
      mapped.put(name, "io.kubeweft.meta, by hand");
    } else if (isList(name)) {
      mapped.put(name, "io.kubeweft.resource.ResourceList");
    } else if (isAnything(schema)) {
      mapped.put(name, "io.kubeweft.json.JsonValue");
    }
  }

  /** Definitions that become no model, and what stands for them. */
  SortedMap<String, String> mapped() {
    return mapped;
  }

  private boolean isList(String name) {
    Spec.Definition definition = definitions.get(name);
    if (definition == null || !name.endsWith("List") || definition.kinds().isEmpty()) {
      return false;
    }
    Map<String, Schema> properties = definition.schema().properties();
    Schema metadata = properties.get("metadata");
    return properties.containsKey("items")
        && metadata != null
        && (META + "ListMeta").equals(metadata.reference());
  }

  private static boolean isAnything(Schema schema) {
    return schema.type().isEmpty() && schema.reference() == null && schema.properties().isEmpty();
  }

  String packageOf(Names.Place place) {
    return basePackage + "." + place.label() + "." + place.version();
  }

  /** The Java type of a schema. */
  JavaType of(String place, Schema schema) {
    if (schema.reference() != null) {
      return referenced(place, schema.reference());
    }
    if (schema.format().equals("int-or-string")) {
      return INT_OR_STRING;
    }
    if (schema.format().equals("quantity")) {
      return QUANTITY;
    }
    return switch (schema.type()) {
      case "string" -> string(schema.format());
      case "boolean" -> BOOLEAN;
      case "integer" -> schema.format().equals("int32") ? INT32 : INT64;
      case "number" ->
          schema.format().equals("double") || schema.format().equals("float") ? DOUBLE : DECIMAL;
      case "array" -> list(place + "[]", schema.items());
      case "object" -> schema.values() == null ? OBJECT : map(place + "{}", schema.values());
      case "" -> VALUE;
      default ->
          throw new SpecException(
              place
                  + ": unknown type \""
                  + schema.type()
                  + "\"; there are string, integer, number, boolean, array and object");
    };
  }

  private JavaType list(String place, @Nullable Schema items) {
    return items == null
        ? new JavaType.ListOf(VALUE, false)
        : new JavaType.ListOf(of(place, items), isNullable(place, items));
  }

  private JavaType map(String place, Schema values) {
    return new JavaType.MapOf(of(place, values), isNullable(place, values));
  }

  /** Whether Java's null stands for JSON's. Any JSON has a value for it. */
  boolean isNullable(String place, Schema schema) {
    if (of(place, schema) == VALUE) {
      return false;
    }
    Spec.Definition definition =
        schema.reference() == null ? null : definitions.get(schema.reference());
    return schema.isNullable() || definition != null && definition.schema().isNullable();
  }

  private static JavaType string(String format) {
    return switch (format) {
      case "byte" -> BYTES;
      case "date-time" -> DATE_TIME;
      case "int-or-string" -> INT_OR_STRING;
      default -> STRING;
    };
  }

  private JavaType referenced(String place, String name) {
    JavaType known = MAPPED.get(name);
    if (known != null) {
      return known;
    }
    Spec.Definition definition = definitions.get(name);
    if (definition == null) {
      throw new SpecException(place + ": refers to " + name + ", which the document does not have");
    }
    if (isAnything(definition.schema())) {
      return VALUE;
    }
    if (isList(name)) {
      return OBJECT;
    }
    boolean isObject =
        definition.schema().type().equals("object") && definition.schema().values() == null
            || !definition.schema().properties().isEmpty();
    if (!isObject) {
      return of(place, definition.schema());
    }
    Names.Place to = Names.place(name);
    return new JavaType.Model(packageOf(to), to.simple());
  }
}
