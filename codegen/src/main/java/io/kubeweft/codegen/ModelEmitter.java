package io.kubeweft.codegen;

import io.kubeweft.codegen.Plan.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes a model: a record, its builder and its codec. */
final class ModelEmitter {
  private static final String JSON = "io.kubeweft.json.";
  private static final String META = "io.kubeweft.meta.";

  private final Plan.Model model;
  private final JavaFile file;
  private final String name;
  private final String builder;
  private final String codec;
  private final String override;
  private final boolean isObject;

  private ModelEmitter(Plan.Model model, Collection<String> siblings) {
    this.model = model;
    this.name = model.simple();
    this.builder = Names.nested(name, "Builder");
    this.codec = Names.nested(name, "Codec");
    this.file = new JavaFile(model.packageName(), name, siblings, hidden());
    this.override = "@" + file.use("java.lang.Override");
    this.isObject = model.kind() != null;
  }

  /** A variable hides the class of its name, and so does a class within the class. */
  private Set<String> hidden() {
    Set<String> hidden = new HashSet<>(Set.of(builder, codec));
    model.fields().forEach(field -> hidden.add(field.java()));
    return hidden;
  }

  /**
   * Writes a model.
   *
   * @param model what to write
   * @param siblings simple names of the package's classes
   */
  static String emit(Plan.Model model, Collection<String> siblings) {
    ModelEmitter emitter = new ModelEmitter(model, siblings);
    emitter.write();
    return emitter.file.toString();
  }

  private void write() {
    file.add(Docs.comment("", header()));
    if (model.deprecated()) {
      file.add("@" + file.use("java.lang.Deprecated"));
    }
    List<String> components = new ArrayList<>();
    for (Field field : model.fields()) {
      components.add(nullable(type(field.type())) + " " + field.java());
    }
    if (model.hasNullableFields()) {
      components.add(nullable(names()) + " nullFields");
    }
    components.add(nullable(file.use(JSON + "JsonObject")) + " unknownFields");
    String implementing =
        isObject ? ") implements " + file.use(META + "KubernetesObject") + " {" : ") {";
    file.list("", "public record " + name + "(", components, implementing);
    writeConstants();
    writeAccessors();
    writeFactories();
    new BuilderEmitter(model, file, this::type).write();
    file.blank();
    writeCodec();
    file.add("}");
  }

  private List<String> header() {
    List<String> paragraphs = new ArrayList<>();
    String description = Docs.escaped(model.description());
    if (!description.isEmpty()) {
      paragraphs.add(description);
    } else if (model.kind() != null) {
      paragraphs.add("The kind {@code " + name + "} of {@code " + apiVersion() + "}.");
    } else {
      paragraphs.add("The schema {@code " + model.definition() + "}.");
    }
    for (Field field : model.fields()) {
      paragraphs.add("@param " + field.java() + " " + about(field));
    }
    if (model.hasNullableFields()) {
      paragraphs.add("@param nullFields names of the fields that are null and not absent");
    }
    paragraphs.add(
        "@param unknownFields fields that this version does not know, kept and written back");
    if (model.deprecated()) {
      paragraphs.add("@deprecated in the API");
    }
    return paragraphs;
  }

  /** What is known of a field. */
  static String about(Field field) {
    String description = Docs.escaped(field.description());
    String name = "{@code " + Docs.escaped(field.json()) + "}";
    String demanded = field.required() ? ", required" : "";
    String nullable = field.nullable() ? ", nullable" : "";
    return description.isEmpty() ? name + demanded + nullable : description;
  }

  private String apiVersion() {
    Spec.Kind kind = model.kind();
    if (kind == null) {
      return "";
    }
    return kind.group().isEmpty() ? kind.version() : kind.group() + "/" + kind.version();
  }

  private String nullable(String type) {
    String annotation = "@" + file.use("org.jspecify.annotations.Nullable") + " ";
    int dot =
        type.indexOf('<') < 0 ? type.lastIndexOf('.') : type.lastIndexOf('.', type.indexOf('<'));
    // The annotation of a qualified name stands before its last part.
    return dot < 0
        ? annotation + type
        : type.substring(0, dot + 1) + annotation + type.substring(dot + 1);
  }

  private String type(JavaType type) {
    return switch (type) {
      case JavaType.Known known -> file.use(known.name());
      case JavaType.Model generated -> file.use(generated.name());
      case JavaType.MetaModel meta -> file.use(meta.name());
      case JavaType.ListOf list ->
          file.use("java.util.List") + "<" + inner(list.element(), list.nullable()) + ">";
      case JavaType.MapOf map ->
          file.use("java.util.Map")
              + "<"
              + file.use("java.lang.String")
              + ", "
              + inner(map.value(), map.nullable())
              + ">";
    };
  }

  private String inner(JavaType type, boolean nullable) {
    return nullable ? nullable(type(type)) : type(type);
  }

  private String names() {
    return file.use("java.util.Set") + "<" + file.use("java.lang.String") + ">";
  }

  /** What reads and writes one value. */
  private String codec(JavaType type) {
    return switch (type) {
      case JavaType.Known known -> knownCodec(known);
      case JavaType.Model generated -> file.use(generated.name()) + ".CODEC";
      case JavaType.MetaModel meta -> file.use(meta.name()) + ".CODEC";
      case JavaType.ListOf list ->
          file.use(JSON + "JsonCodecs") + ".list(" + codec(list.element()) + ")";
      case JavaType.MapOf map -> file.use(JSON + "JsonCodecs") + ".map(" + codec(map.value()) + ")";
    };
  }

  private String knownCodec(JavaType.Known known) {
    int dot = known.codec().indexOf('.');
    String owner = known.codec().substring(0, dot);
    String qualified = (owner.equals("JsonCodecs") ? JSON : META) + owner;
    return file.use(qualified) + known.codec().substring(dot);
  }

  private void writeConstants() {
    file.add("  /** Reads and writes it as JSON. */");
    String type = file.use(JSON + "JsonCodec");
    file.add("  public static final " + type + "<" + name + "> CODEC = new " + codec + "();");
    file.blank();
    file.add("  /** The value of which nothing is set. */");
    file.add("  public static final " + name + " EMPTY = builder().build();");
  }

  private void writeAccessors() {
    for (Field field : model.fields()) {
      String zero = zero(field);
      if (zero.isEmpty()) {
        continue;
      }
      file.blank();
      file.add("  " + override);
      file.add("  public " + type(field.type()) + " " + field.java() + "() {");
      String value = field.java();
      String line = "    return " + value + " == null ? " + zero + " : " + value + ";";
      file.add(line);
      file.add("  }");
    }
    if (model.hasNullableFields()) {
      String set = file.use("java.util.Set");
      file.blank();
      file.add("  " + override);
      file.add("  public " + names() + " nullFields() {");
      file.add("    return nullFields == null ? " + set + ".of() : nullFields;");
      file.add("  }");
    }
    file.blank();
    file.add("  " + override);
    String object = file.use(JSON + "JsonObject");
    file.add("  public " + object + " unknownFields() {");
    file.add("    return unknownFields == null ? " + object + ".EMPTY : unknownFields;");
    file.add("  }");
  }

  private String zero(Field field) {
    if (!field.zero()) {
      return "";
    }
    if (isObject && field.json().equals("apiVersion")) {
      return Docs.quoted(apiVersion());
    }
    if (isObject && field.json().equals("kind")) {
      return Docs.quoted(name);
    }
    return switch (field.type()) {
      case JavaType.Known known -> knownZero(known);
      case JavaType.Model generated -> file.use(generated.name()) + ".EMPTY";
      case JavaType.MetaModel meta -> file.use(meta.name()) + ".EMPTY";
      case JavaType.ListOf list -> file.use("java.util.List") + ".of()";
      case JavaType.MapOf map -> file.use("java.util.Map") + ".of()";
    };
  }

  private String knownZero(JavaType.Known known) {
    int dot = known.zero().indexOf('.');
    boolean isConstant = dot > 0 && Character.isUpperCase(known.zero().charAt(0));
    return isConstant ? file.use(known.name()) + known.zero().substring(dot) : known.zero();
  }

  private void writeFactories() {
    String consumer = file.use("java.util.function.Consumer");
    file.blank();
    file.add("  /** Returns a builder of which nothing is set. */");
    file.add("  public static " + builder + " builder() {");
    file.add("    return new " + builder + "();");
    file.add("  }");
    file.blank();
    file.add("  /**");
    file.add("   * Builds a value.");
    file.add("   *");
    file.add("   * @param init sets the fields");
    file.add("   */");
    file.add("  public static " + name + " of(" + consumer + "<" + builder + "> init) {");
    file.add("    " + builder + " builder = new " + builder + "();");
    file.add("    init.accept(builder);");
    file.add("    return builder.build();");
    file.add("  }");
    if (isObject) {
      writeNamedFactory(consumer);
    }
    file.blank();
    file.add("  /** Returns a builder that has the fields of this value. */");
    file.add("  public " + builder + " toBuilder() {");
    file.add("    " + builder + " builder = new " + builder + "();");
    for (Field field : model.fields()) {
      file.add("    builder." + field.java() + " = " + field.java() + ";");
    }
    if (model.hasNullableFields()) {
      file.add("    builder.nullFields = nullFields;");
    }
    file.add("    builder.unknownFields = unknownFields;");
    file.add("    return builder;");
    file.add("  }");
    file.blank();
    file.add("  " + override);
    file.add("  public " + file.use("java.lang.String") + " toString() {");
    file.add("    return \"" + name + "\" + " + file.use(JSON + "Json") + ".write(CODEC, this);");
    file.add("  }");
    file.blank();
    writeEquals();
  }

  /**
   * What a record would do by itself, but in plain code: the first call of the implicit method of
   * each record links a tree of method handles, and an informer compares many types at its start.
   */
  private void writeEquals() {
    String objects = file.use("java.util.Objects");
    file.add("  " + override);
    file.add("  public boolean equals(" + nullable(file.use("java.lang.Object")) + " other) {");
    file.add("    return this == other");
    file.add("        || other instanceof " + name + " that");
    for (Field field : model.fields()) {
      file.add("            && " + equal(objects, field.java()));
    }
    if (model.hasNullableFields()) {
      file.add("            && " + equal(objects, "nullFields"));
    }
    file.add("            && " + equal(objects, "unknownFields") + ";");
    file.add("  }");
    file.blank();
  }

  private static String equal(String objects, String field) {
    return objects + ".equals(this." + field + ", that." + field + ")";
  }

  private void writeNamedFactory(String consumer) {
    String string = file.use("java.lang.String");
    file.blank();
    file.add("  /**");
    file.add("   * Builds an object with a name.");
    file.add("   *");
    file.add("   * @param name of the object");
    file.add("   * @param init sets the other fields");
    file.add("   */");
    file.add(
        "  public static "
            + name
            + " of("
            + string
            + " name, "
            + consumer
            + "<"
            + builder
            + "> init) {");
    file.add("    " + builder + " builder = new " + builder + "().metadata(m -> m.name(name));");
    file.add("    init.accept(builder);");
    file.add("    return builder.build();");
    file.add("  }");
  }

  private void writeCodec() {
    String names = file.use(JSON + "FieldNames");
    String reader = file.use(JSON + "JsonReader");
    String writer = file.use(JSON + "JsonWriter");
    file.add(
        "  private static final class "
            + codec
            + " implements "
            + file.use(JSON + "JsonCodec")
            + "<"
            + name
            + "> {");
    List<String> quoted = model.fields().stream().map(f -> Docs.quoted(f.json())).toList();
    file.list("    ", "private static final " + names + " NAMES = " + names + ".of(", quoted, ");");
    file.blank();
    file.add("    " + override);
    file.add("    public " + name + " read(" + reader + " in) {");
    for (Field field : model.fields()) {
      file.add("      " + type(field.type()) + " " + field.java() + " = null;");
    }
    if (model.hasNullableFields()) {
      file.add("      " + names() + " nullFields = null;");
    }
    String unknown = local("unknown");
    String position = local("position");
    file.add("      " + file.use(JSON + "JsonObject") + ".Builder " + unknown + " = null;");
    file.add("      in.beginObject();");
    file.add("      for (int " + position + " = in.nextField(NAMES);");
    file.add("          " + position + " != " + reader + ".END;");
    file.add("          " + position + " = in.nextField(NAMES)) {");
    String keep = unknown + " = in.unknown(" + unknown + ");";
    if (model.fields().isEmpty()) {
      file.add("        " + keep);
    } else {
      file.add("        switch (" + position + ") {");
      int index = 0;
      for (Field field : model.fields()) {
        writeCase(index++, field);
      }
      file.add("          default -> " + keep);
      file.add("        }");
    }
    file.add("      }");
    List<String> values = new ArrayList<>(model.fields().stream().map(Field::java).toList());
    if (model.hasNullableFields()) {
      values.add("nullFields");
    }
    values.add(unknown + " == null ? null : " + unknown + ".build()");
    file.list("      ", "return new " + name + "(", values, ");");
    file.add("    }");
    file.blank();
    file.add("    " + override);
    file.add("    public void write(" + writer + " out, " + name + " value) {");
    file.add("      out.beginObject();");
    int index = 0;
    for (Field field : model.fields()) {
      file.add("      " + write(field, index++) + ";");
    }
    if (model.hasNullableFields()) {
      file.add("      out.nulls(NAMES, value.nullFields);");
    }
    file.add("      out.unknown(value.unknownFields);");
    file.add("      out.endObject();");
    file.add("    }");
    file.add("  }");
  }

  private void writeCase(int position, Field field) {
    String java = field.java();
    String assignment = java + " = " + read(field) + ";";
    if (!field.nullable()) {
      file.add("          case " + position + " -> " + assignment);
      return;
    }
    file.add("          case " + position + " -> {");
    file.add("            " + assignment);
    file.add("            " + BuilderEmitter.nulls(file, field, java + " == null"));
    file.add("          }");
  }

  /** The name of a variable beside those of the fields, which have no dollar sign. */
  private String local(String plain) {
    boolean taken = model.fields().stream().anyMatch(field -> field.java().equals(plain));
    return taken ? plain + "$" : plain;
  }

  private String read(Field field) {
    if (isObject && field.json().equals("apiVersion")) {
      return "in.type(" + Docs.quoted(apiVersion()) + ")";
    }
    if (isObject && field.json().equals("kind")) {
      return "in.type(" + Docs.quoted(name) + ")";
    }
    return switch (field.type()) {
      case JavaType.Known known when !known.method().isEmpty() -> "in." + known.method() + "()";
      case JavaType.ListOf list -> "in.list(" + codec(list.element()) + ")";
      case JavaType.MapOf map -> "in.map(" + codec(map.value()) + ")";
      default -> "in.value(" + codec(field.type()) + ")";
    };
  }

  private String write(Field field, int position) {
    String value = "value." + field.java();
    String start = "(NAMES, " + position + ", " + value;
    if (isObject && field.json().equals("apiVersion")) {
      return "out.type" + start + ", " + Docs.quoted(apiVersion()) + ")";
    }
    if (isObject && field.json().equals("kind")) {
      return "out.type" + start + ", " + Docs.quoted(name) + ")";
    }
    return switch (field.type()) {
      case JavaType.Known known when !known.method().isEmpty() ->
          "out." + known.method() + start + ")";
      case JavaType.ListOf list -> "out.list" + start + ", " + codec(list.element()) + ")";
      case JavaType.MapOf map -> "out.map" + start + ", " + codec(map.value()) + ")";
      default -> "out.value" + start + ", " + codec(field.type()) + ")";
    };
  }
}
