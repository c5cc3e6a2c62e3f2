package io.kubeweft.internal.transport;

import io.kubeweft.rest.ResponseHead;
import java.io.InputStream;

/**
 * The answer to an {@link HttpCall}.
 *
 * @param head status and headers
 * @param body its bytes as sent, perhaps compressed; closing it before its end drops the stream
 * @param connection is told what becomes of the body
 */
public record HttpAnswer(ResponseHead head, InputStream body, Connection connection) {
  /** What an answer has come from. */
  public interface Connection {
    /** Notes that a large body has come. That small ones have, or heads, says less. */
    void arrived();

    /** Notes that the body has not come in time: the connection may be dead. */
    void timedOut();
  }
}
