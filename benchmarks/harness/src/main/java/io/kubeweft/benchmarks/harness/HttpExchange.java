package io.kubeweft.benchmarks.harness;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connection of HTTP/1.1 and the request that is being answered on it. */
final class HttpExchange {
  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final OutputStream out;
  private final Map<String, String> headers = new HashMap<>();
  private final Map<String, String> query = new HashMap<>();
  private String path = "";

  HttpExchange(Socket socket) throws IOException {
    this.in = new BufferedInputStream(socket.getInputStream(), 8192);
    this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
  }

  /** Reads the next request and passes over its body; false at the end of the connection. */
  boolean readRequest() throws IOException {
    String line = line();
    if (line == null || line.isEmpty()) {
      return false;
    }
    target(line.split(" ", 3)[1]);
    headers.clear();
    for (String header = line(); header != null && !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    in.skipNBytes(Long.parseLong(headers.getOrDefault("content-length", "0")));
    return true;
  }

  private void target(String target) {
    query.clear();
    int mark = target.indexOf('?');
    path = mark < 0 ? target : target.substring(0, mark);
    if (mark < 0) {
      return;
    }
    for (String parameter : target.substring(mark + 1).split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      query.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
  }

  private @Nullable String line() throws IOException {
    StringBuilder text = new StringBuilder(128);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        return null;
      }
      if (c != '\r') {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  String path() {
    return path;
  }

  String text(String parameter, String otherwise) {
    return query.getOrDefault(parameter, otherwise);
  }

  long number(String parameter, long otherwise) {
    String value = query.get(parameter);
    return value == null || value.isEmpty() ? otherwise : Long.parseLong(value);
  }

  boolean flag(String parameter) {
    String value = query.get(parameter);
    return value != null && (value.equals("true") || value.equals("1"));
  }

  @Nullable String header(String lowerCaseName) {
    return headers.get(lowerCaseName);
  }

  InputStream in() {
    return in;
  }

  OutputStream out() {
    return out;
  }

  /** Writes the head of an answer whose body has this length, and returns where that goes. */
  OutputStream head(int status, long length) throws IOException {
    raw(
        "HTTP/1.1 "
            + status
            + " Answer\r\nContent-Type: application/json\r\nContent-Length: "
            + length
            + "\r\n\r\n");
    return out;
  }

  void raw(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void json(String text) throws IOException {
    answer(200, text);
  }

  void notFound() throws IOException {
    answer(
        404,
        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"NotFound\",\"code\":404}");
  }

  private void answer(int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    head(status, body.length).write(body);
    out.flush();
  }
}
