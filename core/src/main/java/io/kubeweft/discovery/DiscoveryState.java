package io.kubeweft.discovery;

import io.kubeweft.KubernetesException;
import io.kubeweft.rest.CancelledException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The catalog that was loaded last, and the one load that may be under way.
 *
 * <p>Who needs a catalog that is there takes it: one volatile read. Who needs a newer one draws a
 * ticket, and is served by any load that began after that; so a hundred threads that miss at once
 * cost one load, and nobody is served by a load that began before what it is looking for was made.
 * The first who needs it loads on its own thread, without a lock; the others wait for its latch. If
 * that one fails, so do those it would have served, unless it was only cancelled: then the next of
 * them loads.
 */
final class DiscoveryState {
  /** A catalog with gaps is used for so long before the server is asked again. */
  private static final Duration RETRY_INCOMPLETE = Duration.ofSeconds(10);

  private final CatalogLoader loader;
  private final boolean disk;
  private final Duration timeToLive;
  private final Supplier<Instant> clock;

  private final AtomicLong tickets = new AtomicLong();
  private final AtomicReference<@Nullable Flight> flight = new AtomicReference<>();
  private volatile @Nullable Held held;
  private volatile long invalidatedAt;

  DiscoveryState(CatalogLoader loader, boolean disk, Duration timeToLive, Supplier<Instant> clock) {
    this.loader = loader;
    this.disk = disk;
    this.timeToLive = timeToLive;
    this.clock = clock;
  }

  /**
   * A catalog in use.
   *
   * @param catalog what is served
   * @param index the same, by names and kinds
   * @param ticket the last that was drawn when its load began
   * @param revalidated whether the server was asked for every part of it
   * @param validatedAt when the server said last that its oldest part is still right
   * @param loadedAt when its load began
   */
  record Held(
      ApiCatalog catalog,
      MapperIndex index,
      long ticket,
      boolean revalidated,
      Instant validatedAt,
      Instant loadedAt) {}

  private static final class Flight {
    final long ticket;
    final CountDownLatch done = new CountDownLatch(1);
    volatile @Nullable KubernetesException failure;

    Flight(long ticket) {
      this.ticket = ticket;
    }
  }

  long drawTicket() {
    return tickets.incrementAndGet();
  }

  /** Forgets the catalog: the next that is asked for comes from the server. */
  void invalidate() {
    invalidatedAt = drawTicket();
  }

  /** Returns a catalog that is not too old. */
  Held current() {
    Held known = held;
    if (known == null) {
      return load(invalidatedAt, !disk || invalidatedAt > 0);
    }
    return isUsable(known) ? known : load(drawTicket(), true);
  }

  private boolean isUsable(Held known) {
    Instant now = clock.get();
    Duration age = Duration.between(known.validatedAt(), now);
    Duration sinceLoaded = Duration.between(known.loadedAt(), now);
    return known.ticket() >= invalidatedAt
        && age.compareTo(timeToLive) < 0
        && (known.catalog().isComplete() || sinceLoaded.compareTo(RETRY_INCOMPLETE) < 0);
  }

  /** Returns a catalog for which the server was asked after a ticket was drawn. */
  Held newerThan(long ticket) {
    return load(ticket, true);
  }

  private Held load(long ticket, boolean revalidate) {
    while (true) {
      Held known = serving(ticket, revalidate);
      if (known != null) {
        return known;
      }
      Flight mine = new Flight(tickets.get());
      Flight other = flight.compareAndExchange(null, mine);
      if (other == null) {
        return lead(mine, ticket, revalidate);
      }
      await(other);
      KubernetesException failure = other.failure;
      if (failure != null && other.ticket >= ticket && !(failure instanceof CancelledException)) {
        throw failure;
      }
    }
  }

  private @Nullable Held serving(long ticket, boolean revalidate) {
    Held known = held;
    return known != null && known.ticket() >= ticket && (known.revalidated() || !revalidate)
        ? known
        : null;
  }

  private Held lead(Flight mine, long ticket, boolean revalidate) {
    try {
      Held justLoaded = serving(ticket, revalidate);
      if (justLoaded != null) {
        return justLoaded;
      }
      Instant now = clock.get();
      CatalogLoader.Loaded loaded = loader.load(revalidate ? now : Instant.MIN);
      MapperIndex index = MapperIndex.of(loaded.catalog());
      Held fresh =
          new Held(loaded.catalog(), index, mine.ticket, revalidate, loaded.validatedAt(), now);
      held = fresh;
      return fresh;
    } catch (KubernetesException e) {
      mine.failure = e;
      throw e;
    } finally {
      flight.set(null);
      mine.done.countDown();
    }
  }

  private static void await(Flight other) {
    try {
      other.done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("interrupted while waiting for discovery", e);
    }
  }
}
