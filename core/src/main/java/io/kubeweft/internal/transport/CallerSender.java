package io.kubeweft.internal.transport;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Sends each call on the thread of its caller, and wakes it where the body of the answer comes in:
 * no other thread has to be woken before. (The JDK hands the answer to the common pool, too, where
 * nothing waits for it.)
 *
 * <p>Only where sending never waits, or a deadline could not end it: without TLS, without a proxy,
 * and to an address that needs no name service.
 */
final class CallerSender implements Sender {
  /** Up to JDK 24 a machine with two processors gets a new thread for each answer instead. */
  private static final boolean HAND_OVER_IS_CHEAP =
      new CompletableFuture<@Nullable Void>().defaultExecutor() instanceof ForkJoinPool;

  /** Returns whether calls may be sent that way. */
  static boolean isGoodFor(ConnectionSettings settings) {
    return HAND_OVER_IS_CHEAP && !settings.isTls() && settings.isDirect();
  }

  @Override
  public Future<Received> send(HttpClient client, HttpRequest request, BodyHandler<Object> bodies) {
    Answer answer = new Answer(bodies);
    try {
      answer.sent(client.sendAsync(request, answer));
    } catch (RuntimeException e) {
      // As if it had been thrown on another thread: the caller's stack is added where it waits.
      answer.completeExceptionally(e);
    }
    return answer;
  }

  /** Completed by the body, or by the failure of the JDK client. */
  private static final class Answer extends CompletableFuture<Received>
      implements BodyHandler<Object> {
    private final BodyHandler<Object> bodies;
    private volatile @Nullable CompletableFuture<HttpResponse<Object>> sent;

    Answer(BodyHandler<Object> bodies) {
      this.bodies = bodies;
    }

    void sent(CompletableFuture<HttpResponse<Object>> given) {
      sent = given;
      CompletableFuture<?> unused =
          given.whenComplete(
              (response, failure) -> {
                if (failure != null) {
                  completeExceptionally(failure);
                }
              });
    }

    @Override
    public BodySubscriber<Object> apply(ResponseInfo head) {
      BodySubscriber<Object> subscriber = bodies.apply(head);
      subscriber
          .getBody()
          .thenAccept(body -> receive(Received.of(head.statusCode(), head.headers(), body)));
      return subscriber;
    }

    private void receive(Received received) {
      if (!complete(received)) {
        received.drop();
      }
    }

    /** Ends the exchange, as an interrupt of {@code HttpClient.send} does. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      CompletableFuture<HttpResponse<Object>> exchange = sent;
      if (cancelled && exchange != null) {
        exchange.cancel(true);
      }
      return cancelled;
    }
  }
}
