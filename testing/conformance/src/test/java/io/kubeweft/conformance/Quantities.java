package io.kubeweft.conformance;

import io.kubeweft.meta.Quantity;

/** Amounts of which tests need some. */
final class Quantities {
  static final Quantity CPU = Quantity.parse("100m");

  private Quantities() {}
}
