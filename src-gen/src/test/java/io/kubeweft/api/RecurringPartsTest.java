package io.kubeweft.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.api.core.v1.Container;
import io.kubeweft.api.core.v1.CoreV1;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.json.DecodeException;
import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.FieldNames;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonWriter;
import io.kubeweft.json.RecurringParts;
import io.kubeweft.json.Sharing;
import io.kubeweft.resource.ResourceList;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects of a list that are read with what is known of those before are read as without it. */
class RecurringPartsTest {
  private static final String PROBE =
      "{\"httpGet\":{\"path\":\"/ready\",\"port\":8080,\"scheme\":\"HTTP\"},\"periodSeconds\":5}";

  private static String pod(int number, String image, String probe) {
    return """
    {"metadata":{"name":"web-%d","namespace":"shop","uid":"uid-%d","resourceVersion":"%d",\
    "annotations":{"note":"%s]}\\"\\\\é"}},"spec":{"containers":[{"name":"main","image":"%s",\
    "readinessProbe":%s}],"nodeSelector":{"kubernetes.io/os":"linux","kubernetes.io/arch":"amd64"},\
    "tolerations":[{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute"}],\
    "x-unknown":{"kept":[1,2,3,null],"text":"of some length"}},"status":{"phase":"Running"}}\
    """
        .formatted(number, number, number, "x".repeat(number % 40), image, probe);
  }

  private static String list(List<String> items) {
    return "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"9\"},"
        + "\"items\":["
        + String.join(",", items)
        + "]}";
  }

  private static List<Pod> read(String list) {
    return read(list, DecodeOptions.DEFAULT.forList());
  }

  private static List<Pod> read(String list, DecodeOptions options) {
    byte[] text = list.getBytes(StandardCharsets.UTF_8);
    try (JsonReader in = JsonReader.of(text, 0, text.length, options)) {
      return items(in);
    }
  }

  private static List<Pod> items(JsonReader in) {
    ResourceList<Pod> pods = Objects.requireNonNull(in.read(ResourceList.codec(CoreV1.PODS)));
    return List.copyOf(pods.items());
  }

  private static List<Pod> plain(List<String> items) {
    return items.stream()
        .map(item -> Json.read(Pod.CODEC, item.getBytes(StandardCharsets.UTF_8)))
        .map(pod -> pod.toBuilder().build())
        .toList();
  }

  private static Container main(Pod pod) {
    return pod.spec().containers().getFirst();
  }

  @Test
  void list_sameTexts_areOneObject() {
    List<String> texts = List.of(pod(1, "a", PROBE), pod(2, "b", PROBE), pod(3, "a", PROBE));

    List<Pod> pods = read(list(texts));

    assertThat(pods).isEqualTo(plain(texts));
    assertThat(main(pods.get(1)).readinessProbe())
        .isNotNull()
        .isSameAs(main(pods.get(0)).readinessProbe());
    assertThat(pods.get(1).spec().tolerations()).isSameAs(pods.get(0).spec().tolerations());
    assertThat(pods.get(1).spec().nodeSelector()).isSameAs(pods.get(0).spec().nodeSelector());
    assertThat(main(pods.get(2))).isSameAs(main(pods.get(0)));
    assertThat(pods.get(1).metadata()).isNotEqualTo(pods.get(0).metadata());
  }

  @Test
  void list_sameTextOfAnotherType_isReadAsThat() {
    String labels = "{\"kubernetes.io/os\":\"linux\",\"kubernetes.io/arch\":\"amd64\"}";
    String one = pod(1, "a", PROBE);
    String other = one.replace("\"annotations\":", "\"labels\":" + labels + ",\"annotations\":");

    List<Pod> pods = read(list(List.of(one, other, one)));

    assertThat(pods.get(1).metadata().labels()).isEqualTo(pods.get(0).spec().nodeSelector());
    assertThat(pods).isEqualTo(plain(List.of(one, other, one)));
  }

  @Test
  void list_oneBrokenItem_isRefusedAsAlways() {
    String broken = pod(2, "a", PROBE.replace("\"HTTP\"", "7"));

    assertThatThrownBy(() -> read(list(List.of(pod(1, "a", PROBE), broken))))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("items[1].spec.containers[0].readinessProbe.httpGet.scheme");
    assertThatThrownBy(() -> read(list(List.of(pod(1, "a", PROBE), pod(2, "a", PROBE) + "}"))))
        .isInstanceOf(DecodeException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void list_random_isReadAsWithoutMemory(long seed) {
    Random random = new Random(seed);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      String probe = random.nextInt(3) == 0 ? PROBE.replace("5", "" + random.nextInt(99)) : PROBE;
      String text = pod(random.nextInt(1000), "image:" + random.nextInt(i / 50 + 1), probe);
      texts.add(
          switch (random.nextInt(12)) {
            case 0 -> text.replace("\":", "\" : ");
            case 1 -> text.replace(PROBE, "null");
            case 2 -> text.replace("linux", "l".repeat(random.nextInt(1200)));
            default -> text;
          });
    }
    List<Pod> expected = plain(texts);
    byte[] text = list(texts).getBytes(StandardCharsets.UTF_8);
    DecodeOptions sharing = DecodeOptions.DEFAULT.withSharing(new Sharing());

    try (JsonReader streamed = JsonReader.of(new Trickle(text, random), sharing)) {
      assertThat(items(streamed)).isEqualTo(expected);
    }
    assertThat(read(list(texts), sharing)).isEqualTo(expected);
    assertThat(read(list(texts), DecodeOptions.DEFAULT)).isEqualTo(expected);
  }

  /** A stream that gives what has arrived. */
  private static final class Trickle extends InputStream {
    private final ByteArrayInputStream all;
    private final Random random;

    Trickle(byte[] text, Random random) {
      this.all = new ByteArrayInputStream(text);
      this.random = random;
    }

    @Override
    public int read() {
      return all.read();
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      return all.read(to, offset, Math.min(length, 1 + random.nextInt(9000)));
    }
  }

  @Test
  void read_partsOfPartsThatAreTaken_areStillSharedWithOthers() {
    Sharing sharing = new Sharing();
    List<String> texts = IntStream.range(0, 20).mapToObj(i -> pod(i, "a", PROBE)).toList();
    DecodeOptions options = DecodeOptions.DEFAULT.withSharing(sharing);

    // Sharing remembers what comes a second time.
    read(list(texts), options);
    List<Pod> second = read(list(texts), options);
    List<Pod> third = read(list(texts), options);

    assertThat(main(third.getLast())).isSameAs(main(second.getLast()));
    assertThat(third.getLast().spec()).isSameAs(second.getLast().spec());
  }

  @Test
  void read_untypedObjects_isTheSame() {
    RecurringParts parts = new RecurringParts();
    for (int turn = 0; turn < 100; turn++) {
      String text = pod(turn, "image:" + turn % 3, PROBE);

      assertThat(readWith(parts, text, Unstructured.CODEC).json()).isEqualTo(Json.parse(text));
    }
  }

  private static <T> T readWith(RecurringParts parts, String text, JsonCodec<T> codec) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (JsonReader in = JsonReader.of(bytes, 0, bytes.length, DecodeOptions.DEFAULT)) {
      in.reuse(parts);
      return Objects.requireNonNull(in.read(codec));
    }
  }

  /** A class of a user's, whose objects can change. */
  public static final class Note {
    public @Nullable String text;
  }

  /** Something with two of them in it. */
  private record Notes(@Nullable Note note, @Nullable List<Note> more) {
    static final JsonCodec<Notes> CODEC = new Codec();

    private static final class Codec implements JsonCodec<Notes> {
      private static final JsonCodec<Note> NOTE = JsonCodecs.databind(Note.class);
      private static final FieldNames NAMES = FieldNames.of("note", "more");

      @Override
      public Notes read(JsonReader in) {
        Note note = null;
        List<Note> more = null;
        in.beginObject();
        for (int at = in.nextField(NAMES, JsonReader.START);
            at != JsonReader.END;
            at = in.nextField(NAMES, at)) {
          if (at == 0) {
            note = in.value(NOTE);
          } else if (at == 1) {
            more = in.list(NOTE);
          } else {
            in.skip();
          }
        }
        return new Notes(note, more);
      }

      @Override
      public void write(JsonWriter out, Notes value) {
        throw new UnsupportedOperationException();
      }
    }
  }

  @Test
  void read_objectsThatCanChange_areEachObjectsOwn() {
    String note = "{\"text\":\"" + "as long as what is remembered".repeat(2) + "\"}";
    String notes = "{\"note\":" + note + ",\"more\":[" + note + "]}";
    String list = IntStream.range(0, 9).mapToObj(i -> notes).collect(Collectors.joining(","));

    List<Notes> read =
        readWith(new RecurringParts(), "[" + list + "]", JsonCodecs.list(Notes.CODEC));

    assertThat(read).hasSize(9);
    Note first = Objects.requireNonNull(read.getFirst().note());
    Note last = Objects.requireNonNull(read.getLast().note());
    assertThat(last).isNotSameAs(first);
    assertThat(last.text).isEqualTo(first.text);
    assertThat(read.getLast()).isNotSameAs(read.getFirst());
    assertThat(Objects.requireNonNull(read.getLast().more()).getFirst())
        .isNotSameAs(Objects.requireNonNull(read.getFirst().more()).getFirst());
  }
}
