package io.kubeweft.internal.transport;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.util.concurrent.Future;

/** How a call is sent, and who is woken for its answer. */
interface Sender {
  /**
   * Sends a request.
   *
   * @return the answer; cancelling it ends the call, and an answer that comes all the same is
   *     dropped
   * @throws java.util.concurrent.RejectedExecutionException if the client was closed
   */
  Future<Received> send(HttpClient client, HttpRequest request, BodyHandler<Object> bodies);
}
