package io.kubeweft.testing.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The events of a watch as messages of a WebSocket: each flushed line is one, without its end. */
final class EventMessages extends OutputStream {
  private final WebSocket socket;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  EventMessages(WebSocket socket) {
    this.socket = socket;
  }

  @Override
  public void write(int value) {
    if (value != '\n') {
      line.write(value);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    boolean whole = length > 0 && bytes[offset + length - 1] == '\n';
    line.write(bytes, offset, whole ? length - 1 : length);
  }

  @Override
  public void flush() throws IOException {
    if (line.size() > 0) {
      socket.writeText(line.toByteArray());
      line.reset();
    }
  }
}
