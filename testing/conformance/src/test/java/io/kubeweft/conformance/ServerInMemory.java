package io.kubeweft.conformance;

import static org.junit.jupiter.api.Assumptions.abort;

import io.kubeweft.config.ClientConfig;
import io.kubeweft.testing.KubeApiServer;
import java.nio.file.Path;
import java.time.Duration;

/** The server of {@code kubeweft-testing}, over TLS. */
final class ServerInMemory implements Server {
  private static final String VIEWER = "viewer-token";

  private final KubeApiServer server =
      KubeApiServer.start(s -> s.tls().recording(false).token(VIEWER, "viewer"));

  @Override
  public String label() {
    return "in memory";
  }

  @Override
  public boolean isInMemory() {
    return true;
  }

  @Override
  public ClientConfig admin() {
    return server.clientConfig();
  }

  @Override
  public ClientConfig adminByToken() {
    return server.clientConfig();
  }

  @Override
  public ClientConfig adminByCertificate() {
    return server
        .clientConfig()
        .with(c -> c.authentication(null).tls(server.clientCertificate("admin", "system:masters")));
  }

  @Override
  public ClientConfig viewer() {
    return server.clientConfig().with(c -> c.token(VIEWER));
  }

  @Override
  public Path writeKubeconfig(Path file) {
    return server.writeKubeconfig(file);
  }

  @Override
  public void restart() {
    server.restart();
  }

  @Override
  public void compact() {
    server.compact();
  }

  @Override
  public void pause(Duration duration) {
    abort("the server is a part of this process, which can not be frozen");
  }

  @Override
  public void close() {
    server.close();
  }
}
