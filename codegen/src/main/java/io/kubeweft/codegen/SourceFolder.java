package io.kubeweft.codegen;

import io.kubeweft.codegen.Generator.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A source root that generated files are written to. What stays the same is not touched, so that
 * nothing is compiled for it.
 */
final class SourceFolder {
  private final Path folder;
  private final @Nullable Path manifest;

  /**
   * Creates a source root.
   *
   * @param folder of it
   * @param manifest a file that lists what was written, so that the next run removes what it no
   *     longer writes; null for none
   */
  SourceFolder(Path folder, @Nullable Path manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  /**
   * How much there was to do.
   *
   * @param written files that are new or changed
   * @param removed files that an earlier run had written
   */
  record Result(int written, int removed) {}

  Result write(List<SourceFile> sources) throws IOException {
    int written = 0;
    Set<String> names = new TreeSet<>();
    for (SourceFile source : sources) {
      String name = source.className().replace('.', '/') + ".java";
      names.add(name);
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      if (!Files.exists(file) || !Files.readString(file).equals(source.text())) {
        Files.writeString(file, source.text());
        written++;
      }
    }
    return new Result(written, manifest == null ? 0 : keep(manifest, names));
  }

  /** Removes what the list has and the names have not, and writes the list anew. */
  private int keep(Path list, Set<String> names) throws IOException {
    int removed = 0;
    if (Files.exists(list)) {
      for (String old : Files.readAllLines(list)) {
        Path file = folder.resolve(old).normalize();
        if (!names.contains(old) && file.startsWith(folder.normalize())) {
          removed += Files.deleteIfExists(file) ? 1 : 0;
        }
      }
    }
    Files.write(list, names);
    return removed;
  }
}
