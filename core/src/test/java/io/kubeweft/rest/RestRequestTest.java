package io.kubeweft.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestRequestTest {
  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a%2fb", "%", "../x"})
  void of_refusedSegment_throws(String segment) {
    assertThatThrownBy(() -> RequestPath.of("api", segment))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "a, /a",
    "a b, /a%20b",
    "a:b, /a%3Ab",
    "é€, /%C3%A9%E2%82%AC",
    "a?b#c, /a%3Fb%23c",
    "...x, /...x",
    "a+b&c=d, /a%2Bb%26c%3Dd"
  })
  void of_anySegment_isEncoded(String segment, String path) {
    assertThat(RequestPath.of(segment)).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api",
        "",
        "/a?b=c",
        "/a#b",
        "/a b",
        "/a/../b",
        "/a/./b",
        "/a/%2e%2E/b",
        "/a/..",
        "/a\nb",
        "/é"
      })
  void builder_refusedPath_throws(String path) {
    assertThatThrownBy(() -> RestRequest.builder(Verb.GET, path))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/version", "/api/v1/nodes/n1/proxy/x/", "/a%20b", "/apis/a/v1"})
  void builder_goodPath_isKept(String path) {
    assertThat(RestRequest.get(path).path()).isEqualTo(path);
  }

  @Test
  void pathAndQuery_parameters_areEncodedInOrder() {
    RestRequest request =
        RestRequest.builder(Verb.LIST, "/api/v1/pods")
            .query("labelSelector", "app in (a,b)")
            .query("absent", null)
            .query("continue", "x/y+z==")
            .build();

    assertThat(request.pathAndQuery())
        .isEqualTo("/api/v1/pods?labelSelector=app%20in%20%28a%2Cb%29&continue=x%2Fy%2Bz%3D%3D");
  }

  @Test
  void toString_hasNeitherHeadersNorBody() {
    RestRequest request =
        RestRequest.builder(Verb.CREATE, "/api/v1/namespaces/a/secrets")
            .header("Authorization", "Bearer hunter2")
            .query("fieldManager", "hunter2")
            .json("{\"data\":\"hunter2\"}")
            .build();

    assertThat(request).hasToString("create /api/v1/namespaces/a/secrets");
    assertThat(request.headers().toString()).doesNotContain("hunter2");
  }

  @Test
  void toBuilder_keepsEverything() {
    RestRequest request =
        RestRequest.builder(Verb.PATCH, "/x")
            .query("a", "b")
            .header("H", "v")
            .body("text/plain", new byte[] {1})
            .timeout(Duration.ofSeconds(1))
            .idleTimeout(Duration.ofSeconds(2))
            .build();

    assertThat(request.toBuilder().build()).usingRecursiveComparison().isEqualTo(request);
  }

  @Test
  void timeout_notPositive_throws() {
    RestRequest.Builder builder = RestRequest.builder(Verb.GET, "/x");

    assertThatThrownBy(() -> builder.timeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.idleTimeout(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
