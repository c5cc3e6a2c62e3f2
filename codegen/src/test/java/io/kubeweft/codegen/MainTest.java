package io.kubeweft.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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

    assertThat(exit).isEqualTo(4);
    assertThat(said().lines())
        .containsExactly(
            "- model api.stable.v1.CronTabSpec.limit: io.kubeweft.meta.IntOrString",
            "+ model api.stable.v1.CronTabSpec.added: java.lang.String");
  }

  @Test
  void diff_everyKindOfChange_isInItsPlace() throws IOException {
    String changed =
        Files.readString(Path.of(CRONTABS))
            .replace(
                "schedule: {type: string, description:", "schedule: {type: integer, description:")
            .replace("replicas: {type: integer, format: int32}\n                limit", "limit")
            .replace("required: [image]", "required: [image, args]")
            .replace(
                "lastRun: {type: string,", "lastRun: {type: string, description: 'Deprecated: x',");
    Path after = Files.writeString(folder.resolve("after.yaml"), changed);

    int exit = run("diff", CRONTABS, after.toString());

    assertThat(exit).isEqualTo(4);
    assertThat(said().lines())
        .containsExactly(
            "- model api.stable.v1.CronTabSpec.replicas: java.lang.Integer",
            "! model api.stable.v1.CronTabSpec.schedule: java.lang.String, required ->"
                + " java.lang.Long, required",
            "~ model api.stable.v1.CronTabSpecStepsItem.args: List<java.lang.String> ->"
                + " List<java.lang.String>, required",
            "~ model api.stable.v1.CronTabStatus.lastRun: java.time.Instant ->"
                + " java.time.Instant, deprecated");
  }

  /** With a default, what reads an absent value never sees null. */
  @Test
  void diff_defaultGone_breaksAndNewOneDoesNot() throws IOException {
    String changed =
        Files.readString(Path.of(CRONTABS))
            .replace(
                "replicas: {type: integer, format: int32}\n                limit",
                "replicas: {type: integer, format: int32, default: 1}\n                limit");
    Path with = Files.writeString(folder.resolve("with.yaml"), changed);

    assertThat(run("diff", with.toString(), CRONTABS)).isEqualTo(4);
    assertThat(run("diff", CRONTABS, with.toString())).as("the other way").isEqualTo(3);
    assertThat(said().lines())
        .containsExactly(
            "! model api.stable.v1.CronTabSpec.replicas: java.lang.Integer, zero if absent ->"
                + " java.lang.Integer",
            "~ model api.stable.v1.CronTabSpec.replicas: java.lang.Integer -> java.lang.Integer,"
                + " zero if absent");
  }

  @Test
  void diff_onlyNewThings_breaksNothing() throws IOException {
    String changed =
        Files.readString(Path.of(CRONTABS))
            .replace("limit:", "added: {type: string}\n                limit:");
    Path after = Files.writeString(folder.resolve("after.yaml"), changed);

    assertThat(run("diff", CRONTABS, after.toString())).isEqualTo(3);
    assertThat(run("diff", after.toString(), CRONTABS)).as("the other way").isEqualTo(4);
  }

  @Test
  void generate_twice_touchesNothingAndSaysSo() throws IOException {
    String[] arguments = {
      "generate", "--package", "com.example", "--out", folder.toString(), CRONTABS
    };
    run(arguments);
    Path model = folder.resolve("com/example/stable/v1/CronTab.java");
    Files.setLastModifiedTime(model, FileTime.fromMillis(0));

    run(arguments);

    assertThat(said()).contains("documents: 1", "0 written, 0 removed");
    assertThat(Files.getLastModifiedTime(model)).isEqualTo(FileTime.fromMillis(0));
  }

  @Test
  void fetch_clusterThatIsNotThere_isTheClustersFault() throws IOException {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("config"),
            """
            apiVersion: v1
            kind: Config
            current-context: c
            contexts: [{name: c, context: {cluster: c, user: u}}]
            clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
            users: [{name: u, user: {}}]
            """);

    int exit = run("fetch", "--kubeconfig", kubeconfig.toString(), "--out", folder.toString());

    assertThat(exit).isEqualTo(1);
    assertThat(complained()).contains("no connection to http://127.0.0.1:1");
  }

  @Test
  void help_isNoError() {
    assertThat(run("help")).isZero();
    assertThat(said()).contains("Exit codes: 0 done");
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
  void generate_packageThatJavaDoesNotHave_saysSo() {
    int exit = run("generate", "--package", "a-b.new", "--out", folder.toString(), CRONTABS);

    assertThat(exit).isEqualTo(1);
    assertThat(complained()).contains("\"a-b.new\" can not be the name of a package");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void generate_missingFile_saysWhich() {
    int exit = run("generate", "--package", "x", "--out", folder.toString(), "gone.yaml");

    assertThat(exit).isEqualTo(1);
    assertThat(complained()).isEqualToIgnoringNewLines("there is no file gone.yaml");
  }
}
