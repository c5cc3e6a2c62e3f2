package io.kubeweft.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every model: absent, empty and unknown are kept apart and kept. */
class ModelShapeTest {
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of(
            ObjectMeta.CODEC,
            """
            {"name":"web-0","generateName":"web-","namespace":"default","uid":"1-2","resourceVersion":"7",
             "generation":3,"creationTimestamp":"2026-01-31T23:59:59Z",
             "deletionTimestamp":"2026-02-01T00:00:29Z","deletionGracePeriodSeconds":30,
             "labels":{"app":"web"},"annotations":{},"finalizers":[],
             "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web","uid":"3",
               "controller":true,"blockOwnerDeletion":false}],
             "managedFields":[{"manager":"m","operation":"Apply","apiVersion":"v1",
               "time":"2026-01-31T23:59:59Z","fieldsType":"FieldsV1","subresource":"status",
               "fieldsV1":{"f:metadata":{"f:labels":{".":{},"k:{\\"a\\":1.0}":{}}}}}],
             "selfLink":"/x","newField":{"a":[1.50,null]}}
            """),
        Arguments.of(
            ListMeta.CODEC,
            """
            {"resourceVersion":"1","continue":"c","remainingItemCount":5,
             "shardInfo":{"selector":"s"},"selfLink":"x","other":1}
            """),
        Arguments.of(
            Status.CODEC,
            """
            {"apiVersion":"v1","kind":"Status","metadata":{},"status":"Failure","message":"m",
             "reason":"Invalid","code":422,"details":{"name":"n","group":"g","kind":"k","uid":"u",
             "retryAfterSeconds":1,"causes":[{"reason":"r","message":"m","field":"f"}]}}
            """),
        Arguments.of(
            Condition.CODEC,
            """
            {"type":"Ready","status":"True","observedGeneration":2,"reason":"r","message":"",
             "lastTransitionTime":"2026-01-31T23:59:59Z"}
            """),
        Arguments.of(
            DeleteOptions.CODEC,
            """
            {"apiVersion":"v1","kind":"DeleteOptions","gracePeriodSeconds":0,"dryRun":["All"],
             "preconditions":{"uid":"u","resourceVersion":"1"},"propagationPolicy":"Orphan",
             "orphanDependents":true,"ignoreStoreReadErrorWithClusterBreakingPotential":false}
            """),
        Arguments.of(
            LabelSelector.CODEC,
            """
            {"matchLabels":{},"matchExpressions":[{"key":"k","operator":"In","values":[]}]}
            """));
  }

  @ParameterizedTest
  @MethodSource("texts")
  <T> void codec_anyText_isWrittenAsItWasRead(JsonCodec<T> codec, String text) {
    JsonValue tree = Json.parse(text);

    T value = Json.fromTree(codec, tree);

    assertThat(Json.toTree(codec, value)).isEqualTo(tree);
    assertThat(Json.fromTree(codec, Json.toTree(codec, value))).isEqualTo(value);
  }

  @Test
  void accessors_absent_readAsGosZeroValue() {
    ObjectMeta empty = ObjectMeta.EMPTY;

    assertThat(empty.name()).isEmpty();
    assertThat(empty.generation()).isZero();
    assertThat(empty.labels()).isEmpty();
    assertThat(empty.finalizers()).isEmpty();
    assertThat(empty.deletionTimestamp()).isNull();
    assertThat(empty.deletionGracePeriodSeconds()).isNull();
    assertThat(Json.write(ObjectMeta.CODEC, empty)).isEqualTo("{}");
    assertThat(Status.EMPTY.metadata()).isEqualTo(ListMeta.EMPTY);
  }

  @Test
  void equals_absentAndEmpty_differ() {
    ObjectMeta absent = ObjectMeta.EMPTY;
    ObjectMeta empty = ObjectMeta.of(m -> m.labels(Map.of()).finalizers(List.of()));

    assertThat(empty).isNotEqualTo(absent);
    assertThat(Json.write(ObjectMeta.CODEC, empty)).isEqualTo("{\"labels\":{},\"finalizers\":[]}");
  }

  @Test
  void toBuilder_edit_keepsTheRest() {
    ObjectMeta original =
        ObjectMeta.of(
            m ->
                m.name("a")
                    .putLabels("x", "1")
                    .addOwnerReferences(o -> o.name("owner").controller(true)));

    ObjectMeta edited = original.toBuilder().putLabels("y", "2").name(null).build();

    assertThat(edited.labels()).containsExactly(Map.entry("x", "1"), Map.entry("y", "2"));
    assertThat(edited.ownerReferences()).isEqualTo(original.ownerReferences());
    assertThat(edited.name()).isEmpty();
    assertThat(original.labels()).hasSize(1);
  }

  @Test
  void builder_nestedEdit_beginsWithWhatIsThere() {
    DeleteOptions options =
        DeleteOptions.of(o -> o.preconditions(p -> p.uid("u"))).toBuilder()
            .preconditions(p -> p.resourceVersion("1"))
            .build();

    assertThat(options.preconditions())
        .isEqualTo(Preconditions.of(p -> p.uid("u").resourceVersion("1")));
  }

  @Test
  void builder_mutableInput_isCopied() {
    List<String> finalizers = new ArrayList<>(List.of("a"));
    ObjectMeta metadata = ObjectMeta.of(m -> m.finalizers(finalizers));

    finalizers.add("b");

    assertThat(metadata.finalizers()).containsExactly("a");
    assertThatThrownBy(() -> metadata.finalizers().add("c"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> metadata.labels().put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void toString_showsWhatIsSet() {
    assertThat(ObjectMeta.of(m -> m.name("a").generation(2L)))
        .hasToString("ObjectMeta{\"name\":\"a\",\"generation\":2}");
  }

  @Test
  void condition_wrongType_hasAPath() {
    assertThatThrownBy(
            () -> Json.fromTree(Status.CODEC, Json.parse("{\"details\":{\"causes\":[{},3]}}")))
        .isInstanceOf(DecodeException.class)
        .hasMessageStartingWith("details.causes[1]: expected an object but found a number");
  }

  @Test
  void bytes_toString_hidesTheContent() {
    Bytes secret = Bytes.ofUtf8("hunter2");

    assertThat(secret).hasToString("Bytes[7]");
    assertThat(Json.write(Bytes.CODEC, secret)).isEqualTo("\"aHVudGVyMg==\"");
    assertThat(Json.read(Bytes.CODEC, "\"aHVudGVyMg==\"".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(secret);
    assertThatThrownBy(
            () -> Json.read(Bytes.CODEC, "\"not base64!\"".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("base64");
  }

  @Test
  void intOrString_bothForms_areKept() {
    assertThat(Json.fromTree(IntOrString.CODEC, Json.parse("80"))).isEqualTo(IntOrString.of(80));
    assertThat(Json.fromTree(IntOrString.CODEC, Json.parse("\"80\"")))
        .isEqualTo(IntOrString.of("80"))
        .hasToString("80");
    assertThatThrownBy(() -> Json.fromTree(IntOrString.CODEC, Json.parse("2147483648")))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void times_fractions_areCutToSecondsInMetadata() {
    ObjectMeta metadata =
        ObjectMeta.of(m -> m.creationTimestamp(Instant.parse("2026-01-31T23:59:59.9Z")));

    assertThat(Json.write(ObjectMeta.CODEC, metadata))
        .isEqualTo("{\"creationTimestamp\":\"2026-01-31T23:59:59Z\"}");
  }
}
