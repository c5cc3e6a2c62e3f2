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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The JDK clients of one lane, one after the other.
 *
 * <p>A client is replaced when certificates have changed, and when several calls in a row have got
 * no answer, or not all of its body: the JDK keeps a dead HTTP/2 connection in its pool and sends
 * every call into it. Where large bodies stall, small ones that come say nothing. What still runs
 * on the old client goes on; its connections close when they are idle. A client that is shut down
 * takes no call any more, so that happens only when each call that has it was sent.
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

  /**
   * What the JDK does with what has arrived: without TLS it is so little that to wake another
   * thread for it takes longer. Nothing of it waits, our subscribers of bodies included.
   */
  private static final Executor ON_THE_SELECTORS_THREAD = Runnable::run;

  private final LongSupplier settingsGeneration;
  private final Supplier<HttpClient> clients;
  private final HttpClient.Version version;
  private final LongSupplier nanoTime;

  private final Semaphore firstCall = new Semaphore(1);
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final List<HttpClient> retired = new ArrayList<>();
  private @Nullable Generation current;
  private boolean closed;

  LaneClients(
      ConnectionSettings settings,
      Executor executor,
      HttpClient.Version version,
      LongSupplier nanoTime) {
    this(settings.generation(), () -> build(settings, executor, version), version, nanoTime);
  }

  LaneClients(
      LongSupplier settingsGeneration,
      Supplier<HttpClient> clients,
      HttpClient.Version version,
      LongSupplier nanoTime) {
    this.settingsGeneration = settingsGeneration;
    this.clients = clients;
    this.version = version;
    this.nanoTime = nanoTime;
  }

  /** One client, with what is known of its connection. */
  private final class Generation implements HttpAnswer.Connection {
    final HttpClient client;
    final long madeFor;

    /** Calls and bodies that have not come since something has. */
    final AtomicInteger timeouts = new AtomicInteger();

    /** Bodies that have not come since a large one has: small ones pass where large ones stall. */
    final AtomicInteger stalls = new AtomicInteger();

    volatile boolean answered;
    volatile long answeredAt;

    /** The calls that have it and are not sent yet, or not answered; guarded by the lock. */
    int users;

    Generation(HttpClient client, long madeFor) {
      this.client = client;
      this.madeFor = madeFor;
    }

    boolean isWarm() {
      return answered && nanoTime.getAsLong() - answeredAt < WARM.toNanos();
    }

    boolean isUsable() {
      return timeouts.get() < TIMEOUTS_UNTIL_REPLACED
          && stalls.get() < TIMEOUTS_UNTIL_REPLACED
          && madeFor == settingsGeneration.getAsLong();
    }

    @Override
    public void arrived() {
      timeouts.set(0);
      stalls.set(0);
    }

    @Override
    public void timedOut() {
      stalls.incrementAndGet();
      notAnswered();
    }

    void notAnswered() {
      answered = false;
      timeouts.incrementAndGet();
    }
  }

  /** The client for one call, until the head of its answer is there. */
  final class Use implements AutoCloseable {
    private final Generation generation;
    private final boolean alone;
    private boolean first;
    private volatile boolean begun;

    private Use(Generation generation, boolean alone, boolean first) {
      this.generation = generation;
      this.alone = alone;
      this.first = first;
    }

    HttpClient client() {
      return generation.client;
    }

    /** Whether no other call was waiting for its answer when this one came. */
    boolean isAlone() {
      return alone;
    }

    /** Whether others wait for the answer to this call. */
    boolean isFirst() {
      return first;
    }

    /** What is told of the body. */
    HttpAnswer.Connection connection() {
      return generation;
    }

    /** Notes that the connection is there, and lets the others go. */
    void answered() {
      generation.answeredAt = nanoTime.getAsLong();
      generation.answered = true;
      letOthersGo();
    }

    /** Notes that the head of the answer has come; any thread may call it. */
    void begun() {
      begun = true;
    }

    /** Notes that a small body has come with its head. */
    void arrivedWhole() {
      generation.timeouts.set(0);
    }

    /** Notes that the call was not answered in time, or not with all of a small body. */
    void timedOut() {
      if (begun) {
        generation.timedOut();
      } else {
        generation.notAnswered();
      }
    }

    private void letOthersGo() {
      if (first) {
        first = false;
        firstCall.release();
      }
    }

    @Override
    public void close() {
      letOthersGo();
      leave(generation);
    }
  }

  /** Returns the client for a call, perhaps after another call was answered. */
  Use use(Deadline deadline) throws IOException, InterruptedException {
    Use use = enter(false);
    if (version != HttpClient.Version.HTTP_2 || use.generation.isWarm()) {
      return use;
    }
    use.close();
    return useAfterFirstCall(deadline);
  }

  private Use useAfterFirstCall(Deadline deadline) throws IOException, InterruptedException {
    long patience = Math.min(deadline.remainingNanos(), FIRST_CALL_PATIENCE.toNanos());
    boolean first = firstCall.tryAcquire(patience, TimeUnit.NANOSECONDS);
    Use use = null;
    try {
      use = enter(first);
    } finally {
      if (use == null && first) {
        firstCall.release();
      }
    }
    if (use.generation.isWarm()) {
      use.letOthersGo();
    }
    return use;
  }

  /** Counts a call in; the client that it gets is not shut down before it has left. */
  private Use enter(boolean first) throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new IOException("the client was closed");
      }
      Generation generation = current;
      if (generation == null || !generation.isUsable()) {
        generation = replace(generation);
      }
      generation.users++;
      return new Use(generation, generation.users == 1, first);
    } finally {
      lock.unlock();
    }
  }

  private Generation replace(@Nullable Generation old) {
    // Read first: a client that is newer than it says is replaced once more, an older one never.
    long madeFor = settingsGeneration.getAsLong();
    Generation fresh = new Generation(clients.get(), madeFor);
    current = fresh;
    if (old != null) {
      retired.removeIf(HttpClient::isTerminated);
      retired.add(old.client);
      shutDownIfDone(old);
    }
    return fresh;
  }

  private void leave(Generation generation) {
    lock.lock();
    try {
      generation.users--;
      shutDownIfDone(generation);
    } finally {
      lock.unlock();
    }
  }

  private void shutDownIfDone(Generation generation) {
    if (generation != current && generation.users == 0) {
      generation.client.shutdown();
    }
  }

  private static HttpClient build(
      ConnectionSettings settings, Executor executor, HttpClient.Version version) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(version)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout())
            .executor(settings.isTls() ? executor : ON_THE_SELECTORS_THREAD)
            .proxy(settings.proxy())
            .sslContext(settings.sslContext().get());
    return builder.build();
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
