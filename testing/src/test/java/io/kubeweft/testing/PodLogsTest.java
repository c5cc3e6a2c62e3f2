package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubeweft.client.KubeClient;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.rest.ApiException;
import io.kubeweft.stream.LogClient;
import io.kubeweft.stream.LogStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PodLogsTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-23T03:00:00Z"));
  private final KubeApiServer server = KubeApiServer.start(s -> s.clock(now::get));
  private final KubeClient client = KubeClient.connect(server.clientConfig());
  private final LogClient logs = new LogClient(client.dynamic().forName("pods", "default"));

  @BeforeEach
  void createPod() {
    createPod("web", "{\"name\":\"c\",\"image\":\"i\"}");
  }

  private void createPod(String name, String containers) {
    client
        .dynamic()
        .forName("pods", "default")
        .create(
            Unstructured.parse(
                """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s"},"spec":{"containers":[%s]}}
                """
                    .formatted(name, containers)));
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private void say(String text) {
    server.appendLog("default", "web", "c", text);
  }

  @Test
  void follow_whatComes_isSeenAtOnceUntilTheEnd() {
    say("one\ntwo\nthr");
    try (LogStream lines = logs.follow("web")) {
      assertThat(lines.next()).isEqualTo("one");
      assertThat(lines.next()).isEqualTo("two");

      say("ee\nfour");
      server.endLog("default", "web", "c");

      assertThat(lines).containsExactly("three", "four");
    }
  }

  @Test
  void read_untilNow_isAllThatWasSaid() {
    say("one\r\n");
    say("\ntwo");

    assertThat(logs.read("web")).isEqualTo("one\r\n\ntwo");
  }

  @Test
  void read_options_boundIt() {
    say("one\n");
    now.updateAndGet(time -> time.plus(Duration.ofMinutes(1)));
    say("two\nthree\n");

    assertThat(logs.read("web", o -> o.tailLines(1))).isEqualTo("three\n");
    assertThat(logs.read("web", o -> o.tailLines(0))).isEmpty();
    assertThat(logs.read("web", o -> o.limitBytes(5L))).isEqualTo("one\nt");
    assertThat(logs.read("web", o -> o.sinceSeconds(30L))).isEqualTo("two\nthree\n");
    assertThat(logs.read("web", o -> o.sinceTime(now.get()))).isEqualTo("two\nthree\n");
    assertThat(logs.read("web", o -> o.timestamps(true).tailLines(1)))
        .isEqualTo("2026-11-23T03:01:00Z three\n");
  }

  @Test
  void read_whatIsNotThere_isRefused() {
    createPod("two", "{\"name\":\"a\",\"image\":\"i\"},{\"name\":\"b\",\"image\":\"i\"}");

    assertThat(refusal("gone", "").isNotFound()).isTrue();
    assertThat(refusal("two", ""))
        .hasMessageContaining(
            "a container name must be specified for pod two, choose one of: [a, b]");
    assertThat(refusal("web", "x")).hasMessageContaining("container x is not valid for pod web");
  }

  private ApiException refusal(String pod, String container) {
    return catchThrowableOfType(
        ApiException.class,
        () -> logs.read(pod, o -> o.container(container.isEmpty() ? null : container)));
  }
}
