package io.kubeweft.examples.guides;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the README and the guides show in Java and Kotlin stands, but for white space, in a source
 * that the build compiles: add the piece there, then to the guide.
 */
class GuideTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK =
      Pattern.compile("(?m)^```(\\w*)\\n(.*?)^```$", Pattern.DOTALL);

  /** Any fence at all: one that is indented, or has more behind it, would be overlooked. */
  private static final Pattern FENCE = Pattern.compile("(?m)^.*```.*$");

  /** By the language of a block. */
  private static final Map<String, List<Path>> SOURCES =
      Map.of(
          "java", List.of(Path.of("src/main/java"), Path.of("src/test/java")),
          "kotlin", List.of(Path.of("kotlin/src/test/kotlin")));

  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    for (String folder : List.of("docs", "docs/guides")) {
      try (Stream<Path> guides = Files.list(ROOT.resolve(folder))) {
        guides.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    return pages;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void blocks_areInACompiledSource(Path page) throws IOException {
    assertThat(strangers(Files.readString(page))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void fences_areOfALanguageThatIsKnown(Path page) throws IOException {
    String text = Files.readString(page);
    List<String> fences = FENCE.matcher(text).results().map(fence -> fence.group()).toList();

    assertThat(fences).hasSize(2 * (int) BLOCK.matcher(text).results().count());
    assertThat(BLOCK.matcher(text).results().map(block -> block.group(1)))
        .isSubsetOf("java", "kotlin", "xml", "kts", "sh", "json", "yaml", "");
  }

  @Test
  void block_thatIsNowhere_isFound() throws IOException {
    assertThat(strangers("```java\nclient.neverWritten();\n```\n")).hasSize(1);
    assertThat(strangers("```kotlin\nval a = neverWritten()\n```\n")).hasSize(1);
    assertThat(strangers("```sh\nrm neverWritten\n```\n")).isEmpty();
  }

  @Test
  void pages_thatAreThere_haveBlocks() throws IOException {
    int blocks = 0;
    for (Path page : pages()) {
      blocks += (int) BLOCK.matcher(Files.readString(page)).results().count();
    }
    assertThat(blocks).isGreaterThan(20);
  }

  /** Returns the blocks that are in no source. */
  private static List<String> strangers(String page) throws IOException {
    List<String> strangers = new ArrayList<>();
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      List<Path> folders = SOURCES.get(block.group(1));
      String text = block.group(2);
      if (folders != null
          && sources(folders).values().stream().noneMatch(s -> s.contains(squeezed(text)))) {
        strangers.add(text);
      }
    }
    return strangers;
  }

  private static Map<Path, String> sources(List<Path> folders) throws IOException {
    Map<Path, String> sources = new TreeMap<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (!file.endsWith("GuideTest.java")) {
            sources.put(file, squeezed(Files.readString(file)));
          }
        }
      }
    }
    return sources;
  }

  /** White space is for the reader: a guide is narrower than a source. */
  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }
}
