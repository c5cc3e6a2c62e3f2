package io.kubeweft.discovery;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Documents in a directory that several processes use at once.
 *
 * <p>One file for each document: the SHA-256 of everything behind it in hex, a line of JSON with
 * where it comes from, and the body. A file is written elsewhere and moved into its place, so that
 * a reader sees the old or the new one; whatever does not match its sum, or is of something else,
 * is not there. The time of its last change is when the server said last that it is still right.
 * That anything fails here costs a request and nothing else.
 */
final class DiskStore {
  private static final System.Logger LOG = System.getLogger(DiskStore.class.getName());
  private static final int SUM_LENGTH = 64;

  private final Path directory;

  DiskStore(Path directory) {
    this.directory = directory;
  }

  /** Returns the document of a source, of any age, or null. */
  @Nullable Document read(Source<?> source) {
    Path file = file(source);
    try {
      Instant validatedAt = Files.getLastModifiedTime(file).toInstant();
      return parse(source, Files.readAllBytes(file), validatedAt);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException | DecodeException e) {
      LOG.log(System.Logger.Level.DEBUG, "can not use " + file, e);
      return null;
    }
  }

  private static @Nullable Document parse(Source<?> source, byte[] file, Instant validatedAt) {
    int headerEnd = indexOf(file, SUM_LENGTH + 1);
    if (headerEnd < 0) {
      return null;
    }
    String sum = new String(file, 0, SUM_LENGTH, StandardCharsets.ISO_8859_1);
    if (!sum.equals(sum(file, SUM_LENGTH))) {
      return null;
    }
    byte[] headerBytes = Arrays.copyOfRange(file, SUM_LENGTH + 1, headerEnd);
    JsonObject header = Json.read(JsonCodecs.OBJECT, headerBytes);
    if (!header.equals(header(source, Trees.text(header, "type"), Trees.text(header, "etag")))) {
      return null;
    }
    return new Document(
        Trees.text(header, "type"),
        Trees.text(header, "etag"),
        validatedAt,
        Arrays.copyOfRange(file, headerEnd + 1, file.length));
  }

  private static int indexOf(byte[] file, int from) {
    for (int i = from; i < file.length; i++) {
      if (file[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static JsonObject header(Source<?> source, String contentType, String etag) {
    return JsonObject.builder()
        .put("path", source.path())
        .put("accept", source.accept())
        .put("hash", source.hash() == null ? "" : source.hash())
        .put("type", contentType)
        .put("etag", etag)
        .build();
  }

  /** Stores a document, in place of an older one. */
  void write(Source<?> source, Document document) {
    Path file = file(source);
    try {
      Files.createDirectories(directory);
      Path fresh = Files.createTempFile(directory, "new-", ".tmp");
      try {
        try (OutputStream out = Files.newOutputStream(fresh)) {
          out.write(content(source, document));
        }
        Files.setLastModifiedTime(fresh, FileTime.from(document.validatedAt()));
        move(fresh, file);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "can not write " + file, e);
    }
  }

  private static void move(Path fresh, Path file) throws IOException {
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static byte[] content(Source<?> source, Document document) {
    byte[] header =
        Json.writeBytes(JsonCodecs.OBJECT, header(source, document.contentType(), document.etag()));
    byte[] body = document.body();
    byte[] content = new byte[SUM_LENGTH + 1 + header.length + 1 + body.length];
    content[SUM_LENGTH] = '\n';
    System.arraycopy(header, 0, content, SUM_LENGTH + 1, header.length);
    content[SUM_LENGTH + 1 + header.length] = '\n';
    System.arraycopy(body, 0, content, content.length - body.length, body.length);
    byte[] sum = sum(content, SUM_LENGTH).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(sum, 0, content, 0, SUM_LENGTH);
    return content;
  }

  /** Notes that the server has said that a document is still right. */
  void validated(Source<?> source, Instant when) {
    Path file = file(source);
    try {
      Files.setLastModifiedTime(file, FileTime.from(when));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "can not touch " + file, e);
    }
  }

  /** A name that a person recognises, and that no other source has. */
  private Path file(Source<?> source) {
    String readable = source.path().replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("^-", "");
    byte[] key = source.key().getBytes(StandardCharsets.UTF_8);
    String shortened = readable.substring(0, Math.min(readable.length(), 100));
    return directory.resolve(shortened + "-" + sum(key, 0).substring(0, 16));
  }

  private static String sum(byte[] bytes, int from) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, from, bytes.length - from);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
