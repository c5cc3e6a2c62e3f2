package io.kubeweft.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubeweft.codegen.Generator.Input;
import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of documents that generated code uses for something else compile all the same. */
class ClashingNamesTest {
  /** All that the emitters call anything, as long as a property may be called so. */
  private static final List<String> USED =
      List.of(
          "Builder",
          "Codec",
          "Immutable",
          "Inner",
          "Integer",
          "Json",
          "JsonCodec",
          "JsonCodecs",
          "JsonObject",
          "JsonReader",
          "Long",
          "Map",
          "Objects",
          "Override",
          "String",
          "Thing",
          "edit",
          "element",
          "fields",
          "init",
          "key",
          "list",
          "m",
          "name",
          "namespace",
          "other",
          "out",
          "position",
          "rest",
          "that",
          "types",
          "unknown",
          "value");

  @TempDir private Path classes;

  private static Input openApi(String schemas) {
    return new Input("test.json", "{openapi: 3.0.0, components: {schemas: {" + schemas + "}}}");
  }

  private Compiled compiled(Input... inputs) throws Exception {
    return Compiled.of(Generator.generate(List.of(inputs), "clash", Map.of()), classes);
  }

  private static Object read(JsonCodec<Object> codec, String json) {
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    try (JsonReader in = JsonReader.of(utf8, 0, utf8.length, DecodeOptions.DEFAULT)) {
      return Objects.requireNonNull(in.read(codec));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: string}|\"v\"",
        "{type: string, default: v}|\"v\"",
        "{type: integer, format: int32}|7",
        "{type: integer}|7",
        "{type: array, items: {type: string}}|[\"v\"]",
        "{type: array, items: {$ref: '#/components/schemas/x.v1.Inner'}}|[{\"a\":\"v\"}]",
        "{type: object, additionalProperties: {type: string}}|{\"a\":\"v\"}",
        "{type: object}|{\"a\":\"v\"}",
        "{$ref: '#/components/schemas/x.v1.Inner'}|{\"a\":\"v\"}",
        "{allOf: [{$ref: '#/components/schemas/x.v1.Inner'}], default: {}}|{\"a\":\"v\"}",
      })
  void property_namedLikeAnythingOfGeneratedCode_compilesAndIsRead(String schema, String value)
      throws Exception {
    String properties =
        USED.stream().map(name -> name + ": " + schema).collect(Collectors.joining(", "));
    String json =
        USED.stream()
            .map(name -> "\"" + name + "\":" + value)
            .collect(Collectors.joining(",", "{", "}"));
    Input input =
        openApi(
            "x.v1.Thing: {type: object, properties: {"
                + properties
                + "}}, x.v1.Inner: {type: object, properties: {a: {type: string}}}");

    try (Compiled compiled = compiled(input)) {
      JsonCodec<Object> codec = compiled.codec("clash.x.v1.Thing");
      assertThat(Json.parse(Json.writeBytes(codec, read(codec, json)))).isEqualTo(Json.parse(json));
    }
  }

  private static Input crd(String kind, String plural, String version) {
    return new Input(
        plural + ".yaml",
        """
        kind: CustomResourceDefinition
        spec:
          group: example.com
          scope: Namespaced
          names: {plural: %s, kind: %s}
          versions:
            - name: %s
              subresources: {status: {}}
              schema:
                openAPIV3Schema:
                  type: object
                  description: A thing.
                  properties:
                    spec:
                      type: object
                      properties:
                        text: {type: string, description: "Deprecated: no longer."}
                        builders: {type: array, items: {type: object, properties: {a: {type: string}}}}
        """
            .formatted(plural, kind, version));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Builder", "Codec", "Override", "Deprecated", "String", "Nullable"})
  void kind_namedLikeAClassOfGeneratedCode_compilesAndIsRead(String kind) throws Exception {
    String json =
        "{\"apiVersion\":\"example.com/v1\",\"kind\":\"%s\",\"spec\":{\"builders\":[{\"a\":\"v\"}]}}"
            .formatted(kind);

    try (Compiled compiled =
        compiled(crd(kind, "things", "v1"), crd("Other", "others", "v1"), referring(kind))) {
      JsonCodec<Object> codec = compiled.codec("clash.example.v1." + kind);
      assertThat(Json.parse(Json.writeBytes(codec, read(codec, json)))).isEqualTo(Json.parse(json));
    }
  }

  /** A model of the same package with such a kind within. */
  private static Input referring(String kind) {
    String reference = "{$ref: '#/components/schemas/example.com.v1." + kind + "'}";
    return openApi(
        "example.com.v1.Refers: {type: object, properties: {one: %s, some: {type: array, items: %s},"
                .formatted(reference, reference)
            + " named: {type: object, additionalProperties: %s}}}".formatted(reference));
  }

  @Test
  void resource_withDashes_isInCamelCase() throws Exception {
    Input input = crd("NetworkAttachmentDefinition", "network-attachment-definitions", "v1-beta2");

    try (Compiled compiled = compiled(input)) {
      Class<?> group = compiled.load("clash.example.v1beta2.ExampleV1Beta2");
      assertThat(group.getMethod("networkAttachmentDefinitions", String.class)).isNotNull();
      assertThat(group.getField("NETWORK_ATTACHMENT_DEFINITIONS")).isNotNull();
    }
  }

  @Test
  void resource_inCapitals_isNotTakenForItsKind() throws Exception {
    try (Compiled compiled = compiled(crd("DNS", "dns", "v1"))) {
      Class<?> group = compiled.load("clash.example.v1.ExampleV1");
      assertThat(group.getField("DNS").get(null)).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "class|status|example.com/v1/class: \"class\" can not be the name of a method",
        "7things|status|example.com/v1/7things: \"7things\" can not be the name of a method",
        "things|new|example.com/v1/things/new: \"new\" can not be the name of a method",
        "things|rest|example.com/v1/things/rest: every client has a method rest() already",
      })
  void name_thatCanBeNoMethod_isRefusedWithItsPlace(
      String plural, String subresource, String message) {
    Input input = served(plural, subresource);

    SpecException failure =
        catchThrowableOfType(
            SpecException.class, () -> Generator.generate(List.of(input), "clash", Map.of()));

    assertThat(failure).hasMessageContaining(message);
  }

  @Test
  void subresource_withDashes_isInCamelCase() throws Exception {
    try (Compiled compiled = compiled(served("things", "power-off"))) {
      Class<?> client = compiled.load("clash.example.v1.ThingClient");
      assertThat(client.getMethod("powerOff")).isNotNull();
    }
  }

  /** As an aggregated API describes itself. */
  private static Input served(String plural, String subresource) {
    String kind = "x-kubernetes-group-version-kind: {group: example.com, version: v1, kind: Thing}";
    String base = "/apis/example.com/v1/" + plural;
    return new Input(
        "test.yaml",
        """
        openapi: 3.0.0
        paths:
          BASE:
            get: {x-kubernetes-action: list, KIND}
            post: {x-kubernetes-action: post, KIND}
          BASE/{name}:
            get: {x-kubernetes-action: get, KIND}
            put: {x-kubernetes-action: put, KIND}
            patch: {x-kubernetes-action: patch, KIND}
            delete: {x-kubernetes-action: delete, KIND}
          BASE/{name}/PART:
            put: {x-kubernetes-action: put, KIND}
          BASE/{name}/PART/{path}:
            put: {x-kubernetes-action: put, KIND}
        components:
          schemas:
            example.com.v1.Thing:
              type: object
              KIND
              properties:
                apiVersion: {type: string}
                kind: {type: string}
                metadata: {$ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'}
        """
            .replace("KIND", kind)
            .replace("BASE", base)
            .replace("PART", subresource));
  }
}
