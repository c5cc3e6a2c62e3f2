package io.kubeweft.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private static final String CRONTABS = "src/test/resources/crontabs.yaml";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir private Path folder;

  private int run(String... arguments) {
    return Main.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        arguments);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void generate_crd_writesItsClasses() {
    int exit = run("generate", "--package", "com.example", "--out", folder.toString(), CRONTABS);

    assertThat(exit).as(complained()).isZero();
    assertThat(folder.resolve("com/example/stable/v1/CronTab.java")).exists();
    assertThat(said()).contains("12 classes", "12 written");
  }

  @Test
  void diff_propertyGone_isBreakingAndComesFirst() throws IOException {
    String changed =
        Files.readString(Path.of(CRONTABS))
            .replace("limit: {x-kubernetes-int-or-string: true}", "added: {type: string}");
    Path after = Files.writeString(folder.resolve("after.yaml"), changed);

    int exit = run("diff", CRONTABS, after.toString());

    assertThat(exit).isEqualTo(3);
    assertThat(said().lines())
        .containsExactly(
            "- model api.stable.v1.CronTabSpec.limit: io.kubeweft.meta.IntOrString",
            "+ model api.stable.v1.CronTabSpec.added: java.lang.String");
  }

  @Test
  void diff_same_findsNothing() {
    assertThat(run("diff", CRONTABS, CRONTABS)).isZero();
    assertThat(said()).isEmpty();
  }

  @Test
  void run_wrongOptions_explainsItself() {
    assertThat(run("generate", "--packag", "x")).isEqualTo(2);
    assertThat(complained()).contains("unknown option --packag").contains("generate --package");
    assertThat(run("generate", "--package", "x", "--out", "y")).isEqualTo(2);
    assertThat(run("explode")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
  }

  @Test
  void generate_missingFile_saysWhich() {
    int exit = run("generate", "--package", "x", "--out", folder.toString(), "gone.yaml");

    assertThat(exit).isEqualTo(1);
    assertThat(complained()).contains("gone.yaml");
  }
}
