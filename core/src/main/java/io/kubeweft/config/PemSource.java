package io.kubeweft.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Certificates or a key in PEM: in a file, which is read again when it has changed, or in memory.
 */
public final class PemSource {
  private final @Nullable Path file;
  private final byte[] data;

  private PemSource(@Nullable Path file, byte[] data) {
    this.file = file;
    this.data = data;
  }

  /**
   * Returns a file's content.
   *
   * @param file read when it is needed, and again when it has changed
   */
  public static PemSource ofFile(Path file) {
    return new PemSource(file.toAbsolutePath(), new byte[0]);
  }

  /**
   * Returns these bytes.
   *
   * @param pem is copied
   */
  public static PemSource of(byte[] pem) {
    return new PemSource(null, pem.clone());
  }

  /** Returns the file; null if the content is in memory. */
  public @Nullable Path file() {
    return file;
  }

  /**
   * Returns the content.
   *
   * @throws ConfigException if the file can not be read
   */
  public byte[] read() {
    if (file == null) {
      return data.clone();
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ConfigException("the file " + file + " can not be read", e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PemSource source
        && (file == null
            ? source.file == null && Arrays.equals(data, source.data)
            : file.equals(source.file));
  }

  @Override
  public int hashCode() {
    return file == null ? Arrays.hashCode(data) : file.hashCode();
  }

  /** Returns the file's name, or that it is data, never the data. */
  @Override
  public String toString() {
    return file == null ? "data" : file.toString();
  }
}
