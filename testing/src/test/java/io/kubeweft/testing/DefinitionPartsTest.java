package io.kubeweft.testing;

import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Selectable fields and conversions of definitions; as kube-apiserver 1.36 answered. */
class DefinitionPartsTest {
  private static final String SCHEMA =
      """
      {"type":"object","properties":{"spec":{"type":"object","properties":{
       "a":{"type":"string"},"i":{"type":"integer"},"n":{"type":"number"},
       "l":{"type":"array","items":{"type":"string"}},
       "m":{"type":"object","additionalProperties":{"type":"string"}},
       "any":{"x-kubernetes-preserve-unknown-fields":true}}}}}
      """;

  @AutoClose private static final Http http = Http.toNewServer();

  private static void assertAnswer(String selectable, String conversion, String expected)
      throws Exception {
    Http.Answer answer =
        http.post(
            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions?dryRun=All",
            """
            {"metadata":{"name":"parts.h1.example.com"},
             "spec":{"group":"h1.example.com","scope":"Namespaced","conversion":%s,
              "names":{"plural":"parts","kind":"Part"},
              "versions":[{"name":"v1","served":true,"storage":true,"selectableFields":%s,
               "schema":{"openAPIV3Schema":%s}}]}}
            """
                .formatted(conversion, selectable, SCHEMA));
    Expected.assertAnswer(answer, expected);
  }

  static Stream<Arguments> fields() {
    return Cases.of(
        """
        [{"jsonPath":".spec.a"},{"jsonPath":".spec.i"},{"jsonPath":".spec.m.k"}]
          201
        [{}]
          422 Invalid
          spec.selectableFields[0].jsonPath: Required value
        [{"jsonPath":".spec.a"},{"jsonPath":".spec.a"}]
          422 Invalid
          spec.selectableFields[1].jsonPath: Duplicate value: ".spec.a"
        [{"jsonPath":"spec.a"},{"jsonPath":"{.spec.a}"},{"jsonPath":".spec."},{"jsonPath":".spec.l[0]"}]
          422 Invalid
          spec.selectableFields[0].jsonPath: Invalid value: "spec.a": is an invalid path: expected [ or . but got: spec
          spec.selectableFields[1].jsonPath: Invalid value: "{.spec.a}": is an invalid path: expected [ or . but got: {
          spec.selectableFields[2].jsonPath: Invalid value: ".spec.": is an invalid path: unexpected end of JSON path
          spec.selectableFields[3].jsonPath: Invalid value: ".spec.l[0]": is an invalid path: array notation is not allowed
        [{"jsonPath":".spec.b"},{"jsonPath":".metadata.name"},{"jsonPath":".spec.any.x"},{"jsonPath":".spec.a.b"}]
          422 Invalid
          spec.selectableFields[0].jsonPath: Invalid value: ".spec.b": is an invalid path: does not refer to a valid field
          spec.selectableFields[1].jsonPath: Invalid value: ".metadata.name": is an invalid path: does not refer to a valid field
          spec.selectableFields[2].jsonPath: Invalid value: ".spec.any.x": is an invalid path: does not refer to a valid field
          spec.selectableFields[3].jsonPath: Invalid value: ".spec.a.b": is an invalid path: does not refer to a valid field
        [{"jsonPath":".spec.n"},{"jsonPath":".spec.l"},{"jsonPath":".spec"}]
          422 Invalid
          spec.selectableFields[0].jsonPath: Invalid value: ".spec.n": must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.
          spec.selectableFields[1].jsonPath: Invalid value: ".spec.l": must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.
          spec.selectableFields[2].jsonPath: Invalid value: ".spec": must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.
        [{"jsonPath":".spec.m.a"},{"jsonPath":".spec.m.b"},{"jsonPath":".spec.m.c"},{"jsonPath":".spec.m.d"},{"jsonPath":".spec.m.e"},{"jsonPath":".spec.m.f"},{"jsonPath":".spec.m.g"},{"jsonPath":".spec.m.h"},{"jsonPath":".spec.m.i"}]
          422 Invalid
          spec.selectableFields: Too many: 9: must have at most 8 items
        """);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void create_selectableField_isOneOfTheSchema(String fields, String expected) throws Exception {
    assertAnswer(fields, "{\"strategy\":\"None\"}", expected);
  }

  static Stream<Arguments> conversions() {
    return Cases.of(
        """
        {"strategy":"None","webhook":{}}
          201
        {}
          422 Invalid
          spec.conversion.strategy: Required value
        {"strategy":"Foo"}
          422 Invalid
          spec.conversion.strategy: Unsupported value: "Foo": supported values: "None", "Webhook"
        {"strategy":"None","webhook":{"clientConfig":{"url":"https://example.com/x"},"conversionReviewVersions":["v1"]}}
          422 Invalid
          spec.conversion.webhookClientConfig: Forbidden: should not be set when strategy is not set to Webhook
          spec.conversion.conversionReviewVersions: Forbidden: should not be set when strategy is not set to Webhook
        {"strategy":"Webhook"}
          422 Invalid
          spec.conversion.webhookClientConfig: Required value: required when strategy is set to Webhook
          spec.conversion.conversionReviewVersions: Required value
        {"strategy":"Webhook","webhook":{"clientConfig":{},"conversionReviewVersions":["v3"]}}
          422 Invalid
          spec.conversion.webhookClientConfig: Required value: exactly one of url or service is required
          spec.conversion.conversionReviewVersions: Invalid value: ["v3"]: must include at least one of v1, v1beta1
        {"strategy":"Webhook","webhook":{"clientConfig":{"url":"http://example.com"},"conversionReviewVersions":["v1","v1"]}}
          422 Invalid
          spec.conversion.webhookClientConfig.url: Invalid value: "http": 'https' is the only allowed URL scheme; desired format: https://host[/path]
          spec.conversion.conversionReviewVersions[1]: Invalid value: "v1": duplicate version
        {"strategy":"Webhook","webhook":{"clientConfig":{"service":{"name":"s"}},"conversionReviewVersions":["v1"]}}
          422 Invalid
          spec.conversion.webhookClientConfig.service.name: Required value
        {"strategy":"Webhook","webhook":{"clientConfig":{"service":{"namespace":"n"}},"conversionReviewVersions":["v1"]}}
          422 Invalid
          spec.conversion.webhookClientConfig.service.namespace: Required value
        {"strategy":"Webhook","webhook":{"clientConfig":{"url":"https://example.com/x"},"conversionReviewVersions":["v2","v1beta1"]}}
          201
        """);
  }

  @ParameterizedTest
  @MethodSource("conversions")
  void create_conversion_isChecked(String conversion, String expected) throws Exception {
    assertAnswer("[]", conversion, expected);
  }
}
