package io.kubeweft.benchmarks.compare;

/**
 * A search for the smallest heap that holds so many pods, to about a tenth.
 *
 * <p>It is halved by ratio, as what counts is how many times as much another client needs: five
 * tries are enough between what no client of pods with 6 kB of JSON can do with, and what all of
 * them can. The upper end is tried first; a client that does not do with it has failed.
 */
final class HeapSearch {
  private static final double CLOSE_ENOUGH = 1.11;

  /** Less than the leanest of them keeps a pod in. */
  private static final int TOO_FEW_BYTES = 4_000;

  /** The hungriest rival asks for 63 kB. */
  private static final int ENOUGH_BYTES = 80_000;

  private int tooSmall;
  private int enough;

  HeapSearch(long pods) {
    tooSmall = (int) (pods * TOO_FEW_BYTES / 1_000_000);
    enough = (int) (pods * ENOUGH_BYTES / 1_000_000);
  }

  /** Returns the smallest heap that is known to be enough, in megabytes. */
  int enough() {
    return enough;
  }

  boolean isOver() {
    return enough <= tooSmall * CLOSE_ENOUGH || enough - tooSmall < 2;
  }

  /** Returns the heap to be tried next, in megabytes. */
  int next() {
    return (int) Math.round(Math.sqrt((double) tooSmall * enough));
  }

  /** Notes how a try ended. */
  void note(int megabytes, boolean wasEnough) {
    if (wasEnough) {
      enough = megabytes;
    } else {
      tooSmall = megabytes;
    }
  }
}
