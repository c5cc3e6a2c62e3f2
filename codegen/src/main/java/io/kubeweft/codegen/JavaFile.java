package io.kubeweft.codegen;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The text of a class, with its imports collected while it is written. */
final class JavaFile {
  private static final int WIDTH = 100;

  private final String packageName;
  private final String simple;
  private final Set<String> siblings;
  private final Set<String> hidden;
  private final Map<String, String> imported = new HashMap<>();
  private final StringBuilder body = new StringBuilder();

  /**
   * Begins a file.
   *
   * @param packageName of its class
   * @param simple name of its class
   * @param siblings simple names of the other classes of the package, which need no import
   */
  JavaFile(String packageName, String simple, Collection<String> siblings) {
    this(packageName, simple, siblings, Set.of());
  }

  /**
   * Begins a file.
   *
   * @param hidden names that mean something else within the class, such as a variable
   */
  JavaFile(
      String packageName, String simple, Collection<String> siblings, Collection<String> hidden) {
    this.packageName = packageName;
    this.simple = simple;
    this.siblings = Set.copyOf(siblings);
    this.hidden = Set.copyOf(hidden);
  }

  /** The name by which a class can be called here: the simple one where it is free. */
  String use(String qualified) {
    int dot = qualified.lastIndexOf('.');
    String owner = qualified.substring(0, dot);
    String name = qualified.substring(dot + 1);
    if (hidden.contains(name)) {
      return qualified;
    }
    if (owner.equals(packageName)) {
      return name;
    }
    if (name.equals(simple) || siblings.contains(name)) {
      return qualified;
    }
    String before = imported.putIfAbsent(name, qualified);
    return before == null || before.equals(qualified) ? name : qualified;
  }

  /** Adds lines, indented as they are. */
  JavaFile add(String text) {
    body.append(text).append('\n');
    return this;
  }

  JavaFile blank() {
    body.append('\n');
    return this;
  }

  /**
   * Adds a list in parentheses, on one line where it fits, else with a line for each element.
   *
   * @param indent of the line
   * @param before the list, such as {@code return new Pod(}
   * @param elements of the list
   * @param after the list, such as {@code );}
   */
  JavaFile list(String indent, String before, Collection<String> elements, String after) {
    String one = indent + before + String.join(", ", elements) + after;
    if (one.length() <= WIDTH) {
      return add(one);
    }
    String inner = indent + "    ";
    add(indent + before);
    return add(inner + String.join(",\n" + inner, elements) + after);
  }

  /** Adds a list whose elements say nothing one by one: as many on a line as fit. */
  JavaFile filled(String indent, String before, Collection<String> elements, String after) {
    String rest = String.join(", ", elements) + after;
    if ((indent + before + rest).length() <= WIDTH) {
      return add(indent + before + rest);
    }
    add(indent + before);
    String inner = indent + "    ";
    Docs.wrapped(rest, WIDTH - inner.length(), "").forEach(line -> add(inner + line));
    return this;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("package " + packageName + ";\n\n");
    TreeSet<String> imports = new TreeSet<>(imported.values());
    imports.removeIf(name -> name.startsWith("java.lang."));
    imports.forEach(name -> text.append("import ").append(name).append(";\n"));
    return text.append(imports.isEmpty() ? "" : "\n").append(body).toString();
  }
}
