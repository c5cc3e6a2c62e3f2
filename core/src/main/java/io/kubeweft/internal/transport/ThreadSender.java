package io.kubeweft.internal.transport;

import io.kubeweft.internal.time.Droppable;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/**
 * Sends each call on a thread of its own, which may be interrupted to end it, and may wait: for a
 * name to be resolved, or a handshake.
 */
record ThreadSender(Executor executor) implements Sender {
  @Override
  public Future<Received> send(HttpClient client, HttpRequest request, BodyHandler<Object> bodies) {
    Droppable<Received> sending =
        new Droppable<>(() -> received(client.send(request, bodies)), Received::drop);
    executor.execute(sending);
    return sending;
  }

  private static Received received(HttpResponse<Object> response) {
    return Received.of(response.statusCode(), response.headers(), response.body());
  }
}
