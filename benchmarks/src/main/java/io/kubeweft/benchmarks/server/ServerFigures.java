package io.kubeweft.benchmarks.server;

import io.kubeweft.testing.KubeApiServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures the API server in memory: its start in a JVM that has started one before, 100,000
 * objects, 1,000 watches of one collection. Prints the figures of docs/perf/testing.md.
 */
public final class ServerFigures {
  private static final int STARTS = 30;
  private static final int OBJECTS = 100_000;
  private static final int WRITERS = 8;
  private static final int LISTS = 3;
  private static final int WATCHERS = 1_000;
  private static final int CHANGES = 300;

  private ServerFigures() {}

  /** Measures everything. */
  public static void main(String... arguments) throws Exception {
    start();
    objects();
    watchers();
  }

  private static void start() {
    long[] nanos = new long[STARTS];
    long first = 0;
    for (int i = 0; i < STARTS; i++) {
      long begin = System.nanoTime();
      KubeApiServer server = KubeApiServer.start();
      nanos[i] = System.nanoTime() - begin;
      server.close();
      first = i == 0 ? nanos[0] : first;
    }
    Arrays.sort(nanos);
    System.out.printf(
        "start: first %d ms, median of %d %.1f ms, slowest of the last %d %.1f ms%n",
        TimeUnit.NANOSECONDS.toMillis(first),
        STARTS,
        nanos[STARTS / 2] / 1e6,
        STARTS - 1,
        nanos[STARTS - 2] / 1e6);
  }

  private static void objects() throws Exception {
    try (KubeApiServer server = KubeApiServer.start(s -> s.recording(false));
        HttpClient client = HttpClient.newHttpClient();
        ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      long before = used();
      long begin = System.nanoTime();
      CountDownLatch written = new CountDownLatch(WRITERS);
      for (int w = 0; w < WRITERS; w++) {
        int writer = w;
        writers.execute(
            () -> {
              for (int i = writer; i < OBJECTS; i += WRITERS) {
                create(client, server.uri(), "c" + i);
              }
              written.countDown();
            });
      }
      written.await();
      double seconds = seconds(begin);
      long bytes = (used() - before) / OBJECTS;
      System.out.printf(
          "objects: %d created in %.1f s (%.0f/s), %d bytes each%n",
          OBJECTS, seconds, OBJECTS / seconds, bytes);
      for (int i = 0; i < LISTS; i++) {
        begin = System.nanoTime();
        HttpResponse<Void> list =
            client.send(
                HttpRequest.newBuilder(server.uri().resolve("/api/v1/configmaps")).build(),
                HttpResponse.BodyHandlers.discarding());
        System.out.printf(
            "list: status %d, %.2f s, %s MB%n",
            list.statusCode(),
            seconds(begin),
            list.headers().firstValueAsLong("content-length").orElse(0) / 1_000_000);
      }
    }
  }

  private static void create(HttpClient client, URI server, String name) {
    String object =
        """
        {"metadata":{"name":"%s","labels":{"app":"figures","name":"%s"}},
         "data":{"one":"some text","two":"some more text","three":"3"}}
        """
            .formatted(name, name);
    send(client, server.resolve("/api/v1/namespaces/default/configmaps"), "POST", object);
  }

  private static void send(HttpClient client, URI uri, String method, String body) {
    String type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(uri)
                  .header("Content-Type", type)
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(answer.body());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void watchers() throws Exception {
    try (KubeApiServer server = KubeApiServer.start(s -> s.recording(false));
        HttpClient client = HttpClient.newHttpClient();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      create(client, server.uri(), "watched");
      AtomicLong events = new AtomicLong();
      CountDownLatch watching = new CountDownLatch(WATCHERS);
      CountDownLatch seen = new CountDownLatch(WATCHERS);
      for (int i = 0; i < WATCHERS; i++) {
        threads.execute(() -> watch(server.uri(), events, watching, seen));
      }
      watching.await();
      long begin = System.nanoTime();
      URI uri = server.uri().resolve("/api/v1/namespaces/default/configmaps/watched");
      for (int i = 0; i < CHANGES; i++) {
        send(client, uri, "PATCH", "{\"data\":{\"three\":\"%d\"}}".formatted(i + 10));
      }
      boolean all = seen.await(2, TimeUnit.MINUTES);
      double seconds = seconds(begin);
      System.out.printf(
          "watchers: %d, %d events%s in %.1f s: %.0f/s%n",
          WATCHERS, events.get(), all ? "" : " (not all)", seconds, events.get() / seconds);
    }
  }

  /** Counts the events of one watch over a socket, until it has seen them all. */
  private static void watch(
      URI server, AtomicLong events, CountDownLatch watching, CountDownLatch seen) {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      String request =
          "GET /api/v1/namespaces/default/configmaps?watch=1 HTTP/1.1\r\nHost: %s\r\n\r\n"
              .formatted(server.getAuthority());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = new BufferedInputStream(socket.getInputStream(), 8192);
      int mine = -1;
      byte[] kind = "\"type\":\"".getBytes(StandardCharsets.US_ASCII);
      int matched = 0;
      for (int b = in.read(); b >= 0 && mine < CHANGES; b = in.read()) {
        matched = b == kind[matched] ? matched + 1 : b == kind[0] ? 1 : 0;
        if (matched == kind.length) {
          matched = 0;
          mine++;
          if (mine == 0) {
            // The object as it was before.
            watching.countDown();
          } else {
            long unused = events.incrementAndGet();
          }
        }
      }
      seen.countDown();
    } catch (IOException e) {
      System.err.println("a watch broke: " + e);
    }
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  private static long used() throws InterruptedException {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(100);
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
