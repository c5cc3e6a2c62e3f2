package io.kubeweft.codegen;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How things of the API are called in Java. What can not keep its name is in one table; a new name
 * that needs an entry fails the generation instead of being renamed silently.
 */
final class Names {
  /** Words of Java, hard keywords of Kotlin, and what records and builders are made of. */
  private static final Set<String> RESERVED =
      Set.of(
          "CODEC",
          "EMPTY",
          "NAMES",
          "_",
          "abstract",
          "as",
          "assert",
          "boolean",
          "break",
          "build",
          "builder",
          "byte",
          "case",
          "catch",
          "char",
          "class",
          "clone",
          "const",
          "continue",
          "default",
          "do",
          "double",
          "else",
          "enum",
          "equals",
          "extends",
          "false",
          "final",
          "finalize",
          "finally",
          "float",
          "for",
          "fun",
          "getClass",
          "goto",
          "hashCode",
          "if",
          "implements",
          "import",
          "in",
          "instanceof",
          "int",
          "interface",
          "is",
          "long",
          "native",
          "new",
          "notify",
          "notifyAll",
          "null",
          "nullFields",
          "object",
          "of",
          "package",
          "private",
          "protected",
          "public",
          "return",
          "short",
          "static",
          "strictfp",
          "super",
          "switch",
          "synchronized",
          "this",
          "throw",
          "throws",
          "toBuilder",
          "toString",
          "transient",
          "true",
          "try",
          "typealias",
          "typeof",
          "unknownFields",
          "val",
          "var",
          "void",
          "volatile",
          "wait",
          "when",
          "while",
          "yield");

  /** Methods of a client that take nothing, as that for a subresource does. */
  private static final Set<String> OF_CLIENTS = Set.of("namespace", "rest", "timeout", "type");

  static final Map<String, String> RENAMED =
      Map.ofEntries(
          Map.entry("$ref", "ref"),
          Map.entry("$schema", "schema"),
          Map.entry("continue", "continueToken"),
          Map.entry("default", "defaultValue"),
          Map.entry("enum", "enumValues"),
          Map.entry("int", "intValue"),
          Map.entry("object", "describedObject"),
          Map.entry("x-kubernetes-embedded-resource", "embeddedResource"),
          Map.entry("x-kubernetes-int-or-string", "intOrString"),
          Map.entry("x-kubernetes-list-map-keys", "listMapKeys"),
          Map.entry("x-kubernetes-list-type", "listType"),
          Map.entry("x-kubernetes-map-type", "mapType"),
          Map.entry("x-kubernetes-preserve-unknown-fields", "preserveUnknownFields"),
          Map.entry("x-kubernetes-validations", "validations"));

  private final Map<String, String> renamed;

  /** Renames of the user that no property has needed so far. */
  private final Map<String, String> unused;

  /**
   * Creates names.
   *
   * @param renames in addition to the table, from property to Java name
   */
  Names(Map<String, String> renames) {
    this.renamed = new HashMap<>(RENAMED);
    this.renamed.putAll(renames);
    this.unused = new TreeMap<>(renames);
  }

  /**
   * The Java name of a property.
   *
   * @param place for messages
   * @throws SpecException if it needs another name and there is none in the table
   */
  String property(String place, String name) {
    unused.remove(name);
    String java = renamed.getOrDefault(name, name);
    if (RESERVED.contains(java) || !isIdentifier(java)) {
      if (!java.equals(name)) {
        throw new SpecException(
            "the rename \"%s=%s\" is of no use: %s can not be a name in Java and Kotlin either"
                .formatted(name, java, java));
      }
      throw new SpecException(
          place
              + ": the property \""
              + name
              + "\" can not be a name in Java and Kotlin; give it one:"
              + " @GenerateClients(rename = \""
              + name
              + "=otherName\")");
    }
    return java;
  }

  /**
   * Checks that each rename was needed by a property.
   *
   * @throws SpecException if one was not: the document has changed, or it is misspelt
   */
  void checkUsed() {
    if (!unused.isEmpty()) {
      Map.Entry<String, String> first = unused.entrySet().iterator().next();
      throw new SpecException(
          "the rename \"%s=%s\" is of no use: no property is called \"%s\""
              .formatted(first.getKey(), first.getValue(), first.getKey()));
    }
  }

  private static boolean isIdentifier(String name) {
    return !name.isEmpty()
        && Character.isJavaIdentifierStart(name.charAt(0))
        && name.chars().allMatch(Character::isJavaIdentifierPart)
        && name.indexOf('$') < 0;
  }

  /** The parts of a definition's name that make its package and class. */
  record Place(String label, String version, String simple) {}

  /** {@code io.k8s.api.core.v1.Pod} is Pod in core.v1. */
  static Place place(String definition) {
    String[] parts = definition.split("\\.", -1);
    String simple = parts[parts.length - 1];
    if (parts.length < 3 || !isIdentifier(simple)) {
      throw new SpecException(
          "the definition \"" + definition + "\" is not named like group.version.Kind");
    }
    String version = parts[parts.length - 2];
    boolean custom = !definition.startsWith("io.k8s.");
    String label = custom ? parts[0] : parts[parts.length - 3];
    return new Place(packagePart(label), packagePart(version), simple);
  }

  private static String packagePart(String text) {
    String part = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return part.isEmpty() || Character.isDigit(part.charAt(0)) || RESERVED.contains(part)
        ? "api" + part
        : part;
  }

  /**
   * {@code persistentvolumeclaims} of PersistentVolumeClaim is persistentVolumeClaims.
   *
   * @param place for messages
   * @throws SpecException if it can not be a name
   */
  static String resource(String place, String plural, String kind) {
    String lower = kind.toLowerCase(Locale.ROOT);
    int same = 0;
    while (same < lower.length()
        && same < plural.length()
        && lower.charAt(same) == plural.charAt(same)) {
      same++;
    }
    String name = decapitalized(kind.substring(0, same) + plural.substring(same));
    return identifier(place, plural, camelCase(name));
  }

  /**
   * {@code ephemeralcontainers} is ephemeralContainers; {@code finalize} is a method of every Java
   * object.
   *
   * @param place for messages
   * @throws SpecException if it can not be a name
   */
  static String subresource(String place, String name) {
    return switch (name) {
      case "ephemeralcontainers" -> "ephemeralContainers";
      case "finalize" -> "finalization";
      default -> {
        String java = camelCase(name);
        if (OF_CLIENTS.contains(java)) {
          throw new SpecException(place + ": every client has a method " + java + "() already");
        }
        yield identifier(place, name, java);
      }
    };
  }

  /** {@code v1-beta2} is V1Beta2. */
  static String version(String version) {
    return capitalized(camelCase(version));
  }

  /** {@code network-attachments} is networkAttachments. */
  private static String camelCase(String name) {
    StringBuilder camel = new StringBuilder();
    for (String part : name.split("[^A-Za-z0-9]+", -1)) {
      camel.append(camel.isEmpty() || part.isEmpty() ? part : capitalized(part));
    }
    return camel.toString();
  }

  private static String identifier(String place, String name, String java) {
    if (RESERVED.contains(java) || !isIdentifier(java)) {
      throw new SpecException(
          "%s: \"%s\" can not be the name of a method in Java and Kotlin; leave it out of the document"
              .formatted(place, name));
    }
    return java;
  }

  /** {@code CSIDrivers} is csiDrivers. */
  static String decapitalized(String name) {
    int upper = 0;
    while (upper < name.length() && Character.isUpperCase(name.charAt(upper))) {
      upper++;
    }
    int lowered = upper <= 1 || upper == name.length() ? upper : upper - 1;
    return name.substring(0, lowered).toLowerCase(Locale.ROOT) + name.substring(lowered);
  }

  /**
   * A class within the class of a model: it has its plain name, {@code Builder} say, unless the
   * model has that itself.
   */
  static String nested(String model, String plain) {
    return model.equals(plain) ? plain + plain : plain;
  }

  static String capitalized(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** {@code csiDrivers} is CSI_DRIVERS. */
  static String constant(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }
}
