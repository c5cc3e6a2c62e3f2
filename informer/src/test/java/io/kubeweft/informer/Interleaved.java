package io.kubeweft.informer;

import java.util.ArrayList;
import java.util.List;

/** What tests of interleavings do in each of them. */
public final class Interleaved {
  private Interleaved() {}

  /** Runs all of these at the same time and waits for their ends. */
  public static void together(Runnable... all) {
    List<Thread> threads = new ArrayList<>();
    for (Runnable each : all) {
      threads.add(new Thread(each));
    }
    threads.forEach(Thread::start);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Fails the interleaving. */
  public static void check(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }
}
