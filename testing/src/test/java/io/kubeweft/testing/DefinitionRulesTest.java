package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.json.JsonArray;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a CustomResourceDefinition must be like, and what becomes of it. */
class DefinitionRulesTest {
  private static final String DEFINITIONS =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  private static final String MERGE = "application/merge-patch+json";

  @AutoClose private final Http http = Http.toNewServer();

  private static String definition(String plural, String kind, String versions) {
    return """
    {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
     "metadata":{"name":"%s.h1.example.com"},
     "spec":{"group":"h1.example.com","scope":"Namespaced",
     "names":{"plural":"%s","kind":"%s"},"versions":[%s]}}
    """
        .formatted(plural, plural, kind, versions);
  }

  private static String version(String name, boolean storage, String schema) {
    return """
    {"name":"%s","served":true,"storage":%s,"schema":{"openAPIV3Schema":%s}}
    """
        .formatted(name, storage, schema);
  }

  static Stream<Arguments> schemas() {
    return Cases.of(
        """
        {}
          422 Invalid
          S.type: Required value: must not be empty at the root
        {"type":"string"}
          422 Invalid
          S.type: Invalid value: "string": must be object at the root
        {"type":"object","properties":{"a":{}}}
          422 Invalid
          S.properties[a].type: Required value: must not be empty for specified object fields
        {"type":"object","properties":{"a":{"type":"array"}}}
          422 Invalid
          S.properties[a].items: Required value: must be specified
        {"type":"object","properties":{"a":{"type":"string","uniqueItems":true}}}
          422 Invalid
          S.properties[a].uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic
        {"type":"object","additionalProperties":{"type":"string"}}
          422 Invalid
          S.additionalProperties: Forbidden: must not be used at the root
        {"type":"object","properties":{"a":{"type":"string","default":1}}}
          422 Invalid
          S.properties[a].default: Invalid value: "integer":  in body must be of type string: "integer"
        {"type":"object","properties":{"a":{"$ref":"x"}}}
          422 Invalid
          S.properties[a].$ref: Forbidden: $ref is not supported
        {"type":"object","anyOf":[{"properties":{"b":{"minimum":1}}},{"type":"object"}]}
          422 Invalid
          S.anyOf[1].type: Forbidden: must be empty to be structural
          S.properties[b]: Required value: because it is defined in S.anyOf[0].properties[b]
        {"type":"object","properties":{"a":{"type":"array","items":{"type":"object"},"x-kubernetes-list-type":"map"}}}
          422 Invalid
          S.properties[a].x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map
        {"type":"object","properties":{"metadata":{"type":"object","properties":{"labels":{"type":"object"}}}}}
          422 Invalid
          S.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified
        {"type":"object","properties":{"a":{"x-kubernetes-int-or-string":true,"anyOf":[{"type":"integer"},{"type":"string"}]}}}
          201
        """
            .replace("S.", "spec.validation.openAPIV3Schema."));
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void create_schema_mustBeStructural(String schema, String expected) throws Exception {
    String body = definition("gadgets", "Gadget", version("v1", true, schema));

    Http.Answer answer = http.post(DEFINITIONS + "?dryRun=All", body);

    Expected.assertAnswer(answer, expected);
  }

  @Test
  void create_otherName_isRefused() throws Exception {
    String body =
        definition("gadgets", "Gadget", version("v1", true, "{\"type\":\"object\"}"))
            .replace("gadgets.h1.example.com", "other");

    Http.Answer answer = http.post(DEFINITIONS, body);

    Expected.assertAnswer(
        answer,
        """
        422 Invalid
        metadata.name: Invalid value: "other": must be spec.names.plural+"."+spec.group
        """);
  }

  @Test
  void create_kindThatIsTaken_isNotEstablished() throws Exception {
    String version = version("v1", true, "{\"type\":\"object\"}");
    http.post(DEFINITIONS, definition("as", "A", version));
    http.post(DEFINITIONS, definition("bs", "A", version));

    Http.Answer second = http.get(DEFINITIONS + "/bs.h1.example.com");
    Http.Answer objects = http.get("/apis/h1.example.com/v1/namespaces/default/bs");

    assertThat(second.json().getString("status", "conditions", "0", "status")).isEqualTo("False");
    assertThat(second.json().getString("status", "conditions", "1", "reason"))
        .isEqualTo("NotAccepted");
    assertThat(objects.status()).isEqualTo(404);
  }

  @Test
  void versions_withoutConversion_haveTheDefaultsOfTheStoredOne() throws Exception {
    String one =
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},"
            + "\"b\":{\"type\":\"string\",\"default\":\"one\"}}}";
    String two =
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},"
            + "\"c\":{\"type\":\"string\",\"default\":\"two\"}}}";
    http.post(
        DEFINITIONS,
        definition("as", "A", version("v1", true, one) + "," + version("v2", false, two)));
    http.post(
        "/apis/h1.example.com/v2/namespaces/default/as",
        "{\"apiVersion\":\"h1.example.com/v2\",\"kind\":\"A\",\"metadata\":{\"name\":\"x\"},"
            + "\"a\":\"1\"}");

    Http.Answer list = http.get("/apis/h1.example.com/v2/namespaces/default/as");
    Http.Answer first = http.get("/apis/h1.example.com/v1/namespaces/default/as/x");
    Http.Answer second = http.get("/apis/h1.example.com/v2/namespaces/default/as/x");

    assertThat(first.json().getString("apiVersion")).isEqualTo("h1.example.com/v1");
    assertThat(first.json().getString("b")).isEqualTo("one");
    assertThat(first.json().has("c")).isFalse();
    assertThat(second.json().getString("apiVersion")).isEqualTo("h1.example.com/v2");
    assertThat(second.json().getString("a")).isEqualTo("1");
    assertThat(second.json().has("b")).isFalse();
    assertThat(second.json().has("c")).isFalse();
    assertThat(list.json().getObject("items", "0")).isEqualTo(second.json());
  }

  @Test
  void update_otherStoredVersion_isNotedInTheSameWrite() throws Exception {
    String object = "{\"type\":\"object\"}";
    http.post(
        DEFINITIONS,
        definition("as", "A", version("v1", true, object) + "," + version("v2", false, object)));

    Http.Answer answer =
        http.patch(
            DEFINITIONS + "/as.h1.example.com",
            "application/json-patch+json",
            """
            [{"op":"replace","path":"/spec/versions/0/storage","value":false},
             {"op":"replace","path":"/spec/versions/1/storage","value":true}]
            """);

    assertThat(answer.json().getArray("status", "storedVersions"))
        .isEqualTo(JsonArray.ofStrings("v1", "v2"));
  }

  @Test
  void delete_objectsWithFinalizers_areWaitedFor() throws Exception {
    http.post(DEFINITIONS, definition("as", "A", version("v1", true, "{\"type\":\"object\"}")));
    String as = "/apis/h1.example.com/v1/namespaces/default/as";
    String object =
        "{\"apiVersion\":\"h1.example.com/v1\",\"kind\":\"A\",\"metadata\":{\"name\":\"%s\"%s}}";
    http.post(as, object.formatted("x", ",\"finalizers\":[\"h1.example.com/x\"]"));
    http.post(as, object.formatted("y", ""));

    http.delete(DEFINITIONS + "/as.h1.example.com");
    Http.Answer gone = http.get(as + "/y");
    Http.Answer kept = http.get(as + "/x");
    Http.Answer refused = http.post(as, object.formatted("z", ""));
    Http.Answer terminating = http.get(DEFINITIONS + "/as.h1.example.com");
    http.patch(as + "/x", MERGE, "{\"metadata\":{\"finalizers\":null}}");

    assertThat(gone.status()).isEqualTo(404);
    assertThat(kept.json().getString("metadata", "deletionTimestamp")).isNotNull();
    assertThat(refused.json().getString("message"))
        .isEqualTo(
            "as.h1.example.com \"z\" is forbidden: create not allowed while custom resource"
                + " definition is terminating");
    assertThat(terminating.json().getString("status", "conditions", "2", "type"))
        .isEqualTo("Terminating");
    assertThat(http.get(DEFINITIONS + "/as.h1.example.com").status()).isEqualTo(404);
    assertThat(http.get(as).status()).isEqualTo(404);
  }

  @Test
  void create_rulesInCel_warnsThatTheyAreNotEvaluated() throws Exception {
    String schema =
        "{\"type\":\"object\",\"x-kubernetes-validations\":[{\"rule\":\"has(self.a)\"}]}";

    Http.Answer answer = http.post(DEFINITIONS, definition("as", "A", version("v1", true, schema)));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.warnings().getFirst()).contains("not evaluated by the in-memory API server");
  }

  @Test
  void get_deprecatedVersion_warns() throws Exception {
    String deprecated =
        version("v1", true, "{\"type\":\"object\"}")
            .replace("\"served\":true", "\"served\":true,\"deprecated\":true");
    http.post(DEFINITIONS, definition("as", "A", deprecated));

    Http.Answer answer = http.get("/apis/h1.example.com/v1/namespaces/default/as");

    assertThat(answer.warnings()).containsExactly("299 - \"h1.example.com/v1 A is deprecated\"");
  }

  @Test
  void update_plural_isRefused() throws Exception {
    http.post(DEFINITIONS, definition("as", "A", version("v1", true, "{\"type\":\"object\"}")));

    Http.Answer answer =
        http.patch(
            DEFINITIONS + "/as.h1.example.com",
            MERGE,
            "{\"spec\":{\"names\":{\"plural\":\"bs\"}}}");

    Expected.assertAnswer(
        answer,
        """
        422 Invalid
        spec.names.plural: Invalid value: "bs": field is immutable
        """);
  }
}
