package io.kubeweft.testing.internal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A WebSocket, as the server has it. */
interface WebSocket {
  /** What is done with one, on a virtual thread of its own. */
  interface Session {
    void run(WebSocket socket) throws IOException, InterruptedException;
  }

  /** Waits for the next message; null when the client has closed or is gone. */
  byte @Nullable [] read() throws InterruptedException;

  /** Sends a binary message; may be called by several threads. */
  void write(byte[] message) throws IOException;

  /** Sends a message of text in UTF-8; may be called by several threads. */
  void writeText(byte[] message) throws IOException;
}
