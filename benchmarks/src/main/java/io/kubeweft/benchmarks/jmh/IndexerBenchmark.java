package io.kubeweft.benchmarks.jmh;

import io.kubeweft.benchmarks.harness.PodText;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The store of an informer against one lock and against the rivals' caches. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class IndexerBenchmark {
  /** Which cache. */
  @Param({
    "stripes-1",
    "stripes-4",
    "stripes-16",
    "stripes-64",
    "stripes-256",
    "rwlock",
    "fabric8",
    "client-java"
  })
  public String cache = "";

  /** How many pods are in it. */
  @Param({"10000", "100000"})
  public int pods;

  private @Nullable Contents<?> contents;

  /** A cache with the type of its pods known. */
  private static final class Contents<T> {
    final PodCache<T> cache;
    final List<T> pods;
    final Object[] keys;
    final String[] namespaces;
    final String[] names;
    final String[] nodes;
    final String[] ownNamespaces;
    final String[] ownNames;

    Contents(PodCaches.Filled<T> filled) {
      cache = filled.cache();
      pods = filled.pods();
      keys = pods.stream().map(cache::key).toArray();
      namespaces = new String[pods.size()];
      names = new String[pods.size()];
      nodes = pods.stream().map(cache::node).toArray(String[]::new);
      ownNamespaces = new String[pods.size()];
      ownNames = new String[pods.size()];
      for (int i = 0; i < names.length; i++) {
        namespaces[i] = PodText.of(i).namespace();
        names[i] = PodText.of(i).name();
        ownNamespaces[i] = cache.namespace(pods.get(i));
        ownNames[i] = cache.name(pods.get(i));
      }
    }

    @Nullable Object find(int i) {
      return cache.find(namespaces[i], names[i]);
    }

    @Nullable Object findOwn(int i) {
      return cache.find(ownNamespaces[i], ownNames[i]);
    }

    void update(int i) {
      cache.update(pods.get(i));
    }

    void replace() {
      cache.replace(pods);
    }
  }

  /** Each thread's way through the pods. */
  @State(Scope.Thread)
  public static class Position {
    private int next;

    int next(int count) {
      // A prime, so that neighbours in memory are not neighbours here.
      next = (next + 7919) % count;
      return next;
    }
  }

  /** Fills the cache. */
  @Setup
  public void fill() {
    contents = new Contents<>(PodCaches.of(cache, pods));
  }

  private Contents<?> contents() {
    if (contents == null) {
      throw new IllegalStateException("not set up");
    }
    return contents;
  }

  /** One reader gets by key. */
  @Benchmark
  public @Nullable Object get1(Position position) {
    return contents().cache.get(contents().keys[position.next(pods)]);
  }

  /** Two readers get by key. */
  @Benchmark
  @Threads(2)
  public @Nullable Object get2(Position position) {
    return contents().cache.get(contents().keys[position.next(pods)]);
  }

  /** One reader asks for namespace and name. */
  @Benchmark
  public @Nullable Object find1(Position position) {
    return contents().find(position.next(pods));
  }

  /** Two readers ask for namespace and name. */
  @Benchmark
  @Threads(2)
  public @Nullable Object find2(Position position) {
    return contents().find(position.next(pods));
  }

  /** One reader asks for namespace and name in the very texts of a pod that it has. */
  @Benchmark
  public @Nullable Object findOwn1(Position position) {
    return contents().findOwn(position.next(pods));
  }

  /** Two readers ask for namespace and name in the very texts of a pod that they have. */
  @Benchmark
  @Threads(2)
  public @Nullable Object findOwn2(Position position) {
    return contents().findOwn(position.next(pods));
  }

  /** One reader takes the pods of a namespace: one in fifty of all. */
  @Benchmark
  public Object byNamespace1(Position position) {
    return contents().cache.byNamespace(contents().namespaces[position.next(pods)]);
  }

  /** Two readers take the pods of a namespace. */
  @Benchmark
  @Threads(2)
  public Object byNamespace2(Position position) {
    return contents().cache.byNamespace(contents().namespaces[position.next(pods)]);
  }

  /** One reader takes the pods of a node, which is an index of the program's own. */
  @Benchmark
  public Object byNode(Position position) {
    return contents().cache.byNode(contents().nodes[position.next(pods)]);
  }

  /** One reader takes the pods of a namespace and looks at each. */
  @Benchmark
  public void iterateNamespace(Position position, Blackhole blackhole) {
    contents()
        .cache
        .byNamespace(contents().namespaces[position.next(pods)])
        .forEach(blackhole::consume);
  }

  /** One writer updates pods, with two indexes. */
  @Benchmark
  public void update(Position position) {
    contents().update(position.next(pods));
  }

  /** Two writers update pods. */
  @Benchmark
  @Threads(2)
  public void update2(Position position) {
    contents().update(position.next(pods));
  }

  /** A reader of namespaces beside a writer. */
  @Benchmark
  @Group("mixed")
  @GroupThreads(1)
  public Object mixedReader(Position position) {
    return contents().cache.byNamespace(contents().namespaces[position.next(pods)]);
  }

  /** A writer beside a reader of namespaces. */
  @Benchmark
  @Group("mixed")
  @GroupThreads(1)
  public void mixedWriter(Position position) {
    contents().update(position.next(pods));
  }

  /** A reader by key while everything is replaced, again and again. */
  @Benchmark
  @Group("replacing")
  @GroupThreads(1)
  public @Nullable Object replacingReader(Position position) {
    return contents().cache.get(contents().keys[position.next(pods)]);
  }

  /** Replaces everything. */
  @Benchmark
  @Group("replacing")
  @GroupThreads(1)
  public void replacingWriter() {
    contents().replace();
  }
}
