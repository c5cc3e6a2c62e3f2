package io.kubeweft.benchmarks.compare;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table, in Markdown. */
final class Report {
  private Report() {}

  static String markdown(List<Row> rows, Set<Client> clients, List<String> arguments) {
    StringBuilder text = new StringBuilder();
    text.append(machine()).append(' ').append(build(arguments)).append("\n\n| |");
    for (Client client : clients) {
      text.append(' ').append(client.label()).append(" |");
    }
    text.append(" times the best rival | times the bare client |\n|---|");
    text.append("---:|".repeat(clients.size() + 2)).append('\n');
    for (Row row : rows) {
      text.append("| ").append(row.title()).append(" |");
      for (Client client : clients) {
        text.append(' ').append(cell(row, client)).append(" |");
      }
      text.append(' ').append(times(row.timesBestRival())).append(" |");
      text.append(' ').append(times(row.timesFloor())).append(" |\n");
    }
    return text.toString();
  }

  private static String machine() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return "JDK %s, %s %s, %d processors, %d GiB, load average before the end %.1f."
        .formatted(
            Runtime.version(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            system.getTotalMemorySize() >> 30,
            system.getSystemLoadAverage());
  }

  /** What was measured, and how; JVMs get no options but those that a row is about. */
  private static String build(List<String> arguments) {
    int module = arguments.indexOf("--module");
    List<String> told = new ArrayList<>(arguments);
    if (module >= 0) {
      told.subList(module, Math.min(told.size(), module + 2)).clear();
    }
    return "Commit %s, options: %s.".formatted(commit(), String.join(" ", told));
  }

  private static String commit() {
    try {
      Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
      String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? commit.strip() : "unknown";
    } catch (IOException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  private static String cell(Row row, Client client) {
    return row.failed().contains(client) ? "failed" : value(row.results().get(client), row.unit());
  }

  private static String value(@Nullable Double value, String unit) {
    if (value == null) {
      return "-";
    }
    String number =
        value < 10
            ? String.format(Locale.ROOT, "%.2f", value)
            : String.format(Locale.ROOT, "%,.0f", value);
    return unit.isEmpty() ? number : number + " " + unit;
  }

  static String times(@Nullable Double times) {
    return times == null ? "-" : String.format(Locale.ROOT, "%.2f", times);
  }
}
