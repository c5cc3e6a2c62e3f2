package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is let in, and to do what; as kube-apiserver 1.36 answered. */
class AccessTest {
  private static final String CORE = "/api/v1/namespaces/default/";
  private static final String AUTHENTICATION = "/apis/authentication.k8s.io/v1/";
  private static final String AUTHORIZATION = "/apis/authorization.k8s.io/v1/";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final KubeApiServer server =
      KubeApiServer.start(
          builder ->
              builder
                  .clock(now::get)
                  .token("viewer-token", "viewer", "viewers")
                  .token("helper-token", "helper")
                  .rules(
                      AccessRule.forGroup("viewers")
                          .verbs("get", "list", "watch")
                          .resources("", "pods", "pods/log", "configmaps", "namespaces"),
                      AccessRule.forUser("viewer")
                          .verbs("update")
                          .resources("", "configmaps")
                          .names("own")
                          .namespaces("default"),
                      AccessRule.forUser("helper").verbs("impersonate").resources("", "users"),
                      AccessRule.forServiceAccount("default", "robot")
                          .verbs("*")
                          .resources("", "configmaps")));
  private final Http http = new Http(server.uri());

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  private Http.Answer as(String token, String method, String path, String body)
      throws IOException, InterruptedException {
    return http.as(token, Map.of(), method, path, body);
  }

  static Stream<Arguments> requests() {
    return Cases.of(
        """
        GET /api/v1/namespaces/default/pods
          200
        GET /api/v1/namespaces/default/pods/x
          404 pods "x" not found
        GET /api/v1/namespaces/default/secrets
          403 secrets is forbidden: User "viewer" cannot list resource "secrets" in API group "" in the namespace "default"
        GET /api/v1/nodes/n
          403 nodes "n" is forbidden: User "viewer" cannot get resource "nodes" in API group "" at the cluster scope
        GET /api/v1/secrets?watch=true
          403 secrets is forbidden: User "viewer" cannot watch resource "secrets" in API group "" at the cluster scope
        DELETE /api/v1/namespaces/default/pods
          403 pods is forbidden: User "viewer" cannot deletecollection resource "pods" in API group "" in the namespace "default"
        PATCH /apis/apps/v1/namespaces/default/deployments/x/scale
          403 deployments.apps "x" is forbidden: User "viewer" cannot patch resource "deployments/scale" in API group "apps" in the namespace "default"
        POST /api/v1/namespaces
          403 namespaces is forbidden: User "viewer" cannot create resource "namespaces" in API group "" at the cluster scope
        GET /apis/foo.example.com/v1/things
          403 things.foo.example.com is forbidden: User "viewer" cannot list resource "things" in API group "foo.example.com" at the cluster scope
        GET /metrics
          403 forbidden: User "viewer" cannot get path "/metrics"
        GET /apis
          200
        PUT /api/v1/namespaces/default/configmaps/other
          403 configmaps "other" is forbidden: User "viewer" cannot update resource "configmaps" in API group "" in the namespace "default"
        PUT /api/v1/namespaces/default/configmaps/own
          404 configmaps "own" not found
        """);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void request_isAllowedByRules(String request, String expected) throws Exception {
    String[] parts = request.split(" ", 2);

    Http.Answer answer =
        as("viewer-token", parts[0], parts[1], "{\"metadata\":{\"name\":\"own\"}}");

    String message = answer.json().getString("message");
    assertThat(answer.status() + (message == null ? "" : " " + message)).isEqualTo(expected);
  }

  @Test
  void request_unknownToken_isUnauthorized() throws Exception {
    Http.Answer answer = as("bad", "GET", "/version", "");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().getString("reason")).isEqualTo("Unauthorized");
  }

  @Test
  void admin_mayDoAnything() throws Exception {
    assertThat(as("admin-token", "GET", CORE + "secrets", "").status()).isEqualTo(200);
  }

  @Test
  void impersonation_needsTheVerb() throws Exception {
    Map<String, String> bob = Map.of("Impersonate-User", "bob");
    String review = AUTHENTICATION + "selfsubjectreviews";

    Http.Answer allowed = http.as("helper-token", bob, "POST", review, "{}");
    Http.Answer refused = http.as("viewer-token", bob, "GET", CORE + "pods", "");
    Http.Answer nobody =
        http.as("helper-token", Map.of("Impersonate-Group", "g"), "GET", CORE + "pods", "");

    assertThat(allowed.json().getObject("status", "userInfo").toString())
        .isEqualTo("{\"username\":\"bob\",\"groups\":[\"system:authenticated\"]}");
    assertThat(refused.json().getString("message"))
        .isEqualTo(
            "pods is forbidden: User \"viewer\" cannot impersonate-on:user-info:list resource"
                + " \"pods\" in API group \"\" in the namespace \"default\"");
    assertThat(nobody.status()).isEqualTo(400);
  }

  @Test
  void accessReviews_areAnsweredFromTheRules() throws Exception {
    String pods = "{\"spec\":{%s\"resourceAttributes\":{\"verb\":\"get\",\"resource\":\"%s\"}}}";
    String self = AUTHORIZATION + "selfsubjectaccessreviews";

    Http.Answer own = as("viewer-token", "POST", self, pods.formatted("", "pods"));
    Http.Answer no = as("viewer-token", "POST", self, pods.formatted("", "secrets"));
    Http.Answer other =
        as(
            "admin-token",
            "POST",
            AUTHORIZATION + "subjectaccessreviews",
            pods.formatted("\"groups\":[\"viewers\"],", "pods"));
    Http.Answer neither = as("viewer-token", "POST", self, "{\"spec\":{}}");

    assertThat(own.json().getBoolean("status", "allowed")).isTrue();
    assertThat(no.json().getBoolean("status", "allowed")).isFalse();
    assertThat(other.json().getBoolean("status", "allowed")).isTrue();
    assertThat(neither.status()).isEqualTo(422);
  }

  @Test
  void rulesReview_listsWhatIsAllowed() throws Exception {
    Http.Answer answer =
        as(
            "viewer-token",
            "POST",
            AUTHORIZATION + "selfsubjectrulesreviews",
            "{\"spec\":{\"namespace\":\"default\"}}");

    assertThat(answer.json().getArray("status", "resourceRules").toString())
        .contains("\"resourceNames\":[\"own\"]", "\"pods/log\"");
  }

  private String token(String spec) throws IOException, InterruptedException {
    Http.Answer answer =
        as("admin-token", "POST", CORE + "serviceaccounts/robot/token", "{\"spec\":" + spec + "}");
    return answer.json().getString("status", "token");
  }

  private void createRobot() throws IOException, InterruptedException {
    as("admin-token", "POST", CORE + "serviceaccounts", "{\"metadata\":{\"name\":\"robot\"}}");
  }

  @Test
  void serviceAccountToken_isWhoCallsUntilItExpires() throws Exception {
    createRobot();
    String token = token("{}");

    JsonObject user =
        as(token, "POST", AUTHENTICATION + "selfsubjectreviews", "{}")
            .json()
            .getObject("status", "userInfo");
    int allowed = as(token, "GET", CORE + "configmaps", "").status();
    int refused = as(token, "GET", CORE + "secrets", "").status();
    now.set(now.get().plus(Duration.ofHours(1)));
    int expired = as(token, "GET", CORE + "configmaps", "").status();

    assertThat(user.getString("username")).isEqualTo("system:serviceaccount:default:robot");
    assertThat(user.getArray("groups").toString())
        .isEqualTo(
            "[\"system:serviceaccounts\",\"system:serviceaccounts:default\","
                + "\"system:authenticated\"]");
    assertThat(allowed).isEqualTo(200);
    assertThat(refused).isEqualTo(403);
    assertThat(expired).isEqualTo(401);
  }

  @Test
  void serviceAccountToken_forOthers_isNotForThisServer() throws Exception {
    createRobot();
    String token = token("{\"audiences\":[\"vault\"]}");
    String review = "{\"spec\":{\"token\":\"%s\",\"audiences\":[\"vault\"]}}".formatted(token);

    int own = as(token, "GET", CORE + "configmaps", "").status();
    Http.Answer theirs = as("admin-token", "POST", AUTHENTICATION + "tokenreviews", review);

    assertThat(own).isEqualTo(401);
    assertThat(theirs.json().getBoolean("status", "authenticated")).isTrue();
  }

  @Test
  void serviceAccountToken_endsWithItsAccount() throws Exception {
    createRobot();
    String token = token("{}");

    as("admin-token", "DELETE", CORE + "serviceaccounts/robot", "");
    createRobot();

    assertThat(as(token, "GET", CORE + "configmaps", "").status()).isEqualTo(401);
  }

  @Test
  void serviceAccountToken_duration_hasBounds() throws Exception {
    createRobot();

    Http.Answer answer =
        as(
            "admin-token",
            "POST",
            CORE + "serviceaccounts/robot/token",
            "{\"spec\":{\"expirationSeconds\":5}}");

    Expected.assertAnswer(
        answer,
        """
        422 Invalid
        spec.expirationSeconds: Invalid value: 5: may not specify a duration less than 10 minutes
        """);
  }
}
