package io.kubeweft.testing.internal;

import java.io.IOException;
import java.io.OutputStream;

/** Keeps a whole answer back until it may be sent. */
final class HeldReply implements Reply {
  private final Reply reply;
  private int status;
  private String contentType = "";
  private byte[] body = new byte[0];

  HeldReply(Reply reply) {
    this.reply = reply;
  }

  @Override
  public void header(String name, String value) {
    reply.header(name, value);
  }

  @Override
  public void send(int newStatus, String newContentType, byte[] newBody) {
    status = newStatus;
    contentType = newContentType;
    body = newBody;
  }

  @Override
  public OutputStream stream(String type) throws IOException {
    throw new IOException("a write is answered as a whole");
  }

  @Override
  public void upgrade(String protocol, WebSocket.Session session) throws IOException {
    throw new IOException("a write is answered as a whole");
  }

  void release() throws IOException {
    reply.send(status, contentType, body);
  }
}
