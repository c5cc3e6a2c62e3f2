package io.kubeweft.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/** What a container does when a command is run in it, or when somebody attaches to it. */
@FunctionalInterface
public interface ContainerProgram {
  /**
   * Runs; on a virtual thread of its own, which is interrupted when the client is gone.
   *
   * @param call the command and its streams, which are open until this returns
   * @return the exit code
   * @throws IOException if a stream fails: the client is gone
   * @throws InterruptedException if the client is gone
   */
  int run(ContainerCall call) throws IOException, InterruptedException;

  /**
   * Returns a program that writes and ends.
   *
   * @param stdout what it writes
   * @param stderr what it writes there
   * @param exitCode 0 for success
   */
  static ContainerProgram answering(String stdout, String stderr, int exitCode) {
    return call -> {
      call.stdout().write(stdout.getBytes(StandardCharsets.UTF_8));
      call.stderr().write(stderr.getBytes(StandardCharsets.UTF_8));
      return exitCode;
    };
  }

  /** Returns a program that writes what it reads, until that ends. */
  static ContainerProgram echo() {
    return call -> {
      long unused = call.stdin().transferTo(call.stdout());
      return 0;
    };
  }

  /**
   * Tells which commands a program is for.
   *
   * @param command the program and its arguments
   */
  static Predicate<ContainerCall> command(String... command) {
    return call -> call.command().equals(List.of(command));
  }
}
