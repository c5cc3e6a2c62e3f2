package io.kubeweft.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigTest {
  @TempDir Path folder;

  private Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private static String config(String name, String server, String token) {
    return """
    clusters: [{name: %1$s, cluster: {server: "%2$s"}}]
    users: [{name: %1$s, user: {token: "%3$s"}}]
    contexts: [{name: %1$s, context: {cluster: %1$s, user: %1$s, namespace: ns-%1$s}}]
    current-context: %1$s
    """
        .formatted(name, server, token);
  }

  private Environment environment(Map<String, String> variables) {
    return new Environment(variables::get, folder, folder.resolve("serviceaccount"));
  }

  private Environment files(Path... paths) {
    String list =
        Stream.of(paths).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    return environment(Map.of("KUBECONFIG", list));
  }

  @Test
  void home_isWhatTheVariableSays() {
    Path ofUser = Path.of(System.getProperty("user.home"));

    assertThat(Environment.home(Map.of("HOME", folder.toString())::get)).isEqualTo(folder);
    assertThat(Environment.home(Map.of("HOME", "")::get)).isEqualTo(ofUser);
    assertThat(Environment.home(Map.<String, String>of()::get)).isEqualTo(ofUser);
  }

  @Test
  void clientConfig_currentContext_isUsed() throws IOException {
    Path file = write("config", config("a", "https://a.example:6443/base", "t"));

    ClientConfig config = ClientConfig.fromFile(file);

    assertThat(config.server()).isEqualTo(URI.create("https://a.example:6443/base"));
    assertThat(config.namespace()).isEqualTo("ns-a");
    assertThat(config.authentication()).isEqualTo(new Authentication.Token("t"));
  }

  @Test
  void fromFile_notThereOrNoKubeconfig_saysWhichOfThem() throws IOException {
    Path pod = write("pod.yaml", "apiVersion: v1\nkind: Pod\n");

    assertThatThrownBy(() -> ClientConfig.fromFile(folder.resolve("none")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(folder.resolve("none") + ": there is no such file");
    assertThatThrownBy(() -> ClientConfig.fromFile(folder))
        .hasMessage(folder + ": a file is expected, and this is a folder");
    assertThatThrownBy(() -> ClientConfig.fromFile(pod))
        .hasMessage(pod + ": kind: this is a Pod, not a kubeconfig");
  }

  @Test
  void load_sameEntryInTwoFiles_firstOwnsAllOfIt() throws IOException {
    Path first = write("first", "users: [{name: b, user: {as: jane}}]\ncurrent-context: ''\n");
    Path second = write("second", config("b", "https://b.example", "secret-of-b"));

    ClientConfig config = Kubeconfig.load(files(first, second)).clientConfig();

    assertThat(config.authentication()).isNull();
    assertThat(config.impersonation()).isEqualTo(Impersonation.of("jane"));
  }

  @Test
  void load_severalFiles_firstCurrentContextCounts() throws IOException {
    Path first = write("first", config("a", "https://a.example", "t"));
    Path second = write("second", config("b", "https://b.example", "t"));

    Kubeconfig kubeconfig = Kubeconfig.load(files(first, second, first));

    assertThat(kubeconfig.currentContext()).isEqualTo("a");
    assertThat(kubeconfig.contexts())
        .containsExactly(
            new Kubeconfig.Context("a", "a", "a", "ns-a"),
            new Kubeconfig.Context("b", "b", "b", "ns-b"));
  }

  @Test
  void load_missingFiles_areSkipped() throws IOException {
    Path there = write("there", config("a", "https://a.example", "t"));

    Kubeconfig kubeconfig = Kubeconfig.load(files(folder.resolve("missing"), there));

    assertThat(kubeconfig.currentContext()).isEqualTo("a");
  }

  @Test
  void load_severalBrokenFiles_allAreNamed() throws IOException {
    Path first = write("first", "clusters: 1");
    Path second = write("second", "{");

    assertThatThrownBy(() -> Kubeconfig.load(files(first, second)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(first.toString())
        .hasMessageContaining(second.toString());
  }

  @Test
  void fromFile_missing_isAnError() {
    assertThatThrownBy(() -> Kubeconfig.fromFile(folder.resolve("missing")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void load_withoutVariable_readsHome() throws IOException {
    write(".kube/config", config("home", "https://home.example", "t"));

    assertThat(ConfigLoader.load(environment(Map.of())).server())
        .isEqualTo(URI.create("https://home.example"));
  }

  @Test
  void load_relativePaths_startAtTheirOwnFile() throws IOException {
    write("one/token", "t1");
    write("two/ca.crt", "x");
    Path one = write("one/config", "users: [{name: u, user: {tokenFile: token}}]");
    Path two =
        write(
            "two/config",
            """
            clusters:
            - {name: c, cluster: {server: "https://c", certificate-authority: ./ca.crt}}
            contexts: [{name: x, context: {cluster: c, user: u}}]
            current-context: x
            """);

    ClientConfig config = Kubeconfig.load(files(one, two)).clientConfig();

    assertThat(config.authentication())
        .isEqualTo(new Authentication.TokenFile(folder.resolve("one/token"), null));
    assertThat(config.tls().certificateAuthority())
        .isEqualTo(PemSource.ofFile(folder.resolve("two/ca.crt")));
  }

  @Test
  void clientConfig_overrides_winOverTheContext() throws IOException {
    Path first = write("first", config("a", "https://a.example", "ta"));
    Path second = write("second", config("b", "https://b.example", "tb"));
    Kubeconfig kubeconfig = Kubeconfig.load(files(first, second));

    ClientConfig other = kubeconfig.clientConfig(s -> s.context("b"));
    ClientConfig mixed = kubeconfig.clientConfig(s -> s.cluster("b").namespace("mine"));
    ClientConfig user = kubeconfig.clientConfig(s -> s.user("b"));

    assertThat(other.server()).hasHost("b.example");
    assertThat(mixed.server()).hasHost("b.example");
    assertThat(mixed.namespace()).isEqualTo("mine");
    assertThat(mixed.authentication()).isEqualTo(new Authentication.Token("ta"));
    assertThat(user.authentication()).isEqualTo(new Authentication.Token("tb"));
  }

  @Test
  void clientConfig_missingEntry_namesWhatIsThere() throws IOException {
    Kubeconfig kubeconfig =
        Kubeconfig.fromFile(write("config", config("a", "https://a.example", "t")));

    assertThatThrownBy(() -> kubeconfig.clientConfig(s -> s.context("nope")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("context \"nope\"", "[a]", "config");
    assertThatThrownBy(() -> kubeconfig.clientConfig(s -> s.user("nope")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("context \"a\"", "user \"nope\"");
  }

  @Test
  void useContext_changesOnlyTheFileThatNamesIt() throws IOException {
    Path first = write("first", "clusters: []\nextra: kept\n");
    Path second = write("second", config("b", "https://b.example", "tb"));
    Path third = write("third", config("c", "https://c.example", "tc"));
    String before = Files.readString(first);

    Kubeconfig changed = Kubeconfig.load(files(first, second, third)).useContext("c");

    assertThat(changed.currentContext()).isEqualTo("c");
    assertThat(Files.readString(first)).isEqualTo(before);
    assertThat(Kubeconfig.fromFile(second).currentContext()).isEqualTo("c");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(second)))
        .isEqualTo("rw-------");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("first", "second", "third");
    }
  }

  @Test
  void useContext_fileIsLocked_isAnErrorAndChangesNothing() throws IOException {
    Path file = write("config", config("a", "https://a.example", "t"));
    write("config.lock", "");
    String before = Files.readString(file);

    assertThatThrownBy(() -> Kubeconfig.fromFile(file).useContext("a"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("config.lock");
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void load_inPod_usesTheServiceAccount() throws IOException {
    Path token = write("serviceaccount/token", "t");
    Path authority = write("serviceaccount/ca.crt", "x");
    write("serviceaccount/namespace", "team\n");
    Map<String, String> variables =
        Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "443");

    ClientConfig config = ConfigLoader.load(environment(variables));

    assertThat(config.server()).isEqualTo(URI.create("https://[fd00::1]:443"));
    assertThat(config.namespace()).isEqualTo("team");
    assertThat(config.authentication()).isEqualTo(new Authentication.TokenFile(token, null));
    assertThat(config.tls().certificateAuthority()).isEqualTo(PemSource.ofFile(authority));
  }

  @Test
  void load_inPodWithoutToken_isAnError() {
    Map<String, String> variables =
        Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1", "KUBERNETES_SERVICE_PORT", "443");

    assertThatThrownBy(() -> ConfigLoader.load(environment(variables)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("token");
  }

  @Test
  void load_nothingAnywhere_saysWhereItHasLooked() {
    assertThatThrownBy(() -> ConfigLoader.load(environment(Map.of())))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("KUBECONFIG", folder.resolve(".kube/config").toString(), "pod");
  }

  @Test
  void toString_ofWhatHoldsSecrets_masksThem() {
    List<Object> holders =
        List.of(
            new Authentication.Token("S3CRET"),
            new Authentication.Basic("jane", "S3CRET"),
            new Authentication.Oidc(Map.of("client-secret", "S3CRET"), null),
            new Authentication.Exec(
                new Authentication.ExecPlugin(
                    "cmd", List.of("S3CRET"), Map.of("K", "S3CRET"), "v1", null, null, "Never")),
            PemSource.of("S3CRET".getBytes(StandardCharsets.US_ASCII)),
            ClientConfig.builder(URI.create("https://a"))
                .proxy(URI.create("http://jane:S3CRET@proxy"))
                .token("S3CRET")
                .build());

    assertThat(holders)
        .allSatisfy(holder -> assertThat(holder.toString()).doesNotContain("S3CRET"));
  }
}
