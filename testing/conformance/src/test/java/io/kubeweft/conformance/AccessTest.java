package io.kubeweft.conformance;

import static io.kubeweft.conformance.Workloads.configMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubeweft.api.ClientSet;
import io.kubeweft.api.authentication.v1.SelfSubjectReview;
import io.kubeweft.api.authentication.v1.TokenRequest;
import io.kubeweft.api.authentication.v1.UserInfo;
import io.kubeweft.api.authorization.v1.SelfSubjectAccessReview;
import io.kubeweft.api.core.v1.ServiceAccount;
import io.kubeweft.client.KubeClient;
import io.kubeweft.config.Authentication;
import io.kubeweft.config.ClientConfig;
import io.kubeweft.config.Impersonation;
import io.kubeweft.config.Tls;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.TransportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, as whom, and what is not allowed. */
@Conformance("Authentication and authorisation")
class AccessTest {
  @RegisterExtension final Cluster cluster = new Cluster();

  @TempDir Path directory;

  private UserInfo who(ClientConfig config) {
    KubeClient client = cluster.connect(config);
    return ClientSet.of(client)
        .authenticationV1()
        .selfSubjectReviews()
        .create(SelfSubjectReview.of(r -> {}))
        .status()
        .userInfo();
  }

  /** A configuration that shows nothing of who it is. */
  private ClientConfig anonymous() {
    ClientConfig admin = cluster.server().admin();
    return admin.with(
        c ->
            c.authentication(null)
                .tls(Tls.DEFAULT.withCertificateAuthority(admin.tls().certificateAuthority())));
  }

  private static ApiException failure(ThrowableAssert.ThrowingCallable call) {
    ApiException failure = catchThrowableOfType(ApiException.class, call);
    assertThat(failure).as("an ApiException").isNotNull();
    return failure;
  }

  @Test
  void certificate_letsIn() {
    assertThat(who(cluster.server().adminByCertificate()).groups()).contains("system:masters");
  }

  @Test
  void token_letsIn() {
    assertThat(who(cluster.server().adminByToken()).username()).isEqualTo("admin");
  }

  @Test
  void tokenInAFile_isReadAgainWhenItHasChanged() throws Exception {
    ClientConfig admin = cluster.server().adminByToken();
    String token = ((Authentication.Token) admin.authentication()).token();
    Path file = Files.writeString(directory.resolve("token"), "not-a-token");
    KubeClient client =
        cluster.connect(
            admin.with(c -> c.authentication(new Authentication.TokenFile(file, null))));
    assertThat(failure(() -> client.discovery().serverVersion()).isUnauthorized()).isTrue();

    Files.writeString(file, token + "\n");

    assertThat(client.discovery().serverVersion().major()).isEqualTo("1");
  }

  @Test
  void tokenThatIsNone_isUnauthorized() {
    KubeClient client = cluster.connect(anonymous().with(c -> c.token("not-a-token")));

    ApiException failure = failure(() -> client.discovery().serverVersion());

    assertThat(failure.isUnauthorized()).isTrue();
    assertThat(failure.code()).isEqualTo(401);
    assertThat(failure).hasMessageNotContaining("not-a-token");
  }

  @Test
  void serviceAccount_isLetInByItsToken() {
    var accounts = cluster.api().coreV1().serviceAccounts(cluster.namespace());
    accounts.create(ServiceAccount.of("robot", a -> {}));
    String token =
        accounts
            .token()
            .create("robot", TokenRequest.of(t -> t.spec(s -> s.expirationSeconds(600L))))
            .status()
            .token();

    UserInfo user = who(anonymous().with(c -> c.token(token)));

    assertThat(user.username())
        .isEqualTo("system:serviceaccount:" + cluster.namespace() + ":robot");
    assertThat(user.groups())
        .contains("system:serviceaccounts", "system:serviceaccounts:" + cluster.namespace());
  }

  @Test
  void nobody_isAnonymous() {
    KubeClient client = cluster.connect(anonymous());

    ApiException failure =
        failure(() -> ClientSet.of(client).coreV1().configMaps(cluster.namespace()).list());

    assertThat(failure.isForbidden()).isTrue();
    assertThat(failure).hasMessageContaining("system:anonymous");
  }

  @Test
  void impersonation_actsAsAnother() {
    Impersonation jane =
        new Impersonation(
            "jane", "uid-7", List.of("developers"), Map.of("reason", List.of("test")));

    UserInfo user = who(cluster.server().admin().with(c -> c.impersonation(jane)));

    assertThat(user.username()).isEqualTo("jane");
    assertThat(user.uid()).isEqualTo("uid-7");
    assertThat(user.groups()).contains("developers", "system:authenticated");
    assertThat(user.extra()).containsEntry("reason", List.of("test"));
  }

  @Test
  void impersonation_ofSomebodyWithoutRights_isForbidden() {
    KubeClient client =
        cluster.connect(
            cluster.server().admin().with(c -> c.impersonation(Impersonation.of("nobody"))));

    ApiException failure =
        failure(() -> ClientSet.of(client).coreV1().secrets(cluster.namespace()).list());

    assertThat(failure.isForbidden()).isTrue();
    assertThat(failure).hasMessageContaining("nobody");
  }

  @Test
  void impersonation_byOneWhoMayNot_isForbidden() {
    KubeClient client =
        cluster.connect(
            cluster.server().viewer().with(c -> c.impersonation(Impersonation.of("admin"))));

    ApiException failure =
        failure(() -> ClientSet.of(client).coreV1().configMaps(cluster.namespace()).list());

    assertThat(failure.isForbidden()).isTrue();
    assertThat(failure).hasMessageContaining("impersonate");
  }

  @Test
  void viewer_readsButDoesNotWrite() {
    KubeClient client = cluster.connect(cluster.server().viewer());
    var configMaps = ClientSet.of(client).coreV1().configMaps(cluster.namespace());

    assertThat(configMaps.list()).isNotNull();
    ApiException failure = failure(() -> configMaps.create(configMap("c", "1")));

    assertThat(failure.isForbidden()).isTrue();
    assertThat(failure.code()).isEqualTo(403);
    assertThat(failure.status().details().kind()).isEqualTo("configmaps");
    assertThat(failure)
        .hasMessageContaining("viewer")
        .hasMessageContaining("cannot create resource \"configmaps\"");
    assertThat(
            failure(() -> ClientSet.of(client).coreV1().secrets(cluster.namespace()).list())
                .isForbidden())
        .isTrue();
  }

  @Test
  void accessReview_tellsBeforehand() {
    KubeClient client = cluster.connect(cluster.server().viewer());

    assertThat(may(client, "list")).isTrue();
    assertThat(may(client, "delete")).isFalse();
    assertThat(may(cluster.client(), "delete")).isTrue();
  }

  private boolean may(KubeClient client, String verb) {
    return ClientSet.of(client)
        .authorizationV1()
        .selfSubjectAccessReviews()
        .create(
            SelfSubjectAccessReview.of(
                r ->
                    r.spec(
                        s ->
                            s.resourceAttributes(
                                a ->
                                    a.namespace(cluster.namespace())
                                        .verb(verb)
                                        .resource("configmaps")))))
        .status()
        .allowed();
  }

  @Test
  void serverOfAnotherAuthority_isNotTrusted() {
    ClientConfig admin = cluster.server().admin();
    KubeClient client = cluster.connect(admin.with(c -> c.tls(Tls.DEFAULT)));

    TransportException failure =
        catchThrowableOfType(TransportException.class, () -> client.discovery().serverVersion());

    assertThat(failure).isNotNull().hasMessageContaining("certif");
  }
}
