package io.kubeweft.codegen;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
