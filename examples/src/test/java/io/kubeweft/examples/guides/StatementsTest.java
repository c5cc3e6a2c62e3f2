package io.kubeweft.examples.guides;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README and the documents say of versions, artifacts, messages and other pages. */
class StatementsTest {
  private static final Path ROOT = Path.of("..");

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  /** Returns the first group of each match. */
  private static List<String> all(String regex, String text) {
    return Pattern.compile(regex).matcher(text).results().map(m -> m.group(1)).toList();
  }

  private static String property(String name) throws IOException {
    return all("<" + Pattern.quote(name) + ">(.*)</", read("pom.xml")).getFirst();
  }

  private static String minor(String version) {
    return version.replaceAll("^(\\d+\\.\\d+).*", "$1");
  }

  // ---- artifacts

  /** Modules that are deployed, without those that nobody names as a dependency. */
  private static Set<String> published() throws IOException {
    Set<String> published = new TreeSet<>();
    for (String module : all("<module>(.*)</module>", read("pom.xml"))) {
      String pom = read(module + "/pom.xml");
      if (!pom.contains("<maven.deploy.skip>true<") && !module.equals(".mvn/bom")) {
        String own = pom.replaceAll("(?s)<parent>.*</parent>", "");
        published.add(all("<artifactId>(.*)</artifactId>", own).getFirst());
      }
    }
    return published;
  }

  @Test
  void bom_hasWhatIsPublished_andNothingElse() throws IOException {
    List<String> aligned = all("<artifactId>(?!kubeweft-bom)(.*)</", read(".mvn/bom/pom.xml"));

    assertThat(aligned).containsExactlyInAnyOrderElementsOf(published());
  }

  @Test
  void readme_namesWhatIsPublished() throws IOException {
    List<String> named = all("(?m)^\\| `(kubeweft-[a-z-]+)` \\|", read("README.md"));

    assertThat(named).containsExactlyInAnyOrderElementsOf(published());
  }

  // ---- names

  /** Kotlin could write them in backticks alone. */
  @Test
  void api_hasNoKotlinKeywordAsAName() throws IOException {
    List<Path> surfaces = new ArrayList<>();
    for (String module : List.of("core", "informer")) {
      surfaces.add(ROOT.resolve(module).resolve("api.txt"));
    }
    try (Stream<Path> packages = Files.list(ROOT.resolve("src-gen/api"))) {
      packages.forEach(surfaces::add);
    }
    String keywords =
        "as|break|class|continue|do|else|false|for|fun|if|in|interface|is|null|object|package|"
            + "return|super|this|throw|true|try|typealias|typeof|val|var|when|while";
    for (Path surface : surfaces) {
      assertThat(
              all(
                  "(?m)^  (?:static |component |constant )?(?=(" + keywords + ")[(:<])",
                  Files.readString(surface)))
          .as(surface.toString())
          .isEmpty();
    }
    assertThat(all("(?m)^  (?=(" + keywords + ")[(:<])", "  as<T>(A): T\n")).hasSize(1);
  }

  // ---- versions

  @Test
  void compatibility_saysTheVersionsOfTheBuild() throws IOException {
    String page = read("docs/compatibility.md");
    String spec = "src-gen/src/main/spec/kubernetes-1.36.json";
    String java = property("maven.compiler.release");

    assertThat(ROOT.resolve(spec)).exists();
    assertThat(page)
        .contains(
            "| Kubernetes API of `kubeweft-api` | " + all("-([\\d.]+)\\.json", spec).getFirst())
        .contains("| Java at run time | " + java + " or newer")
        .contains("on " + java + " and " + property("build.jdk").replaceAll("\\D.*|^\\D", ""))
        .contains("| Kotlin | " + minor(property("kotlin.version")) + ",")
        .contains("Jackson " + minor(property("jackson.version")) + ",")
        .contains("snakeyaml-engine " + property("snakeyaml-engine.version").charAt(0))
        .contains("JSpecify " + property("jspecify.version").charAt(0));
    assertThat(read("README.md")).contains("Kubernetes API 1.36").contains("Java " + java);
  }

  @Test
  void compatibility_mavenGoal_runsOnTheJavaThatIsSaid() throws IOException {
    String release =
        all("<maven.compiler.release>(.*)</", read("codegen/maven-plugin/pom.xml")).getFirst();

    assertThat(read("docs/compatibility.md")).contains("Maven may run on " + release + " or newer");
  }

  @Test
  void core_hasTheDependenciesThatAreSaid() throws IOException {
    List<String> groups = new ArrayList<>();
    for (String each : all("(?s)<dependency>(.*?)</dependency>", read("core/pom.xml"))) {
      if (!each.contains("<scope>test</scope>")) {
        groups.add(all("<groupId>(?:tools\\.|org\\.)(\\w+).*</groupId>", each).getFirst());
      }
    }

    assertThat(groups).containsOnly("jackson", "snakeyaml", "jspecify");
    assertThat(read("README.md")).contains("three run-time dependencies");
  }

  @Test
  void untilOne_aMinorMayTakeAway() throws IOException {
    String version = all("<version>(.*)</version>", read("pom.xml")).getFirst();

    assertThat(version.startsWith("0."))
        .as("docs/compatibility.md and CHANGELOG.md speak of the time before 1.0")
        .isEqualTo(read("docs/compatibility.md").contains("Until 1.0"));
  }

  // ---- messages

  /** Of each message that the page explains, the program says exactly these words. */
  @Test
  void troubleshooting_messages_areInTheSources() throws IOException {
    String sources = mainSources();
    List<String> messages = all("(?m)^\\| `(.*?)` \\|", read("docs/guides/troubleshooting.md"));

    assertThat(messages).hasSizeGreaterThan(10);
    for (String message : messages) {
      assertThat(sources.contains(message)).as(message).isTrue();
    }
  }

  private static String mainSources() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String module : List.of("core", "informer")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          text.append(Files.readString(file));
        }
      }
    }
    // A literal that goes on in the next line.
    return text.toString().replaceAll("\"\\s*\\+ \"", "");
  }

  // ---- other pages

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      List<Path> pages =
          docs.filter(page -> page.toString().endsWith(".md")).collect(Collectors.toList());
      pages.add(ROOT.resolve("README.md"));
      pages.add(ROOT.resolve("CHANGELOG.md"));
      return pages.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void links_leadSomewhere(Path page) throws IOException {
    List<String> links =
        Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)")
            .matcher(Files.readString(page))
            .results()
            .map((MatchResult m) -> m.group(1))
            .filter(link -> !link.matches("[a-z]+:.*"))
            .toList();

    assertThat(links).allMatch(link -> Files.exists(page.resolveSibling(link)));
  }

  @Test
  void guides_areAllInTheReadme() throws IOException {
    String readme = read("README.md");
    try (Stream<Path> guides = Files.list(ROOT.resolve("docs/guides"))) {
      assertThat(guides.map(guide -> "(docs/guides/" + guide.getFileName() + ")"))
          .allMatch(readme::contains);
    }
  }
}
