package io.kubeweft.benchmarks.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares clients: prints a table in Markdown and writes it and a chart below {@code target}.
 *
 * <p>Every figure of a row was measured in the same run of this program: processes of the clients
 * take turns, and of several rounds the median counts.
 */
public final class Compare {
  private static final String USAGE =
      """
      Compare --module DIR [--short | --full] [--rounds N] [--only TEXT] [--without TEXT] [--clients A,B] [--out DIR]
        --short    about ten minutes (the default)
        --full     everything, some hours; half an hour with one round and without 'smallest heap'
        --rounds   how often each measurement is taken; 1 for --short and 3 for --full by default
        --only     rows whose title contains TEXT
        --without  no rows whose title contains TEXT
        --clients  of kubeweft, fabric8, client_java, jdk, bytes; all by default
        --out      where comparison.md and comparison.svg go; DIR/target/compare by default
      """;

  private List<String> arguments = List.of();
  private Path module = Path.of("");
  private List<Scenario> scenarios = Scenario.brief();
  private int rounds = 1;
  private String only = "";
  private String without = "";
  private Set<Client> clients = EnumSet.allOf(Client.class);
  private Path out = Path.of("");

  private Compare() {}

  /** Runs the comparison; see the usage that a wrong option prints. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Compare compare = new Compare();
    try {
      compare.parse(List.of(args));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(USAGE);
      System.exit(2);
    }
    compare.run(System.out);
  }

  private void parse(List<String> args) {
    arguments = args;
    for (int i = 0; i < args.size(); i++) {
      switch (args.get(i)) {
        case "--short" -> choose(Scenario.brief(), 1);
        case "--full" -> choose(Scenario.full(), 3);
        case "--module" -> module = Path.of(value(args, ++i));
        case "--rounds" -> rounds = Integer.parseInt(value(args, ++i));
        case "--only" -> only = value(args, ++i);
        case "--out" -> out = Path.of(value(args, ++i));
        case "--without" -> without = value(args, ++i);
        case "--clients" -> {
          clients = EnumSet.noneOf(Client.class);
          for (String name : value(args, ++i).split(",", -1)) {
            clients.add(Client.valueOf(name.toUpperCase(java.util.Locale.ROOT)));
          }
        }
        default -> throw new IllegalArgumentException("unknown option " + args.get(i));
      }
    }
    if (out.toString().isEmpty()) {
      out = module.resolve("target").resolve("compare");
    }
  }

  private void choose(List<Scenario> chosen, int times) {
    scenarios = chosen;
    rounds = times;
  }

  private static String value(List<String> args, int index) {
    if (index >= args.size()) {
      throw new IllegalArgumentException(args.get(index - 1) + " wants a value");
    }
    return args.get(index);
  }

  private void run(PrintStream console) throws IOException, InterruptedException {
    Processes processes = new Processes(module);
    List<Row> rows = new ArrayList<>();
    List<Scenario> measured = new ArrayList<>();
    Map<List<Object>, Map<Client, Samples>> taken = new HashMap<>();
    for (Scenario scenario : scenarios) {
      if (!isWanted(scenario.title())) {
        continue;
      }
      if (!taken.containsKey(scenario.run())) {
        console.println("measuring: " + scenario.title());
        taken.put(scenario.run(), measure(processes, scenario, console));
      }
      measured.add(scenario);
      rows.add(row(scenario, taken.get(scenario.run())));
    }
    rows.addAll(jars(processes));
    String report = Report.markdown(rows, clients, Setting.text(arguments, measured));
    console.println();
    console.print(report);
    Files.createDirectories(out);
    Files.writeString(out.resolve("comparison.md"), report);
    Files.writeString(out.resolve("comparison.svg"), Chart.svg(rows));
    console.println("\nwritten: " + out.resolve("comparison.md") + ", comparison.svg");
  }

  private Row row(Scenario scenario, Map<Client, Samples> taken) {
    Map<Client, Double> results = new EnumMap<>(Client.class);
    Map<Client, Integer> failures = new EnumMap<>(Client.class);
    taken.forEach(
        (client, samples) -> {
          Double median = samples.median(scenario.result());
          if (median != null) {
            results.put(client, median);
          }
          if (samples.failures() > 0) {
            failures.put(client, samples.failures());
          }
        });
    return new Row(
        scenario.title(), scenario.unit(), scenario.more(), results, failures, times(scenario));
  }

  /** A search takes several processes as it is. */
  private int times(Scenario scenario) {
    return scenario.kind() == Scenario.Kind.HEAP ? 1 : rounds;
  }

  private boolean isWanted(String title) {
    return title.contains(only) && (without.isEmpty() || !title.contains(without));
  }

  private Map<Client, Samples> measure(Processes processes, Scenario scenario, PrintStream console)
      throws InterruptedException {
    Map<Client, Samples> all = new EnumMap<>(Client.class);
    for (int round = 0; round < times(scenario); round++) {
      for (Client client : clients) {
        Samples samples = all.computeIfAbsent(client, c -> new Samples());
        try {
          samples.add(processes.run(client, scenario));
        } catch (IOException e) {
          // One client that fails must not hide what the others do.
          samples.fail();
          console.println("  " + e.getMessage());
        }
      }
    }
    return all;
  }

  private List<Row> jars(Processes processes) throws IOException {
    Map<Client, Double> counts = new LinkedHashMap<>();
    Map<Client, Double> sizes = new LinkedHashMap<>();
    for (Client client : clients) {
      Processes.Jars jars = processes.jars(client);
      if (jars != null) {
        counts.put(client, (double) jars.count());
        sizes.put(client, jars.bytes() / 1e6);
      }
    }
    return List.of(
        new Row("run-time jars", "", false, counts, Map.of(), 1),
        new Row("run-time jars", "MB", false, sizes, Map.of(), 1));
  }
}
