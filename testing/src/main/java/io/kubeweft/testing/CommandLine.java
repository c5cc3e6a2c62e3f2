package io.kubeweft.testing;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The program around a {@link KubeApiServer}: its options, and what it prints. */
final class CommandLine {
  static final String USAGE =
      """
      usage: java io.kubeweft.testing.KubeApiServer [options]
        --port N           listens there; a free port if left out
        --tls              encrypts, with certificates of its own, and offers HTTP/2
        --kubeconfig FILE  writes a kubeconfig with which kubectl is let in as admin
        --token TOKEN=USER lets a user in with a bearer token; may be repeated
        --no-anonymous     refuses requests without credentials
        --crd FILE         applies the definitions in a file or folder; may be repeated
        --objects FILE     applies the objects in a file or folder; may be repeated
        --help             prints this
      """;

  private final KubeApiServer.Builder settings = KubeApiServer.builder().recording(false);
  private final List<Path> manifests = new ArrayList<>();
  private final List<Path> objects = new ArrayList<>();
  private @Nullable Path kubeconfig;
  private boolean help;

  private CommandLine() {}

  /** An option that is wrong. */
  static final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  /**
   * Starts what is asked for; what is wrong is said in a line.
   *
   * @param exit is told a status of 2 if an option is wrong, of 1 if something else is
   * @return the server; null if there is none
   */
  static @Nullable KubeApiServer run(
      PrintStream out, PrintStream err, IntConsumer exit, String... arguments) {
    try {
      return parse(arguments).start(out);
    } catch (UsageException e) {
      err.println(e.getMessage() + "; --help lists all options");
      exit.accept(2);
    } catch (RuntimeException e) {
      err.println(e.getMessage());
      exit.accept(1);
    }
    return null;
  }

  /**
   * Reads options.
   *
   * @throws UsageException if one is unknown, has no value or a wrong one
   */
  static CommandLine parse(String... arguments) {
    CommandLine line = new CommandLine();
    int i = 0;
    while (i < arguments.length) {
      String option = arguments[i++];
      switch (option) {
        case "--tls" -> line.settings.tls();
        case "--no-anonymous" -> line.settings.withoutAnonymous();
        case "--help", "-h" -> line.help = true;
        default -> {
          if (!isKnown(option)) {
            throw new UsageException("unknown option " + option);
          }
          if (i == arguments.length || arguments[i].startsWith("--")) {
            throw new UsageException("the option " + option + " needs a value");
          }
          line.set(option, arguments[i++]);
        }
      }
    }
    return line;
  }

  private static boolean isKnown(String option) {
    return USAGE.contains("  " + option + " ");
  }

  private void set(String option, String value) {
    switch (option) {
      case "--port" -> settings.port(port(value));
      case "--kubeconfig" -> kubeconfig = Path.of(value);
      case "--token" -> {
        int equals = value.indexOf('=');
        if (equals < 1 || equals == value.length() - 1) {
          throw new UsageException("--token must be TOKEN=USER");
        }
        settings.token(value.substring(0, equals), value.substring(equals + 1));
      }
      case "--crd" -> manifests.add(existing(option, value));
      case "--objects" -> objects.add(existing(option, value));
      default -> throw new UsageException("unknown option " + option);
    }
  }

  private static int port(String value) {
    if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65_535) {
      throw new UsageException("--port must be a number up to 65535, not \"" + value + "\"");
    }
    return Integer.parseInt(value);
  }

  private static Path existing(String option, String value) {
    Path path = Path.of(value);
    if (!Files.exists(path)) {
      throw new UsageException(option + ": there is no file " + value);
    }
    return path;
  }

  /**
   * Starts what was asked for.
   *
   * @param out is told where it is
   * @return the server; null if only help was asked for
   */
  @Nullable KubeApiServer start(PrintStream out) {
    if (help) {
      out.print(USAGE);
      return null;
    }
    KubeApiServer server = settings.start();
    try {
      // Definitions first, wherever they stand.
      manifests.forEach(server::load);
      objects.forEach(server::load);
      if (kubeconfig != null) {
        Path unused = server.writeKubeconfig(kubeconfig);
      }
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    out.println(server.uri());
    return server;
  }
}
