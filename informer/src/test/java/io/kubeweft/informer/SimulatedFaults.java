package io.kubeweft.informer;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** When a {@link SimulatedServer} does what wrong. */
final class SimulatedFaults {
  enum Kind {
    /** All connections break, and none is accepted for a while. */
    RESTART,
    DOWN,
    /** All watches end as if they had been asked to. */
    CLOSE,
    /** All connections break within the next bytes. */
    DROP,
    /** Old versions are forgotten. */
    COMPACT,
    /** All watches are told that their version is too old. */
    EXPIRE,
    BUSY,
    /** The server lags behind the versions that it is asked for. */
    TOO_LARGE,
    BOOKMARK,
    INTERNAL,
    GARBAGE
  }

  private final Random random;
  private final Map<Kind, Long> until = new EnumMap<>(Kind.class);
  private final int rarity;

  SimulatedFaults(Random random) {
    this.random = random;
    this.rarity = 3 + random.nextInt(12);
  }

  /** The fault that begins now, if one does. */
  @Nullable Kind next(long now) {
    if (random.nextInt(rarity) > 0) {
      return null;
    }
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    long end = now + Duration.ofMillis(random.nextInt(20_000)).toNanos();
    switch (kind) {
      case RESTART -> until.put(Kind.DOWN, end);
      case DOWN, BUSY, TOO_LARGE -> until.put(kind, end);
      default -> {
        // over at once
      }
    }
    return kind;
  }

  boolean is(Kind kind, long now) {
    return now < until.getOrDefault(kind, Long.MIN_VALUE);
  }

  void end() {
    until.clear();
  }
}
