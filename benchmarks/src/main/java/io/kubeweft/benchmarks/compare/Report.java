package io.kubeweft.benchmarks.compare;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table, in Markdown. */
final class Report {
  private Report() {}

  static String markdown(List<Row> rows, Set<Client> clients, String setting) {
    StringBuilder text = new StringBuilder();
    text.append(setting).append("\n| |");
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

  private static String cell(Row row, Client client) {
    Double result = row.results().get(client);
    int failures = row.failures().getOrDefault(client, 0);
    if (failures == 0) {
      return value(result, row.unit());
    }
    return result == null
        ? "failed"
        : "%s (%d of %d failed)".formatted(value(result, row.unit()), failures, row.rounds());
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
