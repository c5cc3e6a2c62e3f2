package io.kubeweft.benchmarks.compare;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param title what was measured
 * @param unit of the results
 * @param more whether more is better
 * @param results of those clients that can do it
 * @param failures how often which of them began to do it and did not end, or ended wrongly
 * @param rounds how often each began
 */
record Row(
    String title,
    String unit,
    boolean more,
    Map<Client, Double> results,
    Map<Client, Integer> failures,
    int rounds) {
  /** How many times better than the best rival Kubeweft is; null without one of them. */
  @Nullable Double timesBestRival() {
    Double best = null;
    for (Map.Entry<Client, Double> result : results.entrySet()) {
      if (result.getKey().isRival()) {
        double value = result.getValue();
        best = best == null || better(value, best) ? value : best;
      }
    }
    return times(best);
  }

  /** How many times better than the bare client with a token parser Kubeweft is. */
  @Nullable Double timesFloor() {
    return times(results.get(Client.JDK));
  }

  private boolean better(double a, double b) {
    return more ? a > b : a < b;
  }

  private @Nullable Double times(@Nullable Double other) {
    Double own = results.get(Client.KUBEWEFT);
    if (own == null || other == null || own == 0 || other == 0) {
      return null;
    }
    return more ? own / other : other / own;
  }
}
