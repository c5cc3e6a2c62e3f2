package io.kubeweft.rest;

import java.io.IOException;
import java.io.InputStream;

/**
 * Makes a value of an answer's body while it comes in.
 *
 * @param <R> the Java type of the value
 */
@FunctionalInterface
public interface BodyReader<R> {
  /**
   * Reads the body. It may be called again for a later answer, if this one breaks off.
   *
   * @param head the answer's status and headers
   * @param body its bytes, not compressed; closed by the caller
   * @return the value
   * @throws IOException if a read fails
   */
  R read(ResponseHead head, InputStream body) throws IOException;
}
