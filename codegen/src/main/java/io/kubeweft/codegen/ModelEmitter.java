package io.kubeweft.codegen;

import io.kubeweft.codegen.Plan.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes a model: a record, with its builder and its codec in it. */
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
    writeConstants(components.size());
    writeAccessors();
    writeFactories();
    new BuilderEmitter(model, file, this::type).write();
    file.blank();
    new CodecEmitter(model, file, this::type).write();
    file.add("}");
  }

  private List<String> header() {
    List<String> paragraphs = new ArrayList<>();
    Spec.Kind kind = model.kind();
    String description = Docs.escaped(model.description());
    if (!description.isEmpty()) {
      paragraphs.add(description);
    } else if (kind != null) {
      paragraphs.add("The kind {@code " + name + "} of {@code " + kind.apiVersion() + "}.");
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

  /** The empty value needs no builder: to read a model must not load the class of one. */
  private void writeConstants(int components) {
    file.add("  /** Reads and writes it as JSON. */");
    String type = file.use(JSON + "JsonCodec");
    file.add("  public static final " + type + "<" + name + "> CODEC = new " + codec + "();");
    file.blank();
    file.add("  /** The value of which nothing is set. */");
    file.add("  public static final " + name + " EMPTY =");
    List<String> nulls = Collections.nCopies(components, "null");
    file.filled("      ", "new " + name + "(", nulls, ");");
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
    String typeName = model.typeName(field);
    if (typeName != null) {
      return Docs.quoted(typeName);
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
}
