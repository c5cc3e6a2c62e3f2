package io.kubeweft.benchmarks.jmh;

import io.kubeweft.api.core.v1.CoreV1;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.benchmarks.harness.PodText;
import io.kubeweft.resource.ListOptions;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.Verb;
import java.nio.charset.StandardCharsets;
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

/** What a typed call costs before and after the network. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class RequestBenchmark {
  private static final byte[] SMALL =
      "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"a\"}}"
          .getBytes(StandardCharsets.UTF_8);
  private static final byte[] EMPTY =
      "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[]}".getBytes(StandardCharsets.UTF_8);

  private final ResourceClient<Pod> small =
      new ResourceClient<>(new CannedRest(SMALL), CoreV1.PODS, "default");
  private final ResourceClient<Pod> whole =
      new ResourceClient<>(new CannedRest(PodText.of(1).bytes()), CoreV1.PODS, "default");
  private final ResourceClient<Pod> lists =
      new ResourceClient<>(new CannedRest(EMPTY), CoreV1.PODS, "default");
  private final ListOptions options =
      ListOptions.of(o -> o.labelSelector("app=web,tier in (a,b)").limit(500).resourceVersion("0"));

  /** A request and its path, checked and escaped. */
  @Benchmark
  public String build() {
    return RestRequest.builder(Verb.GET, "/api/v1/namespaces/default/pods")
        .query("labelSelector", "app=web,tier in (a,b)")
        .query("limit", "500")
        .build()
        .pathAndQuery();
  }

  /** A typed get of next to nothing: the request and the way through the layers. */
  @Benchmark
  public Pod getSmall() {
    return small.get("a");
  }

  /** A typed get of a whole pod. */
  @Benchmark
  public Pod getPod() {
    return whole.get("a");
  }

  /** A list with options that has nothing in it. */
  @Benchmark
  public int listNothing() {
    return lists.list(options).size();
  }
}
