package io.kubeweft.maven;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs the generator's command line in a Java of its own: Maven's may be older than what the
 * generator needs.
 *
 * @param java the program
 * @param classPath with the generator
 */
record GeneratorProcess(String java, List<Path> classPath) {
  private static final String MAIN = "io.kubeweft.codegen.Main";

  /** Raised when the generator says no; the message is what it has said. */
  static final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;

    FailedException(String message) {
      super(message);
    }
  }

  /**
   * Runs the generator, and waits for it. Interrupting the thread ends it.
   *
   * @param arguments of the command line
   * @return what it says
   * @throws FailedException if it ends with another exit code than 0
   */
  List<String> run(List<String> arguments)
      throws IOException, InterruptedException, FailedException {
    List<String> command = new ArrayList<>(List.of(java, "-cp"));
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.addAll(List.of("-Dstdout.encoding=UTF-8", "-XX:+UseSerialGC", MAIN));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
      if (process.waitFor() != 0) {
        throw new FailedException(explained(lines));
      }
    } finally {
      process.destroy();
    }
    return lines;
  }

  private String explained(List<String> lines) {
    String text = String.join(System.lineSeparator(), lines);
    return text.contains("UnsupportedClassVersionError")
        ? java
            + " is too old: the generator needs Java 21. Run Maven on a newer one, or let"
            + " maven-toolchains-plugin select a JDK."
        : text;
  }
}
