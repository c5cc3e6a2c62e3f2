package io.kubeweft.codegen;

import io.kubeweft.codegen.Plan.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes the builder of a model. */
final class BuilderEmitter {
  private static final String IMMUTABLE = "io.kubeweft.json.Immutable";

  private final Plan.Model model;
  private final JavaFile file;
  private final Function<JavaType, String> types;
  private final String builder;

  BuilderEmitter(Plan.Model model, JavaFile file, Function<JavaType, String> types) {
    this.model = model;
    this.file = file;
    this.types = types;
    this.builder = Names.nested(model.simple(), "Builder");
  }

  void write() {
    file.add(
        "  /** Collects the fields; null makes a field absent. Not for use by several threads at"
            + " once. */");
    file.add("  public static final class " + builder + " {");
    for (Field field : model.fields()) {
      file.add("    private " + nullable(field.type()) + " " + field.java() + ";");
    }
    String object = file.use("io.kubeweft.json.JsonObject");
    file.add("    private " + annotated(object) + " unknownFields;");
    file.blank();
    file.add("    private " + builder + "() {}");
    for (Field field : model.fields()) {
      writeSetter(field);
      switch (field.type()) {
        case JavaType.ListOf list -> writeAdder(field, list.element());
        case JavaType.MapOf map -> writePutter(field, map.value());
        case JavaType.Model generated -> writeEditor(field);
        case JavaType.MetaModel meta -> writeEditor(field);
        case JavaType.Known known -> {
          if (known.name().equals("java.lang.Long")) {
            writeLongSetter(field);
          }
        }
      }
    }
    file.blank();
    file.add("    /**");
    file.add("     * Sets the fields that this version does not know.");
    file.add("     *");
    file.add("     * @param fields written as they are; null or empty for none");
    file.add("     */");
    file.add("    public " + builder + " unknownFields(" + annotated(object) + " fields) {");
    file.add("      this.unknownFields = fields == null || fields.isEmpty() ? null : fields;");
    file.add("      return this;");
    file.add("    }");
    file.blank();
    file.add("    /** Returns the value; the builder can be used on. */");
    file.add("    public " + model.simple() + " build() {");
    List<String> values = new ArrayList<>(model.fields().stream().map(Field::java).toList());
    values.add("unknownFields");
    file.list("      ", "return new " + model.simple() + "(", values, ");");
    file.add("    }");
    file.add("  }");
  }

  private String nullable(JavaType type) {
    return annotated(types.apply(type));
  }

  /** The builder of a model. */
  private String builder(JavaType type) {
    String plain =
        type instanceof JavaType.Model generated
            ? Names.nested(generated.simple(), "Builder")
            : "Builder";
    return types.apply(type) + "." + plain;
  }

  private String annotated(String type) {
    String annotation = "@" + file.use("org.jspecify.annotations.Nullable") + " ";
    int generic = type.indexOf('<');
    int dot = generic < 0 ? type.lastIndexOf('.') : type.lastIndexOf('.', generic);
    return dot < 0
        ? annotation + type
        : type.substring(0, dot + 1) + annotation + type.substring(dot + 1);
  }

  private void open(Field field, String comment, String signature) {
    file.blank();
    file.add(
        Docs.comment("    ", List.of(comment, field.deprecated() ? "@deprecated in the API" : "")));
    if (field.deprecated()) {
      file.add("    @" + file.use("java.lang.Deprecated"));
    }
    file.add("    public " + builder + " " + signature + " {");
  }

  private void close() {
    file.add("      return this;");
    file.add("    }");
  }

  private void writeSetter(Field field) {
    String java = field.java();
    open(
        field,
        "Sets {@code " + Docs.escaped(field.json()) + "}.",
        java + "(" + nullable(field.type()) + " " + java + ")");
    String value =
        switch (field.type()) {
          case JavaType.ListOf list -> file.use(IMMUTABLE) + ".list(" + java + ")";
          case JavaType.MapOf map -> file.use(IMMUTABLE) + ".map(" + java + ")";
          default -> java;
        };
    file.add("      this." + java + " = " + value + ";");
    close();
  }

  /** An int does not become a Long by itself, and most numbers in a program are ints. */
  private void writeLongSetter(Field field) {
    String java = field.java();
    open(field, "Sets {@code " + Docs.escaped(field.json()) + "}.", java + "(long " + java + ")");
    file.add("      this." + java + " = " + java + ";");
    close();
  }

  private void writeAdder(Field field, JavaType element) {
    String java = field.java();
    String method = "add" + Names.capitalized(java);
    open(
        field,
        "Adds to {@code " + Docs.escaped(field.json()) + "}.",
        method + "(" + types.apply(element) + " element)");
    file.add(
        "      this."
            + java
            + " = "
            + file.use(IMMUTABLE)
            + ".append(this."
            + java
            + ", element);");
    close();
    if (element instanceof JavaType.Model || element instanceof JavaType.MetaModel) {
      String type = types.apply(element);
      String consumer = file.use("java.util.function.Consumer");
      open(
          field,
          "Adds to {@code "
              + Docs.escaped(field.json())
              + "}: init sets the fields of the element.",
          method + "(" + consumer + "<" + builder(element) + "> init)");
      file.add("      return " + method + "(" + type + ".of(init));");
      file.add("    }");
    }
  }

  private void writePutter(Field field, JavaType value) {
    String java = field.java();
    String string = file.use("java.lang.String");
    open(
        field,
        "Sets one entry of {@code " + Docs.escaped(field.json()) + "}.",
        "put" + Names.capitalized(java) + "(" + string + " key, " + types.apply(value) + " value)");
    file.add(
        "      this."
            + java
            + " = "
            + file.use(IMMUTABLE)
            + ".put(this."
            + java
            + ", key, value);");
    close();
  }

  private void writeEditor(Field field) {
    String java = field.java();
    String type = types.apply(field.type());
    String consumer = file.use("java.util.function.Consumer");
    open(
        field,
        "Edits {@code " + Docs.escaped(field.json()) + "}, beginning with what is set already.",
        java + "(" + consumer + "<" + builder(field.type()) + "> edit)");
    file.add("      " + builder(field.type()) + " builder =");
    String value = "this." + java;
    file.add(
        "          " + value + " == null ? " + type + ".builder() : " + value + ".toBuilder();");
    file.add("      edit.accept(builder);");
    file.add("      this." + java + " = builder.build();");
    close();
  }
}
