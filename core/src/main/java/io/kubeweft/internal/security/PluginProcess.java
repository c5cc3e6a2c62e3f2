package io.kubeweft.internal.security;

import io.kubeweft.config.Authentication.ExecPlugin;
import io.kubeweft.config.ConfigException;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonObject;
import io.kubeweft.rest.CancelledException;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of a credential plugin: no shell, a time limit, stderr kept apart. */
final class PluginProcess {
  private static final System.Logger LOG = System.getLogger(PluginProcess.class.getName());
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration INTERACTIVE_LIMIT = Duration.ofMinutes(10);

  /** More than any token and certificate. */
  private static final int MAX_OUTPUT = 4 << 20;

  private static final int MAX_ERRORS = 2000;

  private final ExecPlugin plugin;
  private final Duration limit;
  private final boolean interactive;

  PluginProcess(ExecPlugin plugin) {
    this(plugin, LIMIT, hasTerminal());
  }

  PluginProcess(ExecPlugin plugin, Duration limit, boolean terminal) {
    this.plugin = plugin;
    this.interactive = terminal && !plugin.interactiveMode().equals("Never");
    this.limit = interactive ? INTERACTIVE_LIMIT : limit;
    if (!terminal && plugin.interactiveMode().equals("Always")) {
      throw problem("it needs a terminal (interactiveMode: Always), and there is none", null);
    }
  }

  /** Since Java 22 there is a console without a terminal; its method is looked up for Java 21. */
  @SuppressWarnings("SystemConsoleNull") // it is null on Java 21 without a terminal
  private static boolean hasTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /**
   * Runs it and returns what it has printed.
   *
   * @throws ConfigException if it is not there, fails or takes too long
   * @throws CancelledException if the thread is interrupted
   */
  String run() {
    long end = System.nanoTime() + limit.toNanos();
    Process process = start();
    try {
      CompletableFuture<String> output = read(process.getInputStream(), MAX_OUTPUT);
      CompletableFuture<String> errors = read(process.getErrorStream(), MAX_ERRORS);
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw problem("it has not ended within " + limit, null);
      }
      String said = rest(errors, end).strip();
      if (process.exitValue() != 0) {
        throw problem("it ended with code " + process.exitValue() + ": " + said, null);
      }
      if (!said.isEmpty()) {
        LOG.log(Level.INFO, "the credential plugin {0} says: {1}", plugin.command(), said);
      }
      return rest(output, end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException(
          "interrupted while the credential plugin " + plugin.command() + " ran", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Something that the plugin has started may hold its output open after its end. */
  private String rest(CompletableFuture<String> output, long end) throws InterruptedException {
    try {
      return output.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw problem("it has ended, but not its output within " + limit, null);
    }
  }

  private Process start() {
    List<String> command = new ArrayList<>();
    command.add(plugin.command());
    command.addAll(plugin.arguments());
    ProcessBuilder builder = new ProcessBuilder(command);
    try {
      builder.environment().putAll(plugin.environment());
    } catch (IllegalArgumentException e) {
      throw problem("env: a name or value can not be in an environment", null);
    }
    builder.environment().put("KUBERNETES_EXEC_INFO", info());
    if (interactive) {
      builder.redirectInput(ProcessBuilder.Redirect.INHERIT);
    }
    try {
      Process process = builder.start();
      if (!interactive) {
        process.getOutputStream().close();
      }
      return process;
    } catch (IOException e) {
      String hint = plugin.installHint();
      throw problem(
          "it can not be started; is it installed and in PATH?"
              + (hint == null ? "" : "\n" + printable(hint)),
          e);
    }
  }

  private String info() {
    JsonObject.Builder spec = JsonObject.builder().put("interactive", interactive);
    JsonObject cluster = plugin.clusterInfo();
    if (cluster != null) {
      spec.put("cluster", cluster);
    }
    return Json.write(
        JsonObject.builder()
            .put("apiVersion", plugin.apiVersion())
            .put("kind", "ExecCredential")
            .put("spec", spec.build())
            .build());
  }

  /** Reads all of a stream, so that the process is never held up, and keeps the first part. */
  private static CompletableFuture<String> read(InputStream in, int most) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("kubeweft-plugin-output")
        .start(
            () -> {
              try (in) {
                byte[] kept = in.readNBytes(most);
                text.complete(printable(new String(kept, StandardCharsets.UTF_8)));
                in.skip(Long.MAX_VALUE);
              } catch (IOException e) {
                text.complete("");
              }
            });
    return text;
  }

  /** Escape sequences could rewrite what a terminal shows. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
  }

  private ConfigException problem(
      String problem, @org.jspecify.annotations.Nullable Throwable cause) {
    return new ConfigException("the credential plugin " + plugin.command() + ": " + problem, cause);
  }
}
