package io.kubeweft.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the last run has written.
 *
 * @param folder below which the files are
 * @param manifest the list of them, which the generator keeps
 */
record GeneratedFiles(Path folder, Path manifest) {
  /** Whether there was a run, and none of its files is gone. */
  boolean allThere() throws IOException {
    if (!Files.exists(manifest)) {
      return false;
    }
    List<String> names = Files.readAllLines(manifest);
    return !names.isEmpty() && names.stream().allMatch(name -> Files.exists(folder.resolve(name)));
  }
}
