package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What patches do in their corners; as kube-apiserver 1.36 answered. */
class PatchTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String JSON = "application/json-patch+json";
  private static final String MERGE = "application/merge-patch+json";
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @AutoClose private static final Http http = Http.toNewServer();

  /** Makes an object of its own for a case. */
  private static String map() throws IOException, InterruptedException {
    String name = "patched-" + NUMBERS.incrementAndGet();
    Http.Answer made =
        http.post(
            MAPS,
            """
            {"metadata":{"name":"%s","finalizers":["a.com/1","a.com/2"]},"data":{"a":"b"}}
            """
                .formatted(name));
    assertThat(made.status()).isEqualTo(201);
    return MAPS + "/" + name;
  }

  static Stream<Arguments> operations() {
    return Cases.of(
        """
        [{"op":"replace","path":"/data/absent","value":"x"}]
          data: {"a":"b","absent":"x"}
        [{"op":"add","path":"/data/empty"}]
          data: {"a":"b","empty":""}
        [{"op":"test","path":"/data/absent","value":null},{"op":"test","path":"/data/absent"}]
          data: {"a":"b"}
        [{"op":"copy","from":"/data/a","path":"/data/c"}]
          data: {"a":"b","c":"b"}
        [{"op":"copy","from":"/data/absent","path":"/data/c"}]
          data: {"a":"b","c":""}
        [{"op":"remove","path":"/metadata/finalizers/-1"}]
          metadata.finalizers: ["a.com/1"]
        [{"op":"replace","path":"/metadata/finalizers/-2","value":"a.com/3"}]
          metadata.finalizers: ["a.com/3","a.com/2"]
        [{"op":"add","path":"/metadata/finalizers/-1","value":"a.com/3"}]
          metadata.finalizers: ["a.com/1","a.com/2","a.com/3"]
        [{"op":"remove","path":"/kind"}]
          kind: "ConfigMap"
        """);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void jsonPatch_corner_isAppliedAsByItsLibrary(String operations, String expected)
      throws Exception {
    Http.Answer answer = http.patch(map(), JSON, operations);

    assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
    Expected.assertValues(answer.json(), expected);
  }

  static Stream<Arguments> badOperations() {
    return Cases.of(
        """
        [{"op":"remove","path":"/data/absent"}]
          422 Invalid
        [{"op":"move","from":"/data/absent","path":"/data/c"}]
          422 Invalid
        [{"op":"add","path":"/absent/a","value":"x"}]
          422 Invalid
        [{"op":"test","path":"/data/absent","value":"x"}]
          422 Invalid
        [{"op":"shift","path":"/data/a"}]
          422 Invalid
        [{"op":"add","value":"x"}]
          422 Invalid
        [{"op":"add","path":"data","value":"x"}]
          422 Invalid
        [{"op":"remove","path":"/metadata/finalizers/2"}]
          422 Invalid
        [{"op":"remove","path":"/metadata/finalizers/-3"}]
          422 Invalid
        [{"op":"replace","path":"","value":{}}]
          400 BadRequest
        [{"op":"remove","path":"/apiVersion"}]
          400 BadRequest
        """);
  }

  @ParameterizedTest
  @MethodSource("badOperations")
  void jsonPatch_thatCanNotBeApplied_isRefused(String operations, String expected)
      throws Exception {
    Expected.assertAnswer(http.patch(map(), JSON, operations), expected);
  }

  @Test
  void jsonPatch_ofTooManyOperations_isTooLarge() throws Exception {
    String test = "{\"op\":\"test\",\"path\":\"/data/a\",\"value\":\"b\"}";

    Http.Answer most =
        http.patch(map(), JSON, "[" + String.join(",", Collections.nCopies(10_000, test)) + "]");
    Http.Answer tooMany =
        http.patch(map(), JSON, "[" + String.join(",", Collections.nCopies(10_001, test)) + "]");

    assertThat(most.status()).isEqualTo(200);
    assertThat(tooMany.status()).isEqualTo(413);
    assertThat(tooMany.json().getString("reason")).isEqualTo("RequestEntityTooLarge");
    assertThat(tooMany.json().has("details")).isFalse();
    assertThat(tooMany.json().getString("message"))
        .isEqualTo(
            "Request entity too large: The allowed maximum operations in a JSON patch is 10000,"
                + " got 10001");
  }

  static Stream<Arguments> otherTypes() {
    return Cases.of(
        """
        {"kind":"Foo"}
          no kind "Foo" is registered for version "v1" in scheme "pkg/runtime/scheme.go:111"
        {"apiVersion":"v2"}
          no kind "ConfigMap" is registered for version "v2" in scheme "pkg/runtime/scheme.go:111"
        {"kind":"Service"}
          converting (v1.Service) to (core.ConfigMap): unknown conversion
        {"apiVersion":"apps/v1","kind":"Deployment"}
          converting (v1.Deployment) to (core.ConfigMap): unknown conversion
        """);
  }

  @ParameterizedTest
  @MethodSource("otherTypes")
  void patch_toAnotherKind_isInvalid(String patch, String expected) throws Exception {
    Http.Answer answer = http.patch(map(), MERGE, patch);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().getString("details", "causes", "0", "field")).isEqualTo("patch");
    assertThat(answer.json().getString("message")).endsWith(": " + expected);
  }

  static Stream<Arguments> metadata() {
    return Cases.of(
        """
        {"resourceVersion":"0"}
          200
        {"resourceVersion":"1"}
          409 Conflict
        {"creationTimestamp":null,"generation":5,"selfLink":"x"}
          200
        {"deletionTimestamp":"2020-01-01T00:00:00Z"}
          422 Invalid
          metadata.deletionTimestamp: Invalid value: "2020-01-01T00:00:00Z": field is immutable
          metadata.deletionTimestamp: Invalid value: "2020-01-01T00:00:00Z": field is immutable
        {"deletionGracePeriodSeconds":5}
          422 Invalid
          metadata.deletionGracePeriodSeconds: Invalid value: 5: field is immutable
          metadata.deletionGracePeriodSeconds: Invalid value: 5: field is immutable
        """);
  }

  @ParameterizedTest
  @MethodSource("metadata")
  void patch_metadata_isChecked(String metadata, String expected) throws Exception {
    Http.Answer answer = http.patch(map(), MERGE, "{\"metadata\":" + metadata + "}");

    Expected.assertAnswer(answer, expected);
  }

  @Test
  void apply_ofAnotherUid_isInvalidAsAPatchIs() throws Exception {
    String path = map();
    String name = path.substring(path.lastIndexOf('/') + 1);

    Http.Answer answer =
        http.patch(
            path + "?fieldManager=one",
            "application/apply-patch+yaml",
            """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s","uid":"x"}}
            """
                .formatted(name));

    Expected.assertAnswer(
        answer,
        """
        422 Invalid
        metadata.uid: Invalid value: "x": field is immutable
        metadata.uid: Invalid value: "x": field is immutable
        """);
  }

  @Test
  void patch_versionThatIsNoNumber_isAnErrorOfTheServer() throws Exception {
    Http.Answer answer = http.patch(map(), MERGE, "{\"metadata\":{\"resourceVersion\":\"x\"}}");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.json().getString("message"))
        .isEqualTo("strconv.ParseUint: parsing \"x\": invalid syntax");
  }
}
