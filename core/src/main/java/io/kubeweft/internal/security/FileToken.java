package io.kubeweft.internal.security;

import io.kubeweft.config.ConfigException;
import io.kubeweft.internal.time.Deadline;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token in a file, which the kubelet replaces before it expires (transport/token_source.go
 * in client-go): read again every minute and after a 401; a file that can not be read leaves the
 * token as it was.
 */
final class FileToken implements TokenSource {
  private static final long PERIOD = Duration.ofMinutes(1).toNanos();

  private final Path file;
  private final LongSupplier nanoTime;
  private volatile @Nullable Read last;

  private record Read(@Nullable String authorization, long time) {}

  FileToken(Path file, @Nullable String initial, LongSupplier nanoTime) {
    this.file = file;
    this.nanoTime = nanoTime;
    this.last =
        initial == null ? null : new Read("Bearer " + initial, nanoTime.getAsLong() - PERIOD);
  }

  @Override
  public @Nullable String authorization(Deadline deadline) {
    Read read = last;
    if (read == null || nanoTime.getAsLong() - read.time >= PERIOD) {
      read = readFile(read);
      last = read;
    }
    return read.authorization;
  }

  private Read readFile(@Nullable Read before) {
    long now = nanoTime.getAsLong();
    try {
      String token = Files.readString(file).strip();
      if (!token.isEmpty()) {
        return new Read("Bearer " + token, now);
      }
      return kept(before, now, "it is empty", null);
    } catch (IOException e) {
      return kept(before, now, "it can not be read", e);
    }
  }

  private Read kept(@Nullable Read before, long now, String problem, @Nullable IOException cause) {
    if (before == null) {
      throw new ConfigException("the token file " + file + ": " + problem, cause);
    }
    System.getLogger(FileToken.class.getName())
        .log(
            Level.WARNING, "the token file {0}: {1}; the token before stays in use", file, problem);
    return new Read(before.authorization, now);
  }

  /** Worth another try only if the file says something else by now. */
  @Override
  public boolean refresh(@Nullable String rejected) {
    Read fresh = readFile(last);
    last = fresh;
    return fresh.authorization != null && !fresh.authorization.equals(rejected);
  }
}
