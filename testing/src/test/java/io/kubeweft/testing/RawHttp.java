package io.kubeweft.testing;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests that the JDK's client does not send, and answers that it does not tell of. */
final class RawHttp {
  /** The last of the messages if the server has closed as it should. */
  static final String END = "end";

  /** The last of the messages if the connection broke, or was closed with another status. */
  static final String CUT = "cut";

  private static final int PATIENCE_MILLIS = 60_000;
  private static final int WHOLE_TEXT = 0x81;
  private static final int CLOSE = 0x88;
  private static final int NORMAL_CLOSURE = 1000;

  private RawHttp() {}

  /** Asks for another protocol. */
  static Http.Answer upgrade(URI server, String path, String protocol) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      String head = ask(socket, server, path, protocol, "");
      String length =
          head.substring(head.indexOf("Content-Length: ") + 16).lines().findFirst().orElseThrow();
      byte[] body = socket.getInputStream().readNBytes(Integer.parseInt(length));
      int status = Integer.parseInt(head.substring(9, 12));
      HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
      return new Http.Answer(status, new String(body, StandardCharsets.UTF_8), none);
    }
  }

  /**
   * Reads the messages of a WebSocket, and how it ends: {@link #END} or {@link #CUT}. The client of
   * JDK 21 now and then tells nobody that a connection was cut.
   */
  static List<String> messages(URI server, String path) throws IOException {
    List<String> messages = new ArrayList<>();
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String key = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";
      String head = ask(socket, server, path, "websocket", key);
      if (!head.startsWith("HTTP/1.1 101 ")) {
        throw new IOException(head);
      }
      readMessages(new DataInputStream(socket.getInputStream()), messages);
    } catch (EOFException | SocketException e) {
      messages.add(CUT);
    }
    return messages;
  }

  private static void readMessages(DataInputStream in, List<String> messages) throws IOException {
    while (true) {
      int first = in.readUnsignedByte();
      int length = in.readUnsignedByte();
      byte[] payload = new byte[length == 126 ? in.readUnsignedShort() : length];
      in.readFully(payload);
      switch (first) {
        case WHOLE_TEXT -> messages.add(new String(payload, StandardCharsets.UTF_8));
        case CLOSE -> {
          int status = payload.length < 2 ? 0 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
          messages.add(status == NORMAL_CLOSURE ? END : CUT);
          return;
        }
        default -> throw new IOException("a frame that begins with " + first);
      }
    }
  }

  /** Sends a request; returns the head of its answer, of which nothing more is read. */
  private static String ask(Socket socket, URI server, String path, String protocol, String headers)
      throws IOException {
    String request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: %s\r\n%s\r\n"
            .formatted(path, server.getAuthority(), protocol, headers);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    DataInputStream in = new DataInputStream(socket.getInputStream());
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }
}
