package io.kubeweft.benchmarks.compare;

import java.util.List;

/**
 * One row of the comparison.
 *
 * @param title what the row says
 * @param measurement its name in the harness
 * @param result which of its results
 * @param unit of the result
 * @param more whether more is better
 * @param pods how many pods the server has
 * @param number what the measurement wants besides
 * @param kind how the process is run
 * @param tls whether the server speaks TLS
 * @param jvm options of the JVM
 */
record Scenario(
    String title,
    String measurement,
    String result,
    String unit,
    boolean more,
    int pods,
    long number,
    Kind kind,
    boolean tls,
    List<String> jvm) {
  /** How the process is run. */
  enum Kind {
    PLAIN,
    /** With an AOT cache that a run before has made. */
    AOT,
    /** With heaps that a {@link HeapSearch} chooses; the result is the smallest one that did. */
    HEAP
  }

  private static Scenario less(
      String title, String measurement, String result, String unit, int pods, long number) {
    return new Scenario(
        title, measurement, result, unit, false, pods, number, Kind.PLAIN, false, List.of());
  }

  private static Scenario more(
      String title, String measurement, String result, String unit, int pods, long number) {
    return new Scenario(
        title, measurement, result, unit, true, pods, number, Kind.PLAIN, false, List.of());
  }

  private Scenario with(Kind other, String... options) {
    return new Scenario(
        title, measurement, result, unit, more, pods, number, other, tls, List.of(options));
  }

  private Scenario overTls() {
    return new Scenario(
        title + ", over TLS", measurement, result, unit, more, pods, number, kind, true, jvm);
  }

  /** What is measured in a few minutes. */
  static List<Scenario> brief() {
    return List.of(
        less("list 10k pods, warm", "list", "warm_ms", "ms", 10_000, 10_000),
        less("list 10k pods, first call", "list", "cold_ms", "ms", 10_000, 10_000),
        less("decode 10k pods in memory", "decode", "decode_ms", "ms", 1, 10_000),
        less("allocated per decoded pod", "decode", "allocated_per_pod", "bytes", 1, 10_000),
        less("retained per cached pod", "retained", "retained_per_pod", "bytes", 10_000, 10_000),
        less("informer sync of 10k pods", "sync", "sync_ms", "ms", 10_000, 10_000),
        more("watch events per second", "events", "events_per_second", "/s", 10_000, 60_000),
        more("get, 1 caller", "get", "gets_per_second", "/s", 10, 1),
        more("get, 64 callers", "get", "gets_per_second", "/s", 10, 64),
        less("start to first typed get", "startup", "startup_ms", "ms", 10, 0));
  }

  /** Everything. */
  static List<Scenario> full() {
    return List.of(
        less("list 10k pods, warm", "list", "warm_ms", "ms", 10_000, 10_000),
        less("list 10k pods, first call", "list", "cold_ms", "ms", 10_000, 10_000),
        less("decode 10k pods in memory", "decode", "decode_ms", "ms", 1, 10_000),
        less("allocated per decoded pod", "decode", "allocated_per_pod", "bytes", 1, 10_000),
        less("retained per cached pod", "retained", "retained_per_pod", "bytes", 10_000, 10_000),
        less(
                "retained without managedFields",
                "retained",
                "retained_per_pod",
                "bytes",
                10_000,
                10_000)
            .with(Kind.PLAIN, "-Dbench.informer=lean"),
        less("informer sync of 10k pods", "sync", "sync_ms", "ms", 10_000, 10_000),
        less("informer sync of 10k pods, by LIST", "sync", "sync_ms", "ms", 10_000, 10_000)
            .with(Kind.PLAIN, "-Dbench.informer=list"),
        less("requests of a sync by LIST", "sync", "requests", "", 10_000, 10_000)
            .with(Kind.PLAIN, "-Dbench.informer=list"),
        less("informer sync of 50k pods", "sync", "sync_ms", "ms", 50_000, 50_000),
        less("informer sync of 100k pods", "sync", "sync_ms", "ms", 100_000, 100_000),
        less("smallest heap for 10k pods", "sync", "heap", "MB", 10_000, 10_000).with(Kind.HEAP),
        less("smallest heap for 50k pods", "sync", "heap", "MB", 50_000, 50_000).with(Kind.HEAP),
        less("smallest heap for 100k pods", "sync", "heap", "MB", 100_000, 100_000).with(Kind.HEAP),
        more("watch events per second", "events", "events_per_second", "/s", 10_000, 200_000),
        more("the same, status changes too", "events", "events_per_second", "/s", 10_000, 200_000)
            .with(Kind.PLAIN, "-Dbench.status=true"),
        less("latency at 1,000 events/s, p50", "latency", "p50_ms", "ms", 10_000, 1_000),
        less("latency at 1,000 events/s, p99", "latency", "p99_ms", "ms", 10_000, 1_000),
        less("latency at 1,000 events/s, longest", "latency", "max_ms", "ms", 10_000, 1_000),
        more("get, 1 caller", "get", "gets_per_second", "/s", 10, 1),
        more("get, 64 callers", "get", "gets_per_second", "/s", 10, 64),
        more("get, 1,000 callers", "get", "gets_per_second", "/s", 10, 1_000),
        less("200 informers: sync", "informers", "sync_ms", "ms", 50, 0),
        less("200 informers: sync once warm", "informers", "warm_sync_ms", "ms", 50, 0),
        less("200 informers: threads added", "informers", "threads_added", "", 50, 0),
        less("200 informers: live heap", "informers", "heap_mb", "MB", 50, 0),
        less("200 informers: one event to each", "informers", "event_to_each_ms", "ms", 50, 200),
        less("1,000 informers: sync", "informers", "sync_ms", "ms", 50, 1_000),
        less("1,000 informers: threads added", "informers", "threads_added", "", 50, 1_000),
        less("1,000 informers: live heap", "informers", "heap_mb", "MB", 50, 1_000),
        less(
            "1,000 informers: one event to each", "informers", "event_to_each_ms", "ms", 50, 1_000),
        less("1,000 informers: requests", "informers", "requests_per_informer", "", 50, 1_000),
        less("start to first typed get", "startup", "startup_ms", "ms", 10, 0),
        less("the same with an AOT cache", "startup", "startup_ms", "ms", 10, 0).with(Kind.AOT),
        less("start to first typed get", "startup", "startup_ms", "ms", 10, 0).overTls(),
        less("the same with an AOT cache", "startup", "startup_ms", "ms", 10, 0)
            .with(Kind.AOT)
            .overTls());
  }

  /** Rows with the same key come from the same run of a process. */
  List<Object> run() {
    return List.of(measurement, pods, number, kind, tls, jvm);
  }
}
