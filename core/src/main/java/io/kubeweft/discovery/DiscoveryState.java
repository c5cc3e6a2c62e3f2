package io.kubeweft.discovery;

import io.kubeweft.KubernetesException;
import io.kubeweft.rest.ApiException;
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
  /** A catalog with gaps is used for so long before the server is asked for them again. */
  private static final Duration RETRY_GAPS = Duration.ofSeconds(10);

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
   * @param depth what the server was asked for
   * @param validatedAt when the server said last that its oldest part is still right
   * @param loadedAt when its load began
   */
  record Held(
      ApiCatalog catalog,
      MapperIndex index,
      long ticket,
      Depth depth,
      Instant validatedAt,
      Instant loadedAt) {}

  /** What the server is asked for, though it is known. */
  enum Depth {
    /** Nothing. */
    KNOWN,
    /** The groups. */
    GROUPS,
    /** Everything. */
    ALL
  }

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

  /** Returns a catalog that is not too old; gaps that may have closed are asked for again. */
  Held current() {
    Held known = usable();
    Duration sinceLoaded = Duration.between(known.loadedAt(), clock.get());
    boolean retry = sinceLoaded.compareTo(RETRY_GAPS) >= 0 && mayHaveClosed(known.catalog());
    return retry ? load(drawTicket(), Depth.GROUPS) : known;
  }

  /** Returns a catalog that is not too old, with whatever gaps it has. */
  Held usable() {
    Held known = held;
    if (known == null) {
      return load(invalidatedAt, disk && invalidatedAt == 0 ? Depth.KNOWN : Depth.ALL);
    }
    Duration age = Duration.between(known.validatedAt(), clock.get());
    boolean usable = known.ticket() >= invalidatedAt && age.compareTo(timeToLive) < 0;
    return usable ? known : load(drawTicket(), Depth.ALL);
  }

  /** What the server refuses it will refuse again (client-go discovery/cached/memory). */
  private static boolean mayHaveClosed(ApiCatalog catalog) {
    for (KubernetesException failure : catalog.failures().values()) {
      if (!(failure instanceof ApiException api) || api.code() >= 500 || api.isTooManyRequests()) {
        return true;
      }
    }
    return false;
  }

  /** Returns a catalog for which the server was asked after a ticket was drawn. */
  Held newerThan(long ticket) {
    return load(ticket, Depth.ALL);
  }

  private Held load(long ticket, Depth depth) {
    while (true) {
      Held known = serving(ticket, depth);
      if (known != null) {
        return known;
      }
      Flight mine = new Flight(tickets.get());
      Flight other = flight.compareAndExchange(null, mine);
      if (other == null) {
        return lead(mine, ticket, depth);
      }
      await(other);
      KubernetesException failure = other.failure;
      if (failure != null && other.ticket >= ticket && !(failure instanceof CancelledException)) {
        throw failure;
      }
    }
  }

  private @Nullable Held serving(long ticket, Depth depth) {
    Held known = held;
    return known != null && known.ticket() >= ticket && known.depth().compareTo(depth) >= 0
        ? known
        : null;
  }

  private Held lead(Flight mine, long ticket, Depth depth) {
    try {
      Held justLoaded = serving(ticket, depth);
      if (justLoaded != null) {
        return justLoaded;
      }
      Instant now = clock.get();
      CatalogLoader.Loaded loaded =
          loader.load(
              depth == Depth.KNOWN ? Instant.MIN : now, depth == Depth.ALL ? now : Instant.MIN);
      MapperIndex index = MapperIndex.of(loaded.catalog());
      Held fresh = new Held(loaded.catalog(), index, mine.ticket, depth, loaded.validatedAt(), now);
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
