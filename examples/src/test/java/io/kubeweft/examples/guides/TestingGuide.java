package io.kubeweft.examples.guides;

import io.kubeweft.api.ClientSet;
import io.kubeweft.api.core.v1.ConfigMap;
import io.kubeweft.client.KubeClient;
import io.kubeweft.testing.AccessRule;
import io.kubeweft.testing.ContainerProgram;
import io.kubeweft.testing.Fault;
import io.kubeweft.testing.KubeApiServer;
import io.kubeweft.testing.KubeApiServerExtension;
import io.kubeweft.testing.PortProgram;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What docs/guides/testing.md shows; it is compiled, and not run. */
@SuppressWarnings("unused") // each piece is for the reader
final class TestingGuide {
  private TestingGuide() {}

  static void server() throws Exception {
    try (KubeApiServer server = KubeApiServer.start();
        KubeClient client = KubeClient.connect(server.clientConfig())) {
      ClientSet.of(client).coreV1().configMaps("default").create(ConfigMap.of("a", c -> {}));
    }
  }

  static void faults(KubeApiServer server) {
    server.inject(
        Fault.tooManyRequests(Duration.ofSeconds(1)), request -> request.is("list", "pods"));
    server.compact();
    server.restart();
  }

  static KubeApiServer access() {
    KubeApiServer server =
        KubeApiServer.start(
            s ->
                s.token("jane-token", "jane", "dev")
                    .rules(
                        AccessRule.forGroup("dev").verbs("get", "list").resources("", "pods"),
                        AccessRule.forServiceAccount("default", "robot")
                            .verbs("*")
                            .resources("apps", "*")));
    return server;
  }

  @SuppressWarnings("try") // what is done with the server is up to the reader
  static void time() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    try (KubeApiServer server = KubeApiServer.start(settings -> settings.clock(now::get))) {
      now.updateAndGet(time -> time.plus(Duration.ofHours(1)));
    }
  }

  static void pods(KubeApiServer server) {
    server.appendLog("default", "web", "app", "started\n");
    server.onExec(
        "default",
        "web",
        "app",
        ContainerProgram.command("ls", "/data"),
        ContainerProgram.answering("a b\n", "", 0));
    server.onExec(
        "default",
        "web",
        "app",
        call -> call.command().getFirst().equals("cat"),
        ContainerProgram.echo());
    server.onPort("default", "web", 8080, PortProgram.echo());
  }

  static final class WithSettings {
    @RegisterExtension
    final KubeApiServerExtension server =
        KubeApiServerExtension.of(settings -> settings.tls().withoutAnonymous());
  }
}
