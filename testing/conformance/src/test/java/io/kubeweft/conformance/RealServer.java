package io.kubeweft.conformance;

import static org.junit.jupiter.api.Assumptions.abort;

import io.kubeweft.config.ClientConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The server of a kubeconfig. Other ways in are kubeconfigs beside it, {@code admin-token.conf} and
 * {@code viewer.conf}, and what its operator does are scripts.
 */
final class RealServer implements Server {
  private final Path kubeconfig;
  private final String scripts = Server.setting(SCRIPTS);

  RealServer(Path kubeconfig) {
    this.kubeconfig = kubeconfig.toAbsolutePath();
  }

  @Override
  public String label() {
    return Server.setting(LABEL);
  }

  @Override
  public boolean isInMemory() {
    return false;
  }

  @Override
  public ClientConfig admin() {
    return ClientConfig.fromFile(kubeconfig);
  }

  @Override
  public ClientConfig adminByToken() {
    return beside("admin-token.conf");
  }

  @Override
  public ClientConfig adminByCertificate() {
    ClientConfig config = admin();
    if (config.tls().clientCertificate() == null) {
      return abort("the kubeconfig has no client certificate");
    }
    return config;
  }

  @Override
  public ClientConfig viewer() {
    return beside("viewer.conf");
  }

  @Override
  public Path writeKubeconfig(Path file) {
    return kubeconfig;
  }

  private ClientConfig beside(String name) {
    Path file = kubeconfig.resolveSibling(name);
    if (!Files.exists(file)) {
      return abort("there is no " + name + " beside the kubeconfig");
    }
    return ClientConfig.fromFile(file);
  }

  /**
   * A second apart, because a killed process may hold its port for a moment; then makes sure that
   * the controllers have survived it.
   */
  @Override
  public void restart() {
    run("restart", "1");
    run("up");
  }

  /** The server keeps the recent past in memory too: it ends with the process. */
  @Override
  public void compact() {
    run("compact");
    restart();
  }

  @Override
  public void pause(Duration duration) {
    run("pause", Long.toString(duration.toSeconds()));
  }

  private void run(String script, String... arguments) {
    if (scripts.isEmpty()) {
      abort(SCRIPTS + " does not say where the script " + script + " is");
    }
    List<String> command = new ArrayList<>(List.of(Path.of(scripts, script).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("KUBEWEFT_APISERVER_DIR", kubeconfig.getParent().toString());
    try {
      Path output = Files.createTempFile("kubeweft", script);
      Process process = builder.redirectOutput(output.toFile()).start();
      int status = process.waitFor();
      String said = Files.readString(output);
      Files.delete(output);
      if (status != 0) {
        throw new AssertionError(script + " has failed with " + status + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(script + " was interrupted", e);
    }
  }

  @Override
  public void close() {}
}
