package io.kubeweft.benchmarks.harness;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * The measurements, each in a fresh process: the main program of every subject.
 *
 * <p>Results are lines {@code name=value} on standard output. A measurement whose counts do not
 * agree with the server's fails instead.
 */
public final class Measurements {
  private static final int LEAST_REPEATS = 12;
  private static final int MOST_REPEATS = 60;
  private static final long WARM_TIME = 10_000_000_000L;
  private static final int GET_MILLIS = 5_000;

  private final Factory factory;
  private final String url;
  private final Control control;
  private final long begin;

  private Measurements(Factory factory, String url) {
    this.factory = factory;
    this.url = url;
    this.control = new Control(url);
    this.begin = System.nanoTime();
  }

  /** Makes the client. */
  @FunctionalInterface
  public interface Factory {
    /** Returns a client of the server at this address. */
    Subject connect(String url) throws Exception;
  }

  /**
   * Takes one measurement and exits.
   *
   * @param args its name, the server's address, a number that it wants, and for {@code startup}
   *     "namespace/name" of a pod
   * @param factory makes the client
   */
  public static void main(String[] args, Factory factory) {
    int status = 0;
    try {
      new Measurements(factory, args[1]).run(args);
    } catch (UnsupportedOperationException e) {
      System.out.println("unsupported=1");
    } catch (Throwable e) {
      e.printStackTrace();
      status = 1;
    }
    System.out.flush();
    if (Boolean.getBoolean("bench.exit")) {
      System.exit(status);
    }
    // Not exit: what a client does when the program ends is none of the measurement.
    Runtime.getRuntime().halt(status);
  }

  private void run(String[] args) throws Exception {
    long number = args.length > 2 ? Long.parseLong(args[2]) : 0;
    switch (args[0]) {
      case "startup" -> startUp(number, args[3]);
      case "list" -> list((int) number);
      case "decode" -> decode((int) number);
      case "get" -> get((int) number);
      case "sync" -> sync((int) number);
      case "retained" -> retained((int) number);
      case "events" -> events(number);
      case "latency" -> latency(number);
      case "informers" -> new ManyInformers(factory.connect(url), control).measure((int) number);
      default -> throw new IllegalArgumentException("no measurement \"" + args[0] + "\"");
    }
  }

  static void result(String name, double value) {
    System.out.println(name + "=" + value);
  }

  static double millis(long nanos) {
    return nanos / 1e6;
  }

  static void check(String what, long actual, long expected) {
    if (actual != expected) {
      throw new IllegalStateException(what + ": " + actual + " instead of " + expected);
    }
  }

  /**
   * From the start of the process, as its parent saw it, to the first typed get.
   *
   * @param pod "namespace/name", given so that no text has to be made first
   */
  private void startUp(long spawned, String pod) throws Exception {
    int slash = pod.indexOf('/');
    Subject subject = factory.connect(url);
    subject.get(pod.substring(0, slash), pod.substring(slash + 1));
    result("startup_ms", millis(System.nanoTime() - spawned));
    check("gets", control.counter(Counters.GETS), 1);
  }

  private void list(int pods) throws Exception {
    Subject subject = factory.connect(url);
    checkList(subject.list(), pods);
    result("cold_ms", millis(System.nanoTime() - begin));
    int lists = 1 + warm("warm_ms", () -> checkList(subject.list(), pods));
    check("lists", control.counter(Counters.LISTS), lists);
    check("pods sent", control.objects(), (long) lists * pods);
  }

  private static void checkList(int listed, int pods) {
    if (listed != Subject.UNCOUNTED) {
      check("pods", listed, pods);
    }
  }

  /**
   * Repeats something until it is warm or the time is over; reports the median of the later half.
   *
   * @return how often it was done
   */
  private static int warm(String name, Step step) throws Exception {
    List<Long> times = new ArrayList<>();
    long begin = System.nanoTime();
    while (times.size() < LEAST_REPEATS
        || times.size() < MOST_REPEATS && System.nanoTime() - begin < WARM_TIME) {
      long start = System.nanoTime();
      step.run();
      times.add(System.nanoTime() - start);
    }
    List<Long> later = new ArrayList<>(times.subList(times.size() / 2, times.size()));
    Collections.sort(later);
    result(name, millis(later.get(later.size() / 2)));
    return times.size();
  }

  private interface Step {
    void run() throws Exception;
  }

  private void decode(int pods) throws Exception {
    byte[] text = PodText.list(pods);
    Subject subject = factory.connect(url);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    warm("decode_ms", () -> check("pods", subject.decode(text), pods));
    long before = threads.getCurrentThreadAllocatedBytes();
    check("pods", subject.decode(text), pods);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    result("allocated_per_pod", (double) allocated / pods);
  }

  private void get(int callers) throws Exception {
    Subject subject = factory.connect(url);
    PodText pod = PodText.of(1);
    subject.get(pod.namespace(), pod.name());
    LongAdder calls = new LongAdder();
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(callers);
    for (int i = 0; i < callers; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                while (!over.get()) {
                  get(subject, pod);
                  calls.increment();
                }
                ended.countDown();
              });
    }
    ThisProcess.awaitCompilers();
    long before = calls.sum();
    long cpu = ThisProcess.cpuNanos();
    long start = System.nanoTime();
    Thread.sleep(GET_MILLIS);
    double measured = calls.sum() - before;
    result("gets_per_second", measured / ((System.nanoTime() - start) / 1e9));
    result("cpu_us_per_get", (ThisProcess.cpuNanos() - cpu) / 1e3 / measured);
    over.set(true);
    ended.await();
    check("gets", control.counter(Counters.GETS), 1 + calls.sum());
  }

  /** A call that fails makes a measurement worthless. */
  private static void get(Subject subject, PodText pod) {
    try {
      subject.get(pod.namespace(), pod.name());
    } catch (Exception e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static Subject.Informer synced(Subject subject, int pods) throws Exception {
    Subject.Informer informer = subject.informer(null, sent -> {});
    if (informer.size() == Subject.UNCOUNTED) {
      throw new UnsupportedOperationException("it keeps nothing");
    }
    while (!informer.isSynced() || informer.size() < pods) {
      Thread.sleep(2);
    }
    check("pods", informer.size(), pods);
    return informer;
  }

  private void sync(int pods) throws Exception {
    Subject subject = factory.connect(url);
    Subject.Informer informer = synced(subject, pods);
    result("sync_ms", millis(System.nanoTime() - begin));
    check("pods sent", control.objects(), informer.size());
    boolean byList = System.getProperty("bench.informer", "").equals("list");
    if (byList) {
      // Whether the watch that comes after them is there already is chance.
      result("requests", (double) control.counter(Counters.LISTS));
      check("pods sent in lists", control.counter(Counters.LISTED), informer.size());
    }
  }

  private void retained(int pods) throws Exception {
    Subject subject = factory.connect(url);
    subject.list();
    check("pods listed", control.objects(), pods);
    long before = ThisProcess.liveBytes();
    Subject.Informer informer = synced(subject, pods);
    result("retained_per_pod", (double) (ThisProcess.liveBytes() - before) / pods);
    check("pods", informer.size(), pods);
    check("pods sent", control.objects(), 2L * pods);
  }

  private void events(long count) throws Exception {
    Subject subject = factory.connect(url);
    Updates updates = new Updates(false);
    awaitWatch(subject.informer(null, updates::accept));
    long cpu = ThisProcess.cpuNanos();
    long start = System.nanoTime();
    boolean status = Boolean.getBoolean("bench.status");
    check("events sent", control.sendEvents(count, 0, status), count);
    updates.await(count);
    double cpuMicros = (ThisProcess.cpuNanos() - cpu) / 1e3;
    double seconds = (System.nanoTime() - start) / 1e9;
    checkEvents(updates, count);
    result("cpu_us_per_event", cpuMicros / count);
    result("events_per_second", count / seconds);
  }

  private void latency(long rate) throws Exception {
    Subject subject = factory.connect(url);
    Updates updates = new Updates(true);
    awaitWatch(subject.informer(null, updates::accept));
    // Each pod twice: what is known after the first update of an object makes the others cheaper.
    long warmUp = 20 * rate;
    long measured = 20 * rate;
    check("events sent", control.sendEvents(warmUp + measured, rate, false), warmUp + measured);
    updates.await(warmUp + measured);
    checkEvents(updates, warmUp + measured);
    long[] latencies = updates.latencies((int) warmUp);
    Arrays.sort(latencies);
    result("p50_ms", millis(latencies[latencies.length / 2]));
    result("p99_ms", millis(latencies[latencies.length * 99 / 100]));
    result("max_ms", millis(latencies[latencies.length - 1]));
  }

  private void awaitWatch(Subject.Informer informer) throws Exception {
    while (!informer.isSynced() || control.openWatches() == 0) {
      Thread.sleep(5);
    }
    // What a sync leaves to compilers and collectors is none of the measurement.
    Thread.sleep(500);
  }

  /** Every event once, and those of one watch only. */
  private void checkEvents(Updates updates, long count) throws Exception {
    check("events that arrived", updates.settled(), count);
    check("events of all watches", control.counter(Counters.EVENTS), count);
    check("watches", control.counter(Counters.WATCHES), 1);
  }
}
