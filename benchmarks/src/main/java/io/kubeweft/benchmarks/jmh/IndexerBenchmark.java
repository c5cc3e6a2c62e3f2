package io.kubeweft.benchmarks.jmh;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The store of an informer against its floor, one lock and the rivals' caches, used by one thread.
 */
@Fork(1)
public class IndexerBenchmark extends FilledCache {
  /** One reader gets by key. */
  @Benchmark
  public @Nullable Object get1(Position position) {
    return get(position);
  }

  /** One reader asks for namespace and name. */
  @Benchmark
  public @Nullable Object find1(Position position) {
    return find(position);
  }

  /** One reader asks for namespace and name in the very texts of a pod that it has. */
  @Benchmark
  public @Nullable Object findOwn1(Position position) {
    return findOwn(position);
  }

  /** One reader takes the pods of a namespace: one in fifty of all. */
  @Benchmark
  public Object byNamespace1(Position position) {
    return byNamespace(position);
  }

  /** One reader takes the pods of a node, which is an index of the program's own. */
  @Benchmark
  public Object byNode1(Position position) {
    return byNode(position);
  }

  /** One reader takes the pods of a namespace and looks at each. */
  @Benchmark
  public void iterateNamespace(Position position, Blackhole blackhole) {
    iterate(position, blackhole);
  }

  /** One writer updates pods, with two indexes. */
  @Benchmark
  public void update(Position position) {
    put(position);
  }
}
