package io.kubeweft.benchmarks.jmh;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The same caches used by several virtual threads. As many carriers as threads: a virtual thread
 * that never waits leaves its carrier to no other.
 */
@Fork(
    value = 1,
    jvmArgsAppend = {"-Djmh.executor=VIRTUAL", "-Djdk.virtualThreadScheduler.parallelism=4"})
public class ConcurrentIndexerBenchmark extends FilledCache {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

  /** Two readers get by key. */
  @Benchmark
  @Threads(2)
  public @Nullable Object get2(Position position) {
    return get(position);
  }

  /** Two readers ask for namespace and name. */
  @Benchmark
  @Threads(2)
  public @Nullable Object find2(Position position) {
    return find(position);
  }

  /** Two readers ask for namespace and name in the very texts of a pod that they have. */
  @Benchmark
  @Threads(2)
  public @Nullable Object findOwn2(Position position) {
    return findOwn(position);
  }

  /** Two readers take the pods of a namespace. */
  @Benchmark
  @Threads(2)
  public Object byNamespace2(Position position) {
    return byNamespace(position);
  }

  /** Two readers take the pods of a node. */
  @Benchmark
  @Threads(2)
  public Object byNode2(Position position) {
    return byNode(position);
  }

  /** Two readers take the pods of a namespace and look at each. */
  @Benchmark
  @Threads(2)
  public void iterateNamespace2(Position position, Blackhole blackhole) {
    iterate(position, blackhole);
  }

  /** Two writers update pods. */
  @Benchmark
  @Threads(2)
  public void update2(Position position) {
    put(position);
  }

  /** A reader of namespaces beside a writer. */
  @Benchmark
  @Group("mixed")
  @GroupThreads(1)
  public Object mixedReader(Position position) {
    return byNamespace(position);
  }

  /** A writer beside a reader of namespaces. */
  @Benchmark
  @Group("mixed")
  @GroupThreads(1)
  public void mixedWriter(Position position) {
    put(position);
  }

  /** Three readers of namespaces beside a writer. */
  @Benchmark
  @Group("mixed4")
  @GroupThreads(3)
  public Object mixed4Reader(Position position) {
    return byNamespace(position);
  }

  /** A writer beside three readers of namespaces. */
  @Benchmark
  @Group("mixed4")
  @GroupThreads(1)
  public void mixed4Writer(Position position) {
    put(position);
  }

  /** A reader by key beside a writer. */
  @Benchmark
  @Group("mixedGet")
  @GroupThreads(1)
  public @Nullable Object mixedGetReader(Position position) {
    return get(position);
  }

  /** A writer beside a reader by key. */
  @Benchmark
  @Group("mixedGet")
  @GroupThreads(1)
  public void mixedGetWriter(Position position) {
    put(position);
  }

  /** A reader by key while everything is replaced, again and again. */
  @Benchmark
  @Group("replacing")
  @GroupThreads(1)
  public @Nullable Object replacingReader(Position position) {
    return get(position);
  }

  /** Replaces everything. */
  @Benchmark
  @Group("replacing")
  @GroupThreads(1)
  public void replacingWriter() {
    replaceAndPause();
  }

  /** A reader of namespaces while everything is replaced, again and again. */
  @Benchmark
  @Group("replacingByNamespace")
  @GroupThreads(1)
  public Object replacingByNamespaceReader(Position position) {
    return byNamespace(position);
  }

  /** Replaces everything. */
  @Benchmark
  @Group("replacingByNamespace")
  @GroupThreads(1)
  public void replacingByNamespaceWriter() {
    replaceAndPause();
  }

  /**
   * Replaces everything and waits for a millisecond. A writer that takes an unfair lock again at
   * once can keep a reader out for good, and a run ends only when each of its threads has come
   * back: see docs/perf/indexer.md. So the figure of a writer is that of its replacements and waits
   * together, and what is compared is the readers.
   */
  private void replaceAndPause() {
    replace();
    LockSupport.parkNanos(PAUSE);
  }
}
