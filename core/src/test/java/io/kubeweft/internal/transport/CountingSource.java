package io.kubeweft.internal.transport;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what a connection would be asked. */
final class CountingSource implements Flow.Subscription {
  final AtomicInteger requested = new AtomicInteger();
  volatile boolean cancelled;

  @Override
  public void request(long n) {
    requested.addAndGet((int) n);
  }

  @Override
  public void cancel() {
    cancelled = true;
  }
}
