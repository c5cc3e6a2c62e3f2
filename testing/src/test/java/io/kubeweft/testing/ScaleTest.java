package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a Scale must be like; as kube-apiserver 1.36 answered. */
class ScaleTest {
  private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
  private static final String APPLY = "application/apply-patch+yaml";
  private static final String SCALE = DEPLOYMENTS + "/scaled/scale";

  @AutoClose private static final Http http = Http.toNewServer();

  @BeforeAll
  static void prepare() throws Exception {
    Http.Answer made =
        http.post(
            DEPLOYMENTS,
            """
            {"metadata":{"name":"scaled"},"spec":{"replicas":0,"selector":{"matchLabels":{"a":"b"}},
             "template":{"metadata":{"labels":{"a":"b"}},
              "spec":{"containers":[{"name":"c","image":"i"}]}}}}
            """);
    assertThat(made.status()).isEqualTo(201);
  }

  static Stream<Arguments> patches() {
    return Cases.of(
        """
        {"spec":{"replicas":null}}
          200 null
        {"spec":{"replicas":2}}
          200 null
        {"metadata":{"resourceVersion":"0"}}
          200 null
        {"metadata":{"resourceVersion":"1"}}
          409 "Conflict"
        {"metadata":{"name":"other"}}
          400 "BadRequest"
        {"apiVersion":null}
          400 "BadRequest"
        {"spec":{"replicas":"x"}}
          422 "Invalid"
        {"spec":{"replicas":1.5}}
          422 "Invalid"
        {"spec":{"replicas":3000000000}}
          422 "Invalid"
        {"spec":{"replicas":-1}}
          422 "Invalid"
        {"spec":[]}
          422 "Invalid"
        {"kind":"Foo"}
          422 "Invalid"
        """);
  }

  @ParameterizedTest
  @MethodSource("patches")
  void patch_scale_isReadAsOne(String patch, String expected) throws Exception {
    Http.Answer answer = http.patch(SCALE, "application/merge-patch+json", patch);

    assertThat(answer.status() + " " + answer.json().get("reason"))
        .describedAs(answer.text())
        .isEqualTo(expected);
  }

  static Stream<Arguments> updates() {
    return Cases.of(
        """
        {"metadata":{"name":"scaled"},"spec":{"replicas":"x"}}
          Scale in version "v1" cannot be handled as a Scale: json: cannot unmarshal string into Go struct field ScaleSpec.spec.replicas of type int32
        {"kind":"Foo","metadata":{"name":"scaled"}}
          Foo in version "v1" cannot be handled as a Scale: no kind "Foo" is registered for version "autoscaling/v1" in scheme "pkg/runtime/scheme.go:111"
        {"metadata":{"name":"other"}}
          the name of the object (other) does not match the name on the URL (scaled)
        """);
  }

  @ParameterizedTest
  @MethodSource("updates")
  void update_whatIsNoScale_isRefused(String body, String expected) throws Exception {
    Http.Answer answer = http.put(SCALE, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("message")).isEqualTo(expected);
  }

  @Test
  void scale_ofAnotherUid_isAConflict() throws Exception {
    String body = "{\"metadata\":{\"name\":\"scaled\",\"uid\":\"x\"}}";

    Http.Answer updated = http.put(SCALE, body);
    Http.Answer patched = http.patch(SCALE, "application/merge-patch+json", body);

    assertThat(updated.status()).isEqualTo(409);
    assertThat(updated.json().getString("message"))
        .startsWith("Operation cannot be fulfilled on deployments.apps \"scaled\": StorageError:");
    assertThat(patched.status()).isEqualTo(409);
    assertThat(patched.json().getString("message"))
        .startsWith(
            "Operation cannot be fulfilled on deployments/scale.apps \"scaled\": Precondition"
                + " failed: UID in precondition: x, UID in object meta: ");
  }

  @Test
  void apply_scale_ownsItsReplicas() throws Exception {
    String path = DEPLOYMENTS + "/applied";
    String deployment =
        """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"applied"},
         "spec":{"replicas":1,"selector":{"matchLabels":{"a":"b"}},
          "template":{"metadata":{"labels":{"a":"b"}},
           "spec":{"containers":[{"name":"c","image":"i"}]}}}}
        """;
    http.patch(path + "?fieldManager=one", APPLY, deployment);

    Http.Answer conflict = applyScale(path, "?fieldManager=two", 3);
    Http.Answer forced = applyScale(path, "?fieldManager=two&force=true", 3);
    Http.Answer other = http.patch(path + "?fieldManager=one", APPLY, deployment);

    assertThat(conflict.status()).isEqualTo(409);
    assertThat(conflict.json().getString("message"))
        .isEqualTo("Apply failed with 1 conflict: conflict with \"one\": .spec.replicas");
    assertThat(forced.status()).describedAs(forced.text()).isEqualTo(200);
    assertThat(forced.json().getLong("spec", "replicas")).isEqualTo(3);
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.json().getString("message"))
        .contains("conflict with \"two\" with subresource \"scale\"");
  }

  @Test
  void patch_scale_saysWhoAppliesInATypeThatIsKnown() throws Exception {
    assertThat(applyScale(DEPLOYMENTS + "/scaled", "", 1).status()).isEqualTo(422);
    assertThat(http.patch(SCALE, "application/json", "{}").status()).isEqualTo(415);
  }

  private static Http.Answer applyScale(String path, String query, int replicas) throws Exception {
    return http.patch(
        path + "/scale" + query,
        APPLY,
        """
        {"apiVersion":"autoscaling/v1","kind":"Scale","metadata":{"name":"%s"},
         "spec":{"replicas":%d}}
        """
            .formatted(path.substring(path.lastIndexOf('/') + 1), replicas));
  }
}
