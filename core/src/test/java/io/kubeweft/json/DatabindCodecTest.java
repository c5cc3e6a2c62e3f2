package io.kubeweft.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.ObjectMeta;
import io.kubeweft.meta.Quantity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DatabindCodecTest {
  public record Cron(String apiVersion, String kind, ObjectMeta metadata, Spec spec)
      implements KubernetesObject {}

  public record Spec(String image, int replicas, Map<String, Quantity> limits, JsonValue extra) {}

  private static final String JSON =
      "{\"apiVersion\":\"example.com/v1\",\"kind\":\"Cron\",\"metadata\":{\"name\":\"a\"},"
          + "\"spec\":{\"image\":\"i\",\"replicas\":2,\"limits\":{\"cpu\":\"100m\"},"
          + "\"extra\":{\"n\":1.10},\"unknown\":true}}";

  @Test
  void read_ownRecord_hasOurTypesInside() {
    Cron cron = Json.read(JsonCodecs.databind(Cron.class), JSON.getBytes(StandardCharsets.UTF_8));

    assertThat(cron.metadata().name()).isEqualTo("a");
    assertThat(cron.spec().limits()).containsEntry("cpu", Quantity.parse("100m"));
    assertThat(cron.spec().extra()).hasToString("{\"n\":1.10}");
  }

  @Test
  void write_ownRecord_leavesNullsOut() {
    Cron cron = new Cron("example.com/v1", "Cron", ObjectMeta.of(m -> m.name("a")), null);

    assertThat(Json.write(JsonCodecs.databind(Cron.class), cron))
        .isEqualTo(
            "{\"apiVersion\":\"example.com/v1\",\"kind\":\"Cron\",\"metadata\":{\"name\":\"a\"}}");
  }

  @Test
  void read_nullOfAnyJson_isNotAbsent() {
    JsonCodec<Spec> codec = JsonCodecs.databind(Spec.class);
    byte[] utf8 = "{\"replicas\":1,\"extra\":null}".getBytes(StandardCharsets.UTF_8);

    Spec withNull = Json.read(codec, utf8);
    Spec without = Json.read(codec, "{\"replicas\":1}".getBytes(StandardCharsets.UTF_8));

    assertThat(withNull.extra()).isEqualTo(JsonNull.NULL);
    assertThat(Json.write(codec, withNull)).isEqualTo("{\"replicas\":1,\"extra\":null}");
    assertThat(without.extra()).isNull();
  }

  @Test
  void write_booleanOfAnyJson_isNoString() {
    JsonCodec<Spec> codec = JsonCodecs.databind(Spec.class);

    assertThat(Json.write(codec, new Spec(null, 1, null, JsonBoolean.TRUE)))
        .isEqualTo("{\"replicas\":1,\"extra\":true}");
  }

  @Test
  void read_listOfOwnRecords_readsEachElementOnly() {
    String text = "[" + JSON + "," + JSON + "]";

    List<Cron> crons =
        Json.read(
            JsonCodecs.list(JsonCodecs.databind(Cron.class)),
            text.getBytes(StandardCharsets.UTF_8));

    assertThat(crons).hasSize(2);
  }

  @Test
  void read_wrongType_namesPathAndNotTheValue() {
    String text = JSON.replace("\"replicas\":2", "\"replicas\":\"hunter2\"");

    assertThatThrownBy(
            () -> Json.read(JsonCodecs.databind(Cron.class), text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("spec.replicas")
        .message()
        .doesNotContain("hunter2");
  }

  /** Whose equals leaves out what it has inherited, as generated ones do. */
  public static final class Loose {
    public String name = "";

    @Override
    public boolean equals(Object other) {
      return other instanceof Loose;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  @Test
  void read_withSharing_ownClassesThatSayTheyAreEqual_stayThemselves() {
    DecodeOptions shared = DecodeOptions.DEFAULT.withSharing(new Sharing());
    JsonCodec<Loose> codec = JsonCodecs.databind(Loose.class);
    FieldNames names = FieldNames.of("value", "list", "map");
    for (int i = 0; i < 5; i++) {
      String name = "n" + i;
      byte[] json =
          "{'value':{'name':'%1$s'},'list':[{'name':'%1$s'}],'map':{'k':{'name':'%1$s'}}}"
              .formatted(name)
              .replace('\'', '"')
              .getBytes(StandardCharsets.UTF_8);

      try (JsonReader reader = JsonReader.of(json, 0, json.length, shared)) {
        reader.begin();
        reader.beginObject();
        assertThat(reader.nextField(names, JsonReader.START)).isEqualTo(0);
        assertThat(reader.value(codec).name).isEqualTo(name);
        assertThat(reader.nextField(names, 0)).isEqualTo(1);
        assertThat(reader.list(codec).getFirst().name).isEqualTo(name);
        assertThat(reader.nextField(names, 1)).isEqualTo(2);
        assertThat(reader.map(codec).get("k").name).isEqualTo(name);
      }
    }
  }

  @Test
  void module_anyMapper_readsAndWritesOurTypes() {
    JsonMapper mapper = JsonMapper.builder().addModule(new KubeweftModule()).build();

    ObjectMeta metadata = mapper.readValue("{\"name\":\"a\",\"new\":1}", ObjectMeta.class);

    assertThat(metadata.unknownFields()).hasToString("{\"new\":1}");
    assertThat(mapper.writeValueAsString(metadata)).isEqualTo("{\"name\":\"a\",\"new\":1}");
    assertThat(mapper.readValue("[1,{\"a\":2.50}]", JsonValue.class))
        .hasToString("[1,{\"a\":2.50}]");
  }
}
