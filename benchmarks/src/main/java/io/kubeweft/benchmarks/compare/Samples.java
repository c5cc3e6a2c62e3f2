package io.kubeweft.benchmarks.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The results of several runs of a measurement. */
final class Samples {
  private final Map<String, List<Double>> results = new HashMap<>();

  private int failures;

  /** Notes a run that did not end. */
  void fail() {
    failures++;
  }

  int failures() {
    return failures;
  }

  void add(Map<String, Double> run) {
    run.forEach((name, value) -> results.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
  }

  @Nullable Double median(String name) {
    List<Double> values = results.get(name);
    if (values == null) {
      return null;
    }
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : Double.valueOf((sorted.get(middle - 1) + sorted.get(middle)) / 2);
  }
}
