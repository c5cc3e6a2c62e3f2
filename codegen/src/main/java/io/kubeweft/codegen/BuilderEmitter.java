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
        Docs.comment(
            "  ",
            List.of(
                "Collects the fields; null makes a field absent"
                    + (model.hasNullableFields() ? ", and a nullable one null" : "")
                    + ". Not for use by several threads at once.")));
    file.add("  public static final class " + builder + " {");
    for (Field field : model.fields()) {
      file.add("    private " + nullable(field.type()) + " " + field.java() + ";");
    }
    String object = file.use("io.kubeweft.json.JsonObject");
    if (model.hasNullableFields()) {
      String names = file.use("java.util.Set") + "<" + file.use("java.lang.String") + ">";
      file.add("    private " + annotated(names) + " nullFields;");
    }
    file.add("    private " + annotated(object) + " unknownFields;");
    file.blank();
    file.add("    private " + builder + "() {}");
    for (Field field : model.fields()) {
      writeSetter(field);
      if (field.nullable()) {
        writeUnset(field);
      }
      switch (field.type()) {
        case JavaType.ListOf list -> writeAdder(field, list);
        case JavaType.MapOf map -> writePutter(field, map);
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
    if (model.hasNullableFields()) {
      values.add("nullFields");
    }
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
    String comment = "Sets {@code " + Docs.escaped(field.json()) + "}";
    open(
        field,
        field.nullable() ? comment + ", which may be null." : comment + ".",
        java + "(" + nullable(field.type()) + " " + java + ")");
    String value =
        switch (field.type()) {
          case JavaType.ListOf list -> file.use(IMMUTABLE) + ".list(" + java + ")";
          case JavaType.MapOf map -> file.use(IMMUTABLE) + ".map(" + java + ")";
          default -> java;
        };
    file.add("      this." + java + " = " + value + ";");
    closeSetter(field, java + " == null");
  }

  private void writeUnset(Field field) {
    open(
        field,
        "Makes {@code " + Docs.escaped(field.json()) + "} absent.",
        "unset" + Names.capitalized(field.java()) + "()");
    file.add("      this." + field.java() + " = null;");
    closeSetter(field, "false");
  }

  private void closeSetter(Field field, String isNull) {
    if (field.nullable()) {
      file.add("      " + nulls(file, field, isNull));
    }
    close();
  }

  /** A statement that notes whether a field is null, where that is not the same as absent. */
  static String nulls(JavaFile file, Field field, String isNull) {
    String name = Docs.quoted(field.json());
    return "nullFields = %s.nulls(nullFields, %s, %s);"
        .formatted(file.use(IMMUTABLE), name, isNull);
  }

  /** An int does not become a Long by itself, and most numbers in a program are ints. */
  private void writeLongSetter(Field field) {
    String java = field.java();
    open(field, "Sets {@code " + Docs.escaped(field.json()) + "}.", java + "(long " + java + ")");
    file.add("      this." + java + " = " + java + ";");
    closeSetter(field, "false");
  }

  private void writeAdder(Field field, JavaType.ListOf list) {
    JavaType element = list.element();
    String java = field.java();
    String method = "add" + Names.capitalized(java);
    open(
        field,
        "Adds to {@code " + Docs.escaped(field.json()) + "}.",
        method + "(" + inner(element, list.nullable()) + " element)");
    file.add(
        "      this."
            + java
            + " = "
            + file.use(IMMUTABLE)
            + ".append(this."
            + java
            + ", element);");
    closeSetter(field, "false");
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

  private String inner(JavaType type, boolean nullable) {
    return nullable ? nullable(type) : types.apply(type);
  }

  private void writePutter(Field field, JavaType.MapOf map) {
    String java = field.java();
    String string = file.use("java.lang.String");
    open(
        field,
        "Sets one entry of {@code " + Docs.escaped(field.json()) + "}.",
        "put%s(%s key, %s value)"
            .formatted(Names.capitalized(java), string, inner(map.value(), map.nullable())));
    file.add(
        "      this."
            + java
            + " = "
            + file.use(IMMUTABLE)
            + ".put(this."
            + java
            + ", key, value);");
    closeSetter(field, "false");
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
    closeSetter(field, "false");
  }
}
