package io.kubeweft.benchmarks.harness;

import static io.kubeweft.benchmarks.harness.Measurements.check;
import static io.kubeweft.benchmarks.harness.Measurements.millis;
import static io.kubeweft.benchmarks.harness.Measurements.result;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many informers on one client, each of one namespace and so of one pod.
 *
 * <p>The server has a pod for each namespace: a change of every pod reaches each informer once.
 */
final class ManyInformers {
  private static final int INFORMERS = 200;
  private static final int ROUNDS = 20;
  private static final long PATIENCE_SECONDS = 60;
  private static final long SETTLE_MILLIS = 500;

  private final Subject subject;
  private final Control control;
  private final List<Subject.Informer> informers = new ArrayList<>();
  private final List<AtomicInteger> updates = new ArrayList<>();

  /** A permit for each update that any of the informers was told of. */
  private final Semaphore arrived = new Semaphore(0);

  ManyInformers(Subject subject, Control control) {
    this.subject = subject;
    this.control = control;
  }

  /**
   * Starts them, and sends changes through them.
   *
   * @param wanted how many; 0 for {@link #INFORMERS}, and then as many once more
   */
  void measure(int wanted) throws Exception {
    int count = wanted == 0 ? INFORMERS : wanted;
    subject.list();
    long heap = ThisProcess.liveBytes();
    int threads = ThisProcess.threads();
    long requests = control.requests();
    long objects = control.objects();
    result("sync_ms", millis(start(count)));
    awaitWatches();
    result("threads_added", ThisProcess.threads() - threads);
    result("heap_mb", (ThisProcess.liveBytes() - heap) / 1e6);
    result("requests_per_informer", (double) (control.requests() - requests) / count);
    if (wanted == 0) {
      result("warm_sync_ms", millis(start(count)));
      awaitWatches();
    }
    check("watches", control.counter(Counters.WATCHES), informers.size());
    check("pods sent", control.objects() - objects, informers.size());
    events();
  }

  private long start(int count) throws Exception {
    List<Subject.Informer> started = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      AtomicInteger own = new AtomicInteger();
      updates.add(own);
      started.add(
          subject.informer(
              PodText.namespace(i),
              sent -> {
                own.incrementAndGet();
                arrived.release();
              }));
    }
    for (Subject.Informer informer : started) {
      while (!informer.isSynced()) {
        Thread.sleep(1);
      }
    }
    long nanos = System.nanoTime() - start;
    informers.addAll(started);
    return nanos;
  }

  /** Clients that list are synced before they watch. */
  private void awaitWatches() throws IOException, InterruptedException {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    long open = control.openWatches();
    while (open < informers.size()) {
      if (System.nanoTime() - patience > 0) {
        throw new IOException("only " + open + " of " + informers.size() + " watches are open");
      }
      Thread.sleep(5);
      open = control.openWatches();
    }
    for (Subject.Informer informer : informers) {
      check("pods of an informer", informer.size(), 1);
    }
  }

  /** One change to each of them, again and again; the median of the later half counts. */
  private void events() throws IOException, InterruptedException {
    int count = informers.size();
    long[] times = new long[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      check("events sent", control.sendEvents(PodText.NAMESPACES, 0, false), count);
      if (!arrived.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(
            "only " + arrived.availablePermits() + " of " + count + " events arrived");
      }
      times[round] = System.nanoTime() - start;
    }
    Thread.sleep(SETTLE_MILLIS);
    for (AtomicInteger own : updates) {
      check("events of an informer", own.get(), ROUNDS);
    }
    Arrays.sort(times, ROUNDS / 2, ROUNDS);
    result("event_to_each_ms", millis(times[ROUNDS * 3 / 4]));
  }
}
