package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @TempDir private Path directory;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private KubeApiServer start(String... arguments) {
    return CommandLine.parse(arguments)
        .start(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @Test
  void objectsBeforeDefinitions_areAllThere() throws Exception {
    Path objects =
        Files.writeString(
            directory.resolve("objects.yaml"),
            """
            apiVersion: example.com/v1
            kind: Gauge
            metadata: {name: one, namespace: team}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: team}
            """);
    Path definition =
        Files.writeString(
            directory.resolve("crd.yaml"),
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: gauges.example.com}
            spec:
              group: example.com
              scope: Namespaced
              names: {plural: gauges, singular: gauge, kind: Gauge}
              versions:
              - name: v1
                served: true
                storage: true
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            """);
    Path kubeconfig = directory.resolve("kubeconfig");

    try (KubeApiServer server =
            start(
                "--objects",
                objects.toString(),
                "--crd",
                definition.toString(),
                "--kubeconfig",
                kubeconfig.toString(),
                "--token",
                "secret=jane",
                "--no-anonymous");
        Http http = new Http(server.uri())) {
      Http.Answer unknown = http.get("/apis/example.com/v1/gauges");
      http.header("Authorization", "Bearer secret");
      Http.Answer known = http.get("/apis/example.com/v1/gauges");

      assertThat(printed.toString(StandardCharsets.UTF_8).strip())
          .isEqualTo(server.uri().toString());
      assertThat(unknown.status()).isEqualTo(401);
      assertThat(known.json().getArray("items").size()).isEqualTo(1);
      assertThat(kubeconfig).content().contains(server.uri().toString());
    }
  }

  @Test
  void help_startsNothing() {
    KubeApiServer nothing = start("--help");

    assertThat(nothing).isNull();
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(CommandLine.USAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --nothing | unknown option --nothing
          --port | the option --port needs a value
          --port x | --port must be a number up to 65535, not "x"
          --port abc | --port must be a number up to 65535, not "abc"
          --port -1 | --port must be a number up to 65535, not "-1"
          --port --tls | the option --port needs a value
          --nothing 7 | unknown option --nothing
          --port 70000 | --port must be a number up to 65535, not "70000"
          --token secret | --token must be TOKEN=USER
          --token =jane | --token must be TOKEN=USER
          --crd /nowhere/crd.yaml | --crd: there is no file /nowhere/crd.yaml
          --objects | the option --objects needs a value
          """)
  void wrongOption_isNamed(String arguments, String message) {
    CommandLine.UsageException wrong =
        catchThrowableOfType(
            CommandLine.UsageException.class, () -> CommandLine.parse(arguments.split(" ", -1)));

    assertThat(wrong).hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--port abc", "--nothing", "--port"})
  void run_wrongOption_isOneLineAndStatus2(String arguments) {
    PrintStream print = new PrintStream(printed, true, StandardCharsets.UTF_8);
    List<Integer> statuses = new ArrayList<>();

    KubeApiServer nothing = CommandLine.run(print, print, statuses::add, arguments.split(" ", -1));

    assertThat(nothing).isNull();
    assertThat(statuses).containsExactly(2);
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains(arguments.split(" ", -1)[0])
        .endsWith("; --help lists all options");
  }

  @Test
  void objectThatIsRefused_leavesNoServer() throws Exception {
    Path objects =
        Files.writeString(
            directory.resolve("objects.yaml"),
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: Wrong_Name}
            """);

    assertThat(
            catchThrowableOfType(
                RuntimeException.class, () -> start("--objects", objects.toString())))
        .hasMessageContaining("Wrong_Name");
    assertThat(printed.size()).isZero();
  }
}
