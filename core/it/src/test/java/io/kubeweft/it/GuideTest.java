package io.kubeweft.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java in the guides compiles: each block is a method that is given a client. */
class GuideTest {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final List<String> PACKAGES =
      List.of(
          "io.kubeweft.client",
          "io.kubeweft.config",
          "io.kubeweft.discovery",
          "io.kubeweft.dynamic",
          "io.kubeweft.meta",
          "io.kubeweft.resource",
          "java.nio.file",
          "java.time");

  @TempDir Path classes;

  @ParameterizedTest
  @ValueSource(strings = {"configuration.md", "dynamic-and-discovery.md"})
  void javaBlocks_compile(String guide) throws IOException {
    List<String> blocks = blocks(Files.readString(Path.of("..", "..", "docs", "guides", guide)));

    assertThat(blocks).isNotEmpty();
    for (String block : blocks) {
      assertThat(errors(block)).as(block).isEmpty();
    }
  }

  @Test
  void brokenBlock_isFound() throws IOException {
    assertThat(errors("int x = client.nothing();")).contains("cannot find symbol");
  }

  private static List<String> blocks(String guide) {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(guide);
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }

  private String errors(String block) throws IOException {
    StringBuilder source = new StringBuilder();
    for (String name : PACKAGES) {
      source.append("import ").append(name).append(".*;\n");
    }
    source
        .append("class Block {\n  void run(KubeClient client) throws Exception {\n")
        .append(block)
        .append("  }\n}\n");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none",
            "-d",
            classes.toString(),
            "-classpath",
            System.getProperty("java.class.path"));
    boolean compiled =
        compiler
            .getTask(messages, null, null, options, null, List.of(new Source(source.toString())))
            .call();
    return compiled ? "" : messages.toString();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Block.java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
