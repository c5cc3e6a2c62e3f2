package io.kubeweft.testing;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A session of bash, in which commands are typed one after the other. */
final class Shell implements AutoCloseable {
  private static final String MARK = "END-OF-COMMAND ";

  private final Process process;
  private final Writer in;
  private final BufferedReader out;

  /**
   * Starts a session.
   *
   * @param directory to start in
   * @param environment to add
   */
  Shell(Path directory, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "--noprofile", "--norc")
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    this.process = builder.start();
    this.in =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Links a program into a folder of the path. */
  static Path linked(Path directory, String name, String program) throws IOException {
    return Files.createSymbolicLink(directory.resolve(name), Path.of(program));
  }

  /** Runs a command, and returns what it wrote; a last line tells an exit code that is not 0. */
  String run(String command) throws IOException {
    in.write(command + "\necho; echo '" + MARK + "'$?\n");
    in.flush();
    StringBuilder text = new StringBuilder();
    while (true) {
      String line = out.readLine();
      if (line == null) {
        throw new IOException("the shell ended after: " + command + "\n" + text);
      }
      if (line.startsWith(MARK)) {
        return text.toString();
      }
      text.append(line).append('\n');
    }
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    in.close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
