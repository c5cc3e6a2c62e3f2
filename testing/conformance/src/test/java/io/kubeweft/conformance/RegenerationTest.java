package io.kubeweft.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kubeweft.codegen.Main;
import io.kubeweft.discovery.OpenApiDocuments;
import io.kubeweft.resource.ResourceType;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The generator over what the server says of itself gives the public surface that is committed for
 * the pinned document.
 */
@Conformance("Regeneration")
@Timeout(600)
class RegenerationTest {
  private static final Path PINNED = Path.of("../../src-gen/api");
  private static final Pattern TYPE = Pattern.compile("^(?:final class|record|enum) (\\w+)");
  private static final Path DUMP = Path.of("../../.mvn/ApiDump.java");

  @RegisterExtension final Cluster cluster = new Cluster();

  @TempDir Path directory;

  @Test
  void v3Documents_giveTheSurfaceOfThePinnedOne() throws Exception {
    Path kubeconfig = cluster.server().writeKubeconfig(directory.resolve("kubeconfig"));
    awaitNoneOf(() -> documents().v3Paths().toString());
    Path fetched = directory.resolve("fetched");
    codegen("fetch", "--kubeconfig", kubeconfig.toString(), "--out", fetched.toString());

    assertSameSurface("OpenAPI v3", fetched.resolve("openapi"), true);
  }

  @Test
  void v2Document_givesTheSurfaceOfThePinnedOne() throws Exception {
    awaitNoneOf(() -> documents().v2().text());
    Path file = directory.resolve("v2.json");
    Files.write(file, documents().v2().bytes());

    assertSameSurface("OpenAPI v2", file, false);
  }

  private OpenApiDocuments documents() {
    return cluster.client().discovery().openApi();
  }

  /** What other tests have defined is in the documents for a while after it is gone. */
  private void awaitNoneOf(Supplier<String> documents) {
    Set<String> foreign = KindsTest.foreignGroups(cluster.client());
    assumeThat(foreign).as("a server with custom resources of others").isEmpty();
    long deadline = System.nanoTime() + Cluster.LONG.toNanos();
    String text = documents.get();
    while (text.contains("apis/conformance.kubeweft.io") || text.contains(".example.com/v1")) {
      assertThat(System.nanoTime()).as("the documents change").isLessThan(deadline);
      Patience.pause();
      text = documents.get();
    }
  }

  private void assertSameSurface(String document, Path input, boolean knowsZeroValues)
      throws Exception {
    Path sources = directory.resolve("sources");
    Path classes = directory.resolve("classes");
    codegen(
        "generate", "--package", "io.kubeweft.api", "--out", sources.toString(), input.toString());
    compile(sources, classes);
    Path surface = directory.resolve("surface");
    run(java(), DUMP.toString(), "write", classes.toString(), surface.toString());

    Set<String> unserved = unserved();
    Set<String> unexplained = new LinkedHashSet<>();
    int nullable = 0;
    Set<String> names = new TreeSet<>(names(PINNED));
    names.addAll(names(surface));
    for (String name : names) {
      List<String> pinned = lines(PINNED.resolve(name));
      List<String> live = lines(surface.resolve(name));
      if (unserved.contains(name.replace(".txt", "")) && live.isEmpty()) {
        continue;
      }
      if (name.equals("io.kubeweft.api.txt")) {
        pinned.removeIf(
            line -> unserved.stream().anyMatch(p -> line.endsWith(" " + groupClass(p))));
      }
      onlyForUnserved(pinned, live, name, unserved).forEach(type -> without(pinned, type));
      if (knowsZeroValues || pinned.equals(live)) {
        unexplained.addAll(differences(name, pinned, live));
      } else {
        nullable += (int) pinned.stream().filter(line -> !live.contains(line)).count();
        unexplained.addAll(differences(name, withoutNullness(pinned), withoutNullness(live)));
      }
    }

    assertThat(unexplained).isEmpty();
    remark(document, unserved, nullable);
  }

  private void remark(String document, Set<String> unserved, int nullable) {
    String remark = document + " generates the public surface of the pinned document";
    if (!unserved.isEmpty()) {
      String versions =
          unserved.stream()
              .map(p -> p.replace("io.kubeweft.api.", ""))
              .collect(Collectors.joining(", "));
      remark += ", but for versions that the server does not serve: " + versions;
    }
    if (nullable > 0) {
      remark +=
          ", but for %d values that may be null, since v2 does not tell what is zero when absent"
              .formatted(nullable);
    }
    cluster.run().remark(remark + ".");
  }

  /** Packages of the pinned API of which the server has no resource. */
  private Set<String> unserved() {
    Set<String> unserved =
        Kinds.types().stream()
            .map(RegenerationTest::packageName)
            .collect(Collectors.toCollection(TreeSet::new));
    cluster.client().discovery().catalog().resources().stream()
        .map(resource -> Kinds.type(resource.resource()))
        .filter(Objects::nonNull)
        .forEach(type -> unserved.remove(packageName(type)));
    return unserved;
  }

  /** Types of a package that the server leaves out, since nothing that it serves has them. */
  private static Set<String> onlyForUnserved(
      List<String> pinned, List<String> live, String file, Set<String> unserved)
      throws IOException {
    Set<String> absent = new TreeSet<>(types(pinned));
    absent.removeAll(types(live));
    for (String other : absent.isEmpty() ? Set.<String>of() : names(PINNED)) {
      if (!other.equals(file) && !unserved.contains(other.replace(".txt", ""))) {
        String text = Files.readString(PINNED.resolve(other));
        absent.removeIf(type -> Pattern.compile("\\b" + type + "\\b").matcher(text).find());
      }
    }
    return absent;
  }

  private static Set<String> types(List<String> lines) {
    return lines.stream()
        .map(TYPE::matcher)
        .filter(Matcher::find)
        .map(type -> type.group(1))
        .collect(Collectors.toSet());
  }

  /** Takes a type and its builder out of the lines of a package. */
  private static void without(List<String> lines, String type) {
    boolean inside = false;
    for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
      String line = each.next();
      Matcher header = TYPE.matcher(line);
      if (header.find()) {
        inside = header.group(1).equals(type);
      }
      if (inside) {
        each.remove();
      }
    }
  }

  private static String packageName(ResourceType<?> type) {
    return type.objectType().getPackageName();
  }

  /** The class with the clients of a package: {@code CoreV1} of {@code core.v1}. */
  private static String groupClass(String packageName) {
    return Stream.of(packageName.replace("io.kubeweft.api.", "").split("\\.", -1))
        .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
        .collect(Collectors.joining());
  }

  private static List<String> withoutNullness(List<String> lines) {
    return lines.stream().map(line -> line.replace("?", "")).toList();
  }

  private static List<String> differences(String name, List<String> pinned, List<String> live) {
    List<String> differences = new ArrayList<>();
    pinned.stream()
        .filter(line -> !live.contains(line))
        .forEach(line -> differences.add(name + " - " + line.strip()));
    live.stream()
        .filter(line -> !pinned.contains(line))
        .forEach(line -> differences.add(name + " + " + line.strip()));
    if (differences.isEmpty() && !pinned.equals(live)) {
      differences.add(name + ": another order or number of lines");
    }
    return differences;
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private static List<String> lines(Path file) throws IOException {
    return new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
  }

  /** With a module descriptor that exports every package: the surface is what is exported. */
  private void compile(Path sources, Path classes) throws IOException {
    List<Path> files = new ArrayList<>();
    TreeSet<String> packages = new TreeSet<>();
    try (Stream<Path> found = Files.walk(sources)) {
      for (Path file : found.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        files.add(file);
        packages.add(sources.relativize(file.getParent()).toString().replace('/', '.'));
      }
    }
    Path descriptor = directory.resolve("module-info.java");
    String exports =
        packages.stream().map(p -> "exports " + p + ";\n").collect(Collectors.joining());
    Files.writeString(
        descriptor,
        "module live { requires transitive io.kubeweft.core; requires static org.jspecify;\n"
            + exports
            + "}\n");
    files.add(descriptor);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Writer said = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-d", classes.toString(), "-proc:none", "-parameters", "--module-path", modulePath());
      boolean compiled =
          compiler
              .getTask(
                  said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertThat(compiled).as("%s", said).isTrue();
    }
  }

  /** What this program runs with, of which only core and its modules are needed. */
  private static String modulePath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(
            entry ->
                entry.contains("core")
                    || entry.contains("jspecify")
                    || entry.contains("jackson")
                    || entry.contains("snakeyaml"))
        .filter(entry -> !entry.contains("assertj"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static void codegen(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(java(), "-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    run(command.toArray(String[]::new));
  }

  private static void run(String... command) throws Exception {
    Path output = Files.createTempFile("kubeweft", "output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int status = process.waitFor();
    String said = Files.readString(output);
    Files.delete(output);
    assertThat(status).as("%s: %s", String.join(" ", command).substring(0, 60), said).isZero();
  }
}
