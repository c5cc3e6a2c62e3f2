package io.kubeweft.informer;

import io.kubeweft.internal.time.TokenBucket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The troubles of one source in the log: each kind is a warning once, until all is well, and there
 * are few warnings in all, whatever comes for however long. The rest is logged for who debugs.
 * Belongs to the reflector's thread.
 */
final class Warnings {
  private static final int AT_ONCE = 10;
  private static final double PER_SECOND = 1.0 / 3600;

  private final LongSupplier nanoTime;

  /** The kinds that were warned of last. */
  private final List<String> known = new ArrayList<>(0);

  /** Made for the first trouble. */
  private @Nullable TokenBucket rate;

  private long withheld;

  /**
   * Creates warnings.
   *
   * @param nanoTime a monotonic clock in nanoseconds
   */
  Warnings(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void log(String kind, String text) {
    if (known.contains(kind)) {
      log().log(Level.DEBUG, text);
    } else if (!isAllowed()) {
      withheld++;
      log().log(Level.DEBUG, text);
    } else {
      remember(kind);
      log()
          .log(
              Level.WARNING,
              withheld == 0
                  ? text
                  : text + " (not to fill the log, " + withheld + " were left out)");
      withheld = 0;
    }
  }

  private boolean isAllowed() {
    TokenBucket bucket = rate;
    if (bucket == null) {
      bucket = new TokenBucket(PER_SECOND, AT_ONCE, nanoTime);
      rate = bucket;
    }
    boolean allowed = bucket.take() == 0;
    if (!allowed) {
      bucket.giveBack();
    }
    return allowed;
  }

  /** The oldest is forgotten, or months of failures that are never quite the same would add up. */
  private void remember(String kind) {
    if (known.size() == AT_ONCE) {
      known.removeFirst();
    }
    known.add(kind);
  }

  /** All is well: what comes next is news. */
  void over() {
    known.clear();
  }

  /** Not a constant: most programs never write there, and the first logger takes its time. */
  private static Logger log() {
    return System.getLogger(SharedInformer.class.getName());
  }
}
