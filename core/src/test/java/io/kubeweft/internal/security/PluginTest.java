package io.kubeweft.internal.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kubeweft.config.Authentication;
import io.kubeweft.config.Authentication.ExecPlugin;
import io.kubeweft.config.ConfigException;
import io.kubeweft.internal.time.Deadline;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credential plugins are small scripts here, run as processes. */
class PluginTest {
  private static final String VERSION = "client.authentication.k8s.io/v1";

  @TempDir Path folder;

  private String script(String text) throws IOException {
    Path file =
        Files.writeString(folder.resolve("plugin"), "#!/bin/sh\ncd '" + folder + "'\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file.toString();
  }

  private static String answer(String status) {
    return "{\"apiVersion\":\""
        + VERSION
        + "\",\"kind\":\"ExecCredential\",\"status\":"
        + status
        + "}";
  }

  private static ExecPlugin plugin(String command, String... arguments) {
    return new ExecPlugin(
        command,
        List.of(arguments),
        Map.of("FROM_CONFIG", "set"),
        VERSION,
        "get it",
        null,
        "Never");
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofMinutes(1), System::nanoTime);
  }

  private static ExecCredentials credentials(ExecPlugin plugin) {
    return new ExecCredentials(plugin);
  }

  @Test
  void authorization_token_comesFromTheOutputAlone() throws Exception {
    ExecPlugin plugin =
        plugin(script("echo noise >&2\necho '" + answer("{\"token\":\"t\"}") + "'"));

    assertThat(credentials(plugin).authorization(soon())).isEqualTo("Bearer t");
  }

  @Test
  void authorization_emptyCertificate_isNone() throws Exception {
    String status = "{\"token\":\"t\",\"clientCertificateData\":\"\",\"clientKeyData\":\"\"}";
    ExecCredentials credentials = credentials(plugin(script("echo '" + answer(status) + "'")));

    assertThat(credentials.authorization(soon())).isEqualTo("Bearer t");
    assertThat(credentials.identity()).isNull();
  }

  @Test
  void run_arguments_areSeenByNoShell() throws IOException {
    ExecPlugin plugin =
        plugin(script("printf '%s|' \"$@\" \"$FROM_CONFIG\""), "a b", "$HOME", "; touch x", "");

    assertThat(new PluginProcess(plugin).run()).isEqualTo("a b|$HOME|; touch x||set|");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void run_clusterInfo_isInTheEnvironment() throws IOException {
    ExecPlugin plugin =
        new ExecPlugin(
            script("printf '%s' \"$KUBERNETES_EXEC_INFO\""),
            List.of(),
            Map.of(),
            VERSION,
            null,
            JsonObject.of("server", new JsonString("https://s")),
            "IfAvailable");

    JsonObject info =
        Json.parseObject(new PluginProcess(plugin, Duration.ofMinutes(1), false).run());

    assertThat(info)
        .hasToString(
            "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\","
                + "\"spec\":{\"interactive\":false,\"cluster\":{\"server\":\"https://s\"}}}");
  }

  @Test
  void run_alwaysInteractiveWithoutTerminal_isRefused() {
    ExecPlugin plugin = new ExecPlugin("x", List.of(), Map.of(), VERSION, null, null, "Always");

    assertThatThrownBy(() -> new PluginProcess(plugin, Duration.ofMinutes(1), false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("terminal");
  }

  @Test
  void run_commandIsMissing_showsTheHint() {
    assertThatThrownBy(() -> new PluginProcess(plugin("/nowhere/plugin")).run())
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("/nowhere/plugin", "get it");
  }

  @Test
  void run_failure_namesCodeAndErrors() throws IOException {
    ExecPlugin plugin = plugin(script("echo S3CRET\necho 'log in first' >&2\nexit 7"));

    assertThatThrownBy(() -> new PluginProcess(plugin).run())
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("code 7", "log in first")
        .message()
        .doesNotContain("S3CRET");
  }

  @Test
  void run_tooSlow_isEnded() throws Exception {
    ExecPlugin plugin = plugin(script("echo $$ > pid\nexec sleep 600"));

    assertThatThrownBy(() -> new PluginProcess(plugin, Duration.ofSeconds(2), false).run())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("PT2S");

    long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    ProcessHandle.of(pid).ifPresent(handle -> handle.onExit().join());
  }

  @Test
  void run_outputIsKeptOpenByAnotherProcess_ends() throws Exception {
    ExecPlugin plugin = plugin(script("sleep 600 &\necho $! > pid"));
    try {
      // The JDK may end the streams with the process, if nobody reads from them just then.
      Throwable failure =
          catchThrowable(() -> new PluginProcess(plugin, Duration.ofSeconds(2), false).run());

      assertThat(failure)
          .satisfiesAnyOf(
              nothing -> assertThat(nothing).isNull(),
              late ->
                  assertThat(late)
                      .isInstanceOf(ConfigException.class)
                      .hasMessageContaining("output"));
    } finally {
      long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void authorization_pluginHangs_waitsUntilTheDeadlineAndEndsItWithTheClient() throws Exception {
    ExecPlugin plugin = plugin(script("echo $$ > pid\nexec sleep 600"));
    ExecCredentials credentials = credentials(plugin);
    Deadline deadline = Deadline.after(Duration.ofSeconds(2), System::nanoTime);

    assertThatThrownBy(() -> credentials.authorization(deadline))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining(plugin.command());
    credentials.close();

    long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    ProcessHandle.of(pid).ifPresent(handle -> handle.onExit().join());
  }

  @Test
  void authorization_manyCallers_runItOnce() throws Exception {
    ExecPlugin plugin =
        plugin(script("echo x >> runs\necho '" + answer("{\"token\":\"t\"}") + "'"));
    ExecCredentials credentials = credentials(plugin);

    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> all =
          IntStream.range(0, 50)
              .mapToObj(i -> callers.submit(() -> credentials.authorization(soon())))
              .toList();
      for (Future<String> each : all) {
        assertThat(each.get()).isEqualTo("Bearer t");
      }
    }

    assertThat(folder.resolve("runs")).hasContent("x");
  }

  @Test
  void authorization_refused_asksAgain() throws Exception {
    ExecPlugin plugin =
        plugin(
            script(
                "echo x >> runs\necho '"
                    + answer("{\"token\":\"t'$(wc -l < runs | tr -d ' ')'\"}")
                    + "'"));
    ExecCredentials credentials = credentials(plugin);
    String first = credentials.authorization(soon());

    assertThat(credentials.refresh(first)).isTrue();

    assertThat(first).isEqualTo("Bearer t1");
    assertThat(credentials.authorization(soon())).isEqualTo("Bearer t2");
    credentials.refresh(first);
    assertThat(credentials.authorization(soon()))
        .as("only a newer refusal counts")
        .isEqualTo("Bearer t2");
  }

  @Test
  void authorization_expired_asksAgain() throws Exception {
    Instant[] now = {Instant.parse("2026-01-01T00:00:00Z")};
    int[] runs = {0};
    ExecCredentials credentials =
        new ExecCredentials(
            plugin("x"),
            () ->
                answer(
                    "{\"token\":\"t%d\",\"expirationTimestamp\":\"2026-01-01T01:00:00Z\"}"
                        .formatted(++runs[0])),
            () -> now[0]);

    assertThat(credentials.authorization(soon())).isEqualTo("Bearer t1");
    now[0] = Instant.parse("2026-01-01T00:59:00Z");
    assertThat(credentials.authorization(soon())).isEqualTo("Bearer t1");
    now[0] = Instant.parse("2026-01-01T00:59:55Z");
    assertThat(credentials.authorization(soon())).isEqualTo("Bearer t2");
  }

  @Test
  void identity_certificateAndKey_areTaken() throws Exception {
    ExecCredentials credentials =
        new ExecCredentials(
            plugin("x"),
            () -> answer("{\"clientCertificateData\":\"c\",\"clientKeyData\":\"k\"}"),
            Instant::now);

    assertThat(credentials.authorization(soon())).isNull();
    assertThat(credentials.identity().key().read()).asString().isEqualTo("k");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "S3CRET",
        "{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1beta1\"}",
        "{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\"}",
        "{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\","
            + "\"status\":{\"clientKeyData\":\"S3CRET\"}}",
        "{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\","
            + "\"status\":{\"token\":\"S3CRET\",\"expirationTimestamp\":\"soon\"}}",
        "{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\","
            + "\"status\":{\"token\":{\"S3CRET\":1}}}"
      })
  void authorization_wrongOutput_isRefusedWithoutIt(String output) {
    ExecCredentials credentials =
        new ExecCredentials(plugin("the-plugin"), () -> output, Instant::now);

    assertThatThrownBy(() -> credentials.authorization(soon()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("the-plugin")
        .message()
        .doesNotContain("S3CRET");
  }

  @Test
  void authentication_ofPlugin_hasNoSecretsInItsText() {
    assertThat(new Authentication.Exec(plugin("x", "S3CRET"))).asString().doesNotContain("S3CRET");
  }
}
