package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a schema in a definition does to custom resources; as kube-apiserver 1.36 answered. */
class CustomResourceRulesTest {
  private static final String WIDGETS = "/apis/h1.example.com/v1/namespaces/default/widgets";
  private static final String DEFINITION =
      """
      {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
       "metadata":{"name":"widgets.h1.example.com"},
       "spec":{"group":"h1.example.com","scope":"Namespaced",
        "names":{"plural":"widgets","kind":"Widget"},
        "versions":[{"name":"v1","served":true,"storage":true,
         "subresources":{"status":{},"scale":{"specReplicasPath":".spec.replicas",
          "statusReplicasPath":".status.replicas","labelSelectorPath":".status.selector"}},
         "schema":{"openAPIV3Schema":{"type":"object","required":["spec"],"properties":{
          "spec":{"type":"object","required":["size"],"properties":{
           "size":{"type":"string","enum":["S","M"]},
           "replicas":{"type":"integer","minimum":0,"maximum":10},
           "pattern":{"type":"string","pattern":"^[a-z]+$","maxLength":5,"minLength":2},
           "mul":{"type":"integer","multipleOf":3},
           "ex":{"type":"number","minimum":0,"exclusiveMinimum":true},
           "color":{"type":"string","default":"red"},
           "date":{"type":"string","format":"date"},
           "time":{"type":"string","format":"date-time"},
           "ip":{"type":"string","format":"ipv4"},
           "list":{"type":"array","minItems":1,"maxItems":2,"items":{"type":"string"}},
           "set":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}},
           "map":{"type":"array","x-kubernetes-list-type":"map",
            "x-kubernetes-list-map-keys":["name"],"items":{"type":"object","required":["name"],
             "properties":{"name":{"type":"string"},"value":{"type":"string"}}}},
           "ios":{"x-kubernetes-int-or-string":true},
           "null":{"type":"string","nullable":true},
           "free":{"type":"object","x-kubernetes-preserve-unknown-fields":true},
           "extra":{"type":"object","minProperties":1,"maxProperties":2,
            "additionalProperties":{"type":"integer"}},
           "one":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},
            "oneOf":[{"required":["a"]},{"required":["b"]}]},
           "any":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},
            "anyOf":[{"required":["a"]},{"required":["b"]}]},
           "all":{"type":"integer","allOf":[{"minimum":3},{"multipleOf":2}]},
           "not":{"type":"string","not":{"enum":["bad"]}},
           "emb":{"type":"object","x-kubernetes-embedded-resource":true,
            "x-kubernetes-preserve-unknown-fields":true},
           "flag":{"type":"boolean"},"i32":{"type":"integer","format":"int32"}}},
          "status":{"type":"object","properties":{"replicas":{"type":"integer"},
           "selector":{"type":"string"},"phase":{"type":"string","enum":["A"]}}}}}}}]}}
      """;

  @AutoClose private static final Http http = Http.toNewServer();

  @BeforeAll
  static void prepare() throws Exception {
    assertThat(
            http.post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", DEFINITION)
                .status())
        .isEqualTo(201);
  }

  private static String widget(String name, String members) {
    return """
    {"apiVersion":"h1.example.com/v1","kind":"Widget","metadata":{"name":"%s"},%s}
    """
        .formatted(name, members);
  }

  static Stream<Arguments> specs() {
    return Cases.of(
        """
        {}
          422 Invalid
          spec.size: Required value
        {"size":"L"}
          422 Invalid
          spec.size: Unsupported value: "L": supported values: "S", "M"
        {"size":1}
          422 Invalid
          spec.size: Invalid value: "integer": spec.size in body must be of type string: "integer"
          spec.size: Unsupported value: 1: supported values: "S", "M"
        {"size":"S","replicas":11}
          422 Invalid
          spec.replicas: Invalid value: 11: spec.replicas in body should be less than or equal to 10
        {"size":"S","replicas":-1}
          422 Invalid
          spec.replicas: Invalid value: -1: spec.replicas in body should be greater than or equal to 0
          .spec.replicas: Invalid value: -1: should be a non-negative integer
        {"size":"S","replicas":1.0}
          422 Invalid
          .spec.replicas: Invalid value: 0: .spec.replicas accessor error: 1 is of the type float64, expected int64
        {"size":"S","pattern":"A"}
          422 Invalid
          spec.pattern: Invalid value: "A": spec.pattern in body should be at least 2 chars long
        {"size":"S","pattern":"AB"}
          422 Invalid
          spec.pattern: Invalid value: "AB": spec.pattern in body should match '^[a-z]+$'
        {"size":"S","pattern":"abcdefgh"}
          422 Invalid
          spec.pattern: Too long: may not be more than 5 bytes
        {"size":"S","mul":4}
          422 Invalid
          spec.mul: Invalid value: 4: spec.mul in body should be a multiple of 3
        {"size":"S","ex":0}
          422 Invalid
          spec.ex: Invalid value: 0: spec.ex in body should be greater than 0
        {"size":"S","date":"2020-02-30"}
          422 Invalid
          spec.date: Invalid value: "2020-02-30": spec.date in body must be of type date: "2020-02-30"
        {"size":"S","time":"y"}
          422 Invalid
          spec.time: Invalid value: "y": spec.time in body must be of type date-time: "y"
        {"size":"S","time":"2020-01-01T00:00:00"}
          422 Invalid
          spec.time: Invalid value: "2020-01-01T00:00:00": spec.time in body must be of type date-time: "2020-01-01T00:00:00"
        {"size":"S","time":"2020-01-01T00:00:00+0100"}
          422 Invalid
          spec.time: Invalid value: "2020-01-01T00:00:00+0100": spec.time in body must be of type date-time: "2020-01-01T00:00:00+0100"
        {"size":"S","ip":"1.2.3.256"}
          422 Invalid
          spec.ip: Invalid value: "1.2.3.256": spec.ip in body must be of type ipv4: "1.2.3.256"
        {"size":"S","list":[]}
          422 Invalid
          spec.list: Invalid value: 0: spec.list in body should have at least 1 items
        {"size":"S","list":["a","b","c"]}
          422 Invalid
          spec.list: Too many: 3: must have at most 2 items
        {"size":"S","list":["a",1]}
          422 Invalid
          spec.list[1]: Invalid value: "integer": spec.list[1] in body must be of type string: "integer"
        {"size":"S","set":["a","a","a"]}
          422 Invalid
          spec.set[1]: Duplicate value: "a"
        {"size":"S","map":[{"name":"a"},{"name":"a"}]}
          422 Invalid
          spec.map[1]: Duplicate value: {"name":"a"}
        {"size":"S","map":[{"value":"a"}]}
          422 Invalid
          spec.map[0].name: Required value
        {"size":"S","ios":true}
          422 Invalid
          spec.ios: Invalid value: "boolean": spec.ios in body must be of type integer,string: "boolean"
        {"size":"S","extra":{}}
          422 Invalid
          spec.extra: Invalid value: 0: spec.extra in body should have at least 1 properties
        {"size":"S","extra":{"a":1,"b":2,"c":3}}
          422 Invalid
          spec.extra: Too many: 3: must have at most 2 items
        {"size":"S","extra":{"a":"x"}}
          422 Invalid
          spec.extra.a: Invalid value: "string": spec.extra.a in body must be of type integer: "string"
        {"size":"S","one":{}}
          422 Invalid
          <nil>: Invalid value: "": "spec.one" must validate one and only one schema (oneOf). Found none valid
          spec.one.a: Required value
        {"size":"S","one":{"a":"1","b":"1"}}
          422 Invalid
          <nil>: Invalid value: "": "spec.one" must validate one and only one schema (oneOf). Found 2 valid alternatives
        {"size":"S","any":{}}
          422 Invalid
          <nil>: Invalid value: "": "spec.any" must validate at least one schema (anyOf)
          spec.any.a: Required value
        {"size":"S","all":5}
          422 Invalid
          spec.all: Invalid value: 5: spec.all in body should be a multiple of 2
          <nil>: Invalid value: "": "spec.all" must validate all the schemas (allOf)
        {"size":"S","not":"bad"}
          422 Invalid
          <nil>: Invalid value: "": "spec.not" must not validate the schema (not)
        {"size":"S","emb":{"a":1}}
          422 Invalid
          spec.emb.apiVersion: Required value
          spec.emb.kind: Required value
        {"size":"S","i32":3000000000}
          422 Invalid
          <nil>: Invalid value: "": Checked value must be of type integer with format int32 in spec.i32
        {"size":"S","flag":"x"}
          422 Invalid
          spec.flag: Invalid value: "string": spec.flag in body must be of type boolean: "string"
        {"size":"S","ios":"5%","date":"2020-02-29","time":"2020-01-01T00:00:00Z","all":4}
          201
        """);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void create_spec_isCheckedAgainstTheSchema(String spec, String expected) throws Exception {
    Http.Answer answer = http.post(WIDGETS + "?dryRun=All", widget("w", "\"spec\":" + spec));

    Expected.assertAnswer(answer, expected);
  }

  @Test
  void create_unknownFieldsAndNulls_arePrunedAndDefaulted() throws Exception {
    String spec =
        """
        "spec":{"size":"S","unknown":{"x":1},"free":{"a":{"b":1}},"null":null,"color":null,\
        "flag":null},"other":1
        """;

    Http.Answer answer = http.post(WIDGETS + "?dryRun=All", widget("w", spec));

    assertThat(answer.json().getObject("spec").members().keySet())
        .containsExactlyInAnyOrder("size", "free", "null", "color");
    assertThat(answer.json().getString("spec", "color")).isEqualTo("red");
    assertThat(answer.json().has("other")).isFalse();
  }

  @Test
  void create_strict_refusesDuplicateAndUnknownFields() throws Exception {
    String body = widget("w", "\"spec\":{\"size\":\"S\",\"unknown\":1,\"size\":\"M\"},\"foo\":1");

    Http.Answer answer = http.post(WIDGETS + "?dryRun=All&fieldValidation=Strict", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("message"))
        .isEqualTo(
            "Widget in version \"v1\" cannot be handled as a Widget: strict decoding error:"
                + " duplicate field \"spec.size\", unknown field \"foo\","
                + " unknown field \"spec.unknown\"");
  }

  @Test
  void update_withoutVersion_isRefused() throws IOException, InterruptedException {
    http.post(WIDGETS, widget("versionless", "\"spec\":{\"size\":\"S\"}"));

    Http.Answer answer =
        http.put(WIDGETS + "/versionless", widget("versionless", "\"spec\":{\"size\":\"M\"}"));

    Expected.assertAnswer(
        answer,
        """
        422 Invalid
        metadata.resourceVersion: Invalid value: 0: must be specified for an update
        """);
  }

  @Test
  void update_unchangedValueThatIsInvalidNow_isLeftAlone() throws Exception {
    http.post(WIDGETS, widget("old", "\"spec\":{\"size\":\"S\",\"mul\":3}"));
    String definition = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";
    String mul = "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/mul/";
    String patch = "[{\"op\":\"replace\",\"path\":\"%smultipleOf\",\"value\":%d}]";
    String json = "application/json-patch+json";
    http.patch(definition + "widgets.h1.example.com", json, patch.formatted(mul, 5));

    Http.Answer other =
        http.patch(WIDGETS + "/old", "application/merge-patch+json", "{\"spec\":{\"size\":\"M\"}}");
    Http.Answer same =
        http.patch(WIDGETS + "/old", "application/merge-patch+json", "{\"spec\":{\"mul\":6}}");
    http.patch(definition + "widgets.h1.example.com", json, patch.formatted(mul, 3));

    assertThat(other.status()).isEqualTo(200);
    assertThat(same.status()).isEqualTo(422);
  }

  @Test
  void scale_pathsOfTheDefinition_areReadAndWritten() throws Exception {
    http.post(WIDGETS, widget("scaled", "\"spec\":{\"size\":\"S\",\"replicas\":2}"));
    String merge = "application/merge-patch+json";

    http.patch(
        WIDGETS + "/scaled/status",
        merge,
        "{\"spec\":{\"replicas\":7},\"status\":{\"replicas\":3,\"selector\":\"a=b\"}}");
    http.patch(WIDGETS + "/scaled/scale", merge, "{\"spec\":{\"replicas\":4}}");
    Http.Answer tooMany =
        http.patch(WIDGETS + "/scaled/scale", merge, "{\"spec\":{\"replicas\":30}}");
    Http.Answer scale = http.get(WIDGETS + "/scaled/scale");
    Http.Answer object = http.get(WIDGETS + "/scaled");

    assertThat(scale.json().getObject("spec").toString()).isEqualTo("{\"replicas\":4}");
    assertThat(scale.json().getObject("status").toString())
        .isEqualTo("{\"replicas\":3,\"selector\":\"a=b\"}");
    assertThat(object.json().getLong("metadata", "generation")).isEqualTo(2);
    assertThat(tooMany.status()).isEqualTo(422);
  }

  @Test
  void scale_thatIsNone_isRefused() throws Exception {
    http.post(WIDGETS, widget("unscaled", "\"spec\":{\"size\":\"S\",\"replicas\":1}"));
    String scale = WIDGETS + "/unscaled/scale";
    String merge = "application/merge-patch+json";

    Http.Answer text = http.patch(scale, merge, "{\"spec\":{\"replicas\":\"x\"}}");
    Http.Answer negative = http.patch(scale, merge, "{\"spec\":{\"replicas\":-1}}");
    Http.Answer strategic =
        http.patch(scale, "application/strategic-merge-patch+json", "{\"spec\":{\"replicas\":2}}");

    assertThat(text.status()).isEqualTo(422);
    assertThat(text.json().getString("message"))
        .endsWith(
            "cannot unmarshal string into Go struct field ScaleSpec.spec.replicas of type int32");
    Expected.assertAnswer(
        negative,
        """
        422 Invalid
        spec.replicas: Invalid value: -1: spec.replicas in body should be greater than or equal to 0
        .spec.replicas: Invalid value: -1: should be a non-negative integer
        """);
    assertThat(strategic.status()).isEqualTo(415);
    assertThat(http.get(scale).json().getLong("spec", "replicas")).isEqualTo(1);
  }

  @Test
  void status_valueThatDoesNotFit_isRefused() throws Exception {
    http.post(WIDGETS, widget("phased", "\"spec\":{\"size\":\"S\"}"));

    Http.Answer answer =
        http.patch(
            WIDGETS + "/phased/status",
            "application/merge-patch+json",
            "{\"status\":{\"phase\":\"Z\"}}");

    Expected.assertAnswer(
        answer,
        """
        422 Invalid
        status.phase: Unsupported value: "Z": supported values: "A"
        """);
  }

  @Test
  void patch_strategicMerge_isNotForCustomResources() throws Exception {
    http.post(WIDGETS, widget("strategic", "\"spec\":{\"size\":\"S\"}"));

    Http.Answer answer =
        http.patch(
            WIDGETS + "/strategic", "application/strategic-merge-patch+json", "{\"spec\":{}}");

    assertThat(answer.status()).isEqualTo(415);
  }
}
