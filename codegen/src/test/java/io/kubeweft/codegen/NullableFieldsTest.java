package io.kubeweft.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.codegen.Generator.Input;
import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.Sharing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a schema calls nullable is null, absent or a value, and stays what it is. */
class NullableFieldsTest {
  private static final String SPEC = "com.example.watch.v1.AlarmSpec";

  @TempDir private static Path classes;
  private static Compiled compiled;

  private static String document() throws IOException {
    return Files.readString(Path.of("src/test/resources/alarms.yaml"));
  }

  @BeforeAll
  static void compile() throws IOException {
    List<Input> inputs = List.of(new Input("alarms.yaml", document()));
    compiled = Compiled.of(Generator.generate(inputs, "com.example", Map.of()), classes);
  }

  @AfterAll
  static void close() throws IOException {
    compiled.close();
  }

  private static Object read(String json) throws ReflectiveOperationException {
    return Json.read(compiled.codec(SPEC), json.getBytes(StandardCharsets.UTF_8));
  }

  private static String write(Object spec) throws ReflectiveOperationException {
    return Json.write(compiled.codec(SPEC), spec);
  }

  private static Object get(Object of, String method) throws ReflectiveOperationException {
    return of.getClass().getMethod(method).invoke(of);
  }

  private static void set(Object builder, String method, Class<?> type, Object value)
      throws ReflectiveOperationException {
    builder.getClass().getMethod(method, type).invoke(builder, value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "threshold",
        "recipients",
        "retries",
        "message",
        "severity",
        "since",
        "limit",
        "labels",
        "quiet",
        "options",
        "anything"
      })
  void read_null_isNotAbsentAndWrittenBack(String property) throws Exception {
    String json = "{\"" + property + "\":null}";

    Object spec = read(json);

    assertThat(write(spec)).isEqualTo(json);
    assertThat(spec).isEqualTo(read(json)).isNotEqualTo(read("{}"));
    assertThat(get(get(spec, "toBuilder"), "build")).isEqualTo(spec);
    assertThat(write(read("{}"))).isEqualTo("{}");
  }

  @Test
  void read_nullWithinParts_isWrittenBack() throws Exception {
    String json =
        "{\"days\":[\"mon\",null],\"labels\":{\"a\":null},\"quiet\":{\"to\":\"6\",\"from\":null},"
            + "\"steps\":[null,{\"pause\":1}],\"unknown\":null}";

    assertThat(write(read(json))).isEqualTo(json);
  }

  @Test
  void read_nullOfWhatIsNotNullable_isAbsent() throws Exception {
    assertThat(read("{\"plain\":null,\"days\":null}")).isEqualTo(read("{}"));
  }

  @Test
  void read_propertyTwice_takesTheLast() throws Exception {
    assertThat(write(read("{\"message\":null,\"message\":\"a\"}")))
        .isEqualTo("{\"message\":\"a\"}");
    assertThat(write(read("{\"message\":\"a\",\"message\":null}"))).isEqualTo("{\"message\":null}");
  }

  @Test
  void read_withSharing_doesNotTakeOneForTheOther() throws Exception {
    byte[] utf8 = "[{\"message\":null},{},{\"message\":null}]".getBytes(StandardCharsets.UTF_8);
    JsonCodec<List<Object>> codec = JsonCodecs.list(compiled.codec(SPEC));
    DecodeOptions options = DecodeOptions.DEFAULT.withSharing(new Sharing());

    try (JsonReader in = JsonReader.of(utf8, 0, utf8.length, options)) {
      List<Object> read = Objects.requireNonNull(in.read(codec));

      assertThat(read.get(0)).isEqualTo(read.get(2)).isNotEqualTo(read.get(1));
    }
  }

  @Test
  void accessors_ofNull_areNullButForLists() throws Exception {
    Object spec = read("{\"threshold\":null,\"retries\":null,\"recipients\":null}");

    assertThat(get(spec, "threshold")).isNull();
    assertThat(get(spec, "retries")).isNull();
    assertThat(get(spec, "recipients")).isEqualTo(List.of());
    assertThat(get(spec, "nullFields")).isEqualTo(Set.of("threshold", "retries", "recipients"));
    assertThat(get(read("{}"), "nullFields")).isEqualTo(Set.of());
    assertThat(get(read("{\"anything\":null}"), "anything")).isEqualTo(JsonNull.NULL);
  }

  @Test
  void builder_null_isNullUntilUnset() throws Exception {
    Object builder = get(read("{\"threshold\":1,\"plain\":\"a\"}"), "toBuilder");

    set(builder, "threshold", Long.class, null);
    set(builder, "plain", String.class, null);
    Object withNull = get(builder, "build");
    get(builder, "unsetThreshold");
    Object without = get(builder, "build");

    assertThat(write(withNull)).isEqualTo("{\"threshold\":null}");
    assertThat(write(without)).isEqualTo("{}");
  }

  @Test
  void builder_valueAfterNull_isTheValue() throws Exception {
    Object builder =
        get(
            read(
                "{\"threshold\":null,\"message\":null,\"recipients\":null,\"labels\":null,"
                    + "\"quiet\":null}"),
            "toBuilder");

    set(builder, "threshold", long.class, 7);
    set(builder, "message", String.class, "a");
    set(builder, "addRecipients", String.class, "b");
    builder
        .getClass()
        .getMethod("putLabels", String.class, String.class)
        .invoke(builder, "c", null);
    set(builder, "quiet", Consumer.class, (Consumer<Object>) quiet -> {});

    assertThat(write(get(builder, "build")))
        .isEqualTo(
            "{\"labels\":{\"c\":null},\"message\":\"a\",\"quiet\":{},\"recipients\":[\"b\"],"
                + "\"threshold\":7}");
  }

  @Test
  void builder_nullElement_isAdded() throws Exception {
    Object builder = get(read("{}"), "toBuilder");

    set(builder, "addDays", String.class, null);
    set(builder, "addDays", String.class, "mon");

    assertThat(write(get(builder, "build"))).isEqualTo("{\"days\":[null,\"mon\"]}");
  }

  @Test
  void plan_definitionThatIsNullable_makesItsPropertiesSo() {
    String document =
        """
        openapi: 3.0.0
        components:
          schemas:
            x.v1.Part: {type: object, nullable: true, properties: {a: {type: string}}}
            x.v1.Thing:
              type: object
              properties: {part: {$ref: '#/components/schemas/x.v1.Part'}}
        """;

    Plan plan = Generator.plan(List.of(new Input("x", document)), "api", Map.of());

    assertThat(plan.models().getLast().fields()).allMatch(Plan.Field::nullable);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "message|~ %smessage: java.lang.String, nullable -> java.lang.String",
        "recipients|~ %srecipients: List<java.lang.String>, nullable, required"
            + " -> List<java.lang.String>, required",
        "threshold|~ %sthreshold: java.lang.Long, required, nullable -> java.lang.Long, required",
      })
  void difference_fieldThatIsNoLongerNull_breaksNothing(String property, String line)
      throws IOException {
    String other = document().replaceFirst("( " + property + ": .*), nullable: true", "$1");
    Plan nullable = Generator.plan(List.of(new Input("before", document())), "api", Map.of());
    Plan not = Generator.plan(List.of(new Input("after", other)), "api", Map.of());

    Surface.Difference difference = Surface.difference(nullable, not);
    Surface.Difference back = Surface.difference(not, nullable);

    assertThat(difference.breaking()).isEmpty();
    assertThat(difference.harmless())
        .containsExactly(line.formatted("model api.watch.v1.AlarmSpec."));
    assertThat(back.breaking()).hasSize(property.equals("threshold") ? 1 : 0);
  }
}
