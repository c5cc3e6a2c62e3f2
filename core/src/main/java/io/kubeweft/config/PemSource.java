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
  private final String name;

  private PemSource(@Nullable Path file, byte[] data, String name) {
    this.file = file;
    this.data = data;
    this.name = name;
  }

  /**
   * Returns a file's content.
   *
   * @param file read when it is needed, and again when it has changed
   */
  public static PemSource ofFile(Path file) {
    Path absolute = file.toAbsolutePath();
    return new PemSource(absolute, new byte[0], absolute.toString());
  }

  /**
   * Returns these bytes.
   *
   * @param pem is copied
   */
  public static PemSource of(byte[] pem) {
    return new PemSource(null, pem.clone(), "data");
  }

  /** Bytes that stand in a kubeconfig; the name says where. */
  static PemSource ofData(byte[] pem, String name) {
    return new PemSource(null, pem, name);
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

  /** Returns the file's name, or where the data stands, never the data. */
  @Override
  public String toString() {
    return name;
  }
}
