package io.kubeweft.informer;

import io.kubeweft.api.core.v1.CoreV1;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.benchmarks.jmh.PodFrames;
import io.kubeweft.informer.InformerState.Phase;
import io.kubeweft.resource.AllNamespaces;
import io.kubeweft.resource.WatchEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Whether a queue between the reflector and the store pays (decision 0054): the same reflector,
 * store and handler, with the store written by the reflector's thread or by another one that takes
 * batches of up to 1000 deltas from a bounded queue.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class HandOverBenchmark {
  private static final int EVENTS = PodFrames.EVENTS;

  /** Who writes the store. */
  public enum Writer {
    /** The thread that decodes. */
    READER,
    /** Another thread. */
    HAND_OVER
  }

  /** Who writes the store. */
  @Param({"READER", "HAND_OVER"})
  public Writer writer = Writer.READER;

  /** How much work an index function does for an object, in tokens of a black hole. */
  @Param({"0", "2000", "20000"})
  public int index;

  private final AllNamespaces<Pod> pods = new AllNamespaces<>(new PodFrames.Server(), CoreV1.PODS);

  private InformerOptions options() {
    return InformerOptions.DEFAULT;
  }

  /** A thousand pods as they are, then ten changes of each; one handler that sees every event. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public int watch() throws InterruptedException {
    CountDownLatch left = new CountDownLatch(EVENTS);
    IndexedStore<Pod> store = new IndexedStore<>();
    int work = index;
    if (work > 0) {
      store.addIndex(
          "slow",
          pod -> {
            Blackhole.consumeCPU(work);
            return List.of(pod.spec().nodeName());
          });
    }
    Distributor<Pod> distributor = new Distributor<>(store, Set.of(""));
    HandlerRegistration handler =
        distributor.add(
            new ResourceHandler<>() {
              @Override
              public void onUpdate(Pod before, Pod now) {
                left.countDown();
              }
            },
            HandlerOptions.DEFAULT.withEveryEvent(true),
            "handler");
    SourceStatus<Pod>[] self = newArray();
    InformerStatus status = new InformerStatus(() -> self[0].state(), "benchmark");
    self[0] =
        new SourceStatus<>(
            distributor, UnaryOperator.identity(), Seams.REAL, status, "", "benchmark");
    HandOver<Pod> fifo = writer == Writer.HAND_OVER ? new HandOver<>(self[0]) : null;
    Reflector<Pod> reflector =
        new Reflector<>(pods, options(), fifo == null ? self[0] : fifo, Seams.REAL);
    Thread reader = Thread.ofVirtual().start(reflector::run);
    left.await();
    reflector.close();
    reader.join();
    if (fifo != null) {
      fifo.thread.interrupt();
      fifo.thread.join();
    }
    handler.close();
    return store.size();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of one
  private static SourceStatus<Pod>[] newArray() {
    return new SourceStatus[1];
  }

  /** Batches in a bounded queue; what is not an event goes alone. */
  private static final class HandOver<T extends io.kubeweft.meta.KubernetesObject>
      implements Reflector.Sink<T> {
    private static final int BATCH = 1000;

    private final Reflector.Sink<T> to;
    private final BlockingQueue<Runnable> deltas = new ArrayBlockingQueue<>(2 * BATCH);
    final Thread thread = Thread.ofVirtual().start(this::run);

    HandOver(Reflector.Sink<T> to) {
      this.to = to;
    }

    private void run() {
      List<Runnable> batch = new ArrayList<>(BATCH);
      try {
        while (true) {
          batch.add(deltas.take());
          deltas.drainTo(batch, BATCH - 1);
          batch.forEach(Runnable::run);
          batch.clear();
        }
      } catch (InterruptedException e) {
        // The end.
      }
    }

    private void put(Runnable delta) {
      try {
        deltas.put(delta);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void replace(Map<ObjectKey, T> objects, String resourceVersion, Set<ObjectKey> unknown) {
      put(() -> to.replace(objects, resourceVersion, unknown));
    }

    @Override
    public Set<ObjectKey> missing(Set<ObjectKey> objects) {
      return to.missing(objects);
    }

    @Override
    public void apply(WatchEvent<T> event, String resourceVersion) {
      put(() -> to.apply(event, resourceVersion));
    }

    @Override
    public void phase(Phase phase) {
      to.phase(phase);
    }

    @Override
    public void failed(Exception error) {
      to.failed(error);
    }

    @Override
    public void clientClosed(Exception error) {
      to.clientClosed(error);
    }

    @Override
    public void skipped(Exception error) {
      to.skipped(error);
    }

    @Override
    public void heard() {
      to.heard();
    }

    @Override
    public boolean transforms() {
      return to.transforms();
    }

    @Override
    public T transform(T object) {
      return to.transform(object);
    }
  }
}
