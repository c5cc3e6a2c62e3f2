package io.kubeweft.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.internal.time.Droppable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CallerSenderTest {
  private static final HttpRequest REQUEST =
      HttpRequest.newBuilder(URI.create("http://127.0.0.1:1/a")).build();

  private final FakeHttpClient client = new FakeHttpClient();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final BodyHandler<Object> bodies = head -> BodySubscribers.replacing(body());
  private final Future<Received> answer = new CallerSender().send(client, REQUEST, bodies);

  private Object body() {
    return new ByteArrayInputStream(new byte[] {1}) {
      @Override
      public void close() {
        closed.set(true);
      }
    };
  }

  private record Head(int statusCode, HttpHeaders headers, HttpClient.Version version)
      implements ResponseInfo {}

  /** What the JDK does when all of an answer has come. */
  private void bodyComes() {
    HttpHeaders headers = HttpHeaders.of(Map.of("A", List.of("b")), (name, value) -> true);
    Objects.requireNonNull(client.bodies)
        .apply(new Head(201, headers, HttpClient.Version.HTTP_1_1))
        .onComplete();
  }

  @Test
  void send_bodyComes_isTheAnswerBeforeTheJdkHandsItOver() throws Exception {
    bodyComes();

    Received received = answer.resultNow();
    try (InputStream body = received.body()) {
      assertThat(body.read()).isEqualTo(1);
    }
    assertThat(received.head().status()).isEqualTo(201);
    assertThat(received.head().headers("a")).containsExactly("b");
    assertThat(client.exchange).isNotDone();
  }

  @Test
  void send_exchangeFails_failsWithTheSame() {
    IOException broken = new IOException("broken");

    client.exchange.completeExceptionally(broken);

    assertThatThrownBy(answer::get).isInstanceOf(ExecutionException.class).hasCause(broken);
  }

  @Test
  void send_jdkRefuses_failsWithTheSame() {
    IllegalStateException refused = new IllegalStateException("refused");
    client.refusal = refused;

    Future<Received> refusedAnswer = new CallerSender().send(client, REQUEST, bodies);

    assertThatThrownBy(refusedAnswer::get).isInstanceOf(ExecutionException.class).hasCause(refused);
  }

  @Test
  void cancel_beforeTheAnswer_endsTheExchange() {
    answer.cancel(true);

    assertThat(client.exchange).isCancelled();
  }

  @Test
  void cancel_beforeTheAnswer_dropsWhatComesAllTheSame() {
    answer.cancel(true);

    bodyComes();

    assertThat(closed).isTrue();
  }

  @Test
  void drop_afterTheAnswer_closesItsBody() {
    bodyComes();

    Droppable.drop(answer, Received::drop);

    assertThat(closed).isTrue();
  }
}
