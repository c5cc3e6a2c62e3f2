package io.kubeweft.benchmarks.compare;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was measured, on what, with which options and by which command: above the table. */
final class Setting {
  private static final String UNKNOWN = "unknown";

  private Setting() {}

  /**
   * Returns it in Markdown.
   *
   * @param arguments of the comparison
   * @param scenarios that were measured
   */
  static String text(List<String> arguments, List<Scenario> scenarios) {
    return """
    %s %s. %s

    ```
    %s
    ```
    """
        .formatted(machine(), commit(), options(scenarios), command(arguments));
  }

  private static String machine() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return "%s %s, %s %s, %s, %d processors, %d GiB, load average before the end %s."
        .formatted(
            System.getProperty("java.vm.name"),
            Runtime.version(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            processor(),
            Runtime.getRuntime().availableProcessors(),
            system.getTotalMemorySize() >> 30,
            String.format(Locale.ROOT, "%.1f", system.getSystemLoadAverage()));
  }

  /** As Linux names it. */
  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("processor " + UNKNOWN);
    } catch (IOException e) {
      return "processor " + UNKNOWN;
    }
  }

  private static String commit() {
    String commit = git("rev-parse", "--short", "HEAD");
    if (commit == null) {
      return "Commit " + UNKNOWN;
    }
    String changes = git("status", "--porcelain");
    return "Commit " + commit + (changes != null && changes.isEmpty() ? "" : " with changes");
  }

  private static @Nullable String git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    try {
      Process git =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? said.strip() : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** The server's, those that a row is about, and those of the environment. */
  private static String options(List<Scenario> scenarios) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (Scenario scenario : scenarios) {
      List<String> options = Processes.options(scenario);
      if (!options.isEmpty()) {
        rows.computeIfAbsent(String.join(" ", options), o -> new ArrayList<>())
            .add('"' + scenario.title() + '"');
      }
    }
    List<String> told = new ArrayList<>();
    told.add("`%s` for the server".formatted(Processes.SERVER_HEAP));
    rows.forEach(
        (options, titles) -> told.add("`%s` for %s".formatted(options, String.join(", ", titles))));
    for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")) {
      String value = System.getenv(variable);
      if (value != null && !value.isBlank()) {
        told.add("`%s` for all of them, from %s".formatted(value.strip(), variable));
      }
    }
    return "JVMs get no options but " + String.join("; ", told) + ".";
  }

  /** The command that does the same again: Maven gives the module. */
  private static String command(List<String> arguments) {
    List<String> told = new ArrayList<>(arguments);
    int module = told.indexOf("--module");
    if (module >= 0) {
      told.subList(module, Math.min(told.size(), module + 2)).clear();
    }
    told.replaceAll(argument -> argument.contains(" ") ? "'" + argument + "'" : argument);
    return "mvn -ntp -Pbenchmark -pl benchmarks -am package \"-Dbenchmark.arguments=%s\""
        .formatted(String.join(" ", told));
  }
}
