package io.kubeweft.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each field of a kubeconfig: what it becomes, or how it is refused. */
class KubeconfigCorpusTest {
  private static final String V1 =
      "apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: ";

  @TempDir Path folder;

  private Path file(String cluster, String user) throws IOException {
    Files.writeString(folder.resolve("pem"), "no PEM, but a file");
    return Files.writeString(
        folder.resolve("config"),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {%s}}]
        users: [{name: u, user: {%s}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """
            .formatted(cluster, user.replace("V1", V1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          server: "https://s"                                              |                                | server=https://s,
          server: s:8080                                                   |                                | server=http://s:8080,
          server: "https://s/p", tls-server-name: name                     |                                | serverName=name
          server: "https://s", insecure-skip-tls-verify: true              |                                | insecure=true
          server: "https://s", insecure-skip-tls-verify: yes               |                                | insecure=true
          server: "https://s", certificate-authority: pem                  |                                | certificateAuthority={dir}/pem
          server: "https://s", certificate-authority-data: eA==            |                                | certificateAuthority={dir}/config: cluster "c": certificate-authority-data
          server: "https://s", unknown-field: 1                            |                                | server=https://s,
          server: "https://s"                                              | token: t                       | authentication=Token[masked]
          server: "https://s"                                              | token: "", tokenFile: ""       | authentication=null
          server: "https://s"                                              | tokenFile: a                   | authentication=TokenFile[{dir}/a]
          server: "https://s"                                              | username: j, password: p       | authentication=Basic[j, masked]
          server: "https://s"                                              | client-certificate: pem, client-key-data: eA== | clientKey={dir}/config: user "u": client-key-data
          server: "https://s"                                              | as: j, as-uid: "1", as-groups: [g], as-user-extra: {k: [v]} | Impersonation[user=j, uid=1, groups=[g], extra={k=[v]}]
          server: "https://s"                                              | exec: {V1 plugin}              | Exec[plugin=ExecPlugin[plugin]]
          server: "https://s"                                              | exec: {V1 ./plugin}            | Exec[plugin=ExecPlugin[{dir}/plugin]]
          server: "https://s"                                              | auth-provider: {name: oidc, config: {idp-issuer-url: i, client-id: c}} | Oidc[i, masked]
          server: "http://s"                                               | token: t                       | authentication=null
          """)
  void clientConfig_field_works(String cluster, String user, String expected) throws IOException {
    ClientConfig config = ClientConfig.fromFile(file(cluster, user == null ? "" : user));

    assertThat(config.toString()).contains(expected.replace("{dir}", folder.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          insecure-skip-tls-verify: true                                             |  | cluster "c": server
          server: "ftp://s"                                                          |  | cluster "c": server
          server: "https://j:S3CRET@s"                                               |  | cluster "c": server
          server: "https://s:port"                                                   |  | cluster "c": server
          server: 1                                                                  |  | cluster "c": server
          server: "https://s", insecure-skip-tls-verify: "true"                      |  | cluster "c": insecure-skip-tls-verify
          server: "https://s", insecure-skip-tls-verify: true, certificate-authority: pem |  | cluster "c": insecure-skip-tls-verify
          server: "https://s", certificate-authority: missing                        |  | cluster "c": certificate-authority
          server: "https://s", certificate-authority: pem, certificate-authority-data: eA== |  | cluster "c": certificate-authority
          server: "https://s", certificate-authority-data: "%%S3CRET"                |  | cluster "c": certificate-authority-data
          server: "https://s", proxy-url: "socks5://p"                               |  | cluster "c": proxy-url
          server: "https://s", proxy-url: "https://j:S3CRET@p"                       |  | cluster "c": proxy-url
          server: "https://s", proxy-url: "://"                                      |  | cluster "c": proxy-url
          server: "https://s" | token: S3CRET, username: j                           | user "u": token, username
          server: "https://s" | token: 1                                             | user "u": token
          server: "https://s" | token: [S3CRET]                                      | user "u": token
          server: "https://s" | password: S3CRET                                     | user "u": username
          server: "https://s" | client-certificate: pem                              | user "u": client-key
          server: "https://s" | client-key-data: eA==                                | user "u": client-certificate
          server: "https://s" | client-certificate: pem, client-key: missing         | user "u": client-key
          server: "https://s" | as-groups: [g]                                       | user "u": as-groups
          server: "https://s" | as-uid: "1"                                          | user "u": as-uid
          server: "https://s" | as: j, as-groups: g                                  | user "u": as-groups
          server: "https://s" | exec: {}                                             | user "u": exec: command
          server: "https://s" | exec: {command: c}                                   | user "u": exec: apiVersion
          server: "https://s" | exec: {command: c, apiVersion: client.authentication.k8s.io/v1alpha1} | user "u": exec: apiVersion
          server: "https://s" | exec: {command: c, apiVersion: client.authentication.k8s.io/v1} | user "u": exec: interactiveMode
          server: "https://s" | exec: {V1 c, env: [{value: S3CRET}]}                 | user "u": exec: env[0]: name
          server: "https://s" | exec: {V1 c}, token: S3CRET                          | user "u": token, exec
          server: "https://s" | auth-provider: {name: gcp}                           | user "u": auth-provider: name
          server: "https://s" | auth-provider: {name: oidc, config: {client-id: c}}  | user "u": auth-provider: config
          """)
  void clientConfig_wrongField_isRefusedByName(String cluster, String user, String place)
      throws IOException {
    Path file = file(cluster, user == null ? "" : user);

    assertThatThrownBy(() -> ClientConfig.fromFile(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("context \"x\": " + file + ": " + place)
        .message()
        .doesNotContain("S3CRET");
  }
}
