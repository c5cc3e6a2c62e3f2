package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A real kubectl against the server, over TLS, where the environment names one. The expected texts
 * are what kubectl 1.36 says to kube-apiserver 1.36.
 */
@EnabledIfEnvironmentVariable(named = KubectlTest.KUBECTL, matches = ".+")
class KubectlTest {
  static final String KUBECTL = "KUBEWEFT_IT_KUBECTL";

  private static final String CONFIG_MAP =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: a}
      data: {k: v}
      """;

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, labels: {app: web}}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: a, image: i}, {name: b, image: i}, {name: c, image: i}]}
      """;

  private final KubeApiServer server = KubeApiServer.start(KubeApiServer.Builder::tls);

  @TempDir private Path directory;

  @BeforeEach
  void writeKubeconfig() {
    Path unused = server.writeKubeconfig(directory.resolve("kubeconfig"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private String kubectl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(System.getenv(KUBECTL)));
    command.addAll(List.of("--kubeconfig", directory.resolve("kubeconfig").toString()));
    command.addAll(List.of("--cache-dir", directory.resolve("cache").toString()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(directory, "output", null);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("kubectl ended: %s", command).isTrue();
    return Files.readString(output).strip();
  }

  private String send(String verb, String manifest, String... arguments)
      throws IOException, InterruptedException {
    Path file = Files.writeString(Files.createTempFile(directory, "m", ".yaml"), manifest);
    List<String> all = new ArrayList<>(List.of(verb, "-f", file.toString()));
    all.addAll(List.of(arguments));
    return kubectl(all.toArray(String[]::new));
  }

  @Test
  void create_twice_saysAlreadyExists() throws Exception {
    String first = send("create", CONFIG_MAP);
    String second = send("create", CONFIG_MAP);

    assertThat(first).isEqualTo("configmap/a created");
    assertThat(second).startsWith("Error from server (AlreadyExists)");
    assertThat(kubectl("get", "cm", "a", "-o", "jsonpath={.data.k}")).isEqualTo("v");
  }

  @Test
  void apply_again_changesNothing() throws Exception {
    String first = send("apply", DEPLOYMENT);
    String second = send("apply", DEPLOYMENT);
    String changed = send("apply", DEPLOYMENT.replace("replicas: 2", "replicas: 3"));

    assertThat(List.of(first, second, changed))
        .containsExactly(
            "deployment.apps/web created",
            "deployment.apps/web unchanged",
            "deployment.apps/web configured");
  }

  @Test
  void serverSideApply_otherManagersField_conflictsUnlessForced() throws Exception {
    send("apply", DEPLOYMENT, "--server-side", "--field-manager=one");
    String changed = DEPLOYMENT.replace("replicas: 2", "replicas: 3");

    String refused = send("apply", changed, "--server-side", "--field-manager=two");
    String forced =
        send("apply", changed, "--server-side", "--field-manager=two", "--force-conflicts");

    assertThat(refused).contains("conflict with \"one\"").contains(".spec.replicas");
    assertThat(forced).isEqualTo("deployment.apps/web serverside-applied");
  }

  @Test
  void scale_deployment_changesReplicas() throws Exception {
    send("create", DEPLOYMENT);

    String answer = kubectl("scale", "deploy", "web", "--replicas=5");

    assertThat(answer).isEqualTo("deployment.apps/web scaled");
    assertThat(kubectl("get", "deploy", "web", "-o", "jsonpath={.spec.replicas}")).isEqualTo("5");
  }

  @Test
  void labelAndAnnotate_object_isSelectedByThem() throws Exception {
    send("create", CONFIG_MAP);

    assertThat(kubectl("label", "cm", "a", "x=y")).isEqualTo("configmap/a labeled");
    assertThat(kubectl("annotate", "cm", "a", "n=1")).isEqualTo("configmap/a annotated");

    assertThat(kubectl("get", "cm", "-l", "x=y", "-o", "name")).isEqualTo("configmap/a");
    assertThat(kubectl("get", "cm", "-l", "x!=y", "-o", "name")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          merge | {"data":{"k":"w"}}
          json  | [{"op":"replace","path":"/data/k","value":"w"}]
          strategic | {"data":{"k":"w"}}
          """)
  void patch_everyType_changesTheObject(String type, String patch) throws Exception {
    send("create", CONFIG_MAP);

    String answer = kubectl("patch", "cm", "a", "--type=" + type, "-p", patch);

    assertThat(answer).isEqualTo("configmap/a patched");
    assertThat(kubectl("get", "cm", "a", "-o", "jsonpath={.data.k}")).isEqualTo("w");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "containers":[{"name":"d","image":"i"}] | d a b c
          "containers":[{"name":"c","image":"j"}] | a b c
          "containers":[{"name":"c","image":"j"},{"name":"d","image":"i"}] | a b c d
          "containers":[{"name":"d","image":"j"},{"name":"b","image":"k"}] | d a b c
          "containers":[{"name":"c","image":"j"},{"name":"a","image":"j"}] | b c a
          "containers":[{"name":"b","$patch":"delete"},{"name":"d","image":"j"}] | d a c
          "$setElementOrder/containers":[{"name":"c"},{"name":"d"}],"containers":[{"name":"d","image":"j"}] | a b c d
          "$setElementOrder/containers":[{"name":"c"},{"name":"a"}],"containers":[{"name":"c","image":"j"}] | b c a
          """)
  void strategicPatch_mergedList_hasTheOrderOfTheRealServer(String change, String order)
      throws Exception {
    send("create", DEPLOYMENT);

    kubectl(
        "patch", "deploy", "web", "-p", "{\"spec\":{\"template\":{\"spec\":{" + change + "}}}}");

    String path = "jsonpath={.spec.template.spec.containers[*].name}";
    assertThat(kubectl("get", "deploy", "web", "-o", path)).isEqualTo(order);
  }

  @Test
  void delete_objectWithFinalizer_staysUntilItIsRemoved() throws Exception {
    send("create", CONFIG_MAP.replace("name: a", "name: a, finalizers: [example.com/hold]"));

    kubectl("delete", "cm", "a", "--wait=false");
    String held = kubectl("get", "cm", "a", "-o", "name");
    kubectl("patch", "cm", "a", "--type=merge", "-p", "{\"metadata\":{\"finalizers\":null}}");

    assertThat(held).isEqualTo("configmap/a");
    assertThat(kubectl("get", "cm", "a")).startsWith("Error from server (NotFound)");
    assertThat(kubectl("wait", "--for=delete", "cm/a", "--timeout=30s")).isEmpty();
  }

  @Test
  void replace_object_takesTheNewOne() throws Exception {
    send("create", CONFIG_MAP);

    String answer = send("replace", CONFIG_MAP.replace("k: v", "k: w"));

    assertThat(answer).isEqualTo("configmap/a replaced");
    assertThat(kubectl("get", "cm", "a", "-o", "jsonpath={.data.k}")).isEqualTo("w");
  }

  @Test
  void apiResourcesAndVersions_pinnedApi_areListed() throws Exception {
    assertThat(kubectl("api-versions").lines()).contains("v1", "apps/v1", "batch/v1");
    assertThat(kubectl("api-resources", "-o", "name").lines())
        .contains("configmaps", "deployments.apps", "cronjobs.batch");
  }

  @ParameterizedTest
  @CsvSource({"create namespace zz", "auth can-i get pods"})
  void command_thatPostsProtobuf_isToldWhatIsAccepted(String command) throws Exception {
    String answer = kubectl(command.split(" "));

    assertThat(answer)
        .startsWith("Error from server (UnsupportedMediaType)")
        .contains("application/json");
  }
}
