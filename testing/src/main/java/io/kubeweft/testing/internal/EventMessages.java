package io.kubeweft.testing.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The events of a watch as messages of a WebSocket: each line is one, without its end. */
final class EventMessages extends OutputStream {
  private final WebSocket socket;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  EventMessages(WebSocket socket) {
    this.socket = socket;
  }

  @Override
  public void write(int value) throws IOException {
    if (value == '\n') {
      flush();
    } else {
      line.write(value);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    boolean whole = length > 0 && bytes[offset + length - 1] == '\n';
    line.write(bytes, offset, whole ? length - 1 : length);
    if (whole) {
      flush();
    }
  }

  /** Sends what there is of a line. */
  @Override
  public void flush() throws IOException {
    if (line.size() > 0) {
      socket.writeText(line.toByteArray());
      line.reset();
    }
  }
}
