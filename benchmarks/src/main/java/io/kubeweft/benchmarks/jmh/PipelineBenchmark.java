package io.kubeweft.benchmarks.jmh;

import io.kubeweft.api.core.v1.CoreV1;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.informer.HandlerOptions;
import io.kubeweft.informer.ResourceHandler;
import io.kubeweft.informer.SharedInformer;
import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.Sharing;
import io.kubeweft.resource.AllNamespaces;
import io.kubeweft.resource.Watch;
import io.kubeweft.resource.WatchEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The way of a watch event from its bytes to the handler; and whether a hand-over between decoding
 * and the store would pay (decision 0050).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
public class PipelineBenchmark {
  private static final int EVENTS = PodFrames.EVENTS;
  private static final int BATCH = 64;

  private final AllNamespaces<Pod> informed =
      new AllNamespaces<>(new CannedRest(PodFrames.bytes(true)), CoreV1.PODS);
  private final AllNamespaces<Pod> watched =
      new AllNamespaces<>(new CannedRest(PodFrames.bytes(false)), CoreV1.PODS);
  private final DecodeOptions sharing = DecodeOptions.DEFAULT.withSharing(new Sharing());

  /** All of it: bytes, event, store with its index, handler on its own thread. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public int informer() throws InterruptedException {
    CountDownLatch left = new CountDownLatch(EVENTS);
    ResourceHandler<Pod> handler =
        new ResourceHandler<>() {
          @Override
          public void onUpdate(Pod before, Pod now) {
            left.countDown();
          }
        };
    try (SharedInformer<Pod> informer = SharedInformer.of(informed)) {
      informer.addHandler(HandlerOptions.DEFAULT.withEveryEvent(true), handler);
      informer.start();
      left.await();
      return informer.indexer().size();
    }
  }

  private Watch<Pod> watch(DecodeOptions decode) {
    return watched.watch(o -> o.resourceVersion("2000001000").resume(false).decode(decode));
  }

  /** Decoding and a map, on one thread. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public int direct() {
    return direct(sharing);
  }

  /** The same, with the parts that an update leaves as they were taken from the pod before. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public int directReused() {
    return direct(sharing.withReuseUnchanged(true));
  }

  private int direct(DecodeOptions decode) {
    Map<String, Pod> store = new HashMap<>();
    try (Watch<Pod> watch = watch(decode)) {
      for (int i = 0; i < EVENTS; i++) {
        put(store, Objects.requireNonNull(watch.next()));
      }
    }
    return store.size();
  }

  /** Decoding on one thread, and a map that is written by another, in batches. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public int handedOver() throws InterruptedException {
    Map<String, Pod> store = new HashMap<>();
    BlockingQueue<List<WatchEvent<Pod>>> batches = new ArrayBlockingQueue<>(64);
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    for (int written = 0; written < EVENTS; ) {
                      List<WatchEvent<Pod>> batch = batches.take();
                      batch.forEach(event -> put(store, event));
                      written += batch.size();
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    try (Watch<Pod> watch = watch(sharing)) {
      List<WatchEvent<Pod>> batch = new ArrayList<>(BATCH);
      for (int i = 0; i < EVENTS; i++) {
        batch.add(Objects.requireNonNull(watch.next()));
        if (batch.size() == BATCH || i == EVENTS - 1) {
          batches.put(batch);
          batch = new ArrayList<>(BATCH);
        }
      }
    }
    writer.join();
    return store.size();
  }

  private static void put(Map<String, Pod> store, WatchEvent<Pod> event) {
    if (event instanceof WatchEvent.Modified<Pod>(Pod pod)) {
      store.put(pod.metadata().name(), pod);
    }
  }
}
