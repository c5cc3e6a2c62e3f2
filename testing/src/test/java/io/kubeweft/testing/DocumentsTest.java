package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenAPI documents, version, health, warnings and compression: what surrounds the resources. */
class DocumentsTest {
  private static final String DEFINITIONS =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  private static final String DEFINITION =
      """
      {"metadata":{"name":"gauges.example.com"},
       "spec":{"group":"example.com","scope":"Namespaced",
         "names":{"plural":"gauges","singular":"gauge","kind":"Gauge"},
         "versions":[
           {"name":"v1","served":true,"storage":true,"subresources":{"status":{}},
            "schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object",
              "properties":{"size":{"type":"integer","description":"How big.","default":1}}}}}}},
           {"name":"v2","served":true,"storage":false,"deprecated":true,
            "deprecationWarning":"use v1, \\"please\\"",
            "schema":{"openAPIV3Schema":{"type":"object"}}}]}}
      """;

  @AutoClose private final Http http = Http.toNewServer();

  @Test
  void openApi2_pinnedApi_isWhole() throws Exception {
    JsonObject document = http.get("/openapi/v2").json();

    JsonObject definitions = document.getObject("definitions");
    assertThat(document.getString("swagger")).isEqualTo("2.0");
    assertThat(definitions.size()).isEqualTo(771);
    assertThat(references(document)).allSatisfy(name -> assertThat(definitions.has(name)).isTrue());
    assertThat(Json.write(document)).doesNotContain("#/components/");
    assertThat(definitions.get("io.k8s.apimachinery.pkg.api.resource.Quantity"))
        .isEqualTo(Json.parse("{\"type\":\"string\"}"));
    JsonObject pods = document.getObject("paths", "/api/v1/namespaces/{namespace}/pods");
    assertThat(pods.getString("get", "responses", "200", "schema", "$ref"))
        .isEqualTo("#/definitions/io.k8s.api.core.v1.PodList");
    assertThat(pods.getString("post", "x-kubernetes-action")).isEqualTo("post");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/, api, APIVersions",
    "/apis/, apis, APIGroupList",
    "/apis/apps/, apis/apps, APIGroup",
    "/apis/apps/v1/, apis/apps/v1, APIResourceList",
    "/api/v1/, api/v1, APIResourceList"
  })
  void openApi_answersOfDiscovery_areDescribed(String path, String root, String schema)
      throws Exception {
    String name = "io.k8s.apimachinery.pkg.apis.meta.v1." + schema;
    JsonObject index = http.get("/openapi/v3").json().getObject("paths");

    JsonObject v3 = http.get(index.getString(root, "serverRelativeURL")).json();
    JsonObject v2 = http.get("/openapi/v2").json();

    JsonObject answer = v3.getObject("paths", path, "get", "responses", "200");
    assertThat(answer.getString("content", "application/json", "schema", "$ref"))
        .isEqualTo("#/components/schemas/" + name);
    assertThat(v3.getObject("components", "schemas").has(name)).isTrue();
    assertThat(v2.getString("paths", path, "get", "responses", "200", "schema", "$ref"))
        .isEqualTo("#/definitions/" + name);
  }

  @Test
  void openApi3_version_isDescribed() throws Exception {
    JsonObject document = http.get("/openapi/v3/version").json();

    assertThat(document.getObject("components", "schemas").members())
        .containsOnlyKeys("io.k8s.apimachinery.pkg.version.Info");
  }

  private static Set<String> references(JsonValue value) {
    Set<String> names = new TreeSet<>();
    switch (value) {
      case JsonArray array -> array.forEach(each -> names.addAll(references(each)));
      case JsonObject object -> {
        String reference = object.getString("$ref");
        if (reference != null) {
          names.add(reference.substring(reference.lastIndexOf('/') + 1));
        }
        object.members().values().forEach(each -> names.addAll(references(each)));
      }
      default -> {}
    }
    return names;
  }

  @Test
  void openApi2_sameTag_isNotSentAgainUntilSomethingIsDeclared() throws Exception {
    String tag = http.get("/openapi/v2").headers().firstValue("etag").orElseThrow();
    http.header("If-None-Match", tag);
    Http.Answer same = http.get("/openapi/v2");
    http.post(DEFINITIONS, DEFINITION);
    Http.Answer changed = http.get("/openapi/v2");

    assertThat(same.status()).isEqualTo(304);
    assertThat(same.text()).isEmpty();
    assertThat(changed.status()).isEqualTo(200);
    JsonObject gauge = changed.json().getObject("definitions", "com.example.v1.Gauge");
    assertThat(gauge.getString("properties", "metadata", "$ref"))
        .isEqualTo("#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");
    assertThat(gauge.getObject("properties", "spec", "properties", "size"))
        .isEqualTo(Json.parse("{\"type\":\"integer\",\"description\":\"How big.\"}"));
    assertThat(changed.json().getObject("paths").members())
        .containsKeys(
            "/apis/example.com/v1/namespaces/{namespace}/gauges/{name}/status",
            "/apis/example.com/v2/gauges");
  }

  @Test
  void openApi3_customResource_hasADocument() throws Exception {
    JsonObject before = http.get("/openapi/v3").json().getObject("paths");
    http.post(DEFINITIONS, DEFINITION);
    JsonObject after = http.get("/openapi/v3").json().getObject("paths");

    String url = after.getString("apis/example.com/v1", "serverRelativeURL");
    Http.Answer document = http.get(url);
    Http.Answer elsewhere = http.get("/openapi/v3/apis/example.com/v1?hash=OLD");

    JsonObject schemas = document.json().getObject("components", "schemas");
    assertThat(document.headers().firstValue("cache-control")).hasValue("public, immutable");
    assertThat(schemas.members())
        .containsKeys(
            "com.example.v1.Gauge",
            "com.example.v1.GaugeList",
            "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta")
        .doesNotContainKey("io.k8s.api.core.v1.Pod");
    assertThat(references(document.json()))
        .allSatisfy(name -> assertThat(schemas.has(name)).isTrue());
    assertThat(elsewhere.status()).isEqualTo(301);
    assertThat(elsewhere.headers().firstValue("location")).hasValue(url);
    assertThat(before.members()).doesNotContainKey("apis/example.com/v1");
    assertThat(after.get("api/v1")).isEqualTo(before.get("api/v1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /healthz | 200 | ok
          /livez/ping | 200 | ok
          /livez/nothing | 404 | 404 page not found
          /readyz?verbose&exclude=etcd | 200 | [+]etcd excluded: ok
          /livez?verbose | 200 | livez check passed
          """)
  void health_isTold(String path, int status, String text) throws Exception {
    Http.Answer answer = http.get(path);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).contains(text);
    assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
  }

  @Test
  void version_isThePinnedOne() throws Exception {
    JsonObject version = http.get("/version").json();

    assertThat(version.getString("gitVersion")).isEqualTo("v1.36.0");
    assertThat(version.getString("minor")).isEqualTo("36");
    assertThat(version.getString("minCompatibilityMinor")).isEqualTo("35");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/v1/componentstatuses | v1 ComponentStatus is deprecated in v1.19+
          /api/v1/endpoints | v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice
          /apis/networking.k8s.io/v1beta1/ipaddresses | networking.k8s.io/v1beta1 IPAddress is deprecated in v1.34+, unavailable in v1.37+
          /apis/resource.k8s.io/v1beta2/deviceclasses | resource.k8s.io/v1beta2 DeviceClass is deprecated in v1.36+, unavailable in v1.39+
          /apis/storage.k8s.io/v1beta1/volumeattributesclasses | storage.k8s.io/v1beta1 VolumeAttributesClass is deprecated in v1.34+, unavailable in v1.37+; use storage.k8s.io/v1 VolumeAttributesClass
          """)
  void deprecatedVersion_isWarnedOf(String path, String warning) throws Exception {
    Http.Answer answer = http.get(path);

    assertThat(answer.headers().allValues("warning")).containsExactly("299 - \"" + warning + "\"");
  }

  @Test
  void warnings_areOfWhatIsDeprecatedAlone() throws Exception {
    http.post(DEFINITIONS, DEFINITION);

    assertThat(http.get("/apis/example.com/v2/gauges").headers().allValues("warning"))
        .containsExactly("299 - \"use v1, \\\"please\\\"\"");
    assertThat(http.get("/apis/example.com/v1/gauges").headers().allValues("warning")).isEmpty();
    assertThat(http.get("/api/v1/pods").headers().allValues("warning")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate, gzip;q=1.0"})
  void largeAnswers_areCompressedForThoseWhoTakeIt(String encodings) throws Exception {
    String text = "x".repeat(10_000);
    for (int i = 0; i < 14; i++) {
      http.post(
          "/api/v1/namespaces/default/configmaps",
          "{\"metadata\":{\"name\":\"c%d\"},\"data\":{\"k\":\"%s\"}}".formatted(i, text));
    }

    Http.Answer plain = http.get("/api/v1/configmaps");
    http.header("Accept-Encoding", encodings);
    Http.Answer compressed = http.get("/api/v1/configmaps");
    Http.Answer small = http.get("/api/v1/configmaps?limit=1");
    Http.Answer watch = http.get("/api/v1/configmaps?watch=1&timeoutSeconds=1");

    assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
    assertThat(compressed.headers().firstValue("content-encoding")).hasValue("gzip");
    assertThat(compressed.headers().firstValueAsLong("content-length").orElseThrow())
        .isLessThan(20_000);
    assertThat(small.headers().firstValue("content-encoding")).isEmpty();
    assertThat(watch.headers().firstValue("content-encoding")).isEmpty();
  }

  @Test
  void yaml_isWrittenForThoseWhoPreferIt() throws Exception {
    http.accept("application/yaml");

    Http.Answer one = http.get("/api/v1/namespaces/default");
    Http.Answer missing = http.get("/api/v1/namespaces/nothing");

    assertThat(one.headers().firstValue("content-type")).hasValue("application/yaml");
    assertThat(one.text().lines()).contains("kind: Namespace");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.text().lines()).contains("reason: NotFound");
  }
}
