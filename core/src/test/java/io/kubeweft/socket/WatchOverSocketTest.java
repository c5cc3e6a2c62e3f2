package io.kubeweft.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.resource.ResourceClient;
import io.kubeweft.resource.TestObject;
import io.kubeweft.resource.Watch;
import io.kubeweft.resource.WatchEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Watches over connections that misbehave. */
class WatchOverSocketTest {
  private static String added(String name, int version) {
    return ("{\"type\":\"ADDED\",\"object\":{\"apiVersion\":\"example.com/v1\",\"kind\":\"Test\","
            + "\"metadata\":{\"name\":\"%s\",\"resourceVersion\":\"%d\"},\"value\":1}}\n")
        .formatted(name, version);
  }

  private static ResourceClient<TestObject> tests(SocketClient client) {
    return new ResourceClient<>(client.rest, TestObject.TYPE, "default");
  }

  private static String name(WatchEvent<TestObject> event) {
    return event instanceof WatchEvent.Added<TestObject>(TestObject object)
        ? object.metadata().name()
        : event.toString();
  }

  @Test
  void next_eventSplitAtEveryByte_isWhole() throws Exception {
    String name = "größe-日本-😀";
    byte[] frame = added(name, 7).getBytes(StandardCharsets.UTF_8);
    try (RawServer server =
            RawServer.answering(
                (request, connection) -> {
                  connection.beginChunks();
                  for (byte each : frame) {
                    connection.chunk(new byte[] {each});
                  }
                  connection.awaitClientClose();
                });
        SocketClient client = SocketClient.to(server.uri());
        Watch<TestObject> watch = tests(client).watch(o -> o.resourceVersion("1"))) {

      WatchEvent<TestObject> event = watch.next();

      assertThat(name(event)).isEqualTo(name);
    }
  }

  @Test
  void next_eventsGluedTogether_areTold() throws Exception {
    try (RawServer server =
            RawServer.answering(
                (request, connection) -> {
                  connection.beginChunks();
                  connection.chunk(added("a", 11) + "\n" + added("b", 12) + added("c", 13));
                  connection.awaitClientClose();
                });
        SocketClient client = SocketClient.to(server.uri());
        Watch<TestObject> watch = tests(client).watch(o -> o.resourceVersion("1"))) {

      List<String> names = List.of(name(watch.next()), name(watch.next()), name(watch.next()));

      assertThat(names).containsExactly("a", "b", "c");
    }
  }

  @Test
  void next_blackHoledConnection_isResumedWhereItWas() throws Exception {
    try (RawServer server = RawServer.answering(WatchOverSocketTest::silentAtFirst);
        SocketClient client = SocketClient.to(server.uri());
        Watch<TestObject> watch =
            tests(client).watch(o -> o.resourceVersion("40").idleTimeout(Duration.ofMillis(300)))) {

      String first = name(watch.next());
      String second = name(watch.next());

      assertThat(first).isEqualTo("a");
      assertThat(second).isEqualTo("b");
      assertThat(server.awaitEnd()).as("the dead connection is dropped").isEqualTo(1);
      assertThat(server.requests().get(1).line()).contains("resourceVersion=41");
    }
  }

  private static void silentAtFirst(RawServer.Request request, RawServer.Connection connection)
      throws IOException {
    connection.beginChunks();
    connection.chunk(connection.number == 1 ? added("a", 41) : added("b", 42));
    connection.awaitClientClose();
  }

  @Test
  void next_connectionBrokenWithinAnEvent_isResumedWithoutLossOrRepetition() throws Exception {
    String second = added("b", 42);
    CountDownLatch firstRead = new CountDownLatch(1);
    try (RawServer server =
            RawServer.answering(
                (request, connection) -> {
                  connection.beginChunks();
                  if (connection.number == 1) {
                    connection.chunk(added("a", 41) + second.substring(0, 30));
                    // A reset would take away what has not been read yet.
                    firstRead.await();
                    connection.reset();
                  } else {
                    connection.chunk(added("a", 41) + second);
                    connection.awaitClientClose();
                  }
                });
        SocketClient client = SocketClient.to(server.uri());
        Watch<TestObject> watch = tests(client).watch(o -> o.resourceVersion("40"))) {

      String a = name(watch.next());
      firstRead.countDown();
      String b = name(watch.next());

      assertThat(List.of(a, b)).containsExactly("a", "b");
      assertThat(server.requests().get(1).line()).contains("resourceVersion=41");
    }
  }

  @Test
  void next_serverThatAsksToWait_isAskedAgainNoSooner() throws Exception {
    String busy =
        "{\"kind\":\"Status\",\"status\":\"Failure\",\"reason\":\"TooManyRequests\","
            + "\"code\":429,\"details\":{\"retryAfterSeconds\":%d}}";
    try (RawServer server =
            RawServer.answering(
                (request, connection) -> {
                  switch (request.number()) {
                    case 1 -> {
                      connection.beginChunks();
                      connection.chunk(
                          "{\"type\":\"ERROR\",\"object\":" + busy.formatted(2) + "}\n");
                      connection.endChunks();
                    }
                    case 2 -> connection.answer(429, busy.formatted(4));
                    default -> {
                      connection.beginChunks();
                      connection.chunk(added("a", 41));
                      connection.awaitClientClose();
                    }
                  }
                });
        SocketClient client = SocketClient.to(server.uri());
        Watch<TestObject> watch = tests(client).watch(o -> o.resourceVersion("40"))) {

      assertThat(name(watch.next())).isEqualTo("a");

      List<RawServer.Request> requests = server.requests();
      assertThat(requests.get(1).since(requests.get(0)))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
      assertThat(requests.get(2).since(requests.get(1)))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(4));
    }
  }

  @Test
  void next_undecodableEvent_isToldAndTheNextOneComes() throws Exception {
    try (RawServer server =
            RawServer.answering(
                (request, connection) -> {
                  connection.beginChunks();
                  connection.chunk(added("a", 11).replace(":1}", ":\"one\"}") + added("b", 12));
                  connection.awaitClientClose();
                });
        SocketClient client = SocketClient.to(server.uri());
        Watch<TestObject> watch = tests(client).watch(o -> o.resourceVersion("1"))) {

      WatchEvent<TestObject> first = watch.next();
      WatchEvent<TestObject> second = watch.next();

      assertThat(first).isInstanceOf(WatchEvent.Undecodable.class);
      assertThat(name(second)).isEqualTo("b");
    }
  }
}
