package io.kubeweft.codegen;

import io.kubeweft.KubernetesException;
import io.kubeweft.client.KubeClient;
import io.kubeweft.config.ClientConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The generator on the command line.
 *
 * <p>Exit codes: 0 when all went well, and when {@code diff} finds no difference; 1 when the
 * documents, the files or the cluster do not let it; 2 when the options are wrong; 3 when {@code
 * diff} finds what is new or deprecated; 4 when it finds what breaks programs. Results and progress
 * go to the standard output, what is wrong to the standard error.
 */
public final class Main {
  private static final int SAME = 0;
  private static final int NEWER = 3;
  private static final int BREAKING = 4;

  private static final String USAGE =
      """
      kubeweft-codegen COMMAND OPTIONS

        generate --package NAME --out DIR [--manifest FILE] [--rename PROPERTY=NAME]... FILE...
            writes models and clients for OpenAPI v2 or v3 documents, folders of them, or CRDs;
            with a manifest, removes what the last run wrote and this one does not
        fetch [--kubeconfig FILE] --out DIR
            brings the OpenAPI v3 documents and the CRDs of a cluster into files
        facts --version VERSION --out FILE FILE...
            writes the facts of OpenAPI v3 documents as one document in a canonical order
        diff BEFORE AFTER
            prints what changes for programs between two documents or folders, what breaks them
            first: - is gone, ! is another thing, ~ and + break nothing

        Exit codes: 0 done, or no difference; 1 the documents or the cluster do not let it; 2 the
        options are wrong; diff alone: 3 what is new breaks nothing; 4 it breaks programs
      """;

  private final PrintStream out;
  private final Map<String, String> options = new HashMap<>();
  private final Map<String, String> renames = new HashMap<>();
  private final List<String> files = new ArrayList<>();

  private Main(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs a command.
   *
   * @param arguments command and options
   */
  public static void main(String... arguments) {
    System.exit(run(System.out, System.err, arguments));
  }

  /**
   * Runs a command and returns the exit code.
   *
   * @param out for results and progress
   * @param err for what is wrong
   * @param arguments command and options
   */
  static int run(PrintStream out, PrintStream err, String... arguments) {
    try {
      return new Main(out).run(arguments);
    } catch (UsageException e) {
      err.println(e.getMessage());
      err.println();
      err.print(USAGE);
      return 2;
    } catch (SpecException | KubernetesException e) {
      err.println(e.getMessage());
      return 1;
    } catch (NoSuchFileException e) {
      err.println("there is no file " + e.getMessage());
      return 1;
    } catch (IOException e) {
      err.println("a file can not be read or written: " + e.getMessage());
      return 1;
    }
  }

  private static final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  private int run(String... arguments) throws IOException {
    if (arguments.length == 0) {
      throw new UsageException("a command is missing");
    }
    if (arguments[0].equals("help") || arguments[0].equals("--help")) {
      out.print(USAGE);
      return 0;
    }
    for (int i = 1; i < arguments.length; i++) {
      i += argument(arguments, i);
    }
    return switch (arguments[0]) {
      case "generate" -> generate();
      case "fetch" -> fetch();
      case "facts" -> facts();
      case "diff" -> diff();
      default -> throw new UsageException("unknown command " + arguments[0]);
    };
  }

  /** Takes an argument; returns how many more it has taken. */
  private int argument(String[] arguments, int index) {
    String argument = arguments[index];
    if (!argument.startsWith("--")) {
      files.add(argument);
      return 0;
    }
    if (index + 1 == arguments.length) {
      throw new UsageException("the option " + argument + " needs a value");
    }
    String value = arguments[index + 1];
    switch (argument) {
      case "--package", "--out", "--kubeconfig", "--version", "--manifest" ->
          options.put(argument, value);
      case "--rename" -> {
        int equals = value.lastIndexOf('=');
        if (equals <= 0) {
          throw new UsageException("--rename needs PROPERTY=NAME, not " + value);
        }
        renames.put(value.substring(0, equals), value.substring(equals + 1));
      }
      default -> throw new UsageException("unknown option " + argument);
    }
    return 1;
  }

  private String required(String option) {
    String value = options.get(option);
    if (value == null) {
      throw new UsageException("the option " + option + " is missing");
    }
    return value;
  }

  private static List<Generator.Input> inputs(List<String> names) throws IOException {
    if (names.isEmpty()) {
      throw new UsageException("no document is named");
    }
    List<Generator.Input> inputs = new ArrayList<>();
    for (String name : names) {
      try (Stream<Path> found = Files.walk(Path.of(name))) {
        for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
          inputs.add(new Generator.Input(file.toString(), Files.readString(file)));
        }
      }
    }
    return inputs;
  }

  private int generate() throws IOException {
    String packageName = required("--package");
    Path folder = Path.of(required("--out"));
    String list = options.get("--manifest");
    List<Generator.Input> inputs = inputs(files);
    out.printf("documents: %d%n", inputs.size());
    List<Generator.SourceFile> sources = Generator.generate(inputs, packageName, renames);
    SourceFolder.Result result =
        new SourceFolder(folder, list == null ? null : Path.of(list)).write(sources);
    out.printf(
        "%d classes below %s: %d written, %d removed, the others as they were%n",
        sources.size(), folder, result.written(), result.removed());
    return 0;
  }

  private int facts() throws IOException {
    Path file = Path.of(required("--out"));
    Files.writeString(file, Facts.of(inputs(files), required("--version")));
    out.println("wrote " + file);
    return 0;
  }

  private int diff() throws IOException {
    if (files.size() != 2) {
      throw new UsageException("diff needs two documents");
    }
    Plan before = Generator.plan(inputs(files.subList(0, 1)), "api", renames);
    Plan after = Generator.plan(inputs(files.subList(1, 2)), "api", renames);
    Surface.Difference difference = Surface.difference(before, after);
    difference.breaking().forEach(out::println);
    difference.harmless().forEach(out::println);
    return difference.isEmpty() ? SAME : difference.breaking().isEmpty() ? NEWER : BREAKING;
  }

  private int fetch() throws IOException {
    Path folder = Path.of(required("--out"));
    String kubeconfig = options.get("--kubeconfig");
    ClientConfig config =
        kubeconfig == null ? ClientConfig.load() : ClientConfig.fromFile(Path.of(kubeconfig));
    try (KubeClient client = KubeClient.connect(config)) {
      new Fetch(client, folder, out).run();
    }
    return 0;
  }
}
