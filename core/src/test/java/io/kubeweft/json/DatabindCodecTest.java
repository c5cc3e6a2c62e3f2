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
