package io.kubeweft.internal.transport;

import io.kubeweft.internal.time.Deadline;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The JDK clients of one lane, one after the other.
 *
 * <p>A client is replaced when certificates have changed, and when several calls in a row have got
 * no answer: the JDK keeps a dead HTTP/2 connection in its pool and sends every call into it. What
 * still runs on the old client goes on; its connections close when they are idle.
 *
 * <p>On HTTP/2 a burst of first calls would open a connection each, all but one of which are closed
 * again. So while no connection is known to be there, one call goes first and the others wait for
 * its answer, though not for long.
 */
final class LaneClients implements AutoCloseable {
  private static final int TIMEOUTS_UNTIL_REPLACED = 3;

  /**
   * The JDK closes idle connections after 30 s; after less than that, one call goes first again.
   */
  private static final Duration WARM = Duration.ofSeconds(25);

  /** How long the others wait for the first call. */
  private static final Duration FIRST_CALL_PATIENCE = Duration.ofSeconds(5);

  private final ConnectionSettings settings;
  private final Executor executor;
  private final HttpClient.Version version;
  private final LongSupplier nanoTime;

  private final ReentrantLock lock = new ReentrantLock();
  private final Semaphore firstCall = new Semaphore(1);
  private final List<HttpClient> retired = new ArrayList<>();
  private volatile @Nullable Generation current;
  private boolean closed;

  LaneClients(
      ConnectionSettings settings,
      Executor executor,
      HttpClient.Version version,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.executor = executor;
    this.version = version;
    this.nanoTime = nanoTime;
  }

  /** One client, with what is known of its connection. */
  private final class Generation {
    final HttpClient client;
    final long settingsGeneration;
    final AtomicInteger timeouts = new AtomicInteger();
    volatile boolean answered;
    volatile long answeredAt;

    Generation(HttpClient client, long settingsGeneration) {
      this.client = client;
      this.settingsGeneration = settingsGeneration;
    }

    boolean isWarm() {
      return answered && nanoTime.getAsLong() - answeredAt < WARM.toNanos();
    }

    boolean isUsable() {
      return timeouts.get() < TIMEOUTS_UNTIL_REPLACED
          && settingsGeneration == settings.generation().getAsLong();
    }
  }

  /** The client for one call. */
  final class Use implements AutoCloseable {
    private final Generation generation;
    private boolean first;

    private Use(Generation generation, boolean first) {
      this.generation = generation;
      this.first = first;
    }

    HttpClient client() {
      return generation.client;
    }

    /** Notes that the connection works, and lets the others go. */
    void answered() {
      generation.timeouts.set(0);
      generation.answeredAt = nanoTime.getAsLong();
      generation.answered = true;
      close();
    }

    @Override
    public void close() {
      if (first) {
        first = false;
        firstCall.release();
      }
    }
  }

  /** Returns the client for a call, perhaps after another call was answered. */
  Use use(Deadline deadline) throws IOException, InterruptedException {
    Generation generation = usable();
    if (version != HttpClient.Version.HTTP_2 || generation.isWarm()) {
      return new Use(generation, false);
    }
    long patience = Math.min(deadline.remainingNanos(), FIRST_CALL_PATIENCE.toNanos());
    boolean first = firstCall.tryAcquire(patience, TimeUnit.NANOSECONDS);
    Use use = new Use(usable(), first);
    if (use.generation.isWarm()) {
      use.close();
    }
    return use;
  }

  private Generation usable() throws IOException {
    Generation generation = current;
    return generation != null && generation.isUsable() ? generation : replace();
  }

  private Generation replace() throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new IOException("the client was closed");
      }
      Generation old = current;
      if (old != null && old.isUsable()) {
        return old;
      }
      Generation fresh = new Generation(build(), settings.generation().getAsLong());
      if (old != null) {
        old.client.shutdown();
        retired.removeIf(HttpClient::isTerminated);
        retired.add(old.client);
      }
      current = fresh;
      return fresh;
    } finally {
      lock.unlock();
    }
  }

  private HttpClient build() {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(version)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout())
            .executor(executor)
            .proxy(settings.proxy())
            .sslContext(settings.sslContext().get());
    return builder.build();
  }

  /** Notes that a call was not answered in time. */
  void timedOut() {
    Generation generation = current;
    if (generation != null) {
      generation.answered = false;
      generation.timeouts.incrementAndGet();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      Generation last = current;
      if (last != null) {
        retired.add(last.client);
      }
      retired.forEach(HttpClient::shutdownNow);
    } finally {
      lock.unlock();
    }
  }
}
