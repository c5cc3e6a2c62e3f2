package io.kubeweft.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SendingTest {
  private final AtomicInteger closes = new AtomicInteger();
  private final Sending<InputStream> sending = new Sending<>(this::answer);

  @SuppressWarnings("unchecked") // the body is all that is asked for
  private HttpResponse<InputStream> answer() {
    InputStream body =
        new ByteArrayInputStream(new byte[0]) {
          @Override
          public void close() {
            closes.incrementAndGet();
          }
        };
    return (HttpResponse<InputStream>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {HttpResponse.class},
            (proxy, method, arguments) -> body);
  }

  @Test
  void drop_whenTheAnswerHasJustCome_closesItsBody() {
    sending.run();

    sending.drop();

    assertThat(closes).hasValue(1);
  }

  @Test
  void drop_beforeTheAnswer_sendsNothing() {
    sending.drop();

    sending.run();

    assertThat(closes).hasValue(0);
    assertThat(sending.isCancelled()).isTrue();
  }

  @Test
  void drop_ofAFailure_isQuiet() {
    Sending<InputStream> failing =
        new Sending<>(
            () -> {
              throw new IllegalStateException("no answer");
            });
    failing.run();

    failing.drop();

    assertThat(failing.state()).isEqualTo(Sending.State.FAILED);
  }
}
