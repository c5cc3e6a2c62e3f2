package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole sessions with a real kubectl, over TLS: the files in {@code resources/kubectl} have the
 * commands and the answers. With {@code -Dtranscripts=folder} the answers of now are written there,
 * to be compared and taken over.
 */
@EnabledIfEnvironmentVariable(named = KubectlTest.KUBECTL, matches = ".+")
class KubectlTranscriptTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  /** Waits until a file has so many lines. */
  private static final String AWAIT =
      "await() { for i in $(seq 200); do [ $(wc -l < $2) -ge $1 ] && return; sleep 0.1; done;"
          + " echo \"$2 has $(wc -l < $2) lines\"; }";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reading",
        "applying",
        "changing",
        "deleting",
        "watching",
        "rollout",
        "custom",
        "refused",
        "streams"
      })
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void session_isAnsweredAsWritten(String name) throws Exception {
    String expected = read("/kubectl/" + name + ".txt");

    String actual = replay(Transcript.parse(expected));

    String folder = System.getProperty("transcripts");
    if (folder != null) {
      Path unused = Files.writeString(Path.of(folder, name + ".txt"), actual);
    }
    assertThat(actual).isEqualTo(expected);
  }

  private static String read(String resource) throws Exception {
    try (InputStream in = KubectlTranscriptTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String replay(Transcript transcript) throws Exception {
    Path programs = Files.createDirectory(directory.resolve("bin"));
    Path home = Files.createDirectory(directory.resolve("home"));
    Path unused = Shell.linked(programs, "kubectl", System.getenv(KubectlTest.KUBECTL));
    try (KubeApiServer server = KubeApiServer.start(s -> s.tls().clock(() -> NOW));
        Shell shell =
            new Shell(
                home,
                Map.of(
                    "PATH", programs + ":" + System.getenv("PATH"),
                    "HOME", home.toString(),
                    "KUBECONFIG", directory.resolve("kubeconfig").toString()))) {
      Path kubeconfig = server.writeKubeconfig(directory.resolve("kubeconfig"));
      assertThat(kubeconfig).exists();
      script(server);
      String nothing = shell.run(AWAIT);
      assertThat(nothing).isBlank();
      return transcript.replay(shell);
    }
  }

  /** What the container of the session about streams does. */
  private void script(KubeApiServer server) throws Exception {
    Path files = Files.createDirectory(directory.resolve("container"));
    server.appendLog("default", "web", "c", "one\ntwo\n");
    on(server, "echo", ContainerProgram.answering("hello\n", "", 0));
    on(server, "cat", ContainerProgram.echo());
    on(server, "false", ContainerProgram.answering("", "it failed\n", 3));
    on(server, "tar", call -> run(files, call));
    on(server, "test", ContainerProgram.answering("", "", 1));
    server.onAttach("default", "web", "c", ContainerProgram.answering("it runs\n", "", 0));
  }

  private static void on(KubeApiServer server, String program, ContainerProgram what) {
    server.onExec("default", "web", "c", call -> call.command().getFirst().equals(program), what);
  }

  /** Runs a command as it is, in a folder that stands for the files of the container. */
  private static int run(Path files, ContainerCall call) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(call.command())
            .directory(files.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Thread input =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (OutputStream in = process.getOutputStream()) {
                    long unused = call.stdin().transferTo(in);
                  } catch (IOException e) {
                    // it has read enough
                  }
                });
    long unused = process.getInputStream().transferTo(call.stdout());
    int exitCode = process.waitFor();
    input.interrupt();
    return exitCode;
  }
}
