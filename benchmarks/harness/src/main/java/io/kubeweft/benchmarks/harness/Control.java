package io.kubeweft.benchmarks.harness;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;

/**
 * What the harness says to the server besides the client; over a bare socket, to load no client.
 */
final class Control {
  private final URI server;

  Control(String url) {
    this.server = URI.create(url);
  }

  /** Sends changes into all watches; returns how many frames went out when they have. */
  long sendEvents(long count, long rate, boolean status) throws IOException {
    String path = "/bench/events?count=" + count + "&rate=" + rate + "&status=" + status;
    return number(call(path), "sent");
  }

  /** Returns a counter of the server; see {@link Counters} for its names. */
  long counter(String name) throws IOException {
    return number(call("/bench/counters"), name);
  }

  /** Returns how many lists and watches it was asked for. */
  long requests() throws IOException {
    String counters = call("/bench/counters");
    return number(counters, Counters.LISTS) + number(counters, Counters.WATCHES);
  }

  /** Returns how many objects it sent in lists and as what watches begin with. */
  long objects() throws IOException {
    String counters = call("/bench/counters");
    return number(counters, Counters.LISTED) + number(counters, Counters.INITIAL);
  }

  /** Returns how many watches are open: what changes it sends now, they get. */
  long openWatches() throws IOException {
    return number(call("/bench/watches"), "watches");
  }

  /** Gets what is at a path and reads no more of the answer than this, if it is as long. */
  void begin(String path, long bytes) throws IOException {
    try (Socket socket = send("GET", path)) {
      byte[] buffer = new byte[1 << 16];
      int read = 0;
      for (long left = bytes; left > 0 && read >= 0; left -= read) {
        read = socket.getInputStream().read(buffer);
      }
    }
  }

  private Socket send(String method, String path) throws IOException {
    Socket socket =
        server.getScheme().equals("https")
            ? SSLSocketFactory.getDefault().createSocket()
            : new Socket();
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    String request = method + " " + path + " HTTP/1.1\r\nHost: bench\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private String call(String path) throws IOException {
    try (Socket socket = send("POST", path)) {
      byte[] buffer = new byte[4096];
      StringBuilder answer = new StringBuilder();
      while (answer.indexOf("}") < 0) {
        int read = socket.getInputStream().read(buffer);
        if (read < 0) {
          throw new IOException("the server has gone: " + answer);
        }
        answer.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
      }
      return answer.toString();
    }
  }

  private static long number(String answer, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":(\\d+)").matcher(answer);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
