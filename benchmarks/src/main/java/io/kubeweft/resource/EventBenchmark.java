package io.kubeweft.resource;

import io.kubeweft.api.core.v1.CoreV1;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.benchmarks.harness.PodText;
import io.kubeweft.benchmarks.jmh.PodFrames;
import io.kubeweft.benchmarks.jmh.RecordPod;
import io.kubeweft.benchmarks.jmh.Tokens;
import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.Sharing;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.module.blackbird.BlackbirdModule;

/**
 * The frame of a watch event, from bytes to an event. What reads one is hidden in its package: so
 * this class is in that package, too. Only servers write such frames.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class EventBenchmark {
  /** The same pod at two times, so that each event is a later one than the one before. */
  private final byte[][] frames = {frame(1), frame(2)};

  private final byte[] frame = frames[0];
  private int next;
  private final EventReader<Pod> plain = reader(DecodeOptions.DEFAULT);
  private final EventReader<Pod> shared = reader(DecodeOptions.DEFAULT.withSharing(new Sharing()));
  private final EventReader<Pod> reused =
      reader(DecodeOptions.DEFAULT.withSharing(new Sharing()).withReuseUnchanged(true));
  private final Tokens tokens = new Tokens();
  private final JsonMapper mapper = new JsonMapper();
  private final JsonMapper withBlackbird =
      JsonMapper.builder().addModule(new BlackbirdModule()).build();

  private static byte[] frame(int time) {
    PodText text = PodText.of(1);
    text.update(PodText.FIRST_VERSION + time, time);
    text.updateStatus(time);
    return PodFrames.event("MODIFIED", text);
  }

  private static EventReader<Pod> reader(DecodeOptions options) {
    return new EventReader<>(CoreV1.PODS, options);
  }

  /** The floor: every token is looked at. */
  @Benchmark
  public int eventTokens() {
    return tokens.look(frame);
  }

  /** An event as a watch reads it. */
  @Benchmark
  public WatchEvent<Pod> eventDecode() {
    return plain.read(frame, 0, frame.length);
  }

  /** The same with equal values shared. */
  @Benchmark
  public WatchEvent<Pod> eventDecodeShared() {
    return shared.read(frame, 0, frame.length);
  }

  /** An event as an informer reads it, which knows the one before: the status has changed. */
  @Benchmark
  public WatchEvent<Pod> eventDecodeReused() {
    next ^= 1;
    return reused.read(frames[next], 0, frames[next].length);
  }

  /** An event as a tree of databind. */
  @Benchmark
  public JsonNode eventDatabindTree() {
    return mapper.readTree(frame);
  }

  /** An event as records of databind. */
  @Benchmark
  public RecordPod.Event eventDatabindRecords() {
    return mapper.readValue(frame, RecordPod.Event.class);
  }

  /** The same with Blackbird. */
  @Benchmark
  public RecordPod.Event eventBlackbirdRecords() {
    return withBlackbird.readValue(frame, RecordPod.Event.class);
  }
}
