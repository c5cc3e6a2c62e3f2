package io.kubeweft.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What users read when something is wrong, from the real processor in the real compiler. Each
 * folder is a package; {@code expected.txt} is what the compiler says. Rewrite with {@code
 * -Dgolden=write}.
 */
class DiagnosticsTest {
  private static final Path CASES = Path.of("src/test/resources/diagnostics");

  @TempDir private Path classes;

  static List<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void compile_badInput_saysWhatToWrite(String name) throws IOException {
    Path folder = CASES.resolve(name);
    Path expected = folder.resolve("expected.txt");

    String said = compile(folder);

    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(expected, said);
    }
    assertThat(said).isEqualTo(Files.readString(expected));
  }

  private String compile(Path folder) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
            compiler.getStandardFileManager(collector, Locale.ROOT, null);
        Stream<Path> found = Files.list(folder)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, Compiled.classPath());
      List<Path> sources = found.filter(f -> f.toString().endsWith(".java")).sorted().toList();
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              null,
              files,
              collector,
              List.of("-Akubeweft.specs=" + folder, "-proc:only", "--release", "21"),
              null,
              files.getJavaFileObjectsFromPaths(sources));
      task.setProcessors(List.of(new GenerateClientsProcessor()));
      task.call();
    }
    return collector.getDiagnostics().stream()
        .map(diagnostic -> text(diagnostic, folder))
        .collect(Collectors.joining());
  }

  private static String text(Diagnostic<? extends JavaFileObject> diagnostic, Path folder) {
    JavaFileObject source = diagnostic.getSource();
    String place =
        source == null
            ? ""
            : Path.of(source.getName()).getFileName()
                + ":"
                + diagnostic.getLineNumber()
                + ":"
                + diagnostic.getColumnNumber()
                + ": ";
    String message = diagnostic.getMessage(Locale.ROOT).replace(folder.toString(), "FOLDER");
    return place + diagnostic.getKind() + ": " + message + "\n";
  }
}
