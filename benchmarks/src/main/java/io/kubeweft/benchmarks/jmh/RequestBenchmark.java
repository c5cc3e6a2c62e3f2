package io.kubeweft.benchmarks.jmh;

import io.kubeweft.api.core.v1.CoreV1;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.benchmarks.harness.PodText;
import io.kubeweft.resource.ListOptions;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.Verb;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
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

  private final String server = "https://10.0.0.1:6443";
  private final String path = "/api/v1/namespaces/default/pods";
  private final String selector = "app=web,tier in (a,b)";
  private final String limit = "500";
  private final ResourceClient<Pod> small =
      new ResourceClient<>(new CannedRest(SMALL), CoreV1.PODS, "default");
  private final ResourceClient<Pod> whole =
      new ResourceClient<>(new CannedRest(PodText.of(1).bytes()), CoreV1.PODS, "default");
  private final ResourceClient<Pod> lists =
      new ResourceClient<>(new CannedRest(EMPTY), CoreV1.PODS, "default");
  private final ListOptions options =
      ListOptions.of(o -> o.labelSelector("app=web,tier in (a,b)").limit(500).resourceVersion("0"));

  /** Checks that the floor asks for the same. */
  @Setup
  public void compare() {
    if (!buildPlain().equals(build().replace("%20", "+"))) {
      throw new IllegalStateException(buildPlain() + " is not " + build());
    }
  }

  /** A request and its path, checked and escaped. */
  @Benchmark
  public String build() {
    return RestRequest.builder(Verb.GET, path)
        .query("labelSelector", selector)
        .query("limit", limit)
        .build()
        .pathAndQuery();
  }

  /** The floor: the same text, concatenated and not checked. */
  @Benchmark
  public String buildPlain() {
    return path
        + "?labelSelector="
        + URLEncoder.encode(selector, StandardCharsets.UTF_8)
        + "&limit="
        + limit;
  }

  /** The request that the JDK's client sends, from ours. */
  @Benchmark
  public HttpRequest http() {
    return http(build());
  }

  /** The floor: the request that the JDK's client sends, from a text. */
  @Benchmark
  public HttpRequest httpPlain() {
    return http(buildPlain());
  }

  private HttpRequest http(String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create(server + pathAndQuery))
        .header("Accept", "application/json")
        .build();
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
