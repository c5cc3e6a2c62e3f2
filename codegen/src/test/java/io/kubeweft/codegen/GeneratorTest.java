package io.kubeweft.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubeweft.codegen.Generator.Input;
import io.kubeweft.codegen.Generator.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private static Input crontabs() throws IOException {
    return document("crontabs.yaml");
  }

  private static Input document(String name) throws IOException {
    try (InputStream in = GeneratorTest.class.getResourceAsStream("/" + name)) {
      return new Input(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static List<SourceFile> generate(Input... inputs) {
    return Generator.generate(List.of(inputs), "com.example.cron", Map.of());
  }

  /** Rewrite with {@code -Dgolden=write}. */
  @ParameterizedTest
  @ValueSource(strings = {"crontabs", "alarms"})
  void generate_customResource_isTheGoldenText(String name) throws IOException {
    Path folder = GOLDEN.resolve(name);
    Map<String, String> files = new TreeMap<>();
    generate(document(name + ".yaml"))
        .forEach(f -> files.put(f.className() + ".java.txt", f.text()));
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
    }

    try (Stream<Path> golden = Files.list(folder)) {
      assertThat(golden.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(files.keySet());
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      assertThat(file.getValue())
          .as(file.getKey())
          .isEqualTo(Files.readString(folder.resolve(file.getKey())));
    }
  }

  /** The document is what a 1.36 server says of the CRD, without what has other definitions. */
  @Test
  void plan_openApiOfAServer_isThatOfTheCrd() throws IOException {
    String served = Files.readString(Path.of("src/test/resources/crontabs-openapi.json"));

    Plan fromServer = Generator.plan(List.of(new Input("served", served)), "api", Map.of());
    Plan fromCrd = Generator.plan(List.of(crontabs()), "api", Map.of());

    Surface.Difference difference = Surface.difference(fromCrd, fromServer);
    assertThat(difference.breaking()).isEmpty();
    assertThat(difference.harmless()).isEmpty();
  }

  @Test
  void generate_shuffledInput_givesTheSameBytes() {
    List<String> schemas = new ArrayList<>();
    for (String name : List.of("Aa", "Bb", "Cc", "Dd")) {
      schemas.add(
          "\"x.v1."
              + name
              + "\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}");
    }
    List<SourceFile> first = generate(openApi(schemas));
    Collections.shuffle(schemas, new Random(1));

    List<SourceFile> second = generate(openApi(schemas));

    assertThat(second).isEqualTo(first);
  }

  private static Input openApi(List<String> schemas) {
    return new Input(
        "test.json",
        "{\"openapi\":\"3.0.0\",\"components\":{\"schemas\":{" + String.join(",", schemas) + "}}}");
  }

  private static Input property(String name, String schema) {
    return openApi(
        List.of(
            "\"x.v1.Thing\":{\"type\":\"object\",\"properties\":{\""
                + name
                + "\":"
                + schema
                + "}}"));
  }

  @Test
  void generate_descriptionThatTriesToBreakOut_staysAComment() {
    String evil = "*/ class Evil {} /* {@code x} <script> \\\\u002a/ @deprecated";
    Input input = property("a", "{\"type\":\"string\",\"description\":\"" + evil + "\"}");

    String text =
        generate(input).stream()
            .filter(f -> f.className().endsWith(".Thing"))
            .findFirst()
            .orElseThrow()
            .text();

    assertThat(text).contains("class Evil").doesNotContain("*/ class").doesNotContain("\\u002a");
    assertThat(text).doesNotContain("<script>").doesNotContain("@deprecated");
  }

  @ParameterizedTest
  @CsvSource({"class", "a-b", "object", "toString", "of", "$", "_", "NAMES", "CODEC", "EMPTY"})
  void generate_nameThatIsNotInTheTable_saysWhatToWrite(String name) {
    SpecException failure =
        catchThrowableOfType(
            SpecException.class, () -> generate(property(name, "{\"type\":\"string\"}")));
    if (name.equals("object")) {
      assertThat(failure).as("is in the table").isNull();
      return;
    }

    assertThat(failure)
        .hasMessageContaining("x.v1.Thing." + name)
        .hasMessageContaining("@GenerateClients(rename = \"" + name + "=otherName\")");
  }

  private static Input spec(String properties) {
    return new Input(
        "things.yaml",
        """
        kind: CustomResourceDefinition
        spec:
          group: example.com
          scope: Namespaced
          names: {plural: things, kind: Thing}
          versions:
            - name: v1
              schema:
                openAPIV3Schema:
                  type: object
                  properties:
                    spec: {type: object, properties: {%s}}
        """
            .formatted(properties));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: {O: {bC: {O: {x: S}}}}, aB: {O: {c: {O: {x: S}}}}|spec.a.bC|spec.aB.c|c",
        "fooBar: {O: {x: S}}, foobar: {O: {x: S}}|spec.fooBar|spec.foobar|foobar",
        "a: {type: array, items: {O: {x: S}}}, aItem: {O: {x: S}}|spec.a[]|spec.aItem|aItem",
      })
  void generate_twoObjectsOfOneClass_namesThePlacesAndThatNameHelps(
      String properties, String one, String other, String rename) {
    Input input =
        spec(properties.replace("O:", "type: object, properties:").replace("S", "{type: string}"));

    SpecException failure = catchThrowableOfType(SpecException.class, () -> generate(input));

    assertThat(failure)
        .hasMessageStartingWith(
            "example.com.v1.Thing.%s and example.com.v1.Thing.%s would both become the class"
                .formatted(one, other))
        .hasMessageContaining("@GenerateClients(rename = \"" + rename + "=otherName\")");
    assertThat(Generator.generate(List.of(input), "com.example", Map.of(rename, "otherName")))
        .isNotEmpty();
  }

  @Test
  void generate_definitionsThatDifferInCaseOnly_areRefused() {
    Input input =
        openApi(List.of("\"x.v1.Ab\":{\"type\":\"object\"}", "\"x.v1.aB\":{\"type\":\"object\"}"));

    SpecException failure = catchThrowableOfType(SpecException.class, () -> generate(input));

    assertThat(failure).hasMessageContaining("x.v1.Ab and x.v1.aB would both become");
  }

  /** Its own builder, its list and its object would warn of it. */
  @Test
  void generate_deprecatedObject_compilesWithoutAWarning(@TempDir Path classes) throws Exception {
    Input input =
        spec(
            """
            old: {type: object, description: 'Deprecated: x', properties: {a: {type: string}}},
            olds: {type: array, description: 'Deprecated: x',
              items: {type: object, description: 'Deprecated: x', properties: {a: {type: string}}}}
            """
                .replace("\n", " "));

    try (Compiled compiled = Compiled.of(generate(input), classes)) {
      Class<?> builder = compiled.load("com.example.cron.example.v1.ThingSpec$Builder");
      assertThat(builder.getMethod("old", Consumer.class).isAnnotationPresent(Deprecated.class))
          .isTrue();
    }
  }

  @Test
  void generate_renamedProperty_keepsItsNameInJson() {
    List<SourceFile> files =
        Generator.generate(
            List.of(property("class", "{\"type\":\"string\"}")),
            "com.example",
            Map.of("class", "className"));

    assertThat(files)
        .anySatisfy(
            f ->
                assertThat(f.text())
                    .contains("className(@Nullable String className)")
                    .contains("FieldNames.of(\"class\")"));
  }

  @Test
  void generate_referenceToNothing_namesThePlace() {
    Input input = property("a", "{\"$ref\":\"#/components/schemas/x.v1.Gone\"}");

    SpecException failure = catchThrowableOfType(SpecException.class, () -> generate(input));

    assertThat(failure)
        .hasMessage("x.v1.Thing.a: refers to x.v1.Gone, which the document does not have");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1]|a document must be a mapping",
        "{a: [}|line 1",
        "{kind: Pod}|neither OpenAPI (v2 has 'swagger', v3 'openapi')",
        "{openapi: 3.0.0}|no schema in it",
        "{kind: CustomResourceDefinition, spec: {group: x}}|spec.names.kind is missing",
      })
  void generate_brokenDocument_saysWhatIsWrong(String text, String message) {
    SpecException failure =
        catchThrowableOfType(SpecException.class, () -> generate(new Input("doc.yaml", text)));

    assertThat(failure).hasMessageContaining("doc.yaml").hasMessageContaining(message);
  }
}
