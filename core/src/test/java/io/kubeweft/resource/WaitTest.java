package io.kubeweft.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kubeweft.internal.call.FakeApi;
import io.kubeweft.json.DecodeException;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.DeadlineExceededException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitTest {
  private static final String PATH = "GET /apis/example.com/v1/namespaces/ns/tests";
  private static final String LIST = PATH + "?fieldSelector=metadata.name%3Da";
  private static final String BUSY =
      "{\"kind\":\"Status\",\"status\":\"Failure\",\"reason\":\"TooManyRequests\",\"code\":429,"
          + "\"details\":{\"retryAfterSeconds\":2}}";
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final FakeApi api = new FakeApi();
  private final ResourceClient<TestObject> client =
      new ResourceClient<>(api.rest(), TestObject.TYPE, "ns");

  /** Text, and then silence until it is closed. */
  private static final class Silent extends InputStream {
    private final byte[] text;
    private final CountDownLatch closed = new CountDownLatch(1);
    private int position;

    Silent(String text) {
      this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() throws IOException {
      if (position < text.length) {
        return text[position++] & 0xff;
      }
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
      throw new IOException("closed");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      buffer[offset] = (byte) read();
      return 1;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  private static String object(String uid, int value, String more) {
    return "{\"apiVersion\":\"example.com/v1\",\"kind\":\"Test\",\"metadata\":{\"name\":\"a\","
        + "\"resourceVersion\":\"%d\",\"uid\":\"%s\"%s},\"value\":%d}"
            .formatted(10 + value, uid, more, value);
  }

  private static String event(String type, String object) {
    return "{\"type\":\"" + type + "\",\"object\":" + object + "}\n";
  }

  private void listed(String... objects) {
    api.json(
        LIST,
        "{\"kind\":\"TestList\",\"metadata\":{\"resourceVersion\":\"10\"},\"items\":["
            + String.join(",", objects)
            + "]}");
  }

  private void watched(String... events) {
    api.on(PATH, call -> FakeApi.answer(200, new Silent(String.join("", events))));
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void until_whenItHoldsAlready_onlyLists() {
    listed(object("u", 1, ""));

    TestObject object = client.waitUpTo(LONG).until("a", o -> o.value() == 1);

    assertThat(object.value()).isEqualTo(1);
    assertThat(api.requests()).containsExactly(LIST);
  }

  @Test
  void until_whenItComesToHold_takesOneListAndOneWatchFromThere() {
    listed();
    watched(
        event("ADDED", object("u", 1, "")),
        event("BOOKMARK", "{\"metadata\":{\"resourceVersion\":\"11\"}}"),
        event("MODIFIED", object("u", 2, "")),
        event("MODIFIED", object("u", 3, "")));

    TestObject object = client.waitUpTo(LONG).until("a", o -> o.value() == 2);

    assertThat(object.value()).isEqualTo(2);
    assertThat(api.requests()).hasSize(2);
    assertThat(api.requests().get(1))
        .contains("watch=true", "fieldSelector=metadata.name%3Da", "resourceVersion=10");
  }

  @Test
  void until_whenTimeIsOver_saysWhatWasMissing() {
    listed();
    watched();

    assertThatThrownBy(() -> client.waitUpTo(SHORT).untilReady("a"))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessage("Test ns/a: not done within PT0.05S: it is not there");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void until_whenInterrupted_keepsTheFlag() throws Exception {
    listed();
    CountDownLatch watching = new CountDownLatch(1);
    api.on(
        PATH,
        call -> {
          watching.countDown();
          return FakeApi.answer(200, new Silent(""));
        });
    Throwable[] thrown = new Throwable[1];
    boolean[] flag = new boolean[1];
    Thread waiter =
        Thread.ofVirtual()
            .start(
                () -> {
                  thrown[0] = catchThrowable(() -> client.waitUpTo(LONG).until("a", o -> true));
                  flag[0] = Thread.currentThread().isInterrupted();
                });

    watching.await();
    waiter.interrupt();
    waiter.join();

    assertThat(thrown[0]).isInstanceOf(CancelledException.class);
    assertThat(flag[0]).isTrue();
  }

  @Test
  void until_whenTheVersionExpires_listsAgain() {
    listed();
    api.on(
        PATH,
        call -> {
          listed(object("u", 5, ""));
          return FakeApi.answer(
              200,
              new Silent(
                  event("ERROR", "{\"kind\":\"Status\",\"code\":410,\"reason\":\"Expired\"}")));
        });

    TestObject object = client.waitUpTo(LONG).until("a", o -> o.value() == 5);

    assertThat(object.value()).isEqualTo(5);
    assertThat(api.requests()).hasSize(3);
  }

  @Test
  void until_whenALaterListFails_listsOnceMore() {
    listed();
    api.on(
        PATH,
        call -> {
          api.on(
              LIST,
              failing -> {
                listed(object("u", 5, ""));
                return FakeApi.status(503, "ServiceUnavailable");
              });
          return FakeApi.answer(
              200, event("ERROR", "{\"kind\":\"Status\",\"code\":410,\"reason\":\"Expired\"}"));
        });

    TestObject object = client.waitUpTo(LONG).until("a", o -> o.value() == 5);

    assertThat(object.value()).isEqualTo(5);
    assertThat(api.requests()).hasSize(4);
  }

  @Test
  void until_whenTheFirstListFails_failsAsAnyCall() {
    api.error(LIST, 503, "ServiceUnavailable");

    assertThatThrownBy(() -> client.waitUpTo(LONG).until("a", o -> true))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.isServiceUnavailable()).isTrue());
  }

  @Test
  void until_whenTheServerAsksToWait_waits() {
    listed();
    api.on(
        PATH,
        call -> {
          watched(event("ADDED", object("u", 1, "")));
          return FakeApi.answer(429, BUSY);
        });
    long begin = System.nanoTime();

    TestObject object = client.waitUpTo(LONG).until("a", o -> o.value() == 1);

    assertThat(object.value()).isEqualTo(1);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void until_whenTheConnectionEnds_watchesOnFromThere() {
    listed();
    api.on(
        PATH,
        call -> {
          watched(event("MODIFIED", object("u", 3, "")));
          return FakeApi.answer(200, event("ADDED", object("u", 2, "")));
        });

    TestObject object = client.waitUpTo(LONG).until("a", o -> o.value() == 3);

    assertThat(object.value()).isEqualTo(3);
    assertThat(api.requests()).hasSize(3);
    assertThat(api.requests().get(2)).contains("watch=true", "resourceVersion=12");
  }

  @Test
  void until_whenTheServerIsInTroubleForAMoment_watchesOn() {
    listed();
    api.on(
        PATH,
        call -> {
          watched(event("ADDED", object("u", 1, "")));
          return FakeApi.status(503, "ServiceUnavailable");
        });

    assertThat(client.waitUpTo(LONG).until("a", o -> true).value()).isEqualTo(1);
    assertThat(api.requests()).hasSize(3);
  }

  @Test
  void until_whenTheWatchIsRefused_fails() {
    listed();
    api.error(PATH, 403, "Forbidden");

    assertThatThrownBy(() -> client.waitUpTo(LONG).until("a", o -> true))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.isForbidden()).isTrue());
  }

  @Test
  void until_whenForbidden_failsAtOnce() {
    api.error(LIST, 403, "Forbidden");

    assertThatThrownBy(() -> client.waitUpTo(LONG).until("a", o -> true))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.isForbidden()).isTrue());
  }

  @Test
  void until_ofAnObjectThatCanNotBeRead_failsWithItsPlace() {
    listed();
    watched(event("ADDED", object("u", 1, "").replace("\"value\":1", "\"value\":\"x\"")));

    assertThatThrownBy(() -> client.waitUpTo(LONG).until("a", o -> true))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("value");
  }

  @Test
  void untilDeleted_ofAnAbsentObject_returns() {
    listed();

    client.waitUpTo(LONG).untilDeleted("a", null);

    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void untilDeleted_whenTheResourceItselfIsGone_returns() {
    api.error(LIST, 404, "NotFound");

    client.waitUpTo(LONG).untilDeleted("a", "u");

    assertThat(api.requests()).containsExactly(LIST);
  }

  @Test
  void untilDeleted_whenAnotherOfTheNameComes_returns() {
    listed(object("old", 1, ""));
    watched(event("MODIFIED", object("old", 2, "")), event("ADDED", object("new", 3, "")));

    client.waitUpTo(LONG).untilDeleted("a", null);

    assertThat(api.requests()).hasSize(2);
  }

  @Test
  void untilDeleted_whenAnotherIsThereAlready_returns() {
    listed(object("new", 1, ""));

    client.waitUpTo(LONG).untilDeleted("a", "old");

    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void untilDeleted_whenHeldByAFinalizer_saysSo() {
    listed(
        object(
            "u",
            1,
            ",\"deletionTimestamp\":\"2026-01-01T00:00:00Z\",\"finalizers\":[\"example.com/f\"]"));
    watched();

    assertThatThrownBy(() -> client.waitUpTo(SHORT).untilDeleted("a", "u"))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessageEndingWith("it is being deleted, and held by [example.com/f]");
  }

  @Test
  void waitUpTo_withoutTime_isRefused() {
    assertThatThrownBy(() -> client.waitUpTo(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
