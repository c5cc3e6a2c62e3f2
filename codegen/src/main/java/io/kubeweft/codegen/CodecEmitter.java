package io.kubeweft.codegen;

import io.kubeweft.codegen.Plan.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes the codec of a model. */
final class CodecEmitter {
  private static final String JSON = "io.kubeweft.json.";
  private static final String META = "io.kubeweft.meta.";

  private final Plan.Model model;
  private final JavaFile file;
  private final Function<JavaType, String> types;
  private final String name;
  private final String codec;
  private final String override;

  CodecEmitter(Plan.Model model, JavaFile file, Function<JavaType, String> types) {
    this.model = model;
    this.file = file;
    this.types = types;
    this.name = model.simple();
    this.codec = Names.nested(name, "Codec");
    this.override = "@" + file.use("java.lang.Override");
  }

  void write() {
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
      file.add("      " + types.apply(field.type()) + " " + field.java() + " = null;");
    }
    if (model.hasNullableFields()) {
      file.add(
          "      "
              + file.use("java.util.Set")
              + "<"
              + file.use("java.lang.String")
              + "> nullFields = null;");
    }
    String unknown = local("unknown");
    String position = local("position");
    file.add("      " + file.use(JSON + "JsonObject") + ".Builder " + unknown + " = null;");
    file.add("      in.beginObject();");
    file.add("      for (int " + position + " = in.nextField(NAMES, " + reader + ".START);");
    file.add("          " + position + " != " + reader + ".END;");
    file.add("          " + position + " = in.nextField(NAMES, " + position + ")) {");
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
    String typeName = model.typeName(field);
    if (typeName != null) {
      return "in.type(" + Docs.quoted(typeName) + ")";
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
    String typeName = model.typeName(field);
    if (typeName != null) {
      return "out.type" + start + ", " + Docs.quoted(typeName) + ")";
    }
    return switch (field.type()) {
      case JavaType.Known known when !known.method().isEmpty() ->
          "out." + known.method() + start + ")";
      case JavaType.ListOf list -> "out.list" + start + ", " + codec(list.element()) + ")";
      case JavaType.MapOf map -> "out.map" + start + ", " + codec(map.value()) + ")";
      default -> "out.value" + start + ", " + codec(field.type()) + ")";
    };
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
}
