package io.kubeweft.json;

import io.kubeweft.KubernetesException;
import org.jspecify.annotations.Nullable;

/**
 * Data that is not what its type says: broken JSON or YAML, a value of the wrong type, an object of
 * another kind, or a manifest that is not there.
 *
 * <p>The message names the place ({@link #path()}), what was expected and what kind of value was
 * found, but never the value, which may be a secret.
 */
public final class DecodeException extends KubernetesException {
  private static final long serialVersionUID = 1L;

  private final String path;

  /**
   * Creates an exception.
   *
   * @param path where, such as {@code spec.containers[2].image}; empty at the top or if unknown
   * @param problem what was expected and what was found, without the value itself
   * @param cause what it was caused by, if anything
   */
  public DecodeException(String path, String problem, @Nullable Throwable cause) {
    super(path.isEmpty() ? problem : path + ": " + problem, cause);
    this.path = path;
  }

  /**
   * Returns the place of the value as Kubernetes writes field paths: {@code
   * spec.containers[2].image}. It is empty for the outermost value.
   */
  public String path() {
    return path;
  }
}
