package io.kubeweft.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonString;
import io.kubeweft.meta.ObjectMeta;
import io.kubeweft.meta.PartialObjectMetadata;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnstructuredTest {
  private static final String TEXT =
      "{\"kind\":\"Tab\",\"apiVersion\":\"example.com/v1\",\"spec\":{\"z\":1.10,\"a\":"
          + "12345678901234567890,\"list\":[1,{\"x\":true}]},\"metadata\":{\"uid\":\"u\",\"name\":"
          + "\"t\",\"labels\":{\"b\":\"1\",\"a\":\"2\"},\"odd\":null,\"new\":7}}";

  private final Unstructured tab = Unstructured.parse(TEXT);

  @Test
  void write_afterRead_isTheSameText() {
    String written = Json.write(Unstructured.CODEC, tab);

    assertThat(written).isEqualTo(TEXT);
  }

  @Test
  void accessors_readPathsAndMetadata() {
    assertThat(tab.getLong("spec", "list", "0")).isEqualTo(1);
    assertThat(tab.getBoolean("spec", "list", "1", "x")).isTrue();
    assertThat(tab.get("spec", "a")).hasToString("12345678901234567890");
    assertThat(tab.get("spec", "none")).isNull();
    assertThat(tab.getString("spec", "z")).isNull();
    assertThat(tab.groupVersionKind()).hasToString("example.com/v1 Tab");
    assertThat(tab.metadata().name()).isEqualTo("t");
    assertThat(tab.metadata().labels()).isEqualTo(Map.of("a", "2", "b", "1"));
    assertThat(tab.metadata().unknownFields()).isEqualTo(Json.parseObject("{\"new\":7}"));
    assertThat(tab).hasToString("example.com/v1 Tab t");
  }

  @Test
  void metadata_ofWrongType_namesItsPlace() {
    Unstructured broken = tab.with("metadata", "labels", "a").set(1);

    assertThatThrownBy(broken::metadata)
        .isInstanceOf(DecodeException.class)
        .hasMessageStartingWith("metadata.labels[a]: expected a string");
    assertThatThrownBy(
            tab.with("metadata", "ownerReferences").append(Json.parseObject("{\"name\":7}"))
                ::metadata)
        .isInstanceOf(DecodeException.class)
        .hasMessage("metadata.ownerReferences[0].name: expected a string but found a number");
    assertThatThrownBy(tab.with("metadata", "creationTimestamp").set("now")::metadata)
        .isInstanceOf(DecodeException.class)
        .hasMessageStartingWith("metadata.creationTimestamp: expected a time");
    assertThatThrownBy(() -> tab.with("metadata").set("x").metadata())
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void metadata_hasEverythingThatItsCodecReads() {
    String text =
        "{\"name\":\"n\",\"generateName\":\"g\",\"namespace\":\"ns\",\"uid\":\"u\","
            + "\"resourceVersion\":\"7\",\"generation\":3,"
            + "\"creationTimestamp\":\"2026-01-02T03:04:05Z\","
            + "\"deletionTimestamp\":\"2026-01-02T03:04:06Z\",\"deletionGracePeriodSeconds\":30,"
            + "\"labels\":{\"a\":\"b\"},\"annotations\":{\"c\":\"d\"},\"ownerReferences\":"
            + "[{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"name\":\"p\",\"uid\":\"x\"}],"
            + "\"finalizers\":[\"f\"],\"managedFields\":[{\"manager\":\"m\",\"fieldsV1\":"
            + "{\"f:a\":{}}}],\"selfLink\":\"s\",\"extra\":[1]}";

    ObjectMeta metadata = Unstructured.parse("{\"metadata\":" + text + "}").metadata();

    assertThat(metadata)
        .isEqualTo(Json.read(ObjectMeta.CODEC, text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void set_changesThePathAndSharesTheRest() {
    ObjectMeta metadata = tab.metadata();

    Unstructured changed = tab.with("spec", "list", "1", "x").set(false);

    assertThat(changed.getBoolean("spec", "list", "1", "x")).isFalse();
    assertThat(tab.getBoolean("spec", "list", "1", "x")).isTrue();
    assertThat(changed.get("metadata")).isSameAs(tab.get("metadata"));
    assertThat(changed.get("spec", "a")).isSameAs(tab.get("spec", "a"));
    assertThat(changed.metadata()).isSameAs(metadata);
  }

  @Test
  void set_ofMissingPath_makesIt() {
    Unstructured changed = Unstructured.of(JsonObject.EMPTY).with("a", "b", "c").set("d");

    assertThat(changed.json()).hasToString("{\"a\":{\"b\":{\"c\":\"d\"}}}");
  }

  @Test
  void set_keepsTheOrderOfMembers() {
    Unstructured changed = tab.with("spec", "z").set(2);

    assertThat(changed.getObject("spec").members().keySet()).containsExactly("z", "a", "list");
  }

  @ParameterizedTest
  @CsvSource({"list.2,'[1,{\"x\":true},\"v\"]'", "list.0,'[\"v\",{\"x\":true}]'"})
  void set_ofElement_replacesOrAppends(String path, String list) {
    Unstructured changed = tab.with(("spec." + path).split("\\.", -1)).set("v");

    assertThat(changed.get("spec", "list")).hasToString(list);
  }

  @ParameterizedTest
  @CsvSource({"list.3", "list.x", "list.-1", "z.more"})
  void set_throughWhatHasNoSuchPlace_isRefused(String path) {
    assertThatThrownBy(() -> tab.with(("spec." + path).split("\\.", -1)).set("v"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("spec.");
  }

  @Test
  void remove_takesMembersAndElements() {
    assertThat(tab.with("spec", "list", "0").remove().get("spec", "list"))
        .hasToString("[{\"x\":true}]");
    assertThat(tab.with("spec", "a").remove().getObject("spec").has("a")).isFalse();
    assertThat(tab.with("nothing", "there").remove()).isSameAs(tab);
  }

  @Test
  void append_addsToAnArrayOrMakesOne() {
    assertThat(tab.with("spec", "list").append(JsonNumber.of(3)).get("spec", "list"))
        .hasToString("[1,{\"x\":true},3]");
    assertThat(tab.with("args").append(new JsonString("x")).get("args")).hasToString("[\"x\"]");
    assertThatThrownBy(() -> tab.with("spec", "z").append(JsonNumber.of(3)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void withMetadata_keepsWhatItDoesNotTouch() {
    Unstructured changed = tab.withMetadata(m -> m.namespace("ns").putLabels("c", "3").uid(null));

    assertThat(changed.get("metadata"))
        .hasToString(
            "{\"name\":\"t\",\"labels\":{\"b\":\"1\",\"a\":\"2\",\"c\":\"3\"},"
                + "\"odd\":null,\"new\":7,\"namespace\":\"ns\"}");
    assertThat(changed.metadata().namespace()).isEqualTo("ns");
  }

  @Test
  void of_buildsAnObject() {
    Unstructured built =
        Unstructured.of(
            "v1",
            "ConfigMap",
            "c",
            o -> o.namespace("ns").set(new JsonString("b"), "data", "a").put("x", JsonArray.EMPTY));

    assertThat(built.json())
        .hasToString(
            "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\","
                + "\"namespace\":\"ns\"},\"data\":{\"a\":\"b\"},\"x\":[]}");
  }

  @Test
  void equals_ignoresOrderAndNumberFormat() {
    Unstructured other = Unstructured.parse("{\"b\":1.0,\"a\":\"x\"}");

    assertThat(other)
        .isEqualTo(Unstructured.parse("{\"a\":\"x\",\"b\":1}"))
        .hasSameHashCodeAs(Unstructured.parse("{\"a\":\"x\",\"b\":1}"))
        .isNotEqualTo(tab);
  }

  @Test
  void read_withoutManagedFields_keepsEverythingElse() {
    byte[] text =
        "{\"kind\":\"T\",\"metadata\":{\"name\":\"a\",\"managedFields\":[{}],\"uid\":\"u\"},\"x\":1}"
            .getBytes(StandardCharsets.UTF_8);

    try (JsonReader reader =
        JsonReader.of(text, 0, text.length, DecodeOptions.DEFAULT.withSkipManagedFields(true))) {
      Unstructured read = reader.read(Unstructured.CODEC);

      assertThat(read)
          .isEqualTo(
              Unstructured.parse(
                  "{\"kind\":\"T\",\"metadata\":{\"name\":\"a\",\"uid\":\"u\"},\"x\":1}"));
    }
  }

  @Test
  void from_typedObject_saysItsKind() {
    PartialObjectMetadata typed = PartialObjectMetadata.of("v1", "Pod", m -> m.name("p"));

    Unstructured object = Unstructured.from(PartialObjectMetadata.CODEC, typed);

    assertThat(object).isEqualTo(Unstructured.of("v1", "Pod", "p"));
    assertThat(object.to(PartialObjectMetadata.CODEC)).isEqualTo(typed);
  }

  @Test
  void codec_ofKind_completesWhatIsNotSaid() {
    byte[] text = "{\"metadata\":{\"name\":\"p\"}}".getBytes(StandardCharsets.UTF_8);

    Unstructured read = Json.read(Unstructured.CODEC.ofKind("v1", "Pod"), text);

    assertThat(read).isEqualTo(Unstructured.of("v1", "Pod", "p"));
    assertThat(Json.write(Unstructured.CODEC.ofKind("v1", "Node"), read)).contains("\"Pod\"");
  }

  @Test
  void list_ofOneKind_tellsItsItemsTheirs() {
    UnstructuredList list =
        UnstructuredList.of(
            Json.parseObject(
                "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":"
                    + "\"5\"},\"items\":[{\"metadata\":{\"name\":\"p\"}}]}"));

    assertThat(list.items()).isEqualTo(List.of(Unstructured.of("v1", "Pod", "p")));
    assertThat(list.metadata().resourceVersion()).isEqualTo("5");
    assertThat(Json.read(UnstructuredList.CODEC, Json.writeBytes(UnstructuredList.CODEC, list)))
        .isEqualTo(list);
  }

  @Test
  void list_ofSomethingElse_isRefused() {
    assertThatThrownBy(() -> UnstructuredList.of(tab.json())).isInstanceOf(DecodeException.class);
  }
}
