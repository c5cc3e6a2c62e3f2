package io.kubeweft.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.resource.ResourceClient;
import io.kubeweft.resource.TestObject;
import io.kubeweft.resource.Watch;
import io.kubeweft.resource.WatchEvent;
import io.kubeweft.rest.TransportException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Where watches begin, and where they go on. */
class WatchBeginsTest {
  private static String object(String name, int version) {
    return ("{\"apiVersion\":\"example.com/v1\",\"kind\":\"Test\","
            + "\"metadata\":{\"name\":\"%s\",\"resourceVersion\":\"%d\"},\"value\":1}")
        .formatted(name, version);
  }

  private static String added(String name, int version) {
    return "{\"type\":\"ADDED\",\"object\":" + object(name, version) + "}\n";
  }

  private static String list(int version, String... objects) {
    return ("{\"apiVersion\":\"example.com/v1\",\"kind\":\"TestList\","
            + "\"metadata\":{\"resourceVersion\":\"%d\"},\"items\":[%s]}")
        .formatted(version, String.join(",", objects));
  }

  private static String initialEnd(int version) {
    return """
    {"type":"BOOKMARK","object":{"apiVersion":"example.com/v1","kind":"Test","metadata":\
    {"resourceVersion":"%d","annotations":{"k8s.io/initial-events-end":"true"}}}}
    """
        .formatted(version);
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
  void next_noVersion_tellsOfTheListAndGoesOnFromItsVersion() throws Exception {
    try (RawServer server =
            RawServer.answering(
                (request, connection) -> {
                  if (!request.line().contains("watch=")) {
                    // Versions of objects are in no order, and the list is newer than all of them.
                    connection.answer(200, list(50, object("a", 42), object("b", 7)));
                    return;
                  }
                  connection.beginChunks();
                  connection.chunk(
                      request.line().contains("resourceVersion=50")
                          ? added("c", 51)
                          : added("d", 52));
                  connection.endChunks();
                });
        SocketClient client = SocketClient.to(server.uri());
        Watch<TestObject> watch = tests(client).watch()) {

      List<String> names =
          List.of(name(watch.next()), name(watch.next()), name(watch.next()), name(watch.next()));

      assertThat(names).containsExactly("a", "b", "c", "d");
      assertThat(server.requests().stream().map(RawServer.Request::line).toList())
          .satisfiesExactly(
              first -> assertThat(first).doesNotContain("watch=", "sendInitialEvents"),
              second ->
                  assertThat(second)
                      .contains("watch=", "resourceVersion=50")
                      .doesNotContain("sendInitialEvents"),
              third -> assertThat(third).contains("watch=", "resourceVersion=51"));
    }
  }

  @Test
  void next_connectionEndsBeforeThereIsAVersion_throws() throws Exception {
    try (RawServer server =
            RawServer.answering(
                (request, connection) -> {
                  connection.beginChunks();
                  connection.chunk(added("a", 42));
                  connection.endChunks();
                });
        SocketClient client = SocketClient.to(server.uri());
        Watch<TestObject> watch = tests(client).watch(o -> o.resourceVersion("0"))) {

      assertThat(name(watch.next())).isEqualTo("a");
      assertThatThrownBy(watch::next)
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("begin it again");
      assertThat(watch.next()).isNull();
    }
  }

  @Test
  @SuppressWarnings("try") // closing is what is tested
  void close_whileItConnectsAnew_endsItWhateverTheAnswerIs() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (RawServer server =
            RawServer.answering(
                (request, connection) -> {
                  if (request.line().contains("resourceVersion=41")) {
                    connection.beginChunks();
                    connection.chunk(added("a", 42));
                    connection.endChunks();
                    return;
                  }
                  asked.countDown();
                  closed.await();
                  connection.answer(403, "{\"kind\":\"Status\",\"code\":403}");
                });
        SocketClient client = SocketClient.to(server.uri());
        Watch<TestObject> watch = tests(client).watch(o -> o.resourceVersion("41"))) {

      assertThat(name(watch.next())).isEqualTo("a");
      FutureTask<WatchEvent<TestObject>> next = new FutureTask<>(watch::next);
      Thread unused = Thread.startVirtualThread(next);
      asked.await();
      watch.close();
      closed.countDown();

      assertThat(next.get()).isNull();
    }
  }

  @Test
  void next_connectionEndsAfterTheInitialEvents_isNotToldOfThemAgain() throws Exception {
    try (RawServer server =
            RawServer.answering(
                (request, connection) -> {
                  connection.beginChunks();
                  connection.chunk(
                      request.line().contains("sendInitialEvents=true")
                          ? added("a", 42) + added("b", 7) + initialEnd(50)
                          : added("c", 51));
                  connection.endChunks();
                });
        SocketClient client = SocketClient.to(server.uri());
        Watch<TestObject> watch =
            tests(client).watch(o -> o.sendInitialEvents(true).allowBookmarks(true))) {

      List<String> names = List.of(name(watch.next()), name(watch.next()));
      WatchEvent<TestObject> end = watch.next();
      String next = name(watch.next());

      assertThat(names).containsExactly("a", "b");
      assertThat(end).isInstanceOf(WatchEvent.Bookmark.class);
      assertThat(next).isEqualTo("c");
      assertThat(server.requests().get(1).line())
          .contains("resourceVersion=50")
          .doesNotContain("sendInitialEvents");
    }
  }
}
