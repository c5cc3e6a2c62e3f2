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
  /** Creates an answer of no connection in particular. */
  public HttpAnswer(ResponseHead head, InputStream body) {
    this(head, body, Connection.NONE);
  }

  /** What an answer has come from. */
  public interface Connection {
    /** Remembers nothing. */
    Connection NONE =
        new Connection() {
          @Override
          public void arrived() {}

          @Override
          public void timedOut() {}
        };

    /** Notes that the body has come. That its head has come says little: heads are small. */
    void arrived();

    /** Notes that the body has not come in time: the connection may be dead. */
    void timedOut();
  }
}
