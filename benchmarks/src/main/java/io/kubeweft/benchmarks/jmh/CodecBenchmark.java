package io.kubeweft.benchmarks.jmh;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kubeweft.api.core.v1.CoreV1;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.benchmarks.harness.PodText;
import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.FieldNames;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonValue;
import io.kubeweft.json.JsonWriter;
import io.kubeweft.json.KubeweftModule;
import io.kubeweft.json.Sharing;
import io.kubeweft.resource.ResourceList;
import java.io.ByteArrayInputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.module.blackbird.BlackbirdModule;

/**
 * One pod, a hundred of them and, written only, a watch event: the generated codec, what it could
 * be, and the token parser.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class CodecBenchmark {
  private final byte[] pod = PodText.of(1).bytes();
  private final byte[] list = PodText.list(100);
  private final byte[] frame = PodFrames.event("MODIFIED", PodText.of(1));
  private final Pod decoded = Json.read(Pod.CODEC, pod);
  private final Sharing sharing = new Sharing();
  private final Tokens tokens = new Tokens();
  private final JsonMapper trees = new JsonMapper();
  private final JsonMapper records = withoutNulls().build();
  private final JsonMapper recordsWithBlackbird =
      withoutNulls().addModule(new BlackbirdModule()).build();
  private final JsonValue tree = Json.parse(pod);
  private final JsonNode databindTree = trees.readTree(pod);
  private final RecordPod record = records.readValue(pod, RecordPod.class);
  private final ResourceList<Pod> decodedList = Json.read(ResourceList.codec(CoreV1.PODS), list);
  private final RecordPod.Items recordList = records.readValue(list, RecordPod.Items.class);
  private final JsonValue listTree = Json.parse(list);
  private final JsonNode databindListTree = trees.readTree(list);
  private final Event decodedEvent = new Event("MODIFIED", decoded);
  private final JsonValue eventTree = Json.parse(frame);
  private final JsonNode databindEventTree = trees.readTree(frame);
  private final RecordPod.Event recordEvent = new RecordPod.Event("MODIFIED", record);
  private final JsonMapper mapper = JsonMapper.builder().addModule(new KubeweftModule()).build();

  /** As all other clients write: what is absent is not there. */
  private static JsonMapper.Builder withoutNulls() {
    return JsonMapper.builder()
        .changeDefaultPropertyInclusion(
            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL));
  }

  /** Checks that all that write the same write nearly the same. */
  @Setup
  public void compareLengths() {
    compareLengths(
        pod,
        podEncode(),
        podEncodeTree(),
        podEncodeDatabindTree(),
        podEncodeDatabindRecords(),
        podEncodeBlackbirdRecords());
    compareLengths(
        list,
        listEncode(),
        listEncodeTree(),
        listEncodeDatabindTree(),
        listEncodeDatabindRecords(),
        listEncodeBlackbirdRecords());
    compareLengths(
        frame,
        eventEncode(),
        eventEncodeTree(),
        eventEncodeDatabindTree(),
        eventEncodeDatabindRecords(),
        eventEncodeBlackbirdRecords());
  }

  private static void compareLengths(byte[] read, byte[]... all) {
    for (byte[] written : all) {
      if (Math.abs(written.length - read.length) > read.length / 20) {
        throw new IllegalStateException(written.length + " bytes of " + read.length);
      }
    }
  }

  /** The floor: every token is looked at. */
  @Benchmark
  public int podTokens() {
    return tokens.look(pod);
  }

  /** The floor for the list. */
  @Benchmark
  public int listTokens() {
    return tokens.look(list);
  }

  /** A pod as a call reads it. */
  @Benchmark
  public Pod podDecode() {
    return Json.read(Pod.CODEC, pod);
  }

  /** A pod as an informer reads it. */
  @Benchmark
  public @Nullable Pod podDecodeShared() {
    return read(DecodeOptions.DEFAULT.withSharing(sharing));
  }

  /** A pod without its managed fields. */
  @Benchmark
  public @Nullable Pod podDecodeWithoutManagedFields() {
    return read(DecodeOptions.DEFAULT.withSkipManagedFields(true));
  }

  private @Nullable Pod read(DecodeOptions options) {
    try (JsonReader reader = JsonReader.of(pod, 0, pod.length, options)) {
      return reader.read(Pod.CODEC);
    }
  }

  /** A list as a call reads it. */
  @Benchmark
  public @Nullable ResourceList<Pod> listDecode() {
    ByteArrayInputStream body = new ByteArrayInputStream(list);
    try (JsonReader reader = JsonReader.of(body, DecodeOptions.DEFAULT.forList())) {
      return reader.read(ResourceList.codec(CoreV1.PODS));
    }
  }

  /** A pod as a tree of ours. */
  @Benchmark
  public JsonValue podTree() {
    return Json.parse(pod);
  }

  /** A pod as a tree of databind. */
  @Benchmark
  public JsonNode podDatabindTree() {
    return trees.readTree(pod);
  }

  /** A pod as records of databind. */
  @Benchmark
  public RecordPod podDatabindRecords() {
    return records.readValue(pod, RecordPod.class);
  }

  /** The same with Blackbird, which calls constructors and accessors without reflection. */
  @Benchmark
  public RecordPod podBlackbirdRecords() {
    return recordsWithBlackbird.readValue(pod, RecordPod.class);
  }

  /** A pod through a user's ObjectMapper, whose module calls the generated codec. */
  @Benchmark
  public Pod podThroughMapper() {
    return mapper.readValue(pod, Pod.class);
  }

  /** A pod written. */
  @Benchmark
  public byte[] podEncode() {
    return Json.writeBytes(Pod.CODEC, decoded);
  }

  /** A tree of ours written. */
  @Benchmark
  public byte[] podEncodeTree() {
    return Json.writeBytes(JsonCodecs.VALUE, tree);
  }

  /** A tree of databind written. */
  @Benchmark
  public byte[] podEncodeDatabindTree() {
    return trees.writeValueAsBytes(databindTree);
  }

  /** A pod written by databind. */
  @Benchmark
  public byte[] podEncodeDatabindRecords() {
    return records.writeValueAsBytes(record);
  }

  /** A pod written by databind with Blackbird. */
  @Benchmark
  public byte[] podEncodeBlackbirdRecords() {
    return recordsWithBlackbird.writeValueAsBytes(record);
  }

  /** A list as a tree of ours. */
  @Benchmark
  public JsonValue listTree() {
    return Json.parse(list);
  }

  /** A list as a tree of databind. */
  @Benchmark
  public JsonNode listDatabindTree() {
    return trees.readTree(list);
  }

  /** A list as records of databind. */
  @Benchmark
  public RecordPod.Items listDatabindRecords() {
    return records.readValue(list, RecordPod.Items.class);
  }

  /** The same with Blackbird. */
  @Benchmark
  public RecordPod.Items listBlackbirdRecords() {
    return recordsWithBlackbird.readValue(list, RecordPod.Items.class);
  }

  /** A list written. */
  @Benchmark
  public byte[] listEncode() {
    return Json.writeBytes(ResourceList.codec(CoreV1.PODS), decodedList);
  }

  /** A list written from a tree of ours. */
  @Benchmark
  public byte[] listEncodeTree() {
    return Json.writeBytes(JsonCodecs.VALUE, listTree);
  }

  /** A list written from a tree of databind. */
  @Benchmark
  public byte[] listEncodeDatabindTree() {
    return trees.writeValueAsBytes(databindListTree);
  }

  /** A list written by databind. */
  @Benchmark
  public byte[] listEncodeDatabindRecords() {
    return records.writeValueAsBytes(recordList);
  }

  /** A list written by databind with Blackbird. */
  @Benchmark
  public byte[] listEncodeBlackbirdRecords() {
    return recordsWithBlackbird.writeValueAsBytes(recordList);
  }

  /** An event written. */
  @Benchmark
  public byte[] eventEncode() {
    return Json.writeBytes(Event.CODEC, decodedEvent);
  }

  /** An event written from a tree of ours. */
  @Benchmark
  public byte[] eventEncodeTree() {
    return Json.writeBytes(JsonCodecs.VALUE, eventTree);
  }

  /** An event written from a tree of databind. */
  @Benchmark
  public byte[] eventEncodeDatabindTree() {
    return trees.writeValueAsBytes(databindEventTree);
  }

  /** An event written by databind. */
  @Benchmark
  public byte[] eventEncodeDatabindRecords() {
    return records.writeValueAsBytes(recordEvent);
  }

  /** An event written by databind with Blackbird. */
  @Benchmark
  public byte[] eventEncodeBlackbirdRecords() {
    return recordsWithBlackbird.writeValueAsBytes(recordEvent);
  }

  /** What a server sends: a client writes none, and so there is no codec but this. */
  private record Event(String type, Pod object) {
    static final JsonCodec<Event> CODEC = new EventCodec();
  }

  private static final class EventCodec implements JsonCodec<Event> {
    private static final FieldNames NAMES = FieldNames.of("type", "object");

    @Override
    public Event read(JsonReader in) {
      throw new UnsupportedOperationException("events are only written");
    }

    @Override
    public void write(JsonWriter out, Event event) {
      out.beginObject();
      out.string(NAMES, 0, event.type());
      out.value(NAMES, 1, event.object(), Pod.CODEC);
      out.endObject();
    }
  }
}
