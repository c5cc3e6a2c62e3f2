package io.kubeweft.rest;

/**
 * Is told what the API server warns of. Called on the thread of the request: be quick. What it
 * throws is logged and passed over.
 */
@FunctionalInterface
public interface WarningHandler {
  /** Passes over all warnings. */
  WarningHandler IGNORE = (request, warning) -> {};

  /**
   * Called for each warning of each answer.
   *
   * @param request what was asked
   * @param warning what the server says about it
   */
  void warn(RestRequest request, Warning warning);
}
