package io.kubeweft.testing.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.Handshaker;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.jspecify.annotations.Nullable;

/** A WebSocket by Jetty. The next message is asked for when the last one was read. */
final class JettyWebSocket implements FrameHandler, WebSocket {
  private static final long LARGEST = 64L << 20;

  private final Session session;
  private final BlockingQueue<Optional<byte[]>> messages = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
  private @Nullable CoreSession core;
  private @Nullable Thread thread;

  private JettyWebSocket(Session session) {
    this.session = session;
  }

  /**
   * Turns a request into a WebSocket.
   *
   * @param protocol one of those that the client speaks; empty for none
   * @return whether that was done: the request is then answered
   */
  static boolean upgrade(
      String protocol,
      Session session,
      WebSocketComponents components,
      Request request,
      Response response,
      Callback callback)
      throws IOException {
    WebSocketNegotiator negotiator =
        (asked, answer, done) -> {
          if (!protocol.isEmpty()) {
            answer.setAcceptedSubProtocol(protocol);
          }
          return new JettyWebSocket(session);
        };
    Configuration.Customizer settings =
        configuration -> {
          configuration.setMaxFrameSize(LARGEST);
          configuration.setMaxBinaryMessageSize(LARGEST);
          configuration.setMaxTextMessageSize(LARGEST);
          configuration.setIdleTimeout(Duration.ZERO);
        };
    return Handshaker.newInstance()
        .upgradeRequest(negotiator, request, response, callback, components, settings);
  }

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    core = opened;
    callback.succeeded();
    thread = Thread.ofVirtual().name("kube-api-server-stream").start(this::run);
  }

  private void run() {
    boolean complete = false;
    try {
      session.run(this);
      opened().close(CloseStatus.NORMAL, "", Callback.NOOP);
      complete = true;
    } catch (IOException e) {
      // the client is gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!complete) {
        opened().abort();
      }
    }
  }

  private CoreSession opened() {
    CoreSession opened = core;
    if (opened == null) {
      throw new IllegalStateException("not open");
    }
    return opened;
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    boolean whole = frame.isDataFrame() && frame.isFin();
    if (frame.isDataFrame() && frame.hasPayload()) {
      byte[] bytes = new byte[frame.getPayloadLength()];
      frame.getPayload().get(bytes);
      parts.writeBytes(bytes);
    }
    if (frame.getOpCode() == OpCode.PING) {
      ByteBuffer payload = ByteBuffer.wrap(BufferUtil.toArray(frame.getPayload()));
      opened().sendFrame(new Frame(OpCode.PONG, true, payload), Callback.NOOP, false);
    }
    callback.succeeded();
    if (whole) {
      messages.add(Optional.of(parts.toByteArray()));
      parts.reset();
    } else if (frame.getOpCode() != OpCode.CLOSE) {
      opened().demand();
    }
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    messages.add(Optional.empty());
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
    callback.succeeded();
  }

  @Override
  public byte @Nullable [] read() throws InterruptedException {
    if (messages.isEmpty() && !opened().isClosed()) {
      opened().demand();
    }
    Optional<byte[]> message = messages.take();
    if (message.isEmpty()) {
      messages.add(message);
    }
    return message.orElse(null);
  }

  @Override
  public void write(byte[] message) throws IOException {
    send(OpCode.BINARY, message);
  }

  @Override
  public void writeText(byte[] message) throws IOException {
    send(OpCode.TEXT, message);
  }

  private void send(byte kind, byte[] message) throws IOException {
    Callback.Completable sent = new Callback.Completable();
    opened().sendFrame(new Frame(kind, true, ByteBuffer.wrap(message)), sent, false);
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw new IOException("the client is gone", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the client is gone", e);
    }
  }
}
