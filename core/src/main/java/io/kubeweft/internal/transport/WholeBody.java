package io.kubeweft.internal.transport;

import java.io.ByteArrayInputStream;

/** A body that is in memory: nobody waits for it, and nobody needs to end it. */
public final class WholeBody extends ByteArrayInputStream {
  /**
   * Creates a stream of these bytes.
   *
   * @param bytes not copied
   */
  public WholeBody(byte[] bytes) {
    super(bytes);
  }
}
