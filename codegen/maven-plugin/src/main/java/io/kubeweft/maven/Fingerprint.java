package io.kubeweft.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** What the generated classes depend on, as a short text: the same text means the same classes. */
final class Fingerprint {
  private final MessageDigest digest;

  Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Adds a text. */
  Fingerprint text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
    return this;
  }

  /** Adds a file with all that is in it; of a folder, all its files. */
  Fingerprint content(Path path) throws IOException {
    for (Path file : files(path)) {
      text(path.relativize(file).toString());
      byte[] bytes = Files.readAllBytes(file);
      text(Integer.toString(bytes.length));
      digest.update(bytes);
    }
    return this;
  }

  /** Adds a jar or a folder of classes by size and time: enough to notice another build of it. */
  Fingerprint identity(Path path) throws IOException {
    for (Path file : files(path)) {
      text(file.toString());
      text(Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis());
    }
    return this;
  }

  private static List<Path> files(Path path) throws IOException {
    try (Stream<Path> found = Files.walk(path)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Returns the text, and forgets what was added. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
