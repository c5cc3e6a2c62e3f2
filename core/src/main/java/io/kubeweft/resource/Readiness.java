package io.kubeweft.resource;

import io.kubeweft.json.JsonObject;

/**
 * Whether an object has become what its spec asks for.
 *
 * <p>For the built-in kinds this is what {@code kubectl rollout status} and {@code kubectl wait}
 * look at: a deployment whose replicas are all updated and available, a job that is complete, a
 * claim that is bound, a definition that is established. For any other kind it is the condition
 * {@code Ready} if there is one; an object without one is ready once it is there. A status that is
 * about an older generation of the spec says nothing.
 *
 * @param state what it comes to
 * @param message what is missing, for people
 */
public record Readiness(State state, String message) {
  /** What it comes to. */
  public enum State {
    /** It is what its spec asks for. */
    READY,
    /** It is not yet, but may become so. */
    NOT_READY,
    /** It will not become so by itself. */
    FAILED
  }

  /**
   * Returns whether an object is ready.
   *
   * @param object the whole object, with its apiVersion and kind
   */
  public static Readiness of(JsonObject object) {
    return ReadinessRules.apply(object);
  }

  /** Returns whether it is ready. */
  public boolean isReady() {
    return state == State.READY;
  }

  /** Returns whether it will not become ready by itself. */
  public boolean isFailed() {
    return state == State.FAILED;
  }
}
