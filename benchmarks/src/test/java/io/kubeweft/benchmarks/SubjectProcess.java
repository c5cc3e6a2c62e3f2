package io.kubeweft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.benchmarks.subjects.kubeweft.KubeweftSubject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A measurement of Kubeweft in a process of its own. */
final class SubjectProcess {
  private SubjectProcess() {}

  /**
   * Runs it to its end, which has to be a good one; returns what it has said.
   *
   * @param directory for what it says
   * @param jvm options of the JVM
   * @param arguments of the measurement
   */
  static String run(Path directory, List<String> jvm, String... arguments)
      throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(KubeweftSubject.class.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int status = process.waitFor();
    String said = Files.readString(output);
    assertThat(status).as("%s", said).isZero();
    return said;
  }
}
