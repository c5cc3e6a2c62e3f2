package io.kubeweft.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.meta.ObjectMeta;
import io.kubeweft.meta.OwnerReference;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  private static final DecodeOptions SHARED = DecodeOptions.DEFAULT.withSharing(new Sharing());

  private static ObjectMeta read(String json, DecodeOptions options) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    try (JsonReader reader = JsonReader.of(bytes, 0, bytes.length, options)) {
      return reader.read(ObjectMeta.CODEC);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | '' | an object | an array",
        "{\"name\":1} | name | a string | a number",
        "{\"generation\":\"1\"} | generation | an integer of 64 bits | a string",
        "{\"generation\":1.5} | generation | an integer of 64 bits | a number",
        "{\"generation\":9223372036854775808} | generation | an integer of 64 bits | a number",
        "{\"labels\":[]} | labels | an object | an array",
        "{\"labels\":{\"a.b/c\":{}}} | labels[a.b/c] | a string | an object",
        "{\"finalizers\":{}} | finalizers | an array | an object",
        "{\"finalizers\":[\"a\",true]} | finalizers[1] | a string | a boolean",
        "{\"ownerReferences\":[{},{\"controller\":\"yes\"}]} | ownerReferences[1].controller"
            + " | a boolean | a string",
        "{\"creationTimestamp\":\"yesterday\"} | creationTimestamp | a time such as"
            + " 2026-01-31T23:59:59Z | a string"
      })
  void read_wrongType_namesPathAndTypes(String json, String path, String expected, String found) {
    assertThatThrownBy(() -> read(json, DecodeOptions.DEFAULT))
        .isInstanceOfSatisfying(
            DecodeException.class,
            e -> {
              assertThat(e.path()).isEqualTo(path == null ? "" : path);
              assertThat(e).hasMessageContaining("expected " + expected + " but found " + found);
            });
  }

  @Test
  void read_integersInOtherForms_areIntegers() {
    assertThat(read("{\"generation\":5.0}", DecodeOptions.DEFAULT).generation()).isEqualTo(5);
    assertThat(read("{\"generation\":1e3}", DecodeOptions.DEFAULT).generation()).isEqualTo(1000);
  }

  @Test
  void read_nullMembers_areAbsent() {
    ObjectMeta metadata =
        read("{\"name\":null,\"labels\":null,\"generation\":null}", DecodeOptions.DEFAULT);

    assertThat(metadata).isEqualTo(ObjectMeta.EMPTY);
  }

  /** A codec by hand of a field that may be off, which JSON says by null. */
  private record Level(String text) {
    static final Level OFF = new Level("off");
    static final JsonCodec<Level> CODEC =
        new JsonCodec<>() {
          @Override
          public Level read(JsonReader in) {
            return new Level(in.currentString());
          }

          @Override
          public Level readNull() {
            return OFF;
          }

          @Override
          public void write(JsonWriter out, Level value) {
            out.writeString(value.text());
          }
        };
  }

  @Test
  void value_ofNull_isWhatTheCodecSays() {
    byte[] utf8 = "{\"a\":null,\"b\":null,\"c\":\"d\"}".getBytes(StandardCharsets.UTF_8);
    FieldNames names = FieldNames.of("a", "b", "c");

    try (JsonReader in = JsonReader.of(utf8, 0, utf8.length, SHARED)) {
      in.begin();
      in.beginObject();
      in.nextField(names, JsonReader.START);
      assertThat(in.value(Level.CODEC)).isSameAs(Level.OFF);
      in.nextField(names, 0);
      assertThat(in.value(JsonCodecs.STRING)).isNull();
      in.nextField(names, 1);
      assertThat(in.value(Level.CODEC)).isEqualTo(new Level("d"));
      assertThat(in.nextField(names, 2)).isEqualTo(JsonReader.END);
    }
  }

  @Test
  void read_skipManagedFields_leavesThemOut() {
    String json = "{\"managedFields\":[{\"fieldsV1\":{\"f:a\":{}}}],\"name\":\"x\"}";

    ObjectMeta metadata = read(json, DecodeOptions.DEFAULT.withSkipManagedFields(true));

    assertThat(metadata.managedFields()).isEmpty();
    assertThat(metadata.name()).isEqualTo("x");
  }

  @Test
  void read_withSharing_equalSubObjectsAreTheSame() {
    String json =
        "{\"labels\":{\"app\":\"web\"},\"ownerReferences\":[{\"name\":\"rs\",\"uid\":\"1\"}]}";

    // What comes once is not remembered; what comes again is.
    read(json, SHARED);
    ObjectMeta first = read(json, SHARED);
    ObjectMeta second = read(json, SHARED);

    assertThat(second.labels()).isSameAs(first.labels());
    assertThat(second.ownerReferences()).isSameAs(first.ownerReferences());
  }

  @Test
  void read_withSharing_differentSubObjectsStayDifferent() {
    List<ObjectMeta> shared = new ArrayList<>();
    List<ObjectMeta> plain = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      String json =
          ("{\"name\":\"n%d\",\"labels\":{\"a\":\"%d\",\"b\":\"%d\"},"
                  + "\"ownerReferences\":[{\"name\":\"o%d\",\"controller\":%b}],\"finalizers\":[]}")
              .formatted(i, i % 7, i % 11, i % 13, i % 2 == 0);
      shared.add(read(json, SHARED));
      plain.add(read(json, DecodeOptions.DEFAULT));
    }

    assertThat(shared).isEqualTo(plain);
  }

  @Test
  void readElement_badElement_nextOneCanBeRead() {
    byte[] json =
        "{\"items\":[{\"name\":\"a\"},{\"name\":{\"deep\":[1]}},7,{\"name\":\"d\"}]}"
            .getBytes(StandardCharsets.UTF_8);
    FieldNames names = FieldNames.of("items");
    List<String> seen = new ArrayList<>();

    try (JsonReader reader = JsonReader.of(json, 0, json.length, DecodeOptions.DEFAULT)) {
      reader.begin();
      reader.beginObject();
      assertThat(reader.nextField(names, JsonReader.START)).isZero();
      assertThat(reader.enterArray()).isTrue();
      while (reader.nextElement()) {
        try {
          seen.add(reader.readElement(OwnerReference.CODEC).name());
        } catch (DecodeException e) {
          seen.add("bad " + e.path());
        }
      }
      assertThat(reader.nextField(names, 0)).isEqualTo(JsonReader.END);
    }

    assertThat(seen).containsExactly("a", "bad items[1].name", "bad items[2]", "d");
  }

  private enum Color {
    RED
  }

  /** Fails in its own way, as one that was written by hand does. */
  private static final JsonCodec<Color> COLOR =
      new JsonCodec<>() {
        private static final FieldNames NAMES = FieldNames.of("color");

        @Override
        public Color read(JsonReader in) {
          in.beginObject();
          Color color = null;
          while (in.nextField(NAMES, JsonReader.START) == 0) {
            color = Color.valueOf(in.string());
          }
          return color;
        }

        @Override
        public void write(JsonWriter out, Color value) {
          throw new UnsupportedOperationException();
        }
      };

  @Test
  void readElement_codecFailsInItsOwnWay_nextOneCanBeRead() {
    byte[] json =
        "[{\"color\":\"RED\"},{\"color\":\"hunter2\"},{\"color\":\"RED\"}]"
            .getBytes(StandardCharsets.UTF_8);

    try (JsonReader reader = JsonReader.of(json, 0, json.length, DecodeOptions.DEFAULT)) {
      reader.begin();
      assertThat(reader.nextElement()).isTrue();
      assertThat(reader.readElement(COLOR)).isEqualTo(Color.RED);
      assertThat(reader.nextElement()).isTrue();
      assertThatThrownBy(() -> reader.readElement(COLOR))
          .isInstanceOf(DecodeException.class)
          .hasMessageContaining("[1].color")
          .hasMessageContaining("IllegalArgumentException")
          .hasMessageNotContaining("hunter2")
          .hasNoCause()
          .hasStackTraceContaining("Color.valueOf");
      assertThat(reader.nextElement()).isTrue();
      assertThat(reader.readElement(COLOR)).isEqualTo(Color.RED);
      assertThat(reader.nextElement()).isFalse();
    }
  }

  @Test
  void readElement_noMemory_isNotHidden() {
    byte[] json = "[{}]".getBytes(StandardCharsets.UTF_8);
    JsonCodec<Color> fatal =
        new JsonCodec<>() {
          @Override
          public Color read(JsonReader in) {
            throw new OutOfMemoryError("expected by the test");
          }

          @Override
          public void write(JsonWriter out, Color value) {
            throw new UnsupportedOperationException();
          }
        };

    try (JsonReader reader = JsonReader.of(json, 0, json.length, DecodeOptions.DEFAULT)) {
      reader.begin();
      assertThat(reader.nextElement()).isTrue();
      assertThatThrownBy(() -> reader.readElement(fatal)).isInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void attempt_afterBrokenText_failsAgainInsteadOfMakingThingsUp() {
    byte[] json = "[1,x,2]".getBytes(StandardCharsets.UTF_8);

    try (JsonReader reader = JsonReader.of(json, 0, json.length, DecodeOptions.DEFAULT)) {
      assertThatThrownBy(() -> reader.read(JsonCodecs.VALUE)).isInstanceOf(DecodeException.class);
      assertThatThrownBy(() -> reader.read(JsonCodecs.VALUE)).isInstanceOf(DecodeException.class);
    }
  }

  @Test
  void currentText_isAsItWasWrittenWithoutSpaces() {
    byte[] json =
        "{ \"b\" : 1.10, \"a\" : [ \"\\u00e9\", null ] }".getBytes(StandardCharsets.UTF_8);

    byte[] text;
    try (JsonReader reader = JsonReader.of(json, 0, json.length, DecodeOptions.DEFAULT)) {
      reader.begin();
      text = reader.currentText();
    }

    assertThat(new String(text, StandardCharsets.UTF_8))
        .isEqualTo("{\"b\":1.10,\"a\":[\"\\u00e9\",null]}");
    assertThat(Arrays.equals(text, json)).isFalse();
  }

  /** Notes of each field its position among a, bc and d, its name and its value. */
  private static final JsonCodec<String> NOTES =
      new JsonCodec<>() {
        private static final FieldNames NAMES = FieldNames.of("a", "bc", "d");

        @Override
        public String read(JsonReader in) {
          StringBuilder notes = new StringBuilder();
          in.beginObject();
          for (int position = in.nextField(NAMES, JsonReader.START);
              position != JsonReader.END;
              position = in.nextField(NAMES, position)) {
            notes.append(position).append(in.fieldName()).append(in.string()).append(' ');
          }
          return notes.toString();
        }

        @Override
        public void write(JsonWriter out, String value) {
          throw new UnsupportedOperationException();
        }
      };

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":"1","bc":"2","d":"3"}            | 0a1 1bc2 2d3
          {"d":"3","bc":"2","a":"1"}            | 2d3 1bc2 0a1
          {"d":"3"}                             | 2d3
          {"bc":"2","a":"1","bc":"4"}           | 1bc2 0a1 1bc4
          {"a":"1","b":"x","bc":"2","bcd":"y"}  | 0a1 -2bx 1bc2 -2bcdy
          {"x":"1","y":"2","a":"3"}             | -2x1 -2y2 0a3
          { "a" : "1" , "bc" :"2", "d": "3" }   | 0a1 1bc2 2d3
          {"\\u0061":"1","b\\u0063":"2","d":"3"} | 0a1 1bc2 2d3
          {"":"1","A":"2","a ":"3"}             | -21 -2A2 -2a 3
          """)
  void nextField_isRightWhateverCameBefore(String text, String notes) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    for (String before :
        List.of("{}", "{\"a\":\"\",\"d\":\"\"}", "{\"x\":\"\",\"bc\":\"\"}", text)) {
      Json.read(NOTES, before.getBytes(StandardCharsets.UTF_8));
      assertThat(Json.read(NOTES, utf8).strip()).isEqualTo(notes);
      // At every place of it the text may end for now.
      InputStream slow =
          new FilterInputStream(new ByteArrayInputStream(utf8)) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
              return super.read(into, offset, Math.min(1, length));
            }
          };
      try (JsonReader in = JsonReader.of(slow, DecodeOptions.DEFAULT)) {
        assertThat(in.read(NOTES).strip()).isEqualTo(notes);
      }
    }
  }

  @Test
  void nextField_ofATypeWithoutFields_isUnknown() {
    FieldNames none = FieldNames.of();
    byte[] utf8 = "{\"a\":{\"b\":1},\"\":2}".getBytes(StandardCharsets.UTF_8);

    try (JsonReader in = JsonReader.of(utf8, 0, utf8.length, SHARED)) {
      in.begin();
      in.beginObject();
      assertThat(in.nextField(none, JsonReader.START)).isEqualTo(JsonReader.UNKNOWN);
      assertThat(in.fieldName()).isEqualTo("a");
      in.skip();
      assertThat(in.nextField(none, JsonReader.UNKNOWN)).isEqualTo(JsonReader.UNKNOWN);
      assertThat(in.fieldName()).isEmpty();
      in.skip();
      assertThat(in.nextField(none, JsonReader.UNKNOWN)).isEqualTo(JsonReader.END);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\"a\"]", "{\"a\"}", "{\"a\":\"1\"", "{\"a\":\"1\",}", "{\"a\" \"1\"}"})
  void nextField_ofBrokenText_fails(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Json.read(NOTES, utf8)).isInstanceOf(DecodeException.class);
  }
}
