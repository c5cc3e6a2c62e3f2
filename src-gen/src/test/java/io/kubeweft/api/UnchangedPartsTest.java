package io.kubeweft.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.api.apps.v1.Deployment;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.json.DecodeException;
import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.FieldNames;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonWriter;
import io.kubeweft.json.Sharing;
import io.kubeweft.json.UnchangedParts;
import io.kubeweft.meta.KubernetesObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates that are read with what is known of the version before are read as without it. */
class UnchangedPartsTest {
  private static final String POD =
      """
      {"kind":"Pod","apiVersion":"v1","metadata":{"name":"web-0","namespace":"shop","uid":"%s",\
      "resourceVersion":"%d","labels":{"app.kubernetes.io/name":"web","app.kubernetes.io/part-of":\
      "a shop","tier":"frontend"},"annotations":{"turn":"%d"},"managedFields":[{"manager":\
      "kubelet","operation":"Update","apiVersion":"v1","time":"2026-01-02T03:04:05Z","fieldsType":\
      "FieldsV1","fieldsV1":{"f:status":{"f:phase":{}}},"subresource":"status"}]},"spec":{\
      "containers":[{"name":"main","image":"registry.example/web:%d","ports":[{"containerPort":80}\
      ],"env":[{"name":"A","value":"]}\\"\\\\é"}]}],"nodeName":"node-1","tolerations":[{"key":"a",\
      "operator":"Exists","effect":"NoExecute"}],"x-unknown":{"kept":[1,2,3]}},"status":{"phase":\
      "Running","podIP":"10.0.0.%d","conditions":[{"type":"Ready","status":"True",\
      "lastTransitionTime":"2026-01-02T03:04:05Z"},{"type":"Initialized","status":"True"}]}}\
      """;

  private static String pod(String uid, int turn, int image, int ip) {
    return POD.formatted(uid, turn, turn, image, ip);
  }

  /** Reads {@code {"object": ...}} as a watch does. */
  private record Update<T>(JsonCodec<T> codec, UnchangedParts parts) implements JsonCodec<T> {
    private static final FieldNames NAMES = FieldNames.of("object");

    @Override
    public T read(JsonReader in) {
      in.beginObject();
      T object = null;
      while (in.nextField(NAMES, JsonReader.START) == 0) {
        object = in.changed(codec, parts);
      }
      return Objects.requireNonNull(object);
    }

    @Override
    public void write(JsonWriter out, T value) {
      throw new UnsupportedOperationException();
    }
  }

  private static <T> T read(JsonCodec<T> codec, String object, UnchangedParts parts) {
    byte[] bytes = ("..{\"object\":" + object + "}..").getBytes(StandardCharsets.UTF_8);
    DecodeOptions options = DecodeOptions.DEFAULT.withSharing(new Sharing());
    try (JsonReader in = JsonReader.of(bytes, 2, bytes.length - 4, options)) {
      return Objects.requireNonNull(in.read(new Update<>(codec, parts)));
    }
  }

  private static Pod plain(String object) {
    return Json.read(Pod.CODEC, object.getBytes(StandardCharsets.UTF_8));
  }

  private static Pod readPod(String object, UnchangedParts parts) {
    Pod pod = read(Pod.CODEC, object, parts);
    assertThat(pod).isEqualTo(plain(object));
    assertThat(Json.parse(Json.write(Pod.CODEC, pod))).isEqualTo(Json.parse(object));
    return pod;
  }

  @Test
  void changed_statusAlone_otherPartsAreTheEarlierOnes() {
    UnchangedParts parts = new UnchangedParts();
    Pod first = readPod(pod("u", 1, 1, 1), parts);

    Pod second = readPod(pod("u", 2, 1, 2), parts);
    Pod third = readPod(pod("u", 3, 1, 3), parts);

    assertThat(second.spec()).isSameAs(first.spec());
    assertThat(second.metadata().labels()).isSameAs(first.metadata().labels());
    assertThat(second.metadata().managedFields()).isSameAs(first.metadata().managedFields());
    assertThat(second.status()).isNotSameAs(first.status());
    assertThat(third.spec()).isSameAs(first.spec());
    // Of what changes, its parts are compared, too.
    assertThat(third.status().conditions()).isSameAs(second.status().conditions());
  }

  @Test
  void changed_specAndBack_isReadEachTime() {
    UnchangedParts parts = new UnchangedParts();

    for (int turn = 0; turn < 6; turn++) {
      Pod pod = readPod(pod("u", turn, turn % 2, turn % 3), parts);

      assertThat(pod.spec().containers().getFirst().image())
          .isEqualTo("registry.example/web:" + turn % 2);
    }
  }

  @Test
  void changed_otherObjects_areApart() {
    UnchangedParts parts = new UnchangedParts();
    Pod first = readPod(pod("u", 1, 1, 1), parts);

    Pod other = readPod(pod("v", 1, 1, 1), parts);

    assertThat(other.spec()).isEqualTo(first.spec()).isNotSameAs(first.spec());
    assertThat(parts.size()).isEqualTo(2);
    parts.forget("u");
    parts.forget("w");
    assertThat(parts.size()).isEqualTo(1);
    assertThat(readPod(pod("u", 1, 1, 1), parts).spec()).isNotSameAs(first.spec());
  }

  @Test
  void changed_withoutUid_isRead() {
    UnchangedParts parts = new UnchangedParts();
    String object = pod("u", 1, 1, 1).replace("\"uid\":\"u\",", "");

    assertThat(readPod(object, parts).spec()).isNotSameAs(readPod(object, parts).spec());
    assertThat(parts.size()).isZero();
  }

  @Test
  void changed_brokenUpdateBetween_lastGoodOneCounts() {
    UnchangedParts parts = new UnchangedParts();
    Pod first = readPod(pod("u", 1, 1, 1), parts);
    String wrong = pod("u", 2, 2, 2).replace("\"phase\":\"Running\"", "\"phase\":7");
    String cut = pod("u", 2, 2, 2).substring(0, 700);

    assertThatThrownBy(() -> read(Pod.CODEC, wrong, parts)).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> read(Pod.CODEC, cut, parts)).isInstanceOf(DecodeException.class);

    assertThat(readPod(pod("u", 3, 1, 1), parts).spec()).isSameAs(first.spec());
  }

  @Test
  void changed_sameTextOfAnotherType_isReadAsThat() {
    UnchangedParts parts = new UnchangedParts();
    String map = "{\"one\":\"" + "x".repeat(40) + "\",\"two\":\"" + "y".repeat(40) + "\"}";
    String object =
        "{\"metadata\":{\"uid\":\"u\",\"labels\":"
            + map
            + "},\"spec\":{\"nodeSelector\":"
            + map
            + "}}";
    Pod first = readPod(object, parts);
    Pod second = readPod(object.replace("labels", "annotations"), parts);

    assertThat(second.metadata().annotations()).isEqualTo(first.metadata().labels());
    assertThat(second.spec()).isSameAs(first.spec());
  }

  @Test
  void changed_untypedObject_isReadTheSameWay() {
    UnchangedParts parts = new UnchangedParts();
    JsonCodec<Unstructured> codec = Unstructured.CODEC;
    // As an API server writes custom resources: sorted, so that an owner's uid comes first.
    String text =
        """
        {"apiVersion":"example.com/v1","kind":"Shop","metadata":{"name":"a","ownerReferences":[{\
        "apiVersion":"v1","kind":"Node","name":"n","uid":"owner"}],"uid":"%s"},"spec":{"list":[1,2,\
        {"text":"a text of some length, so that it is worth while"}]},"status":{"turn":%d}}\
        """;

    Unstructured first = read(codec, text.formatted("u", 1), parts);
    Unstructured other = read(codec, text.formatted("v", 1), parts);
    Unstructured second = read(codec, text.formatted("u", 2), parts);

    assertThat(second.json()).isEqualTo(Json.parse(text.formatted("u", 2)));
    assertThat(second.json().get("spec")).isSameAs(first.json().get("spec"));
    assertThat(other.json().get("spec")).isNotSameAs(first.json().get("spec"));
  }

  @Test
  void changed_moreParts_thanAreRemembered_areRead() {
    UnchangedParts parts = new UnchangedParts();
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      fields.append(",\"f%d\":{\"text\":\"%s\"}".formatted(i, "x".repeat(50 + i)));
    }
    String text =
        "{\"metadata\":{\"uid\":\"u\"},\"spec\":{\"turn\":%d" + fields + "},\"status\":{\"a\":1}}";

    for (int turn = 0; turn < 5; turn++) {
      String update = text.formatted(turn);
      Unstructured read = read(Unstructured.CODEC, update, parts);

      assertThat(read.json()).isEqualTo(Json.parse(update));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void changed_randomUpdates_areReadAsWithoutMemory(long seed) {
    Random random = new Random(seed);
    UnchangedParts parts = new UnchangedParts();
    List<JsonObject> objects = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      objects.add(deployment(i));
    }

    for (int turn = 0; turn < 200; turn++) {
      int which = random.nextInt(objects.size());
      JsonObject next = changed(objects.get(which), random, turn);
      objects.set(which, next);
      String text = random.nextInt(8) == 0 ? spaced(Json.write(next)) : Json.write(next);
      if (random.nextInt(20) == 0) {
        parts.forget("uid-" + which);
      }

      KubernetesObject read = read(Deployment.CODEC, text, parts);

      assertThat(read)
          .isEqualTo(Json.read(Deployment.CODEC, text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static String spaced(String json) {
    return json.replace("\":", "\" : ");
  }

  private static JsonObject deployment(int number) {
    return (JsonObject)
        Json.parse(
            """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d","namespace":"n",\
            "uid":"uid-%d","labels":{"a":"1","b":"2"},"annotations":{"note":"none"}},"spec":{\
            "replicas":1,"selector":{"matchLabels":{"app":"web","tier":"back","zone":"eu-north"}},\
            "template":{"metadata":{"uid":"uid-1","labels":{"app":"web","tier":"back"}},"spec":{\
            "containers":[{"name":"c","image":"i"}],"volumes":[{"name":"v","emptyDir":{}}]}}},\
            "status":{"replicas":1,"conditions":[{"type":"Available","status":"True","reason":\
            "MinimumReplicasAvailable","message":"a message that is not short"}]}}\
            """
                .formatted(number)
                .strip());
  }

  /** Changes something, or puts a part of one place at another. */
  private static JsonObject changed(JsonObject object, Random random, int turn) {
    JsonObject metadata = object.getObject("metadata");
    JsonObject spec = object.getObject("spec");
    JsonObject status = object.getObject("status");
    JsonString text = new JsonString("x".repeat(random.nextInt(80)));
    return switch (random.nextInt(8)) {
      case 0 -> object.with("status", status.with("replicas", JsonNumber.of(turn)));
      case 1 -> object.with("spec", spec.with("replicas", JsonNumber.of(turn % 3)));
      case 2 -> object.with("metadata", metadata.with("labels", JsonObject.of("a", text)));
      case 3 -> object.with("metadata", metadata.with("annotations", metadata.getObject("labels")));
      case 4 -> object.with("metadata", metadata.with("labels", metadata.getObject("annotations")));
      case 5 -> object.with("x-unknown", JsonObject.of("kept", text));
      case 6 -> object.with("metadata", metadata.with("x-unknown", spec.getObject("selector")));
      default -> object.with("status", status.with("collisionCount", JsonNumber.of(turn % 2)));
    };
  }
}
