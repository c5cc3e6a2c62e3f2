package io.kubeweft.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.json.JsonCodec;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;

/** Generated classes, compiled without a single warning and loaded. */
final class Compiled implements AutoCloseable {
  private final URLClassLoader loader;

  private Compiled(URLClassLoader loader) {
    this.loader = loader;
  }

  /** Fails the test if the compiler has anything to say. */
  static Compiled of(List<Generator.SourceFile> files, Path folder) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
      manager.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath());
      boolean compiled =
          compiler
              .getTask(
                  said,
                  manager,
                  null,
                  List.of(
                      "-Xlint:all,-processing",
                      "-Xdoclint:all,-missing",
                      "-Werror",
                      "-proc:none",
                      "--release",
                      "21"),
                  null,
                  files.stream().map(Source::new).toList())
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
    return new Compiled(
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, Compiled.class.getClassLoader()));
  }

  /** What generated code and annotations need; the tests themselves may be on a module path. */
  static List<Path> classPath() {
    return Stream.of(JsonCodec.class, GenerateClients.class, NullMarked.class)
        .map(each -> each.getProtectionDomain().getCodeSource().getLocation())
        .map(location -> Path.of(URI.create(location.toString())))
        .toList();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(Generator.SourceFile file) {
      super(
          URI.create("string:///" + file.className().replace('.', '/') + ".java"),
          JavaFileObject.Kind.SOURCE);
      this.text = file.text();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** The codec of a model. */
  @SuppressWarnings("unchecked") // a codec reads and writes its own model only
  JsonCodec<Object> codec(String className) throws ReflectiveOperationException {
    return (JsonCodec<Object>) load(className).getField("CODEC").get(null);
  }

  Class<?> load(String className) throws ClassNotFoundException {
    return Class.forName(className, true, loader);
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
