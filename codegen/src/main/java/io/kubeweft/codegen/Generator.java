package io.kubeweft.codegen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.lang.model.SourceVersion;

/** The engine: a pure function from documents to source files. */
public final class Generator {
  private Generator() {}

  /**
   * A document.
   *
   * @param name for messages, such as its file
   * @param text JSON or YAML
   */
  public record Input(String name, String text) {}

  /**
   * A file to be written.
   *
   * @param className fully qualified; ends with {@code package-info} for that of a package
   * @param text of the file
   */
  public record SourceFile(String className, String text) {}

  /**
   * Generates models and clients.
   *
   * @param inputs documents, which are joined
   * @param basePackage below which the classes are; the ClientSet is in it
   * @param renames Java names of properties that can not keep their own
   * @return files in the order of their names: the same for the same input
   * @throws SpecException if the documents can not be read, or a name needs a decision
   */
  public static List<SourceFile> generate(
      List<Input> inputs, String basePackage, Map<String, String> renames) {
    if (!SourceVersion.isName(basePackage, SourceVersion.RELEASE_21)) {
      throw new SpecException(
          "\"" + basePackage + "\" can not be the name of a package: such as com.example.cron");
    }
    Plan plan = plan(inputs, basePackage, renames);
    TreeMap<String, Set<String>> packages = new TreeMap<>();
    for (Plan.Model model : plan.models()) {
      packages.computeIfAbsent(model.packageName(), p -> new TreeSet<>()).add(model.simple());
    }
    for (Plan.Group group : plan.groups()) {
      Set<String> simple = packages.computeIfAbsent(group.packageName(), p -> new TreeSet<>());
      for (String name : names(group)) {
        if (!simple.add(name)) {
          throw new SpecException(
              group.packageName() + "." + name + " would be both a model and a client");
        }
      }
    }
    TreeMap<String, String> files = new TreeMap<>();
    for (Plan.Model model : plan.models()) {
      Set<String> siblings = packages.getOrDefault(model.packageName(), Set.of());
      files.put(model.packageName() + "." + model.simple(), ModelEmitter.emit(model, siblings));
    }
    for (Plan.Group group : plan.groups()) {
      Set<String> siblings = packages.getOrDefault(group.packageName(), Set.of());
      new GroupEmitter(group, siblings)
          .emit()
          .forEach((simple, text) -> files.put(group.packageName() + "." + simple, text));
    }
    packages.keySet().forEach(name -> files.put(name + ".package-info", packageInfo(name)));
    files.put(basePackage + ".ClientSet", ClientSetEmitter.emit(plan));
    List<SourceFile> sources = new ArrayList<>();
    files.forEach((name, text) -> sources.add(new SourceFile(name, text)));
    return sources;
  }

  static Plan plan(List<Input> inputs, String basePackage, Map<String, String> renames) {
    List<SpecReader.Source> sources =
        inputs.stream().map(i -> new SpecReader.Source(i.name(), i.text())).toList();
    return new Planner(
            InlineObjects.lift(FixUp.all(SpecReader.read(sources)), renames),
            new Names(renames),
            basePackage)
        .plan();
  }

  private static Set<String> names(Plan.Group group) {
    Set<String> names = new HashSet<>();
    names.add(group.simple());
    for (Plan.Resource resource : group.resources()) {
      if (GroupEmitter.hasClient(resource)) {
        names.add(GroupEmitter.clientName(resource));
      }
    }
    return names;
  }

  private static String packageInfo(String name) {
    return "@org.jspecify.annotations.NullMarked\npackage " + name + ";\n";
  }
}
