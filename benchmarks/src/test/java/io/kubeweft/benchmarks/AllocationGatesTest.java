package io.kubeweft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.benchmarks.harness.BenchServer;
import io.kubeweft.benchmarks.harness.PodText;
import io.kubeweft.benchmarks.jmh.RequestBenchmark;
import io.kubeweft.benchmarks.subjects.kubeweft.KubeweftSubject;
import io.kubeweft.informer.InformerOptions;
import io.kubeweft.informer.StripedCache;
import io.kubeweft.json.Json;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The bytes that the calling thread allocates for one operation, once it is compiled.
 *
 * <p>The bounds leave a quarter to what was measured.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AllocationGatesTest {
  private static final int BATCHES = 10;

  @Test
  void get_podOverHttp_allocatesAtMost39kB() throws Exception {
    PodText pod = PodText.of(1);
    try (BenchServer server = BenchServer.start(10);
        KubeweftSubject subject = new KubeweftSubject(server.url(), InformerOptions.DEFAULT)) {
      long allocated = allocated(1_000, i -> subject.get(pod.namespace(), pod.name()));

      assertThat(allocated).isLessThanOrEqualTo(39_000);
    }
  }

  @Test
  void get_podWithoutNetwork_allocatesAtMost22kB() {
    RequestBenchmark requests = new RequestBenchmark();

    assertThat(allocated(2_000, i -> requests.getPod())).isLessThanOrEqualTo(22_000);
  }

  @Test
  void encode_pod_allocatesAtMost22kB() {
    Pod pod = Json.read(Pod.CODEC, PodText.of(1).bytes());

    assertThat(allocated(4_000, i -> Json.writeBytes(Pod.CODEC, pod))).isLessThanOrEqualTo(22_000);
  }

  @Test
  void build_request_allocatesAtMost1450Bytes() {
    RequestBenchmark requests = new RequestBenchmark();

    assertThat(allocated(20_000, i -> requests.build())).isLessThanOrEqualTo(1_450);
  }

  @Test
  void update_ofStoreWithTwoIndexes_allocatesAtMost150Bytes() {
    StripedCache store = new StripedCache(4);
    store.replace(pods(1));
    List<Pod> even = pods(2);
    List<Pod> odd = pods(3);

    long allocated =
        allocated(
            100_000,
            i -> {
              int pod = i % even.size();
              store.update((i / even.size() % 2 == 0 ? even : odd).get(pod));
            });

    assertThat(allocated).isLessThanOrEqualTo(150);
  }

  private static List<Pod> pods(int version) {
    List<Pod> pods = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      PodText text = PodText.of(i);
      text.update(PodText.FIRST_VERSION + version, version);
      pods.add(Json.read(Pod.CODEC, text.bytes()));
    }
    return pods;
  }

  private interface Operation {
    void run(int number);
  }

  /** Returns the least of several batches: the compilers are at work during the first of them. */
  private static long allocated(int batch, Operation operation) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < BATCHES; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int j = 0; j < batch; j++) {
        operation.run(j);
      }
      least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / batch);
    }
    return least;
  }
}
