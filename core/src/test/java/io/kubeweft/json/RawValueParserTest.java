package io.kubeweft.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.meta.FieldsV1;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawValueParserTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "\"text\"",
        "1.50",
        "{\"a\":{},\"b\":[],\"c\":[1,2,[3,{\"d\":null}]],\"e\":true,\"f\":false}",
        "[{\"a\":1},{\"a\":2}]",
        "123456789012345678901234567890.10e-7",
        "{\"k:{\\\"uid\\\":\\\"x\\\"}\":{\".\":{}}}",
        "\"back\\\\slash\"",
        "\"\u00e9 \u20ac \ud83d\ude00\"",
        "[\"\\u0001\\ud83d\"]"
      })
  void currentText_compactText_isTheSameText(String json) {
    assertThat(copied(json)).isEqualTo(json);
  }

  @Test
  void currentText_spaces_areLeftOut() {
    assertThat(copied(" { \"a\" : [ 1 , { } ] , \"b\" : { \"c\" : \"d e\" } } "))
        .isEqualTo("{\"a\":[1,{}],\"b\":{\"c\":\"d e\"}}");
  }

  @Test
  void currentText_otherEscapes_meanTheSame() {
    String json = "\"\\/ \\n \\t \\u00e9 \\ud83d\\ude00\"";

    assertThat(Json.parse(copied(json))).isEqualTo(Json.parse(json));
  }

  @Test
  void currentText_moreThanItsBuffer_isWhole() {
    String json = "[\"" + "\u20ac".repeat(5000) + "\"," + "7".repeat(900) + "]";

    assertThat(copied(json)).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 11})
  void currentText_fromAStreamInPieces_isTheSameAndSoIsWhatFollows(int piece) {
    String value = "{\"k:{\\\"a\\\\\":{\"}\":\"\u20ac]\"},\"l\":[[{}]]}";
    FieldNames names = FieldNames.of("raw", "next");

    try (JsonReader reader = pieces("{\"raw\":" + value + " , \"next\":[7]}", piece)) {
      reader.begin();
      reader.beginObject();
      assertThat(reader.nextField(names, JsonReader.START)).isZero();
      FieldsV1 fields = reader.value(FieldsV1.CODEC);
      assertThat(fields).hasToString(value);
      assertThat(reader.nextField(names, 0)).isEqualTo(1);
      assertThat(reader.list(JsonCodecs.INT64)).containsExactly(7L);
      assertThat(reader.nextField(names, 1)).isEqualTo(JsonReader.END);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8192})
  void skip_anObject_goesToTheNextField(int piece) {
    String value = "{\"a\":{\"b\":[\"}]\\\"\",{}]}}";
    FieldNames names = FieldNames.of("passed", "next");

    try (JsonReader reader = pieces("{\"passed\":" + value + ",\"next\":\"x\"}", piece)) {
      reader.begin();
      reader.beginObject();
      assertThat(reader.nextField(names, JsonReader.START)).isZero();
      reader.skip();
      assertThat(reader.nextField(names, 0)).isEqualTo(1);
      assertThat(reader.string()).isEqualTo("x");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":{}", "{\"a\":\"}", "[1,", "{\"a\":[}"})
  void currentText_endsTooSoon_isRefused(String json) {
    assertThatThrownBy(() -> Json.read(FieldsV1.CODEC, json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void currentText_wrongBracketAtTheEnd_isRefused() {
    assertThatThrownBy(
            () -> Json.read(FieldsV1.CODEC, "{\"a\":{}]".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(DecodeException.class);
  }

  private static JsonReader pieces(String json, int piece) {
    InputStream in =
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)) {
          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(piece, length));
          }
        };
    return JsonReader.of(in, DecodeOptions.DEFAULT);
  }

  private static String copied(String json) {
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    try (JsonReader reader = JsonReader.of(utf8, 0, utf8.length, DecodeOptions.DEFAULT)) {
      reader.begin();
      return new String(reader.currentText(), StandardCharsets.UTF_8);
    }
  }
}
