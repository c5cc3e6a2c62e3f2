package io.kubeweft.benchmarks.jmh;

import io.kubeweft.benchmarks.harness.PodText;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A cache that is full of pods, and what is asked of it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public abstract class FilledCache {
  /** Which cache. */
  @Param({
    "stripes-1",
    "stripes-4",
    "stripes-16",
    "stripes-64",
    "stripes-256",
    "snapshot",
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

  final @Nullable Object get(Position position) {
    return contents().cache.get(contents().keys[position.next(pods)]);
  }

  final @Nullable Object find(Position position) {
    return contents().find(position.next(pods));
  }

  final @Nullable Object findOwn(Position position) {
    return contents().findOwn(position.next(pods));
  }

  final List<?> byNamespace(Position position) {
    return contents().cache.byNamespace(contents().namespaces[position.next(pods)]);
  }

  final List<?> byNode(Position position) {
    return contents().cache.byNode(contents().nodes[position.next(pods)]);
  }

  final void iterate(Position position, Blackhole blackhole) {
    byNamespace(position).forEach(blackhole::consume);
  }

  final void put(Position position) {
    contents().update(position.next(pods));
  }

  final void replace() {
    contents().replace();
  }
}
