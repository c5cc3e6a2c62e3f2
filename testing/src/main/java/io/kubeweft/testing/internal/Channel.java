package io.kubeweft.testing.internal;

import java.io.IOException;
import java.io.OutputStream;

/** What the server sends on a channel of a WebSocket: messages that begin with its number. */
final class Channel extends OutputStream {
  /** Larger writes are cut, so that clients with small frames can take them. */
  private static final int LARGEST = 32 * 1024;

  private final WebSocket socket;
  private final int number;

  Channel(WebSocket socket, int number) {
    this.socket = socket;
    this.number = number;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int from = 0; from < length; from += LARGEST) {
      int size = Math.min(LARGEST, length - from);
      byte[] message = new byte[size + 1];
      message[0] = (byte) number;
      System.arraycopy(bytes, offset + from, message, 1, size);
      socket.write(message);
    }
  }

  /** Sends a message without content: the channel is there. */
  void open() throws IOException {
    socket.write(new byte[] {(byte) number});
  }
}
