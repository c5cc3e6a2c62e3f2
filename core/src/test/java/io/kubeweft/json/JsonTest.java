package io.kubeweft.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "false",
        "\"\"",
        "\"a\\n\\u20ac\"",
        "0",
        "-0",
        "1.10",
        "1e400",
        "123456789012345678901234567890",
        "[]",
        "{}",
        "[1,null,{\"a\":[]}]",
        "{\"b\":1,\"a\":{\"c\":null}}"
      })
  void parse_anyValue_writesTheSameText(String text) {
    JsonValue value = Json.parse(text);

    assertThat(Json.parse(value.toString())).isEqualTo(value);
    assertThat(value.toString()).isEqualTo(text.replace("\\u20ac", "€"));
  }

  @Test
  void parse_duplicateMembers_lastOneCountsInTheFirstPlace() {
    JsonObject object = Json.parseObject("{\"a\":1,\"b\":2,\"a\":3}");

    assertThat(object).hasToString("{\"a\":3,\"b\":2}");
  }

  @Test
  void parse_manyDuplicateMembers_lastOneCounts() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < 100; i++) {
      text.append("\"k").append(i % 20).append("\":").append(i).append(',');
    }
    text.append("\"z\":0}");

    JsonObject object = Json.parseObject(text.toString());

    assertThat(object.size()).isEqualTo(21);
    assertThat(object.getLong("k7")).isEqualTo(87);
    assertThat(object.getLong("k19")).isEqualTo(99);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "[1,", "{\"a\"}", "nul", "1 2", "{} x", "\"open", "[1]]"})
  void parse_brokenText_throwsDecodeException(String text) {
    assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(DecodeException.class);
  }

  @Test
  void parse_brokenText_messageDoesNotQuoteIt() {
    assertThatThrownBy(() -> Json.parse("{\"token\": hunter2}"))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("line 1")
        .hasNoCause()
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void get_path_reachesMembersAndElements() {
    JsonObject object = Json.parseObject("{\"spec\":{\"containers\":[{\"name\":\"app\"}]}}");

    assertThat(object.getString("spec", "containers", "0", "name")).isEqualTo("app");
    assertThat(object.get("spec", "containers", "1")).isNull();
    assertThat(object.get("spec", "containers", "x")).isNull();
    assertThat(object.get("spec", "absent", "name")).isNull();
    assertThat(object.getObject("spec", "absent")).isEqualTo(JsonObject.EMPTY);
    assertThat(object.getArray("spec")).isEqualTo(JsonArray.EMPTY);
  }

  @Test
  void with_existingMember_keepsItsPlaceAndLeavesTheOriginal() {
    JsonObject original = Json.parseObject("{\"a\":1,\"b\":2}");

    JsonObject changed = original.with("a", JsonBoolean.TRUE).with("c", JsonNull.NULL);

    assertThat(changed).hasToString("{\"a\":true,\"b\":2,\"c\":null}");
    assertThat(changed.without("b")).hasToString("{\"a\":true,\"c\":null}");
    assertThat(original).hasToString("{\"a\":1,\"b\":2}");
  }

  @Test
  void equals_objects_ignoreTheOrderOfMembers() {
    assertThat(Json.parse("{\"a\":1,\"b\":[2]}"))
        .isEqualTo(Json.parse("{\"b\":[2],\"a\":1}"))
        .hasSameHashCodeAs(Json.parse("{\"b\":[2],\"a\":1}"));
    assertThat(Json.parse("{\"a\":null}")).isNotEqualTo(Json.parse("{}"));
  }
}
