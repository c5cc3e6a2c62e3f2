package io.kubeweft.informer;

/**
 * Is told how an informer does: a bridge to metrics, or to an owner that gives up on a resource
 * that is forbidden. Called by the thread that reads the changes: it must not block.
 */
public interface InformerListener {
  /**
   * The phase has changed.
   *
   * @param state from now on
   */
  default void onState(InformerState state) {}

  /**
   * A list or a watch has failed, and will be tried again.
   *
   * @param error why
   */
  default void onFailure(Exception error) {}

  /**
   * An object could not be read, and was left out.
   *
   * @param error what is wrong with it
   */
  default void onSkipped(Exception error) {}
}
