package io.kubeweft.testing.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What runs in a container, as a test says. */
@FunctionalInterface
public interface Program {
  /**
   * A run of it.
   *
   * @param command empty for who attaches
   * @param tty whether it has a terminal
   * @param stdin what the client sends
   * @param stdout for the client
   * @param stderr for the client
   * @param sizes of the terminal until now
   */
  record Call(
      List<String> command,
      boolean tty,
      InputStream stdin,
      OutputStream stdout,
      OutputStream stderr,
      Supplier<List<String>> sizes) {}

  /** Runs; returns the exit code, or null if this is no program for the command. */
  @Nullable Integer run(Call call) throws IOException, InterruptedException;

  /** What listens at a port. */
  @FunctionalInterface
  interface Port {
    /** Serves a connection. */
    void serve(InputStream in, OutputStream out) throws IOException, InterruptedException;
  }
}
