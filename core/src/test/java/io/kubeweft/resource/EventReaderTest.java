package io.kubeweft.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
  private static WatchEvent<TestObject> read(String frame) {
    byte[] bytes = ("#" + frame + "#").getBytes(StandardCharsets.UTF_8);
    return new EventReader<>(TestObject.TYPE, DecodeOptions.DEFAULT)
        .read(bytes, 1, bytes.length - 2);
  }

  @ParameterizedTest
  @CsvSource({"ADDED, Added", "MODIFIED, Modified", "DELETED, Deleted"})
  void read_change_isTheObject(String type, String expected) {
    String object = "{\"kind\":\"Test\",\"metadata\":{\"name\":\"a\"},\"value\":7}";

    WatchEvent<TestObject> event = read("{\"type\":\"" + type + "\",\"object\":" + object + "}");
    WatchEvent<TestObject> reversed =
        read("{\"object\":" + object + ",\"new\":1,\"type\":\"" + type + "\"}");

    assertThat(event.getClass().getSimpleName()).isEqualTo(expected);
    assertThat(event).isEqualTo(reversed).extracting("item.value").isEqualTo(7);
  }

  @Test
  void read_bookmark_knowsTheEndOfInitialEvents() {
    String metadata =
        "{\"resourceVersion\":\"5\",\"annotations\":{\"k8s.io/initial-events-end\":%s}}";
    String frame = "{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"Test\",\"metadata\":%s}}";

    assertThat(read(frame.formatted(metadata.formatted("\"true\""))))
        .isEqualTo(new WatchEvent.Bookmark<>("5", true));
    assertThat(read(frame.formatted(metadata.formatted("\"True\""))))
        .isEqualTo(new WatchEvent.Bookmark<>("5", false));
    assertThat(read(frame.formatted("{\"resourceVersion\":\"6\"}")))
        .isEqualTo(new WatchEvent.Bookmark<>("6", false));
  }

  @Test
  void read_error_isTheStatus() {
    WatchEvent<TestObject> event =
        read(
            "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410,\"reason\":\"Expired\"}}");

    assertThat(event).isInstanceOf(WatchEvent.Error.class).extracting("status.code").isEqualTo(410);
  }

  @Test
  void read_undecodableObject_isReportedWithItsNames() {
    WatchEvent<TestObject> event =
        read(
            "{\"type\":\"MODIFIED\",\"object\":{\"metadata\":{\"namespace\":\"ns\",\"name\":\"a\","
                + "\"resourceVersion\":\"9\"},\"value\":\"hunter2\"}}");

    assertThat(event)
        .isInstanceOfSatisfying(
            WatchEvent.Undecodable.class,
            undecodable -> {
              assertThat(undecodable.type()).isEqualTo("MODIFIED");
              assertThat(undecodable.namespace()).isEqualTo("ns");
              assertThat(undecodable.name()).isEqualTo("a");
              assertThat(undecodable.resourceVersion()).isEqualTo("9");
              assertThat(undecodable.cause().path()).isEqualTo("object.value");
              assertThat(undecodable.cause()).hasMessageNotContaining("hunter2");
            });
  }

  /** Written by hand: what it does not know it fails on in its own way. */
  private static final JsonCodec<TestObject> CARELESS =
      new JsonCodec<>() {
        @Override
        public TestObject read(JsonReader in) {
          TestObject object = TestObject.CODEC.read(in);
          return object.withValue(Integer.parseInt(object.metadata().name()));
        }

        @Override
        public void write(JsonWriter out, TestObject value) {
          throw new UnsupportedOperationException();
        }
      };

  @Test
  void read_codecFailsInItsOwnWay_isUndecodable() {
    EventReader<TestObject> reader =
        new EventReader<>(
            ResourceType.namespaced(TestObject.TYPE.resource(), "Test", TestObject.class, CARELESS),
            DecodeOptions.DEFAULT);
    byte[] frame =
        "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"hunter2\"},\"value\":1}}"
            .getBytes(StandardCharsets.UTF_8);

    assertThat(reader.read(frame, 0, frame.length))
        .isInstanceOfSatisfying(
            WatchEvent.Undecodable.class,
            undecodable -> {
              assertThat(undecodable.name()).isEqualTo("hunter2");
              assertThat(undecodable.cause().path()).isEqualTo("object");
              assertThat(undecodable.cause())
                  .hasMessageContaining("NumberFormatException")
                  .hasMessageNotContaining("hunter2");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{}",
        "null",
        "[]",
        "{\"type\":\"ADDED\"}",
        "{\"type\":\"NEW\",\"object\":{}}",
        "{\"type\":\"BOOKMARK\",\"object\":{}}",
        "{\"type\":\"ERROR\",\"object\":5}",
        "{\"type\":\"ADDED\",\"object\":{\"kind\":\"Table\"}}",
        "not json",
        "{\"type\":7}"
      })
  void read_noEvent_isUndecodable(String frame) {
    assertThat(read(frame)).isInstanceOf(WatchEvent.Undecodable.class);
  }

  private static final String LABELS =
      "{\"app.kubernetes.io/name\":\"web\",\"app.kubernetes.io/part-of\":\"a shop of some size\"}";

  private static Map<String, String> labels(
      EventReader<TestObject> reader, String type, int value) {
    String object =
        "{\"metadata\":{\"name\":\"a\",\"uid\":\"u\",\"labels\":"
            + LABELS
            + "},\"value\":"
            + value
            + "}";
    byte[] frame =
        ("{\"type\":\"" + type + "\",\"object\":" + object + "}").getBytes(StandardCharsets.UTF_8);
    WatchEvent<TestObject> event = reader.read(frame, 0, frame.length);
    assertThat(event).extracting("item.value").isEqualTo(value);
    TestObject read =
        switch (event) {
          case WatchEvent.Added<TestObject>(TestObject item) -> item;
          case WatchEvent.Modified<TestObject>(TestObject item) -> item;
          case WatchEvent.Deleted<TestObject>(TestObject item) -> item;
          default -> throw new AssertionError(event);
        };
    return read.metadata().labels();
  }

  @Test
  void read_updates_useAgainWhatIsUnchangedUntilTheObjectIsDeleted() {
    EventReader<TestObject> reader =
        new EventReader<>(TestObject.TYPE, DecodeOptions.DEFAULT.withReuseUnchanged(true));
    Map<String, String> added = labels(reader, "ADDED", 1);
    Map<String, String> first = labels(reader, "MODIFIED", 2);
    Map<String, String> second = labels(reader, "MODIFIED", 3);
    Map<String, String> deleted = labels(reader, "DELETED", 4);
    Map<String, String> again = labels(reader, "MODIFIED", 5);

    assertThat(first).isEqualTo(added).isNotSameAs(added).isSameAs(second);
    assertThat(again).isEqualTo(deleted).isNotSameAs(first);
  }

  @Test
  void read_updatesByDefault_areNotRemembered() {
    EventReader<TestObject> reader = new EventReader<>(TestObject.TYPE, DecodeOptions.DEFAULT);

    assertThat(labels(reader, "MODIFIED", 1)).isNotSameAs(labels(reader, "MODIFIED", 2));
  }

  @Test
  void read_newObjects_haveWhatTheyHaveInCommonUntilSomethingElseComes() {
    EventReader<TestObject> reader = new EventReader<>(TestObject.TYPE, DecodeOptions.DEFAULT);
    Map<String, String> first = labels(reader, "ADDED", 1);
    Map<String, String> second = labels(reader, "ADDED", 2);
    Map<String, String> changed = labels(reader, "MODIFIED", 3);
    Map<String, String> later = labels(reader, "ADDED", 4);

    assertThat(second).isSameAs(first);
    assertThat(changed).isEqualTo(first).isNotSameAs(first);
    assertThat(later).isEqualTo(first).isNotSameAs(first);
  }
}
