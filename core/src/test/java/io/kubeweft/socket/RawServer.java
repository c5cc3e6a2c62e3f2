package io.kubeweft.socket;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server on a loopback socket that speaks HTTP/1.1 byte by byte as a test wants it, and breaks
 * off wherever the test wants it. A script serves each connection on a thread of its own.
 */
final class RawServer implements AutoCloseable {
  /** Serves one connection; returning closes it. */
  interface Script {
    void serve(Connection connection) throws Exception;
  }

  /** Answers one request. */
  interface Answer {
    void to(Request request, Connection connection) throws Exception;
  }

  /** A request as it arrived. */
  record Request(long arrivedNanos, int number, String head, String body) {
    String line() {
      return head.lines().findFirst().orElse("");
    }

    Duration since(Request earlier) {
      return Duration.ofNanos(arrivedNanos - earlier.arrivedNanos);
    }
  }

  private final ServerSocket socket;
  private final Script script;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Request> arrivals = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> endings = new LinkedBlockingQueue<>();

  private RawServer(Script script) throws IOException {
    this.socket = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    this.script = script;
    executor.execute(this::accept);
  }

  static RawServer start(Script script) throws IOException {
    return new RawServer(script);
  }

  /** Starts a server that reads whole requests and answers each. */
  static RawServer answering(Answer answer) throws IOException {
    return start(
        connection -> {
          for (Request request = connection.readRequest();
              request != null;
              request = connection.readRequest()) {
            answer.to(request, connection);
          }
        });
  }

  URI uri(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort());
  }

  URI uri() {
    return uri("http");
  }

  /** How many connections were opened. */
  int connections() {
    return accepted.get();
  }

  /** All requests that were read to their end. */
  List<Request> requests() {
    return requests;
  }

  /** Waits for the next request that was read to its end. */
  Request awaitRequest() throws InterruptedException {
    return waited(arrivals.poll(20, TimeUnit.SECONDS), "a request");
  }

  /** Waits for the end of a connection, from whatever side; returns its number. */
  int awaitEnd() throws InterruptedException {
    return waited(endings.poll(20, TimeUnit.SECONDS), "the end of a connection");
  }

  private static <T> T waited(@Nullable T value, String what) {
    if (value == null) {
      throw new AssertionError("waited in vain for " + what);
    }
    return value;
  }

  /** Waits until the client has closed all of its connections. */
  void awaitNoConnections() throws InterruptedException {
    while (!open.isEmpty()) {
      awaitEnd();
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Connection connection = new Connection(socket.accept(), accepted.incrementAndGet());
        open.add(connection);
        executor.execute(() -> serve(connection));
      } catch (IOException e) {
        // the server was closed
      }
    }
  }

  private void serve(Connection connection) {
    try (connection.socket) {
      script.serve(connection);
    } catch (Exception e) {
      // the client's end of it is what the test looks at
    } finally {
      open.remove(connection);
      endings.add(connection.number);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Connection connection : open) {
      connection.socket.close();
    }
    executor.shutdownNow();
  }

  /** The server's end of a connection. */
  final class Connection {
    /** 1 for the first connection to this server. */
    final int number;

    private final Socket socket;
    private final InputStream in;

    private Connection(Socket socket, int number) throws IOException {
      this.socket = socket;
      this.number = number;
      this.in = new BufferedInputStream(socket.getInputStream());
      socket.setTcpNoDelay(true);
    }

    /** Reads a request with its body; null when the client has closed. */
    @Nullable Request readRequest() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          return null;
        }
        head.write(next);
      }
      String text = head.toString(StandardCharsets.ISO_8859_1);
      String body = new String(in.readNBytes(contentLength(text)), StandardCharsets.UTF_8);
      Request request = new Request(System.nanoTime(), requests.size() + 1, text, body);
      requests.add(request);
      arrivals.add(request);
      return request;
    }

    private static int contentLength(String head) {
      return head.lines()
          .map(line -> line.toLowerCase(Locale.ROOT))
          .filter(line -> line.startsWith("content-length:"))
          .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
          .findFirst()
          .orElse(0);
    }

    void answer(int status, String body, String... headers) throws IOException {
      write(head(status, headers) + "Content-Length: " + utf8(body).length + "\r\n\r\n" + body);
    }

    /** Begins an answer whose body follows in {@link #chunk}s. */
    void beginChunks(String... headers) throws IOException {
      write(head(200, headers) + "Transfer-Encoding: chunked\r\n\r\n");
    }

    void chunk(String text) throws IOException {
      chunk(utf8(text));
    }

    void chunk(byte[] bytes) throws IOException {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      frame.writeBytes(utf8(Integer.toHexString(bytes.length) + "\r\n"));
      frame.writeBytes(bytes);
      frame.writeBytes(utf8("\r\n"));
      write(frame.toByteArray());
    }

    void endChunks() throws IOException {
      write("0\r\n\r\n");
    }

    private static String head(int status, String... headers) {
      StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
      head.append("Content-Type: application/json\r\n");
      for (String header : headers) {
        head.append(header).append("\r\n");
      }
      return head.toString();
    }

    void write(String text) throws IOException {
      write(utf8(text));
    }

    void write(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    /** Drops the connection with a TCP reset. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Says nothing until the client has closed its end. */
    void awaitClientClose() throws IOException {
      while (in.read() >= 0) {
        // what still comes is of no interest
      }
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
