package io.kubeweft.examples.guides;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Both columns of the tables that lead from another client to this one stand in sources that the
 * build compiles: theirs against the version of the page's title, with the benchmarks, which have
 * it on their class path; ours here.
 */
class MigrationTest {
  private static final Path ROOT = Path.of("..");
  private static final Path SUBJECTS = ROOT.resolve("benchmarks/subjects");
  private static final Path OURS = Path.of("src/test/java/io/kubeweft/examples/guides");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(.*)` \\| `(.*)` \\|$");

  private record Row(String theirs, String ours) {}

  private static String page(String name) throws IOException {
    return Files.readString(ROOT.resolve("docs/guides").resolve(name));
  }

  private static List<Row> rows(String page) {
    List<Row> rows = new ArrayList<>();
    Matcher row = ROW.matcher(page);
    while (row.find()) {
      rows.add(new Row(row.group(1), row.group(2)));
    }
    return rows;
  }

  private static String squeezed(Path file) throws IOException {
    return Files.readString(file).replaceAll("\\s+", "");
  }

  @ParameterizedTest
  @CsvSource({
    "from-fabric8.md,"
        + "fabric8/src/test/java/io/kubeweft/benchmarks/subjects/fabric8/Fabric8Calls.java,"
        + "FromFabric8Guide.java",
    "from-client-java.md,"
        + "client-java/src/test/java/io/kubeweft/benchmarks/subjects/clientjava/ClientJavaCalls.java,"
        + "FromClientJavaGuide.java"
  })
  void calls_areCompiled(String name, String theirs, String ours) throws IOException {
    String left = squeezed(SUBJECTS.resolve(theirs));
    String right = squeezed(OURS.resolve(ours));

    List<Row> rows = rows(page(name));

    assertThat(rows).hasSizeGreaterThan(30);
    assertThat(rows).extracting(Row::theirs).doesNotHaveDuplicates();
    for (Row row : rows) {
      assertThat(left).contains(row.theirs().replaceAll("\\s+", ""));
      assertThat(right).contains(row.ours().replaceAll("\\s+", ""));
    }
  }

  @ParameterizedTest
  @CsvSource({"from-fabric8.md,fabric8.version", "from-client-java.md,client-java.version"})
  void title_namesTheVersionThatIsCompiledAgainst(String name, String property) throws IOException {
    String parent = Files.readString(ROOT.resolve("pom.xml"));
    Matcher version = Pattern.compile("<" + property + ">(.*)</" + property + ">").matcher(parent);

    assertThat(version.find()).isTrue();
    assertThat(page(name).lines().findFirst().orElseThrow()).endsWith(" " + version.group(1));
  }
}
