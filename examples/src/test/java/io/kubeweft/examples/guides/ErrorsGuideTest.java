package io.kubeweft.examples.guides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.KubernetesException;
import io.kubeweft.api.ClientSet;
import io.kubeweft.api.core.v1.ConfigMap;
import io.kubeweft.api.core.v1.Namespace;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.client.KubeClient;
import io.kubeweft.config.ClientConfig;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.TransportException;
import io.kubeweft.testing.Fault;
import io.kubeweft.testing.KubeApiServer;
import io.kubeweft.testing.RecordedRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What docs/guides/errors-and-retries.md says of errors, held against a server. */
class ErrorsGuideTest {
  private final KubeApiServer server = KubeApiServer.start();
  private final KubeClient client = KubeClient.connect(server.clientConfig());
  private final ClientSet api = ClientSet.of(client);
  private final ResourceClient<ConfigMap> maps = api.coreV1().configMaps("demo");

  @BeforeEach
  void createNamespace() {
    api.coreV1().namespaces().create(Namespace.of("demo", n -> {}));
    server.clearRequests();
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private long sent(String method) {
    return server.requests().stream().filter(r -> r.method().equals(method)).count();
  }

  @Test
  void create_thatExists_isNoError() {
    ErrorsGuide.create(maps);
    ErrorsGuide.create(maps);

    assertThat(maps.find("settings")).isNotNull();
  }

  @Test
  void edits_ofBothKinds_areDoneAgainAfterAConflict() {
    ErrorsGuide.create(maps);
    server.inject(new Fault.Answer(409, "Conflict", "somebody was faster", null), writes());
    ErrorsGuide.edit(maps);
    server.inject(new Fault.Answer(409, "Conflict", "somebody was faster", null), writes());
    ErrorsGuide.retry(maps);

    assertThat(maps.get("settings").data()).containsEntry("colour", "blue");
    assertThat(maps.get("settings").data()).containsEntry("count", "1");
    assertThat(sent("PUT")).isEqualTo(4);
  }

  @SuppressWarnings("UnnecessaryLambda") // it is said twice
  private static Predicate<RecordedRequest> writes() {
    return request -> request.method().equals("PUT");
  }

  @Test
  void retryAfter_isHonoured_forAPostToo() {
    server.inject(Fault.tooManyRequests(Duration.ofSeconds(1)), r -> r.method().equals("POST"));

    maps.create(ConfigMap.of("a", c -> {}));

    assertThat(sent("POST")).isEqualTo(2);
  }

  @Test
  void serverError_withoutRetryAfter_isThrownAtOnce() {
    server.inject(Fault.serverError(500), r -> r.method().equals("GET"));

    assertThatThrownBy(() -> maps.get("a"))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.isInternalError()).isTrue());
    assertThat(sent("GET")).isEqualTo(1);
  }

  @Test
  void waitBeyondTheDeadline_isNotBegun() {
    server.inject(Fault.tooManyRequests(Duration.ofSeconds(30)), r -> r.method().equals("GET"));

    assertThatThrownBy(() -> maps.within(Duration.ofSeconds(5)).get("a"))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.isTooManyRequests()).isTrue());
  }

  @Test
  void refusedConnection_isUnprocessed_andNamesTheServer() throws IOException {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    try (KubeClient lost = KubeClient.connect(ClientConfig.builder(nobody).build())) {
      assertThatThrownBy(() -> lost.discovery().serverVersion())
          .isInstanceOfSatisfying(
              TransportException.class, e -> assertThat(e.isUnprocessed()).isTrue())
          .hasMessageContaining(nobody.toString());
    }
  }

  @Test
  void follower_thatIsInterrupted_ends() throws InterruptedException {
    api.coreV1()
        .pods("demo")
        .create(Pod.of("web", p -> p.spec(s -> s.addContainers(c -> c.name("c").image("i")))));
    Thread follower = ErrorsGuide.cancel(api);

    assertThat(follower.join(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void interceptor_isTold() {
    try (KubeClient measured = ErrorsGuide.measure(server.clientConfig())) {
      assertThat(measured.discovery().serverVersion().major()).isNotEmpty();
    }
  }

  @Test
  void exceptionsOfThePage_areTheOnesThatThereAre() throws Exception {
    String page = Files.readString(Path.of("../docs/guides/errors-and-retries.md"));
    Matcher row = Pattern.compile("(?m)^\\| `(\\w+Exception)` \\|").matcher(page);
    int rows = 0;
    while (row.find()) {
      rows++;
      String name = row.group(1);
      assertThat(exceptions()).as(name).anyMatch(type -> type.endsWith("." + name));
    }
    assertThat(rows).isEqualTo(exceptions().size());
  }

  /** Those that are exported by core and informer, and what Java has for bad arguments. */
  private static Set<String> exceptions() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String module : List.of("core", "informer")) {
      String packageName = "";
      for (String line : Files.readAllLines(Path.of("..", module, "api.txt"))) {
        if (line.startsWith("package ")) {
          packageName = line.substring("package ".length());
        }
        Matcher type = Pattern.compile("^(?:final )?class (\\w+Exception) : .*").matcher(line);
        if (type.matches()) {
          names.add(packageName + "." + type.group(1));
        }
      }
    }
    names.add(IllegalArgumentException.class.getName());
    return names;
  }

  @Test
  void defaultDeadline_isWhatThePageSays() throws IOException {
    String page = Files.readString(Path.of("../docs/guides/errors-and-retries.md"));

    assertThat(page).contains("A call has " + server.clientConfig().requestTimeout().toSeconds());
    assertThat(KubernetesException.class).isAssignableFrom(ApiException.class);
  }
}
