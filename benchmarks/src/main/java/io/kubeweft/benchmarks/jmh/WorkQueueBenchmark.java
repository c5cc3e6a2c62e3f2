package io.kubeweft.benchmarks.jmh;

import io.kubeweft.workqueue.WorkQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The work queue of controllers against one under a single lock and against its floor, run by
 * virtual threads.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Djmh.executor=VIRTUAL")
public class WorkQueueBenchmark {
  /** How many items wait besides the one in hand. */
  @Param({"0", "1000"})
  public int waiting;

  private WorkQueue<Integer> queue = WorkQueue.create();
  private OneLockQueue oneLock = new OneLockQueue();
  private BlockingQueue<Integer> plain = new LinkedBlockingQueue<>();

  /** Each thread's next item. */
  @State(Scope.Thread)
  public static class Position {
    private static final AtomicInteger THREADS = new AtomicInteger();

    /** No other thread's, so that none of two adds is swallowed. */
    private int next = THREADS.incrementAndGet() << 28;
  }

  /** Fills the queues. */
  @Setup
  public void fill() {
    queue = WorkQueue.create();
    oneLock = new OneLockQueue();
    plain = new LinkedBlockingQueue<>();
    for (int i = 0; i < waiting; i++) {
      queue.add(-1 - i);
      oneLock.add(-1 - i);
      plain.add(-1 - i);
    }
  }

  /** Ends ours. */
  @TearDown
  public void close() {
    queue.close();
  }

  /** One item in, one out, done. */
  @Benchmark
  public @Nullable Integer addTakeDone1(Position position) throws InterruptedException {
    return pass(position);
  }

  /** The same by two threads. */
  @Benchmark
  @Threads(2)
  public @Nullable Integer addTakeDone2(Position position) throws InterruptedException {
    return pass(position);
  }

  private @Nullable Integer pass(Position position) throws InterruptedException {
    queue.add(position.next++);
    Integer taken = queue.take();
    if (taken != null) {
      queue.done(taken);
    }
    return taken;
  }

  /** An item that waits already. */
  @Benchmark
  public void addAgain() {
    queue.add(-1);
  }

  /** One item in, one out, done under one lock. */
  @Benchmark
  public Integer addTakeDoneOneLock1(Position position) throws InterruptedException {
    return passOneLock(position);
  }

  /** The same by two threads. */
  @Benchmark
  @Threads(2)
  public Integer addTakeDoneOneLock2(Position position) throws InterruptedException {
    return passOneLock(position);
  }

  private Integer passOneLock(Position position) throws InterruptedException {
    oneLock.add(position.next++);
    Integer taken = oneLock.take();
    oneLock.done(taken);
    return taken;
  }

  /** An item that waits already under one lock. */
  @Benchmark
  public void addAgainOneLock() {
    oneLock.add(-1);
  }

  /** The floor: one item in, one out. It knows no item again, so nothing is added twice. */
  @Benchmark
  public Integer addTakePlain1(Position position) throws InterruptedException {
    return passPlain(position);
  }

  /** The same by two threads. */
  @Benchmark
  @Threads(2)
  public Integer addTakePlain2(Position position) throws InterruptedException {
    return passPlain(position);
  }

  private Integer passPlain(Position position) throws InterruptedException {
    plain.add(position.next++);
    return plain.take();
  }
}
