package io.kubeweft.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kubeweft.resource.ResourceClient;
import io.kubeweft.resource.TestObject;
import io.kubeweft.resource.Watch;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.RestRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Interrupts, and the client's close, at each stage at which a call can be blocked. */
class CancellationTest {
  private static final RestRequest GET = RestRequest.get("/a");

  /** Where a call is blocked, and how the test learns that it is. */
  enum Stage {
    TLS_HANDSHAKE {
      @Override
      URI address(RawServer server) {
        return server.uri("https");
      }

      @Override
      void serve(RawServer.Connection connection, CompletableFuture<?> blocked) throws IOException {
        blocked.complete(null);
        connection.awaitClientClose();
      }
    },
    NO_ANSWER {
      @Override
      void serve(RawServer.Connection connection, CompletableFuture<?> blocked) throws IOException {
        connection.readRequest();
        blocked.complete(null);
        connection.awaitClientClose();
      }
    },
    HALF_A_HEAD {
      @Override
      void serve(RawServer.Connection connection, CompletableFuture<?> blocked) throws IOException {
        connection.readRequest();
        connection.write("HTTP/1.1 200 OK\r\nContent-");
        blocked.complete(null);
        connection.awaitClientClose();
      }
    },
    HALF_A_BODY {
      @Override
      void serve(RawServer.Connection connection, CompletableFuture<?> blocked) throws IOException {
        connection.readRequest();
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":");
        blocked.complete(null);
        connection.awaitClientClose();
      }
    },
    WAITING_TO_RETRY {
      @Override
      void serve(RawServer.Connection connection, CompletableFuture<?> blocked) throws IOException {
        connection.readRequest();
        connection.answer(429, "{}", "Retry-After: 20");
        blocked.complete(null);
        connection.awaitClientClose();
      }
    },
    WATCHING {
      @Override
      void call(SocketClient client) {
        try (Watch<TestObject> watch = tests(client).watch(o -> o.resourceVersion("1"))) {
          watch.next();
        }
      }

      @Override
      void serve(RawServer.Connection connection, CompletableFuture<?> blocked) throws IOException {
        connection.readRequest();
        connection.beginChunks();
        blocked.complete(null);
        connection.awaitClientClose();
      }
    };

    URI address(RawServer server) {
      return server.uri();
    }

    void call(SocketClient client) {
      client.rest.send(GET);
    }

    abstract void serve(RawServer.Connection connection, CompletableFuture<?> blocked)
        throws IOException;
  }

  private static ResourceClient<TestObject> tests(SocketClient client) {
    return new ResourceClient<>(client.rest, TestObject.TYPE, "default");
  }

  /** What a call on a thread of its own has come to. */
  private record Call(Thread thread, AtomicReference<Throwable> thrown, AtomicBoolean flag) {
    static Call start(Runnable action) {
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      AtomicBoolean flag = new AtomicBoolean();
      Thread thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    thrown.set(catchThrowable(action::run));
                    flag.set(Thread.currentThread().isInterrupted());
                  });
      return new Call(thread, thrown, flag);
    }

    void join() throws InterruptedException {
      assertThat(thread.join(Duration.ofSeconds(10))).as("the call returned").isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void interrupt_blockedCall_cancelsItAndDropsItsConnection(Stage stage) throws Exception {
    CompletableFuture<Void> blocked = new CompletableFuture<>();
    try (RawServer server = RawServer.start(connection -> stage.serve(connection, blocked));
        SocketClient client = SocketClient.to(stage.address(server))) {
      Call call = Call.start(() -> stage.call(client));
      blocked.get(10, TimeUnit.SECONDS);

      call.thread.interrupt();
      call.join();

      assertThat(call.thrown.get()).isInstanceOf(CancelledException.class);
      assertThat(call.flag.get()).as("the interrupt flag").isTrue();
      if (stage != Stage.WAITING_TO_RETRY) {
        server.awaitEnd();
      }
    }
  }

  @Test
  void interrupt_waitingForAPlaceInFlight_cancels() throws Exception {
    CompletableFuture<Void> blocked = new CompletableFuture<>();
    try (RawServer server =
            RawServer.start(connection -> Stage.NO_ANSWER.serve(connection, blocked));
        SocketClient client = SocketClient.to(server.uri(), 1)) {
      Call first = Call.start(() -> client.rest.send(GET));
      blocked.get(10, TimeUnit.SECONDS);
      Call second = Call.start(() -> client.rest.send(GET));

      second.thread.interrupt();
      second.join();

      assertThat(second.thrown.get()).isInstanceOf(CancelledException.class);
      assertThat(first.thread.isAlive()).isTrue();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Stage.class, mode = EnumSource.Mode.EXCLUDE, names = "WAITING_TO_RETRY")
  void close_blockedCall_failsItAndLeavesNothing(Stage stage) throws Exception {
    CompletableFuture<Void> blocked = new CompletableFuture<>();
    try (RawServer server = RawServer.start(connection -> stage.serve(connection, blocked));
        SocketClient client = SocketClient.to(stage.address(server))) {
      Call call = Call.start(() -> stage.call(client));
      blocked.get(10, TimeUnit.SECONDS);

      boolean joined = client.closeAndJoin();
      call.join();

      if (stage != Stage.WATCHING) {
        assertThat(call.thrown.get())
            .isInstanceOf(CancelledException.class)
            .hasMessageContaining("the client was closed");
      }
      assertThat(joined).as("all threads of the client have ended").isTrue();
      server.awaitNoConnections();
    }
  }

  @Test
  void close_manyWatchesAndIdleConnections_leavesNothing() throws Exception {
    int watches = 50;
    try (RawServer server =
            RawServer.answering(
                (request, connection) -> {
                  if (request.line().contains("watch=")) {
                    connection.beginChunks();
                  } else {
                    connection.answer(200, "{}");
                  }
                });
        SocketClient client = SocketClient.to(server.uri())) {
      for (int i = 0; i < watches; i++) {
        Watch<TestObject> unused = tests(client).watch(o -> o.resourceVersion("1"));
      }
      client.rest.send(GET);

      boolean joined = client.closeAndJoin();

      assertThat(joined).isTrue();
      server.awaitNoConnections();
      assertThat(catchThrowable(() -> client.rest.send(GET)))
          .isInstanceOf(CancelledException.class)
          .hasMessageContaining("the client was closed");
    }
  }
}
