package io.kubeweft.internal.transport;

import io.kubeweft.rest.ResponseHead;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;

/**
 * An answer as the JDK client gives it.
 *
 * @param head status and headers
 * @param body its bytes
 */
record Received(ResponseHead head, InputStream body) {
  /** Takes an answer whose body comes from {@link SmallBodies.Handler} or is a stream. */
  static Received of(int status, HttpHeaders headers, Object body) {
    return new Received(new ResponseHead(status, headers.map()), SmallBodies.stream(body));
  }

  /** Gives the answer up, and the connection with it if not all has come. */
  void drop() {
    try {
      body.close();
    } catch (IOException e) {
      // Nobody reads it.
    }
  }
}
