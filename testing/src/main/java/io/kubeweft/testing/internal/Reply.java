package io.kubeweft.testing.internal;

import java.io.IOException;
import java.io.OutputStream;

/** Where an answer goes. */
interface Reply {
  /**
   * Adds a header; before the answer is sent or begun.
   *
   * @param name of the header
   * @param value of the header
   */
  void header(String name, String value);

  /**
   * Sends a whole answer.
   *
   * @param status of HTTP
   * @param contentType of the body
   * @param body to send
   */
  void send(int status, String contentType, byte[] body) throws IOException;

  /**
   * Begins an answer whose body follows in parts.
   *
   * @param contentType of the body
   */
  OutputStream stream(String contentType) throws IOException;

  /**
   * Turns the connection into a WebSocket.
   *
   * @param protocol one of those that the client speaks; empty for none
   * @param session what is done with it
   */
  void upgrade(String protocol, WebSocket.Session session) throws IOException;

  /** Takes the events of a watch over a WebSocket, each with its newline. */
  default OutputStream events(WebSocket socket) {
    return new EventMessages(socket);
  }
}
