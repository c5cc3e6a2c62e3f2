package io.kubeweft.benchmarks.harness;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/** What the process that is measured uses: compilers, processors, memory, threads. */
final class ThisProcess {
  private static final int LEAST_WARM_UP_SECONDS = 14;
  private static final int MOST_WARM_UP_SECONDS = 60;

  private ThisProcess() {}

  /**
   * Waits until the JIT compilers have next to nothing to do any more: a client with more code is
   * compiled for longer, which on a slow machine takes half of its processors for half a minute.
   */
  static void awaitCompilers() throws InterruptedException {
    CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
    long before = compilers.getTotalCompilationTime();
    for (int seconds = 2; seconds <= MOST_WARM_UP_SECONDS; seconds += 2) {
      Thread.sleep(2_000);
      long now = compilers.getTotalCompilationTime();
      if (seconds >= LEAST_WARM_UP_SECONDS && now - before < 100) {
        break;
      }
      before = now;
    }
  }

  /** What all threads of this process have used: less disturbed by other programs than time is. */
  static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  static long liveBytes() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 6; i++) {
      System.gc();
      Thread.sleep(100);
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  /** Platform threads, without those that carry and wake virtual threads. */
  static int threads() {
    int count = 0;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      String name = thread.getName();
      if (!name.startsWith("ForkJoinPool-")
          && !name.contains("Poller")
          && !name.contains("unparker")) {
        count++;
      }
    }
    return count;
  }
}
