package io.kubeweft.testing;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Requests that the JDK's client does not send. */
final class RawHttp {
  private RawHttp() {}

  /** Asks for another protocol. */
  static Http.Answer upgrade(URI server, String path, String protocol) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: %s\r\n\r\n"
              .formatted(path, server.getAuthority(), protocol);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) socket.getInputStream().read());
      }
      String length =
          head.substring(head.indexOf("Content-Length: ") + 16).lines().findFirst().orElseThrow();
      byte[] body = socket.getInputStream().readNBytes(Integer.parseInt(length));
      int status = Integer.parseInt(head.substring(9, 12));
      HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
      return new Http.Answer(status, new String(body, StandardCharsets.UTF_8), none);
    }
  }
}
