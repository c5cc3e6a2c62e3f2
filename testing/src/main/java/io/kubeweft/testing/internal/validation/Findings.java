package io.kubeweft.testing.internal.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a check against a schema has found, and how much of the schema fits: of several alternatives
 * that all fail, the one that fits best is reported (kube-openapi pkg/validation/validate).
 */
final class Findings {
  private final List<Cause> causes = new ArrayList<>();
  private int matches;

  boolean isValid() {
    return causes.isEmpty();
  }

  List<Cause> causes() {
    return causes;
  }

  int matches() {
    return matches;
  }

  void matched() {
    matches++;
  }

  void merge(Findings other) {
    other.causes.forEach(this::add);
    matches += other.matches;
  }

  private void add(Cause cause) {
    if (!causes.contains(cause)) {
      causes.add(cause);
    }
  }

  void add(Consumer<Causes> finding) {
    Causes found = new Causes();
    finding.accept(found);
    found.list().forEach(this::add);
  }
}
