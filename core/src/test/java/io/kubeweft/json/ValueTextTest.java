package io.kubeweft.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTextTest {
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
        "\"\\u0001\\ud83d\""
      })
  void copy_compactText_isTheSameText(String json) {
    assertThat(copied(json)).isEqualTo(json);
  }

  @Test
  void copy_spaces_areLeftOut() {
    assertThat(copied(" { \"a\" : [ 1 , { } ] , \"b\" : { \"c\" : \"d e\" } } "))
        .isEqualTo("{\"a\":[1,{}],\"b\":{\"c\":\"d e\"}}");
  }

  @Test
  void copy_otherEscapes_meanTheSame() {
    String json = "\"\\/ \\n \\t \\u00e9 \\ud83d\\ude00\"";

    assertThat(Json.parse(copied(json))).isEqualTo(Json.parse(json));
  }

  @Test
  void copy_moreThanItsBuffer_isWhole() {
    String json = "[\"" + "\u20ac".repeat(5000) + "\"," + "7".repeat(900) + "]";

    assertThat(copied(json)).isEqualTo(json);
  }

  private static String copied(String json) {
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    try (JsonReader reader = JsonReader.of(utf8, 0, utf8.length, DecodeOptions.DEFAULT)) {
      reader.begin();
      return new String(reader.currentText(), StandardCharsets.UTF_8);
    }
  }
}
