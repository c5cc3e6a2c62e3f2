package io.kubeweft.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubeweft.meta.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {
  private static String resource(String name) throws IOException {
    try (InputStream in = YamlTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** odd.json is what {@code kubectl annotate --local -o json} makes of odd.yaml. */
  @Test
  void parse_oddManifest_agreesWithKubectl() throws IOException {
    JsonObject ours = (JsonObject) Yaml.parse(resource("odd.yaml"));

    JsonObject kubectls = Json.parseObject(resource("odd.json"));
    assertThat(ours.members()).containsExactlyInAnyOrderEntriesOf(kubectls.members());
  }

  @Test
  void write_oddManifest_readsAsTheSame() throws IOException {
    JsonValue value = Yaml.parse(resource("odd.yaml"));

    String text = Yaml.write(value);

    assertThat(Yaml.parse(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"yes", "0644", "", "~", "<<", "- a", "a: b", "#", " a", "1.5", "é\nb ", "\t", "'"})
  void write_textThatLooksLikeSomethingElse_staysText(String text) {
    JsonValue value = JsonObject.of("key", new JsonString(text));

    assertThat(Yaml.parse(Yaml.write(value))).isEqualTo(value);
  }

  @Test
  void parse_unsigned64_isExact() {
    assertThat(Yaml.parse("18446744073709551615")).hasToString("18446744073709551615");
  }

  @Test
  void parseAll_severalDocuments_leavesOutEmptyOnes() {
    assertThat(Yaml.parseAll("---\na: 1\n---\n# nothing\n---\nb: 2\n...\n"))
        .extracting(JsonValue::toString)
        .containsExactly("{\"a\":1}", "{\"b\":2}");
  }

  @Test
  void parse_severalDocuments_isRefused() {
    assertThat(refusal("a: 1\n---\nb: 1"))
        .hasMessage("one YAML document was expected, but there are 2");
  }

  @Test
  void parse_brokenSyntax_namesThePlaceAndNotTheText() {
    assertThat(refusal("a: 1\ntoken: [hunter2\nb: 2"))
        .hasMessageContaining("line 3")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: .nan", "a: -.inf", "a: !!int x", "? [1]\n: 2", "~: 1", "<<: 1"})
  void parse_whatJsonCanNotSay_isRefusedWithThePlace(String text) {
    assertThat(refusal(text)).hasMessageContaining("line 1, column ");
  }

  @Test
  void parse_aliasBomb_isRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 9; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(10)));
    }

    assertThat(refusal(bomb.toString())).hasMessageContaining("aliases");
  }

  @Test
  void parse_valueWithinItself_isRefused() {
    assertThat(refusal("a: &a\n  b: *a\n")).hasMessageContaining("contains itself");
  }

  @Test
  void parse_deepNesting_isRefused() {
    assertThat(refusal("[".repeat(100_000))).isNotNull();
  }

  private static DecodeException refusal(String text) {
    return catchThrowableOfType(DecodeException.class, () -> Yaml.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {apiVersion: v1, kind: Service} | kind: expected Status but found Service
          {kind: Status, apiVersion: apps/v1} | apiVersion: expected v1 but found apps/v1
          """)
  void read_objectOfAnotherKind_isRefused(String text, String message) {
    assertThatThrownBy(() -> Yaml.read(Status.CODEC, text))
        .isInstanceOf(DecodeException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Json.fromTree(Status.CODEC, Yaml.parse(text)))
        .isInstanceOf(DecodeException.class)
        .hasMessage(message);
  }

  @Test
  void read_listWithAnObjectOfAnotherKind_namesItsPlace() {
    assertThatThrownBy(
            () -> Yaml.read(JsonCodecs.list(Status.CODEC), "[{kind: Status}, {kind: Pod}]"))
        .hasMessage("[1].kind: expected Status but found Pod");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{code: 1}",
        "{apiVersion: v1, code: 1}",
        "{kind: '', code: 1}",
        "{kind: null, code: 1}"
      })
  void read_objectWithoutKind_isOfItsType(String text) {
    assertThat(Yaml.read(Status.CODEC, text).code()).isEqualTo(1);
  }

  @Test
  void read_typedValue_isTheSameFromTextStreamAndFile(@TempDir Path folder) throws IOException {
    String yaml = "code: 404\nreason: NotFound\n";
    Path file = Files.writeString(folder.resolve("status.yaml"), yaml);

    Status fromText = Yaml.read(Status.CODEC, yaml);

    assertThat(fromText.code()).isEqualTo(404);
    assertThat(Yaml.read(Status.CODEC, file)).isEqualTo(fromText);
    assertThat(Yaml.read(Status.CODEC, new ByteArrayInputStream(yaml.getBytes(UTF_8))))
        .isEqualTo(fromText);
    assertThat(Yaml.read(Status.CODEC, Yaml.write(Status.CODEC, fromText))).isEqualTo(fromText);
  }
}
