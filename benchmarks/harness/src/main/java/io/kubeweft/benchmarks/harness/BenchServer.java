package io.kubeweft.benchmarks.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A server that answers lists, gets and watches of pods as fast as a socket takes them, so that
 * what is measured is the client.
 *
 * <p>It speaks HTTP/1.1, in cleartext or over TLS, and WebSocket for the watches of clients that
 * ask for it. Its texts are made beforehand. It counts what it did, at {@code /bench/counters}; the
 * harness compares that with what the client says. {@code POST /bench/events} makes it send changes
 * into every open watch.
 */
public final class BenchServer implements AutoCloseable {
  private static final byte[] GET_HEAD =
      "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",".getBytes(StandardCharsets.UTF_8);

  private static final int WARM_UP_ROUNDS = 100;
  private static final int WARM_UP_PODS = 500;

  /** What the compilers still have to do by then. */
  private static final long WARM_UP_REST_MILLIS = 500;

  private final ServerSocket socket;
  private final String scheme;
  private final List<PodText> pods;
  private final Map<String, List<PodText>> byNamespace = new HashMap<>();
  private final Map<String, PodText> byPath = new HashMap<>();
  private final Counters counters = new Counters();
  private final Watchers watchers;

  private BenchServer(ServerSocket socket, String scheme, int podCount) {
    this.socket = socket;
    this.scheme = scheme;
    List<PodText> all = new ArrayList<>(podCount);
    for (int i = 0; i < podCount; i++) {
      PodText pod = PodText.of(i);
      all.add(pod);
      byNamespace.computeIfAbsent(pod.namespace(), n -> new ArrayList<>()).add(pod);
      byPath.put(pod.namespace() + "/" + pod.name(), pod);
    }
    this.pods = all;
    this.watchers = new Watchers(all, counters);
  }

  /**
   * Starts a server on a free port of the loopback address.
   *
   * @param podCount how many pods it has
   * @throws IOException if it can not listen
   */
  public static BenchServer start(int podCount) throws IOException {
    return start(new ServerSocket(), "http", podCount);
  }

  private static BenchServer start(ServerSocket socket, String scheme, int podCount)
      throws IOException {
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
    BenchServer server = new BenchServer(socket, scheme, podCount);
    Thread.ofPlatform().daemon().name("bench-server").start(server::accept);
    return server;
  }

  /**
   * Serves until its standard input ends; prints its address once it is warm.
   *
   * @param args the number of pods; {@code tls} after it for TLS with the key of the system
   *     property {@code javax.net.ssl.keyStore}
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    boolean tls = args.length > 1 && args[1].equals("tls");
    int pods = Integer.parseInt(args[0]);
    try (BenchServer server =
        tls
            ? start(SSLServerSocketFactory.getDefault().createServerSocket(), "https", pods)
            : start(pods)) {
      server.warmUp();
      System.out.println(server.url());
      while (System.in.read() >= 0) {
        // whoever started it holds the other end
      }
    }
  }

  /**
   * Calls itself until its own code is compiled, for a client that has just begun must not be
   * measured beside a server that has just begun.
   */
  private void warmUp() throws IOException, InterruptedException {
    Control client = new Control(url());
    PodText pod = pods.get(0);
    long bytes = Math.min(WARM_UP_PODS, pods.size()) * (long) pod.length() / 2;
    for (int i = 0; i < WARM_UP_ROUNDS; i++) {
      client.begin("/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name(), 1);
      client.begin("/api/v1/pods?limit=" + WARM_UP_PODS, bytes);
      client.begin("/api/v1/pods?watch=1&sendInitialEvents=true", bytes);
    }
    while (watchers.open() > 0) {
      Thread.sleep(1);
    }
    Thread.sleep(WARM_UP_REST_MILLIS);
    counters.clear();
  }

  /** Returns its address. */
  public String url() {
    return scheme + "://127.0.0.1:" + socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket accepted = socket.accept();
        accepted.setTcpNoDelay(true);
        count("connections");
        Thread.ofVirtual().start(() -> serve(accepted));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket accepted) {
    try (accepted) {
      HttpExchange exchange = new HttpExchange(accepted);
      while (exchange.readRequest()) {
        answer(exchange);
      }
    } catch (IOException | UncheckedIOException e) {
      count("broken connections");
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.path();
    if (path.equals("/bench/counters")) {
      exchange.json(counters.json());
    } else if (path.equals("/bench/events")) {
      long sent =
          watchers.send(
              exchange.number("count", 0), exchange.number("rate", 0), exchange.flag("status"));
      exchange.json("{\"sent\":" + sent + "}");
    } else if (path.equals("/bench/watches")) {
      exchange.json("{\"watches\":" + watchers.open() + "}");
    } else if (path.equals("/version")) {
      exchange.json("{\"major\":\"1\",\"minor\":\"36\",\"gitVersion\":\"v1.36.0\"}");
    } else if (path.startsWith("/api/v1/")) {
      pods(exchange, path.substring("/api/v1/".length()).split("/", -1));
    } else {
      exchange.notFound();
    }
  }

  private void pods(HttpExchange exchange, String[] path) throws IOException {
    if (path.length == 1 && path[0].equals("pods")) {
      collection(exchange, null);
    } else if (path.length == 3 && path[0].equals("namespaces") && path[2].equals("pods")) {
      collection(exchange, path[1]);
    } else if (path.length == 4 && path[0].equals("namespaces") && path[2].equals("pods")) {
      PodText pod = byPath.get(path[1] + "/" + path[3]);
      count(Counters.GETS);
      if (pod == null) {
        exchange.notFound();
      } else {
        one(exchange, pod);
      }
    } else {
      exchange.notFound();
    }
  }

  private static void one(HttpExchange exchange, PodText pod) throws IOException {
    byte[] json = pod.shared();
    OutputStream out = exchange.head(200, GET_HEAD.length + json.length - 1L);
    out.write(GET_HEAD);
    out.write(json, 1, json.length - 1);
    out.flush();
  }

  private void collection(HttpExchange exchange, @Nullable String namespace) throws IOException {
    List<PodText> chosen =
        namespace == null ? pods : byNamespace.getOrDefault(namespace, List.of());
    if (exchange.flag("watch")) {
      count(Counters.WATCHES);
      watchers.serve(exchange, chosen);
    } else {
      count(Counters.LISTS);
      list(exchange, chosen);
    }
  }

  /** As the watch cache does, a list at version 0 comes in one piece whatever its limit is. */
  private void list(HttpExchange exchange, List<PodText> chosen) throws IOException {
    String token = exchange.text("continue", "");
    int from = token.isEmpty() ? 0 : Integer.parseInt(token);
    int limit = Math.toIntExact(exchange.number("limit", 0));
    boolean whole = limit == 0 || exchange.text("resourceVersion", "").equals("0");
    int to = whole ? chosen.size() : Math.min(chosen.size(), from + limit);
    String next = to < chosen.size() ? Integer.toString(to) : "";
    byte[] head =
        PodText.listHead(PodText.FIRST_VERSION + chosen.size(), next, chosen.size() - to)
            .getBytes(StandardCharsets.UTF_8);
    long length = head.length + 3L + Math.max(0, to - from - 1);
    for (PodText pod : chosen.subList(from, to)) {
      length += pod.length();
    }
    OutputStream out = exchange.head(200, length);
    out.write(head);
    for (int i = from; i < to; i++) {
      if (i > from) {
        out.write(',');
      }
      out.write(chosen.get(i).shared());
    }
    counters.add(Counters.LISTED, Math.max(0, to - from));
    out.write(new byte[] {']', '}', '\n'});
    out.flush();
  }

  private void count(String counter) {
    counters.add(counter, 1);
  }
}
