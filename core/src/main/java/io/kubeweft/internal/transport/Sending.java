package io.kubeweft.internal.transport;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.concurrent.FutureTask;

/**
 * One request, sent by a thread of its own: that one can be interrupted to end it, while the
 * caller's interrupt is the caller's.
 *
 * @param <B> the body
 */
final class Sending<B> extends FutureTask<HttpResponse<B>> {
  Sending(HttpClient client, HttpRequest request, BodyHandler<B> handler) {
    super(() -> client.send(request, handler));
  }

  /** An answer that comes all the same must not keep its connection. */
  @Override
  protected void set(HttpResponse<B> response) {
    super.set(response);
    if (isCancelled()) {
      try {
        SmallBodies.stream(response.body()).close();
      } catch (IOException e) {
        // It was to be dropped anyway.
      }
    }
  }
}
