import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs google-java-format, which is on the class path, over every Java source of the checkout.
 *
 * <p>Usage: {@code Format.java check|write ROOT}. With {@code check} it exits with 1 when a file is
 * not formatted and names it.
 */
final class Format {
  public static void main(String[] args) throws IOException, InterruptedException {
    boolean write = args[0].equals("write");
    Path root = Path.of(args[1]);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String name : List.of("api", "code", "file", "parser", "tree", "util")) {
      command.add("--add-exports=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("com.google.googlejavaformat.java.Main");
    command.addAll(write ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    Path list = Files.createTempFile("kubeweft-format", ".args");
    Files.write(list, sources(root));
    command.add("@" + list);
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    Files.delete(list);
    if (exit != 0 && !write) {
      System.err.println("The files above are not formatted. Run: mvn -N -Pformat validate");
    }
    System.exit(exit);
  }

  private static List<String> sources(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(path -> path.toString().endsWith(".java"))
          .filter(path -> !isIgnored(root.relativize(path)))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  /** Build output, golden files of generators (exact text by design) and hidden folders. */
  private static boolean isIgnored(Path path) {
    for (Path part : path) {
      String name = part.toString();
      if (name.equals("target") || name.equals("golden") || name.equals(".git")) {
        return true;
      }
    }
    return false;
  }
}
