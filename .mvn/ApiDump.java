import java.io.IOException;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassSignature;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodSignature;
import java.lang.classfile.Signature;
import java.lang.classfile.TypeAnnotation;
import java.lang.classfile.attribute.ExceptionsAttribute;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.RecordAttribute;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the public surface of a module as text, or fails when it differs from the committed text.
 *
 * <p>Arguments: check or write; the folder of the module's classes; the committed file, or a folder
 * that gets one file for each package.
 */
public final class ApiDump {
  private final Path classes;
  private final Map<String, TreeMap<String, List<String>>> packages = new TreeMap<>();

  private ApiDump(Path classes) {
    this.classes = classes;
  }

  public static void main(String[] arguments) throws IOException {
    Path classes = Path.of(arguments[1]);
    if (!Files.exists(classes.resolve("module-info.class"))) {
      return;
    }
    ApiDump dump = new ApiDump(classes);
    dump.read();
    Path target = Path.of(arguments[2]);
    boolean write = arguments[0].equals("write");
    int wrong = 0;
    for (Map.Entry<Path, String> file : dump.files(target).entrySet()) {
      if (write) {
        Files.createDirectories(file.getKey().getParent());
        Files.writeString(file.getKey(), file.getValue());
      } else if (!Files.exists(file.getKey())
          || !Files.readString(file.getKey()).equals(file.getValue())) {
        wrong++;
        System.err.println(file.getKey() + " differs from the code: " + difference(file));
      }
    }
    if (wrong > 0) {
      System.err.println(
          "The public surface has changed. If that is meant, run: mvn -Papi process-classes");
      System.exit(1);
    }
  }

  private static String difference(Map.Entry<Path, String> file) throws IOException {
    Set<String> before =
        Files.exists(file.getKey()) ? Set.copyOf(Files.readAllLines(file.getKey())) : Set.of();
    Set<String> now = file.getValue().lines().collect(Collectors.toSet());
    Stream<String> gone = before.stream().filter(l -> !now.contains(l)).map(l -> "- " + l.strip());
    Stream<String> come = now.stream().filter(l -> !before.contains(l)).map(l -> "+ " + l.strip());
    return Stream.concat(gone, come)
        .sorted()
        .limit(20)
        .collect(Collectors.joining("\n  ", "\n  ", ""));
  }

  private Map<Path, String> files(Path target) {
    Map<Path, String> files = new TreeMap<>();
    StringBuilder all = new StringBuilder();
    packages.forEach(
        (name, types) -> {
          StringBuilder text = new StringBuilder("package " + name + "\n");
          types
              .values()
              .forEach(lines -> text.append('\n').append(String.join("\n", lines)).append('\n'));
          if (target.toString().endsWith(".txt")) {
            all.append(all.isEmpty() ? "" : "\n").append(text);
          } else {
            files.put(target.resolve(name + ".txt"), text.toString());
          }
        });
    if (!all.isEmpty()) {
      files.put(target, all.toString());
    }
    return files;
  }

  private void read() throws IOException {
    Set<String> exported = new TreeSet<>();
    ClassFile.of()
        .parse(classes.resolve("module-info.class"))
        .findAttribute(Attributes.module())
        .map(ModuleAttribute::exports)
        .orElse(List.of())
        .forEach(
            export -> {
              if (export.exportsTo().isEmpty()) {
                exported.add(export.exportedPackage().name().stringValue());
              }
            });
    for (String name : exported) {
      try (Stream<Path> files = Files.list(classes.resolve(name))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
          type(name.replace('/', '.'), ClassFile.of().parse(file));
        }
      }
    }
  }

  private void type(String packageName, ClassModel type) {
    String name = simple(type.thisClass().asInternalName());
    int flags = flags(type);
    if (name.equals("package-info") || !isVisible(type)) {
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add(declaration(type, name, flags) + " {");
    TreeSet<String> members = new TreeSet<>();
    boolean isRecord = type.findAttribute(Attributes.record()).isPresent();
    type.findAttribute(Attributes.record())
        .map(RecordAttribute::components)
        .orElse(List.of())
        .forEach(
            component ->
                members.add(
                    "  component "
                        + component.name().stringValue()
                        + ": "
                        + component
                            .findAttribute(Attributes.signature())
                            .map(s -> text(s.asTypeSignature()))
                            .orElseGet(() -> text(Signature.of(component.descriptorSymbol())))));
    type.fields().forEach(field -> field(field, members));
    type.methods().forEach(method -> method(type, method, isRecord, members));
    lines.addAll(members);
    lines.add("}");
    packages.computeIfAbsent(packageName, p -> new TreeMap<>()).put(name, lines);
  }

  /** The flags in the source: those of a nested type stand beside it. */
  private static int flags(ClassModel type) {
    return type.findAttribute(Attributes.innerClasses()).stream()
        .flatMap(inner -> inner.classes().stream())
        .filter(info -> info.innerClass().equals(type.thisClass()))
        .map(InnerClassInfo::flagsMask)
        .findFirst()
        .orElse(type.flags().flagsMask());
  }

  private boolean isVisible(ClassModel type) {
    int flags = flags(type);
    boolean open = (flags & (ClassFile.ACC_PUBLIC | ClassFile.ACC_PROTECTED)) != 0;
    if (!open || (flags & ClassFile.ACC_SYNTHETIC) != 0) {
      return false;
    }
    String name = type.thisClass().asInternalName();
    int dollar = name.lastIndexOf('$');
    if (dollar < 0) {
      return true;
    }
    try {
      return isVisible(ClassFile.of().parse(classes.resolve(name.substring(0, dollar) + ".class")));
    } catch (IOException e) {
      return false;
    }
  }

  private static String declaration(ClassModel type, String name, int flags) {
    StringBuilder text = new StringBuilder();
    boolean isInterface = (flags & ClassFile.ACC_INTERFACE) != 0;
    boolean isEnum = (flags & ClassFile.ACC_ENUM) != 0;
    boolean isRecord = type.findAttribute(Attributes.record()).isPresent();
    text.append(type.findAttribute(Attributes.permittedSubclasses()).isPresent() ? "sealed " : "");
    text.append(
        (flags & ClassFile.ACC_ABSTRACT) != 0 && !isInterface && !isEnum ? "abstract " : "");
    text.append((flags & ClassFile.ACC_FINAL) != 0 && !isEnum && !isRecord ? "final " : "");
    text.append(
        (flags & ClassFile.ACC_ANNOTATION) != 0
            ? "@interface "
            : isInterface ? "interface " : isEnum ? "enum " : isRecord ? "record " : "class ");
    text.append(name);
    ClassSignature signature =
        type.findAttribute(Attributes.signature()).map(s -> s.asClassSignature()).orElse(null);
    List<String> supertypes = new ArrayList<>();
    if (signature != null) {
      text.append(parameters(signature.typeParameters()));
      supertypes.add(text(signature.superclassSignature()));
      signature.superinterfaceSignatures().forEach(s -> supertypes.add(text(s)));
    } else {
      type.superclass().ifPresent(s -> supertypes.add(simple(s.asInternalName())));
      type.interfaces().forEach(s -> supertypes.add(simple(s.asInternalName())));
    }
    supertypes.removeIf(s -> s.equals("Object") || s.equals("Record") || s.startsWith("Enum<"));
    return text + (supertypes.isEmpty() ? "" : " : " + String.join(", ", supertypes));
  }

  private static boolean isOpen(AccessFlags flags) {
    return (flags.has(AccessFlag.PUBLIC) || flags.has(AccessFlag.PROTECTED))
        && !flags.has(AccessFlag.SYNTHETIC);
  }

  private static void field(FieldModel field, Set<String> members) {
    if (isOpen(field.flags())) {
      String type =
          field
              .findAttribute(Attributes.signature())
              .map(s -> text(s.asTypeSignature()))
              .orElseGet(() -> text(Signature.of(field.fieldTypeSymbol())));
      String kind = field.flags().has(AccessFlag.STATIC) ? "constant " : "field ";
      members.add("  " + kind + field.fieldName().stringValue() + ": " + type);
    }
  }

  private static void method(
      ClassModel type, MethodModel method, boolean isRecord, Set<String> members) {
    String name = method.methodName().stringValue();
    if (!isOpen(method.flags()) || isRecord && isInherited(method) || name.equals("valueOf")) {
      return;
    }
    MethodSignature signature =
        method
            .findAttribute(Attributes.signature())
            .map(s -> s.asMethodSignature())
            .orElseGet(() -> MethodSignature.of(method.methodTypeSymbol()));
    Set<String> nullable = nullable(method);
    StringBuilder text = new StringBuilder("  ");
    text.append(method.flags().has(AccessFlag.STATIC) ? "static " : "");
    text.append(
        method.flags().has(AccessFlag.ABSTRACT) && (flags(type) & ClassFile.ACC_INTERFACE) == 0
            ? "abstract "
            : "");
    text.append(method.findAttribute(Attributes.deprecated()).isPresent() ? "@Deprecated " : "");
    text.append(name.equals("<init>") ? "new" : name)
        .append(parameters(signature.typeParameters()));
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < signature.arguments().size(); i++) {
      arguments.add(text(signature.arguments().get(i)) + (nullable.contains("" + i) ? "?" : ""));
    }
    text.append('(').append(String.join(", ", arguments)).append(')');
    if (!name.equals("<init>")) {
      text.append(": ")
          .append(text(signature.result()))
          .append(nullable.contains("result") ? "?" : "");
    }
    method
        .findAttribute(Attributes.exceptions())
        .map(ExceptionsAttribute::exceptions)
        .filter(e -> !e.isEmpty())
        .ifPresent(
            e ->
                text.append(
                    e.stream()
                        .map(c -> simple(c.asInternalName()))
                        .collect(Collectors.joining(", ", " throws ", ""))));
    members.add(text.toString());
  }

  private static boolean isInherited(MethodModel method) {
    String name = method.methodName().stringValue();
    int arguments = method.methodTypeSymbol().parameterCount();
    return name.equals("equals") && arguments == 1
        || (name.equals("hashCode") || name.equals("toString")) && arguments == 0;
  }

  /** Where a method takes or gives null: a question mark behind the type, as in Kotlin. */
  private static Set<String> nullable(MethodModel method) {
    return method.findAttribute(Attributes.runtimeVisibleTypeAnnotations()).stream()
        .flatMap(a -> a.annotations().stream())
        .filter(a -> a.annotation().className().stringValue().endsWith("/Nullable;"))
        .filter(
            a ->
                a.targetPath().stream()
                    .allMatch(
                        p -> p.typePathKind() == TypeAnnotation.TypePathComponent.Kind.INNER_TYPE))
        .map(a -> a.targetInfo())
        .map(
            target ->
                switch (target) {
                  case TypeAnnotation.FormalParameterTarget p -> "" + p.formalParameterIndex();
                  default ->
                      target.targetType() == TypeAnnotation.TargetType.METHOD_RETURN
                          ? "result"
                          : "";
                })
        .collect(Collectors.toSet());
  }

  private static String parameters(List<Signature.TypeParam> parameters) {
    if (parameters.isEmpty()) {
      return "";
    }
    Function<Signature.TypeParam, String> one =
        p -> {
          List<String> bounds = new ArrayList<>();
          p.classBound().ifPresent(b -> bounds.add(text(b)));
          p.interfaceBounds().forEach(b -> bounds.add(text(b)));
          bounds.remove("Object");
          return p.identifier() + (bounds.isEmpty() ? "" : " : " + String.join(" & ", bounds));
        };
    return parameters.stream().map(one).collect(Collectors.joining(", ", "<", ">"));
  }

  private static String text(Signature signature) {
    return switch (signature) {
      case Signature.BaseTypeSig base -> base(base.baseType());
      case Signature.ArrayTypeSig array -> text(array.componentSignature()) + "[]";
      case Signature.TypeVarSig variable -> variable.identifier();
      case Signature.ClassTypeSig type ->
          type.outerType().map(o -> text(o) + ".").orElse("")
              + simple(type.className())
              + (type.typeArgs().isEmpty()
                  ? ""
                  : type.typeArgs().stream()
                      .map(ApiDump::argument)
                      .collect(Collectors.joining(", ", "<", ">")));
    };
  }

  private static String argument(Signature.TypeArg argument) {
    return switch (argument) {
      case Signature.TypeArg.Unbounded any -> "*";
      case Signature.TypeArg.Bounded bounded ->
          switch (bounded.wildcardIndicator()) {
                case NONE -> "";
                case EXTENDS -> "out ";
                case SUPER -> "in ";
              }
              + text(bounded.boundType());
    };
  }

  private static String base(char type) {
    return switch (type) {
      case 'B' -> "byte";
      case 'C' -> "char";
      case 'D' -> "double";
      case 'F' -> "float";
      case 'I' -> "int";
      case 'J' -> "long";
      case 'S' -> "short";
      case 'Z' -> "boolean";
      default -> "void";
    };
  }

  /** Without the package; a nested type behind its outer one. */
  private static String simple(String internalName) {
    return internalName.substring(internalName.lastIndexOf('/') + 1).replace('$', '.');
  }
}
