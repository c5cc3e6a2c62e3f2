package io.kubeweft.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.codegen.Generator.Input;
import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.meta.Quantity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole documents: what is generated compiles without a warning, and loses nothing of objects that
 * are made from the documents' own schemas. The pinned v3 facts have the same test in src-gen.
 */
class CorpusTest {
  @TempDir private Path classes;

  private int roundTrip(List<Input> inputs, int objects) throws Exception {
    Plan plan = Generator.plan(inputs, "corpus", Map.of());
    Spec spec =
        InlineObjects.lift(
            FixUp.all(
                SpecReader.read(
                    inputs.stream().map(i -> new SpecReader.Source(i.name(), i.text())).toList())),
            Map.of());
    RandomValues values = new RandomValues(spec.definitions());
    try (Compiled compiled = Compiled.of(Generator.generate(inputs, "corpus", Map.of()), classes)) {
      for (Plan.Model model : plan.models()) {
        JsonCodec<Object> codec = compiled.codec(model.packageName() + "." + model.simple());
        Spec.Schema schema = spec.definitions().get(model.definition()).schema();
        for (int i = 0; i < objects; i++) {
          JsonObject object = values.object(schema);

          Object read = read(codec, Json.write(object).getBytes(StandardCharsets.UTF_8));
          JsonValue written = Json.parse(Json.writeBytes(codec, read));

          assertThat(written).as(model.definition()).isEqualTo(object);
          assertThat(read(codec, Json.writeBytes(codec, read))).isEqualTo(read);
        }
      }
    }
    return plan.models().size();
  }

  @Test
  void customResources_compileAndLoseNothing() throws Exception {
    int models = roundTrip(UpstreamTest.documents(UpstreamTest.shared("crds")), 20);

    assertThat(models).isGreaterThan(100);
  }

  @ParameterizedTest
  @CsvSource({"crontabs.yaml, 7", "alarms.yaml, 4"})
  void ownCustomResource_compilesAndLosesNothing(String document, int models) throws Exception {
    Path crd = Path.of("src/test/resources", document);

    assertThat(roundTrip(List.of(new Input("crd", Files.readString(crd))), 50)).isEqualTo(models);
  }

  @Test
  void swagger_compilesAndLosesNothing() throws Exception {
    Path v2 = UpstreamTest.shared("openapi/kubernetes-1.36.0-swagger.json");

    assertThat(roundTrip(List.of(new Input("v2", Files.readString(v2))), 3)).isGreaterThan(600);
  }

  /** Descriptions, names and values that would end a comment or a string of Java. */
  @Test
  void textThatTriesToBreakOut_staysText() throws Exception {
    List<String> attacks =
        List.of(
            "*/ } class Evil {} /*",
            "\\u002a\\u002f } class Evil {} \\u002f\\u002a",
            "\\\\u002a/ \\u0022 \" + evil() + \"",
            "{@link Evil} {@code */} <script>alert(1)</script> &lt; @see <a href=\"x\">",
            "line\nbreak\r\n*/\u2028*/\u0085 \u0000 \u000b",
            "Deprecated: */ @Deprecated @SuppressWarnings(\"all\")");
    StringBuilder properties = new StringBuilder();
    for (int i = 0; i < attacks.size(); i++) {
      String text = Json.write(new JsonString(attacks.get(i)));
      properties.append(
          "%s\"p%d\":{\"type\":\"string\",\"description\":%s}"
              .formatted(i == 0 ? "" : ",", i, text));
      properties.append(",%s:{\"type\":\"string\",\"default\":%s}".formatted(text, text));
    }
    String document =
        "{\"openapi\":\"3.0.0\",\"components\":{\"schemas\":{\"x.v1.Thing\":{\"type\":\"object\","
            + "\"description\":"
            + Json.write(new JsonString(String.join(" ", attacks.subList(0, 4))))
            + ",\"properties\":{"
            + properties
            + "}}}}}";
    Map<String, String> renames = new HashMap<>();
    for (int i = 0; i < attacks.size(); i++) {
      renames.put(attacks.get(i), "evil" + i);
    }

    List<Generator.SourceFile> files =
        Generator.generate(List.of(new Input("evil", document)), "corpus", renames);

    try (Compiled compiled = Compiled.of(files, classes)) {
      JsonObject.Builder object = JsonObject.builder();
      renames.keySet().forEach(name -> object.put(name, "v"));
      JsonObject tree = object.build();
      JsonCodec<Object> codec = compiled.codec("corpus.x.v1.Thing");
      Object read = read(codec, Json.write(tree).getBytes(StandardCharsets.UTF_8));

      assertThat(Json.parse(Json.writeBytes(codec, read))).isEqualTo(tree);
      for (String java : renames.values()) {
        assertThat(read.getClass().getMethod(java).invoke(read)).isEqualTo("v");
      }
      try (Stream<Path> written = Files.walk(classes)) {
        assertThat(written).noneMatch(file -> file.getFileName().toString().startsWith("Evil"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"4294967296", "\"4Gi\"", "0.5", "\"1e3\""})
  void quantity_asControllerGenWritesIt_isAQuantity(String json) throws Exception {
    String quantity =
        """
        anyOf: [{type: integer}, {type: string}]
        x-kubernetes-int-or-string: true
        pattern: '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$'
        """;
    String crd =
        Files.readString(Path.of("src/test/resources/crontabs.yaml"))
            .replace(
                "limit: {x-kubernetes-int-or-string: true}",
                "limits: {type: object, additionalProperties: {%s}}"
                    .formatted(quantity.strip().replace("\n", ", ")));

    List<Generator.SourceFile> files =
        Generator.generate(List.of(new Input("crd", crd)), "corpus", Map.of());

    try (Compiled compiled = Compiled.of(files, classes)) {
      JsonCodec<Object> codec = compiled.codec("corpus.stable.v1.CronTabSpec");
      byte[] utf8 = "{\"limits\":{\"memory\":%s}}".formatted(json).getBytes(StandardCharsets.UTF_8);
      Object spec = read(codec, utf8);
      assertThat(spec.getClass().getMethod("limits").invoke(spec))
          .isEqualTo(Map.of("memory", Quantity.parse(json.replace("\"", ""))));
    }
  }

  /** As from a server: a made-up apiVersion or kind is none of this test's business. */
  private static Object read(JsonCodec<Object> codec, byte[] utf8) {
    try (JsonReader in = JsonReader.of(utf8, 0, utf8.length, DecodeOptions.DEFAULT)) {
      return Objects.requireNonNull(in.read(codec));
    }
  }
}
