package io.kubeweft.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What one execution of the goal generates, and from what.
 *
 * @param documents files, or folders of them
 * @param packageName below which the classes are
 * @param renames each as {@code property=javaName}
 * @param output the source root to be written
 * @param state where it is kept between builds what was generated from what
 * @param name of the execution, under which that is kept
 */
record Generation(
    List<Path> documents,
    String packageName,
    List<String> renames,
    Path output,
    Path state,
    String name) {
  private Path manifest() {
    return state.resolve(name + ".files");
  }

  private Path stamp() {
    return state.resolve(name + ".stamp");
  }

  /** Whether the classes are there, and made from these documents by this generator. */
  boolean isUpToDate(GeneratorProcess generator) throws IOException {
    if (!Files.exists(manifest()) || !Files.exists(stamp())) {
      return false;
    }
    List<String> files = Files.readAllLines(manifest());
    return files.stream().allMatch(file -> Files.exists(output.resolve(file)))
        && Files.readString(stamp()).equals(fingerprint(generator));
  }

  /** Generates the classes, and removes those that are no longer generated. */
  List<String> run(GeneratorProcess generator)
      throws IOException, InterruptedException, GeneratorProcess.FailedException {
    String fingerprint = fingerprint(generator);
    Files.createDirectories(state);
    Files.deleteIfExists(stamp());
    List<String> said = generator.run(arguments());
    Files.writeString(stamp(), fingerprint);
    return said;
  }

  private String fingerprint(GeneratorProcess generator) throws IOException {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.text(packageName).text(renames.toString()).text(output.toString());
    for (Path document : documents) {
      fingerprint.text(document.toString()).content(document);
    }
    for (Path path : generator.classPath()) {
      fingerprint.identity(path);
    }
    return fingerprint.toString();
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("generate", "--package", packageName));
    arguments.addAll(List.of("--out", output.toString(), "--manifest", manifest().toString()));
    renames.forEach(rename -> arguments.addAll(List.of("--rename", rename)));
    documents.forEach(document -> arguments.add(document.toString()));
    return arguments;
  }
}
