package io.kubeweft.benchmarks.compare;

import io.kubeweft.benchmarks.harness.BenchServer;
import io.kubeweft.benchmarks.harness.PodText;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs measurements: the server in one process, the client in another, both fresh each time. */
final class Processes {
  /** What a server is given, so that a client is never kept waiting by its collector. */
  static final String SERVER_HEAP = "-Xmx3g";

  /** A heap that is full ends its process at once: what comes after that is no result. */
  private static final String NO_SECOND_CHANCE = "-XX:+ExitOnOutOfMemoryError";

  /** Stands for a part of an option that differs from run to run. */
  private static final String FOUND_OUT = "...";

  private static final long PATIENCE_SECONDS = 300;

  private final Path subjects;
  private final Path scratch;
  private final Key key;

  /** What servers and clients say on their standard error, one after the other. */
  private final Path errors;

  Processes(Path module) throws IOException {
    this.subjects = module.resolve("subjects");
    this.scratch = Files.createDirectories(module.resolve("target").resolve("compare"));
    this.key = new Key(scratch.resolve("server.p12"));
    this.errors = scratch.resolve("errors.log");
    // Of another build, maybe, whose caches do not fit these jars.
    Files.deleteIfExists(errors);
    try (Stream<Path> files = Files.list(scratch)) {
      for (Path cache : files.filter(file -> file.toString().endsWith(".aot")).toList()) {
        Files.delete(cache);
      }
    }
  }

  /** Takes a measurement; returns its results, none if the client can not do it. */
  Map<String, Double> run(Client client, Scenario scenario)
      throws IOException, InterruptedException {
    return switch (scenario.kind()) {
      case PLAIN -> once(client, scenario, scenario.jvm());
      case AOT -> withAotCache(client, scenario);
      case HEAP -> smallestHeap(client, scenario);
    };
  }

  private Map<String, Double> withAotCache(Client client, Scenario scenario)
      throws IOException, InterruptedException {
    Path cache = scratch.resolve(client + (scenario.tls() ? "-tls" : "") + ".aot");
    if (!Files.exists(cache)) {
      // A cache is written when the JVM exits, which the harness does not let it do otherwise.
      once(client, scenario, List.of("-XX:AOTCacheOutput=" + cache, "-Dbench.exit=true"));
    }
    // On: without it, a cache that does not fit is passed over in silence.
    return once(client, scenario, aotCache(cache.toString()));
  }

  private static List<String> aotCache(String cache) {
    return List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache);
  }

  private Map<String, Double> smallestHeap(Client client, Scenario scenario)
      throws IOException, InterruptedException {
    HeapSearch search = new HeapSearch(scenario.number());
    Map<String, Double> generous = once(client, scenario, heap(search.enough() + "m"));
    if (generous.isEmpty()) {
      return Map.of();
    }
    // Who thrashes is not waited for; the time of the server's start is none of this.
    double seconds = generous.getOrDefault("sync_ms", 0.0) / 1e3;
    long patience = Math.min(PATIENCE_SECONDS, Math.round(3 * seconds) + 20);
    while (!search.isOver()) {
      int tried = search.next();
      search.note(tried, fits(client, scenario, tried, patience));
    }
    return Map.of("heap", (double) search.enough());
  }

  private boolean fits(Client client, Scenario scenario, int megabytes, long patienceSeconds)
      throws InterruptedException {
    try {
      return !once(client, scenario, heap(megabytes + "m"), patienceSeconds).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> heap(String size) {
    return List.of(NO_SECOND_CHANCE, "-Xmx" + size);
  }

  /** Returns what clients' JVMs are told for this scenario, with dots for what is found out. */
  static List<String> options(Scenario scenario) {
    List<String> options =
        new ArrayList<>(
            switch (scenario.kind()) {
              case PLAIN -> scenario.jvm();
              case AOT -> aotCache(FOUND_OUT);
              case HEAP -> heap(FOUND_OUT);
            });
    if (scenario.tls()) {
      options.add("-Djavax.net.ssl.trustStore=" + FOUND_OUT);
    }
    return options;
  }

  private Map<String, Double> once(Client client, Scenario scenario, List<String> options)
      throws IOException, InterruptedException {
    return once(client, scenario, options, PATIENCE_SECONDS);
  }

  private Map<String, Double> once(
      Client client, Scenario scenario, List<String> options, long patienceSeconds)
      throws IOException, InterruptedException {
    Process server = server(scenario);
    try (BufferedReader out = reader(server)) {
      String url = Objects.requireNonNull(out.readLine(), "the server says nothing");
      return measure(client, scenario, options, url, patienceSeconds);
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private Process server(Scenario scenario) throws IOException, InterruptedException {
    String name = BenchServer.class.getName();
    String pods = Integer.toString(scenario.pods());
    return scenario.tls()
        ? start(key.ofServer(SERVER_HEAP), name, harness(), pods, "tls")
        : start(List.of(SERVER_HEAP), name, harness(), pods);
  }

  private Map<String, Double> measure(
      Client client, Scenario scenario, List<String> options, String url, long patienceSeconds)
      throws IOException, InterruptedException {
    PodText pod = PodText.of(0);
    boolean startUp = scenario.measurement().equals("startup");
    Process process =
        start(
            scenario.tls() ? key.ofClient(options) : options,
            client.mainClass(),
            classPath(client),
            scenario.measurement(),
            url,
            (startUp ? System.nanoTime() : scenario.number()) + "",
            pod.namespace() + "/" + pod.name());
    Map<String, Double> results = new LinkedHashMap<>();
    Thread watchdog = Thread.ofVirtual().start(() -> kill(process, patienceSeconds));
    try (BufferedReader out = reader(process)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        int equals = line.indexOf('=');
        if (equals > 0 && line.indexOf(' ') < 0) {
          results.put(line.substring(0, equals), Double.valueOf(line.substring(equals + 1)));
        }
      }
    }
    int status = process.waitFor();
    watchdog.interrupt();
    if (status != 0) {
      throw new IOException(client.label() + ": " + scenario.title() + " failed with " + status);
    }
    return results.containsKey("unsupported") ? Map.of() : results;
  }

  private static void kill(Process process, long patienceSeconds) {
    try {
      if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      // It has ended.
    }
  }

  private Process start(List<String> options, String mainClass, String classPath, String... args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(List.of(args));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
        .start();
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The class path of a subject: its own jar and those that its module needs. */
  String classPath(Client client) throws IOException {
    Path target = subjects.resolve(client.directory()).resolve("target");
    return jar(target) + File.pathSeparator + Files.readString(target.resolve("classpath")).strip();
  }

  /** A jar, because an AOT cache knows no folders of classes. */
  private static Path jar(Path target) throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("no jar in " + target + ": mvn package makes it"));
    }
  }

  /** The jars that a program with this client needs at run time: how many, and their bytes. */
  @Nullable Jars jars(Client client) throws IOException {
    int count = 0;
    long bytes = 0;
    for (String entry : classPath(client).split(File.pathSeparator, -1)) {
      Path file = Path.of(entry);
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(".jar") && !isOfHarness(client, name)) {
        count++;
        bytes += Files.size(file);
      }
    }
    return client.isFloor() ? null : new Jars(count, bytes);
  }

  /** JSpecify is the harness's, too, and what the rivals do not need. */
  private static boolean isOfHarness(Client client, String jar) {
    return jar.contains("benchmarks")
        || jar.startsWith("slf4j-nop")
        || client.isRival() && jar.startsWith("jspecify");
  }

  record Jars(int count, long bytes) {}

  private static String harness() {
    return System.getProperty("java.class.path");
  }
}
