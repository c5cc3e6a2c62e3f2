package io.kubeweft.benchmarks.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The open watches, and the changes that are sent into all of them. */
final class Watchers {
  private static final String WEB_SOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final byte[] ADDED = begin("ADDED");
  private static final byte[] MODIFIED = begin("MODIFIED");
  private static final byte[] END = {'}', '\n'};

  private final List<PodText> pods;
  private final Counters counters;
  private final List<Watcher> open = new CopyOnWriteArrayList<>();

  /** Guards the texts of the pods and their versions: one sender at a time. */
  private final ReentrantLock sending = new ReentrantLock();

  private long version;

  Watchers(List<PodText> pods, Counters counters) {
    this.pods = pods;
    this.counters = counters;
    this.version = PodText.FIRST_VERSION + pods.size();
  }

  int open() {
    return open.size();
  }

  /** Answers a watch; returns when the client has gone. */
  void serve(HttpExchange exchange, List<PodText> chosen) throws IOException {
    String key = exchange.header("sec-websocket-key");
    Watcher watcher =
        new Watcher(
            exchange.out(),
            key != null,
            chosen.size() == pods.size() ? null : chosen.get(0).namespace());
    exchange.raw(key == null ? chunkedHead() : webSocketHead(key));
    sending.lock();
    try {
      String from = exchange.text("resourceVersion", "");
      if (exchange.flag("sendInitialEvents") || from.isEmpty() || from.equals("0")) {
        for (PodText pod : chosen) {
          watcher.event(ADDED, pod);
        }
        counters.add(Counters.INITIAL, chosen.size());
      }
      if (exchange.flag("sendInitialEvents")) {
        watcher.frame(initialEventsEnd());
      }
      watcher.flush();
      open.add(watcher);
    } finally {
      sending.unlock();
    }
    try {
      while (exchange.in().read() >= 0) {
        // a client says nothing here but pings and goodbye
      }
    } finally {
      open.remove(watcher);
    }
  }

  private byte[] initialEventsEnd() {
    return """
    {"type":"BOOKMARK","object":{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"%d",\
    "creationTimestamp":null,"annotations":{"k8s.io/initial-events-end":"true"}}}}
    """
        .formatted(version)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String chunkedHead() {
    return head("200 OK", "Content-Type: application/json", "Transfer-Encoding: chunked");
  }

  private static String head(String status, String... headers) {
    return "HTTP/1.1 " + status + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
  }

  private static String webSocketHead(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + WEB_SOCKET_GUID).getBytes(StandardCharsets.ISO_8859_1));
      String accept = Base64.getEncoder().encodeToString(digest);
      return head(
          "101 Switching Protocols",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Accept: " + accept);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What comes before the text of a pod, whose own brace is left out. */
  private static byte[] begin(String type) {
    return ("{\"type\":\"" + type + "\",\"object\":{\"kind\":\"Pod\",\"apiVersion\":\"v1\",")
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Sends changes of one pod after the other.
   *
   * @param count how many
   * @param rate how many in a second, each on its own; 0 for as fast as the slowest watcher reads
   * @param status whether the status of a pod changes besides an annotation
   * @return how many frames went out, over all watches
   */
  long send(long count, long rate, boolean status) throws IOException {
    sending.lock();
    try {
      long frames = 0;
      long begin = System.nanoTime();
      for (long i = 0; i < count; i++) {
        if (rate > 0) {
          await(begin + i * 1_000_000_000L / rate);
        }
        PodText pod = pods.get((int) (i % pods.size()));
        pod.update(++version, System.nanoTime());
        if (status) {
          // Not the same for the next turn of the same pod, whatever their number is.
          pod.updateStatus(version + i / pods.size());
        }
        for (Watcher watcher : open) {
          if (watcher.sees(pod)) {
            watcher.event(MODIFIED, pod);
            frames++;
            if (rate > 0) {
              watcher.flush();
            }
          }
        }
      }
      counters.add(Counters.EVENTS, frames);
      for (Watcher watcher : open) {
        watcher.flush();
      }
      return frames;
    } finally {
      sending.unlock();
    }
  }

  /** Parks while there is time, then spins, so that a late wake-up is not counted as latency. */
  private static void await(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      if (left > 200_000) {
        LockSupport.parkNanos(left - 150_000);
      } else {
        Thread.onSpinWait();
      }
    }
  }

  private record Watcher(OutputStream out, boolean webSocket, @Nullable String namespace) {
    boolean sees(PodText pod) {
      return namespace == null || namespace.equals(pod.namespace());
    }

    /**
     * Writes the parts to where they are sent from, and makes nothing: a server must not be slow.
     */
    void event(byte[] begin, PodText pod) throws IOException {
      byte[] json = pod.shared();
      frameHead(begin.length + json.length - 1 + END.length);
      out.write(begin);
      out.write(json, 1, json.length - 1);
      out.write(END);
      frameEnd();
    }

    void frame(byte[] text) throws IOException {
      frameHead(text.length);
      out.write(text);
      frameEnd();
    }

    private void frameHead(int length) throws IOException {
      if (!webSocket) {
        out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      } else if (length < 126) {
        out.write(0x81);
        out.write(length);
      } else if (length < 1 << 16) {
        out.write(0x81);
        out.write(126);
        out.write(length >> 8);
        out.write(length);
      } else {
        throw new IOException("an event of " + length + " bytes");
      }
    }

    private void frameEnd() throws IOException {
      if (!webSocket) {
        out.write('\r');
        out.write('\n');
      }
    }

    void flush() throws IOException {
      out.flush();
    }
  }
}
